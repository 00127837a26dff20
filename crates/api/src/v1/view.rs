//! `View`: what a caller is shown of requests and volunteers, by the table of fields in the model. Every document with
//! a request in it is written from what `View` leaves of it.

use crate::access::Caller;
use crate::app::App;
use crate::http::problem::Problem;
use karavan_model::{CallerKind, RequestField, RequestId, Shown, VolunteerField, hide};
use karavan_store::StoredRequest;
use std::collections::BTreeSet;

/// Through whose eyes requests are shown.
#[derive(Clone, Debug)]
pub(crate) struct View {
    viewer: CallerKind,
    /// The requests that a reason was said for.
    opened: BTreeSet<RequestId>,
}

impl View {
    /// What a caller sees who said no reason.
    pub(crate) fn of(caller: &Caller) -> Self {
        Self {
            viewer: caller.kind(),
            opened: BTreeSet::new(),
        }
    }

    /// What the holder of a link sees.
    pub(crate) const fn of_volunteer() -> Self {
        Self {
            viewer: CallerKind::Volunteer,
            opened: BTreeSet::new(),
        }
    }

    /// What a caller sees, also of requests that they said a reason for.
    pub(crate) async fn with_opened(app: &App, caller: &Caller) -> Result<Self, Problem> {
        let view = Self::of(caller);
        let Caller::Staff { login, .. } = caller else {
            return Ok(view);
        };
        if !RequestField::any_by_reason(view.viewer) {
            return Ok(view);
        }
        Ok(Self {
            opened: app.service.revealed_to(login).await?,
            ..view
        })
    }

    /// A request without what is not shown, and which fields these are.
    pub(crate) fn shown(&self, stored: &StoredRequest) -> (StoredRequest, Vec<RequestField>) {
        let mut shown = stored.clone();
        let hidden = hide(&mut shown.request, stored.state, self.viewer, self.is_opened(stored));
        (shown, hidden)
    }

    fn is_opened(&self, stored: &StoredRequest) -> bool {
        self.opened.contains(&stored.request.id)
    }

    /// Takes from requests what is not shown.
    pub(crate) fn hide_in<'a>(&self, requests: impl IntoIterator<Item = &'a mut StoredRequest>) {
        for stored in requests {
            let is_opened = self.is_opened(stored);
            hide(&mut stored.request, stored.state, self.viewer, is_opened);
        }
    }

    /// Whether a field of a volunteer is shown.
    pub(crate) fn shows_of_volunteer(&self, field: VolunteerField) -> bool {
        field.shown_to(self.viewer) == Shown::Always
    }

    /// Whether the words of reports and changes of a request are shown.
    pub(crate) fn shows_notes(&self, stored: &StoredRequest) -> bool {
        self.shows(RequestField::Notes, stored)
    }

    /// Whether a field of a request is shown.
    pub(crate) fn shows(&self, field: RequestField, stored: &StoredRequest) -> bool {
        let shown = field.shown_to(self.viewer);
        shown.is_seen(stored.state, self.is_opened(stored))
    }
}
