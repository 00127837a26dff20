//! The three callers, how each is recognised, and whether they may make the call. A header wins over a cookie, and nothing is
//! tried twice.

use super::{keys, sessions};
use crate::app::App;
use crate::http::lanes::{Lane, Ticket};
use crate::http::problem::{Kind, Problem};
use axum::extract::FromRequestParts;
use axum::extract::MatchedPath;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method};
use karavan_model::{Actor, CallerKind, Role, may_call};
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
    const fn lane(&self) -> Lane {
        match self {
            Self::Intake { .. } => Lane::Intake,
            Self::Staff { .. } => Lane::Coordinator,
            Self::Volunteer(_) => Lane::Volunteer,
        }
    }

    /// Which kind of caller this is, for the table of who may call what.
    const fn kind(&self) -> CallerKind {
        match self {
            Self::Intake { .. } => CallerKind::Key,
            Self::Staff { role, .. } => CallerKind::Staff(*role),
            Self::Volunteer(_) => CallerKind::Volunteer,
        }
    }

    /// Who calls, if they may make this call. From here on it is of their lane.
    async fn of(parts: &Parts, app: &App) -> Result<Self, Problem> {
        let caller = Self::known(parts, app).await?;
        if !is_allowed(parts, caller.kind()) {
            return Err(Kind::Forbidden.into());
        }
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

/// Whether the table lets a caller of this kind make the call. `HEAD` is `GET` without the answer.
fn is_allowed(parts: &Parts, caller: CallerKind) -> bool {
    let method = match parts.method {
        Method::HEAD => "GET",
        ref method => method.as_str(),
    };
    let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    path.and_then(|path| may_call(method, path))
        .is_some_and(|may| may.includes(caller))
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
            caller @ Caller::Staff { .. } => Ok(Self(caller)),
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
