//! The enum `Caller`: an API key, a person who logged in, or a volunteer with a link; and what follows from the kind:
//! name, actor, source, intake sender, lane. `recognition.rs` finds the caller of a call; the table
//! `model::identity::CALLS` says what each may call.

use crate::app::App;
use crate::http::lanes::Lane;
use crate::http::problem::{Kind, Problem};
use karavan_model::{Actor, CallerKind, Door, Quota, Remit, Role, Scopes, SourceId};
use karavan_service::{Acting, LinkHolder, Sender};
use karavan_store::{Reach, Whose};

/// A recognised caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Another system, by its API key.
    Key {
        /// The public part of the key.
        key_id: String,
        /// The owner of the requests that it sends, sees and cancels.
        owner: String,
        /// The source that its requests must name; `None` allows any.
        source: Option<SourceId>,
        /// The calls it may make.
        scopes: Scopes,
        /// Limits of what it may send.
        quota: Quota,
    },
    /// A person who logged in, of any role.
    Staff {
        /// Their login.
        login: String,
        /// Their role in the region.
        role: Role,
        /// What of the region they are bound to.
        remit: Remit,
        /// The hash that identifies their session.
        session: String,
    },
    /// The holder of a secret link.
    Volunteer(LinkHolder),
}

impl Caller {
    /// Separates the idempotency keys of different callers, and names the sender of a request.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Key { owner, .. } => owner,
            Self::Staff { login, .. } => login,
            Self::Volunteer(holder) => holder.volunteer.as_str(),
        }
    }

    /// Login, role and session of a person who logged in; 403 for any other caller.
    pub(crate) fn into_staff(self) -> Result<(String, Role, String), Problem> {
        match self {
            Self::Staff {
                login, role, session, ..
            } => Ok((login, role, session)),
            Self::Key { .. } | Self::Volunteer(_) => Err(Kind::Forbidden.into()),
        }
    }

    /// The service with this caller as the actor of every change.
    pub(crate) fn acting(&self, app: &App) -> Acting {
        app.service.by(match self {
            Self::Key { key_id, .. } => Actor::Key(key_id.clone()),
            Self::Staff { login, .. } => Actor::Person(login.clone()),
            Self::Volunteer(holder) => Actor::Volunteer(holder.volunteer.clone()),
        })
    }

    /// The source that the caller's requests must name, if it is bound to one.
    pub(crate) const fn source(&self) -> Option<&SourceId> {
        match self {
            Self::Key { source, .. } => source.as_ref(),
            Self::Staff { .. } | Self::Volunteer(_) => None,
        }
    }

    /// Whose requests the caller sees and changes.
    pub(crate) fn whose(&self) -> Whose {
        match self {
            Self::Key { owner, .. } => Whose::Owner(owner.clone()),
            Self::Staff { remit, .. } if self.is_bound() => Whose::Within(remit.clone()),
            Self::Staff { .. } => Whose::All,
            Self::Volunteer(_) => Whose::Nobody,
        }
    }

    /// What requests must lie within that the caller takes in, if anything.
    pub(crate) fn remit(&self) -> Option<&Remit> {
        match self {
            Self::Staff { remit, .. } if self.is_bound() => Some(remit),
            Self::Staff { .. } | Self::Key { .. } | Self::Volunteer(_) => None,
        }
    }

    /// Whether it is a person who is bound to a part of the region.
    fn is_bound(&self) -> bool {
        matches!(self.kind(), CallerKind::Bound(_))
    }

    /// The sender of requests, as intake needs it. `door` is the intake door of staff; a key always comes through
    /// `Api`.
    pub(crate) fn sender(&self, door: Door) -> Sender {
        let (door, reach, requests_per_day) = match self {
            Self::Key { quota, .. } => (Door::Api, Reach::Own, quota.requests_per_day),
            // Another's request must not be told by a repeat of it.
            Self::Staff { .. } if self.is_bound() => (door, Reach::Own, None),
            Self::Staff { .. } => (door, Reach::All, None),
            Self::Volunteer(_) => (door, Reach::Own, None),
        };
        Sender {
            owner: self.name().to_owned(),
            reach,
            door,
            source: self.source().cloned(),
            requests_per_day,
        }
    }

    /// The lane whose limits apply to this caller.
    pub(super) const fn lane(&self) -> Lane {
        match self {
            Self::Key { .. } => Lane::Key,
            Self::Staff { .. } => Lane::Staff,
            Self::Volunteer(_) => Lane::Volunteer,
        }
    }

    /// The kind of caller, for the table of permissions (`model::identity::CALLS`).
    pub(crate) fn kind(&self) -> CallerKind {
        match self {
            Self::Key { scopes, .. } => CallerKind::Key(*scopes),
            Self::Staff { role, remit, .. } => CallerKind::of_person(*role, remit),
            Self::Volunteer(_) => CallerKind::Volunteer,
        }
    }
}
