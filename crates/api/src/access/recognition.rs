//! Axum extractors that recognise the caller by key, link or session cookie and take a place in the caller's lane.
//! `ByStaffOrKey`, `ByStaff` and `ByVolunteer` check the permission in `model::identity::CALLS`; `ByAnyone` lets all
//! pass. `ByStaffOrKey` also counts the calls of keys. A header `Authorization` wins over the cookie.

use super::browser::Browser;
use super::caller::Caller;
use super::client::{Client, Peer};
use super::{Metered, keys, sessions};
use crate::app::App;
use crate::http::lanes::{Lane, Ticket};
use crate::http::problem::{Kind, Problem};
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method};
use karavan_model::{CallerKind, may_call};
use karavan_service::LinkHolder;
use std::convert::Infallible;

/// The caller, if they may make this call. The call then counts in their lane.
async fn allowed_caller(parts: &Parts, app: &App) -> Result<Caller, Problem> {
    let caller = recognise(parts, app).await?;
    if !is_allowed(parts, caller.kind()) {
        return Err(Kind::Forbidden.into());
    }
    join_lane(caller.lane(), parts).await?;
    Ok(caller)
}

async fn join_lane(lane: Lane, parts: &Parts) -> Result<(), Problem> {
    match parts.extensions.get::<Ticket>() {
        Some(ticket) => ticket.join(lane, parts).await,
        None => Ok(()),
    }
}

async fn recognise(parts: &Parts, app: &App) -> Result<Caller, Problem> {
    if let Some(authorization) = parts.headers.get(AUTHORIZATION) {
        let token = authorization
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("Bearer "));
        let token = token.ok_or_else(unauthorized)?.trim();
        if token.starts_with(keys::PREFIX) {
            return keys::find(app, token).await?.ok_or_else(unauthorized);
        }
        let holder = app.service.link_holder(token).await?;
        return holder.map(Caller::Volunteer).ok_or_else(unauthorized);
    }
    sessions::find(app, &Browser::of(parts, app))
        .await?
        .ok_or_else(unauthorized)
}

/// Whether the table of permissions allows the call to this kind of caller. `HEAD` counts as `GET`.
fn is_allowed(parts: &Parts, caller: CallerKind) -> bool {
    let method = match parts.method {
        Method::HEAD => "GET",
        ref method => method.as_str(),
    };
    let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    path.and_then(|path| may_call(method, path))
        .is_some_and(|may| may.includes(caller))
}

/// The same answer whether a key is missing, wrong, expired or revoked.
fn unauthorized() -> Problem {
    Problem::new(Kind::Unauthorized).with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

/// Extracts another system with a key, or a person who logged in; counts the calls of keys.
pub(crate) struct ByStaffOrKey(pub(crate) Caller);

impl FromRequestParts<App> for ByStaffOrKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = allowed_caller(parts, app).await?;
        if let Caller::Key { owner, quota, .. } = &caller {
            let metered = Metered {
                owner: owner.clone(),
                quota: *quota,
            };
            app.key_pace.call(&metered, app.service.now())?;
            parts.extensions.insert(metered);
        }
        match caller {
            Caller::Volunteer(_) => Err(Kind::Forbidden.into()),
            caller => Ok(Self(caller)),
        }
    }
}

/// Extracts a person who logged in, whatever their role; the table of permissions decides by role.
pub(crate) struct ByStaff(pub(crate) Caller);

impl FromRequestParts<App> for ByStaff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match allowed_caller(parts, app).await? {
            caller @ Caller::Staff { .. } => Ok(Self(caller)),
            _ => Err(Kind::Forbidden.into()),
        }
    }
}

/// Extracts the caller where anyone may call. A recognised caller counts in their own lane.
pub(crate) struct ByAnyone(pub(crate) Option<Caller>);

impl FromRequestParts<App> for ByAnyone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = recognise(parts, app).await.ok();
        let lane = caller.as_ref().map_or(Lane::MapViewer, Caller::lane);
        join_lane(lane, parts).await?;
        Ok(Self(caller))
    }
}

/// Extracts the holder of a secret link.
pub(crate) struct ByVolunteer(pub(crate) LinkHolder);

impl FromRequestParts<App> for ByVolunteer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match allowed_caller(parts, app).await? {
            Caller::Volunteer(holder) => Ok(Self(holder)),
            _ => Err(Kind::Forbidden.into()),
        }
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(Peer::of(parts).0, &parts.headers, &app.shared.trusted_proxies))
    }
}
