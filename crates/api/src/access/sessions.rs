//! Sessions of people who logged in: 256 random bits in a cookie, their hash in the store. `begin_session` begins one,
//! `find` gives the caller of a cookie, `end_cookie` removes it. `is_valid`: a session ends after 12 hours, or after 2
//! hours without a call.

use super::Caller;
use super::browser::Browser;
use crate::app::App;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use karavan_model::{Actor, Timestamp};
use karavan_service::ServiceError;
use karavan_service::{hash_of, new_secret};
use karavan_store::Session;

/// Lifetime of a session: a working day.
const LASTS_SECONDS: i64 = 12 * 3600;
/// A session ends earlier after this long without a call. An open console calls every few minutes.
const IDLE_SECONDS: i64 = 2 * 3600;
/// How much the clocks of several servers may differ.
const SLACK_SECONDS: i64 = 300;
/// The time of the last use is written at most this often.
const TOUCH_EVERY_SECONDS: i64 = 60;
/// Letters of the id that lists call a session by: 72 random bits.
const ID_LETTERS: usize = 12;

const fn later(at: Timestamp, seconds: i64) -> Timestamp {
    Timestamp(at.0 + seconds * 1_000_000)
}

/// Begins a session and returns the cookie to set. Its secret is always a new one, whatever cookie was sent, and the
/// session that the browser had ends.
pub(crate) async fn begin_session(app: &App, login: &str, browser: &Browser) -> Result<String, ServiceError> {
    let secret = new_secret(app.service.chance())?;
    let now = app.service.now();
    let session = Session {
        hash: hash_of(&secret),
        login: login.to_owned(),
        created_at: now,
        seen_at: now,
        expires_at: later(now, LASTS_SECONDS),
        id: new_secret(app.service.chance())?.chars().take(ID_LETTERS).collect(),
        agent: browser.agent.clone(),
        network: browser.network.clone(),
    };
    let actor = Actor::Person(login.to_owned());
    let before = browser.secret.as_deref().map(hash_of);
    app.service.by(actor).begin_session(session, before).await?;
    Ok(cookie(browser, &secret, LASTS_SECONDS))
}

/// The cookie that makes a browser delete its session.
pub(crate) fn end_cookie(browser: &Browser) -> String {
    cookie(browser, "", 0)
}

fn cookie(browser: &Browser, secret: &str, seconds: i64) -> String {
    let cookie = Cookie::build((browser.cookie.as_str(), secret))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(Duration::seconds(seconds))
        .secure(browser.is_https);
    cookie.to_string()
}

/// The caller whose session cookie was sent; `None` when it is missing or not valid.
pub(super) async fn find(app: &App, browser: &Browser) -> Result<Option<Caller>, ServiceError> {
    let Some(secret) = &browser.secret else {
        return Ok(None);
    };
    let Some(session) = app.service.session(&hash_of(secret)).await? else {
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
        remit: user.remit,
        session: session.hash,
    }))
}

/// The session of this login that the browser still has, if it is valid.
pub(crate) async fn session_of(app: &App, browser: &Browser, login: &str) -> Result<Option<String>, ServiceError> {
    Ok(match find(app, browser).await? {
        Some(Caller::Staff {
            login: own, session, ..
        }) if own == login => Some(session),
        _ => None,
    })
}

/// Whether a session is valid at a moment. A session that begins in the future was begun before the clock was put back
/// and would last too long. It is not deleted here, because the clock may be wrong only for a while.
pub(crate) const fn is_valid(session: &Session, now: Timestamp) -> bool {
    now.0 >= session.created_at.0 - SLACK_SECONDS * 1_000_000
        && now.0 < session.expires_at.0
        && now.0 < later(session.seen_at, IDLE_SECONDS).0
}
