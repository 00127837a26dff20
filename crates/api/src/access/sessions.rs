//! Sessions of people who logged in: 256 random bits in a cookie, their hash in the store. Begins one, finds the
//! caller of a cookie, and makes the cookie that removes it. A session ends after 12 hours, or after 2 hours without
//! a call.

use super::Caller;
use crate::app::App;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use karavan_model::{Actor, Timestamp};
use karavan_service::ServiceError;
use karavan_service::{hash_of, new_secret};
use karavan_store::Session;

const NAME: &str = "karavan_session";
/// Lifetime of a session: a working day.
const LASTS_SECONDS: i64 = 12 * 3600;
/// A session ends earlier after this long without a call. An open console calls every few minutes.
const IDLE_SECONDS: i64 = 2 * 3600;
/// How much the clocks of several servers may differ.
const SLACK_SECONDS: i64 = 300;
/// The time of the last use is written at most this often.
const TOUCH_EVERY_SECONDS: i64 = 60;

const fn later(at: Timestamp, seconds: i64) -> Timestamp {
    Timestamp(at.0 + seconds * 1_000_000)
}

/// Begins a session and returns the cookie to set.
pub(crate) async fn begin_session(app: &App, login: &str) -> Result<String, ServiceError> {
    let secret = new_secret(app.service.chance())?;
    let now = app.service.now();
    let session = Session {
        hash: hash_of(&secret),
        login: login.to_owned(),
        created_at: now,
        seen_at: now,
        expires_at: later(now, LASTS_SECONDS),
    };
    let actor = Actor::Person(login.to_owned());
    app.service.by(actor).begin_session(session).await?;
    Ok(cookie(app, &secret, LASTS_SECONDS))
}

/// The cookie that makes a browser delete its session.
pub(crate) fn end_cookie(app: &App) -> String {
    cookie(app, "", 0)
}

fn cookie(app: &App, secret: &str, seconds: i64) -> String {
    let cookie = Cookie::build((NAME, secret))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(Duration::seconds(seconds))
        .secure(app.is_secure);
    cookie.to_string()
}

/// The caller whose session cookie was sent; `None` when it is missing or not valid.
pub(super) async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, ServiceError> {
    let Some(secret) = session_secret(headers) else {
        return Ok(None);
    };
    let Some(session) = app.service.session(&hash_of(&secret)).await? else {
        return Ok(None);
    };
    let now = app.service.now();
    if !is_valid(&session, now) {
        return Ok(None);
    }
    if now >= later(session.seen_at, TOUCH_EVERY_SECONDS) {
        // Reading must not depend on writing.
        if let Err(error) = app.service.touch_session(&session.hash).await {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    }
    let Some(user) = app.service.user(&session.login).await? else {
        return Ok(None);
    };
    Ok(Some(Caller::Staff {
        login: session.login,
        role: user.role,
        session: session.hash,
    }))
}

/// The session of this login that the browser still has, if it is valid.
pub(crate) async fn session_of(app: &App, headers: &HeaderMap, login: &str) -> Result<Option<String>, ServiceError> {
    Ok(match find(app, headers).await? {
        Some(Caller::Staff {
            login: own, session, ..
        }) if own == login => Some(session),
        _ => None,
    })
}

/// Whether a session is valid at a moment. A session that begins in the future was begun before the clock was put back
/// and would last too long. It is not deleted here, because the clock may be wrong only for a while.
const fn is_valid(session: &Session, now: Timestamp) -> bool {
    now.0 >= session.created_at.0 - SLACK_SECONDS * 1_000_000
        && now.0 < session.expires_at.0
        && now.0 < later(session.seen_at, IDLE_SECONDS).0
}

fn session_secret(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut secrets = cookies
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .filter(|cookie| cookie.name() == NAME && !cookie.value().is_empty());
    Some(secrets.next()?.value().to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::session_secret;
    use axum::http::HeaderMap;
    use axum::http::header::COOKIE;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        assert_eq!(session_secret(&headers), None);
        headers.append(COOKIE, "a=b; xkaravan_session=no".parse().unwrap());
        assert_eq!(session_secret(&headers), None);
        headers.append(COOKIE, "karavan_session=; karavan_session=yes".parse().unwrap());
        assert_eq!(session_secret(&headers).as_deref(), Some("yes"));
    }
}
