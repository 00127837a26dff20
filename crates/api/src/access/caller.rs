//! The three callers.

use crate::app::App;
use crate::http::lanes::Lane;
use karavan_model::{Actor, CallerKind, Role};
use karavan_service::{Acting, LinkHolder};

/// Somebody we know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Another system, by its key.
    Intake {
        /// The public part of the key.
        key_id: String,
    },
    /// A person who logged in.
    Staff {
        /// Their login.
        login: String,
        /// What they are in the region.
        role: Role,
        /// Of their session.
        session: String,
    },
    /// Who holds a secret link.
    Volunteer(LinkHolder),
}

impl Caller {
    /// Keeps the idempotency keys of different callers apart, and says who sent a request.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Intake { key_id } => key_id,
            Self::Staff { login, .. } => login,
            Self::Volunteer(holder) => holder.volunteer.as_str(),
        }
    }

    /// The service for changing something in this caller's name.
    pub(crate) fn acting(&self, app: &App) -> Acting {
        app.service.by(match self {
            Self::Intake { key_id } => Actor::Key(key_id.clone()),
            Self::Staff { login, .. } => Actor::Person(login.clone()),
            Self::Volunteer(holder) => Actor::Volunteer(holder.volunteer.clone()),
        })
    }

    /// The lane whose places this caller's calls take.
    pub(super) const fn lane(&self) -> Lane {
        match self {
            Self::Intake { .. } => Lane::Intake,
            Self::Staff { .. } => Lane::Coordinator,
            Self::Volunteer(_) => Lane::Volunteer,
        }
    }

    /// Which kind of caller this is, for the table of who may call what.
    pub(super) const fn kind(&self) -> CallerKind {
        match self {
            Self::Intake { .. } => CallerKind::Key,
            Self::Staff { role, .. } => CallerKind::Staff(*role),
            Self::Volunteer(_) => CallerKind::Volunteer,
        }
    }
}
