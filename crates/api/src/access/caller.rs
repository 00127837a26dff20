//! The three callers and how each is recognised. A header wins over a cookie, and nothing is tried twice.

use super::{keys, sessions};
use crate::app::App;
use crate::http::lanes::{Lane, Ticket};
use crate::http::problem::{Kind, Problem};
use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use karavan_model::Actor;
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
    Coordinator {
        /// Their login.
        login: String,
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
            Self::Coordinator { login, .. } => login,
            Self::Volunteer(holder) => holder.volunteer.as_str(),
        }
    }

    /// The service for changing something in this caller's name.
    pub(crate) fn acting(&self, app: &App) -> Acting {
        app.service.by(match self {
            Self::Intake { key_id } => Actor::Key(key_id.clone()),
            Self::Coordinator { login, .. } => Actor::Person(login.clone()),
            Self::Volunteer(holder) => Actor::Volunteer(holder.volunteer.clone()),
        })
    }

    /// The lane whose places this caller's calls take.
    const fn lane(&self) -> Lane {
        match self {
            Self::Intake { .. } => Lane::Intake,
            Self::Coordinator { .. } => Lane::Coordinator,
            Self::Volunteer(_) => Lane::Volunteer,
        }
    }

    /// Who calls. From here on the call is of their lane.
    async fn of(parts: &Parts, app: &App) -> Result<Self, Problem> {
        let caller = Self::known(parts, app).await?;
        Self::takes_place(caller.lane(), parts).await?;
        Ok(caller)
    }

    async fn takes_place(lane: Lane, parts: &Parts) -> Result<(), Problem> {
        match parts.extensions.get::<Ticket>() {
            Some(ticket) => ticket.belongs(lane, parts).await,
            None => Ok(()),
        }
    }

    async fn known(parts: &Parts, app: &App) -> Result<Self, Problem> {
        if let Some(authorization) = parts.headers.get(AUTHORIZATION) {
            let token = authorization
                .to_str()
                .ok()
                .and_then(|text| text.strip_prefix("Bearer "));
            let token = token.ok_or_else(nobody)?.trim();
            if token.starts_with(keys::PREFIX) {
                return keys::find(app, token).await?.ok_or_else(nobody);
            }
            let holder = app.service.link_holder(token).await?;
            return holder.map(Self::Volunteer).ok_or_else(nobody);
        }
        sessions::find(app, &parts.headers).await?.ok_or_else(nobody)
    }
}

/// The same words whether the key is missing, wrong, expired or revoked.
fn nobody() -> Problem {
    Problem::new(Kind::Unauthorized).with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

/// An intake system or a coordinator.
pub(crate) struct ByIntake(pub(crate) Caller);

impl FromRequestParts<App> for ByIntake {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Caller::of(parts, app).await? {
            Caller::Volunteer(_) => Err(Kind::Forbidden.into()),
            caller => Ok(Self(caller)),
        }
    }
}

/// A coordinator.
pub(crate) struct ByCoordinator(pub(crate) Caller);

impl FromRequestParts<App> for ByCoordinator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Caller::of(parts, app).await? {
            caller @ Caller::Coordinator { .. } => Ok(Self(caller)),
            _ => Err(Kind::Forbidden.into()),
        }
    }
}

/// Whoever asks, where nobody is turned away; who has said who they are has a place of their own.
pub(crate) struct ByAnybody(pub(crate) Option<Caller>);

impl FromRequestParts<App> for ByAnybody {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::known(parts, app).await.ok();
        let lane = caller.as_ref().map_or(Lane::Looker, Caller::lane);
        Caller::takes_place(lane, parts).await?;
        Ok(Self(caller))
    }
}

/// The holder of a secret link.
pub(crate) struct ByVolunteer(pub(crate) LinkHolder);

impl FromRequestParts<App> for ByVolunteer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Caller::of(parts, app).await? {
            Caller::Volunteer(holder) => Ok(Self(holder)),
            _ => Err(Kind::Forbidden.into()),
        }
    }
}
