//! The three callers.

use crate::app::App;
use crate::http::lanes::Lane;
use karavan_model::{Actor, CallerKind, Door, Quota, Role, Scopes, SourceId};
use karavan_service::{Acting, LinkHolder, Sender};
use karavan_store::Reach;

/// Somebody we know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Another system, by its key.
    Key {
        /// The public part of the key.
        key_id: String,
        /// Whose requests it sends, sees and calls off.
        owner: String,
        /// The source that its requests must name.
        source: Option<SourceId>,
        /// What it may do.
        scopes: Scopes,
        /// How much it may send.
        quota: Quota,
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
            Self::Key { owner, .. } => owner,
            Self::Staff { login, .. } => login,
            Self::Volunteer(holder) => holder.volunteer.as_str(),
        }
    }

    /// The service for changing something in this caller's name.
    pub(crate) fn acting(&self, app: &App) -> Acting {
        app.service.by(match self {
            Self::Key { key_id, .. } => Actor::Key(key_id.clone()),
            Self::Staff { login, .. } => Actor::Person(login.clone()),
            Self::Volunteer(holder) => Actor::Volunteer(holder.volunteer.clone()),
        })
    }

    /// The source that its requests must name, when there is one.
    pub(crate) const fn source(&self) -> Option<&SourceId> {
        match self {
            Self::Key { source, .. } => source.as_ref(),
            Self::Staff { .. } | Self::Volunteer(_) => None,
        }
    }

    /// Who sends requests, as far as it decides what is taken. `door` is the one of people; a key has its own.
    pub(crate) fn sender(&self, door: Door) -> Sender {
        let (door, reach, requests_per_day) = match self {
            Self::Key { quota, .. } => (Door::Api, Reach::Own, quota.requests_per_day),
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

    /// The lane whose places this caller's calls take.
    pub(super) const fn lane(&self) -> Lane {
        match self {
            Self::Key { .. } => Lane::Key,
            Self::Staff { .. } => Lane::Staff,
            Self::Volunteer(_) => Lane::Volunteer,
        }
    }

    /// Which kind of caller this is, for the table of who may call what.
    pub(super) const fn kind(&self) -> CallerKind {
        match self {
            Self::Key { scopes, .. } => CallerKind::Key(*scopes),
            Self::Staff { role, .. } => CallerKind::Staff(*role),
            Self::Volunteer(_) => CallerKind::Volunteer,
        }
    }
}
