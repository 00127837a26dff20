//! JSON shapes of a plan without its routes (`Plan`), of what changed since a draft was made (`Since`), of links, and
//! of requests left out with reasons (`Unassigned`). Routes are in `v1/route.rs`, numbers in `figures.rs`.

use crate::v1::enums::{PlanState, ReasonCode};
use crate::v1::plans::figures::Summary;
use crate::v1::requests::shape::Answer;
use crate::v1::view::View;
use karavan_dispatch::document::ReasonText;
use karavan_model::{Date, RequestField};
use karavan_service::{RouteLink, SinceMade, UnassignedView};
use karavan_store::{PlanHead, StoredRequest};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A plan without its routes.
#[derive(Serialize, ToSchema)]
pub(crate) struct Plan {
    pub(crate) id: String,
    #[schema(value_type = String)]
    date: Date,
    state: PlanState,
    /// Id of the plan it was made from.
    #[schema(required)]
    parent: Option<String>,
    pub(crate) version: i64,
    created_at: String,
    /// Null while it is a draft.
    #[schema(required)]
    published_at: Option<String>,
    summary: Summary,
    /// What changed since it was made. Null in lists, in streams, and for plans that are not drafts.
    #[schema(required)]
    since: Option<Since>,
}

/// What changed since a draft was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct Since {
    requests: RequestChanges,
    /// Volunteers with a shift that day.
    volunteers: Changes,
    hubs: Changes,
    /// Number of open requests of the day that are on none of its routes now.
    left: usize,
}

/// Numbers of changed requests.
#[derive(Serialize, ToSchema)]
pub(crate) struct RequestChanges {
    added: usize,
    cancelled: usize,
    /// Closed with an outcome other than `cancelled`.
    closed: usize,
    /// With another place, other goods, hours or conditions.
    changed: usize,
}

/// Numbers of changed volunteers or hubs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Changes {
    added: usize,
    gone: usize,
    changed: usize,
}

impl From<SinceMade> for Since {
    fn from(since: SinceMade) -> Self {
        let changes = |of: karavan_service::Changes| Changes {
            added: of.added,
            gone: of.gone,
            changed: of.changed,
        };
        let requests = since.requests;
        Self {
            requests: RequestChanges {
                added: requests.added,
                cancelled: requests.cancelled,
                closed: requests.closed,
                changed: requests.changed,
            },
            volunteers: changes(since.volunteers),
            hubs: changes(since.hubs),
            left: since.left,
        }
    }
}

impl From<&PlanHead> for Plan {
    fn from(head: &PlanHead) -> Self {
        Self {
            id: head.id.0.clone(),
            date: head.date,
            state: head.state.into(),
            parent: head.parent.as_ref().map(|parent| parent.0.clone()),
            version: head.version,
            created_at: head.created_at.to_rfc3339(),
            published_at: head.published_at.map(karavan_model::Timestamp::to_rfc3339),
            summary: Summary::deserialize(&head.summary).unwrap_or_default(),
            since: None,
        }
    }
}

impl Plan {
    /// The plan with what changed since it was made.
    pub(crate) fn compared(head: &PlanHead, since: Option<SinceMade>) -> Self {
        Self {
            since: since.map(Since::from),
            ..Self::from(head)
        }
    }
}

/// A secret link to one route.
#[derive(Serialize, ToSchema)]
pub(crate) struct Link {
    volunteer: String,
    name: String,
    #[schema(example = "https://host/r#TOKEN")]
    url: String,
}

impl From<RouteLink> for Link {
    fn from(link: RouteLink) -> Self {
        Self {
            volunteer: link.volunteer.0,
            name: link.name,
            url: link.url,
        }
    }
}

/// A published plan with the links to its routes.
#[derive(Serialize, ToSchema)]
pub(crate) struct Published {
    pub(crate) plan: Plan,
    pub(crate) links: Vec<Link>,
}

/// A request that is left out of a plan.
#[derive(Serialize, ToSchema)]
pub(crate) struct Unassigned {
    /// Null when it is no longer stored.
    #[schema(required)]
    request: Option<Answer>,
    reasons: Vec<Reason>,
}

/// A reason why a request is left out.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reason {
    code: ReasonCode,
    /// Number of volunteers it applies to.
    vehicles: u32,
    text: String,
    text_ru: String,
}

impl From<ReasonText> for Reason {
    fn from(reason: ReasonText) -> Self {
        Self {
            code: reason.code.into(),
            vehicles: reason.vehicles,
            text: reason.text,
            text_ru: reason.text_ru,
        }
    }
}

impl Unassigned {
    /// A request that is left out, as a caller is shown it.
    pub(crate) fn seen(view: &View, left: UnassignedView) -> Self {
        // Reasons would tell of skills that are asked for.
        let shows_health = |stored: &StoredRequest| view.shows(RequestField::Health, stored);
        let is_told = left.request.as_ref().is_none_or(shows_health);
        let reasons = left.left.reasons.into_iter().filter(|_| is_told).map(Reason::from);
        Self {
            request: left.request.as_ref().map(|stored| Answer::seen(view, stored)),
            reasons: reasons.collect(),
        }
    }
}
