//! Calls for the sessions that are valid now (`OpenSession`): list, end one, end one's own others. Administrators see
//! and end those of everybody, others their own.

use crate::access::{Browser, ByStaff, end_cookie, is_valid};
use crate::app::App;
use crate::http::extract::PathOf;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use karavan_model::Role;
use serde::Serialize;
use utoipa::ToSchema;

/// A session that is valid now.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenSession {
    /// Not a secret: it opens nothing.
    id: String,
    login: String,
    /// Whether it is the session of this call.
    current: bool,
    /// When the person logged in.
    created_at: String,
    /// When it was last used; accurate to about a minute.
    seen_at: String,
    /// When it ends at the latest.
    expires_at: String,
    /// Browser and system; empty when they are not known.
    #[schema(example = "Firefox, Windows")]
    agent: String,
    /// The network that the person logged in from: the /24 of the address, in IPv6 its /48.
    #[schema(example = "203.0.113.0/24")]
    network: String,
}

/// How many sessions were ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct EndedSessions {
    ended: usize,
}

/// Whose sessions a person sees and ends: an administrator those of everybody, `None`.
fn reach(login: &str, role: Role) -> Option<&str> {
    (role != Role::Administrator).then_some(login)
}

/// The valid sessions, the newest first: one's own; for administrators those of everybody.
#[utoipa::path(get, path = "/v1/sessions", operation_id = "list_sessions", tag = "session",
    responses((status = 200, body = List<OpenSession>)))]
pub(crate) async fn list(State(app): State<App>, ByStaff(caller): ByStaff) -> Result<Response, Problem> {
    let (login, role, current) = caller.into_staff()?;
    let now = app.service.now();
    let sessions = app.service.sessions(reach(&login, role)).await?;
    let open = sessions.into_iter().filter(|session| is_valid(session, now));
    let items = open.map(|session| OpenSession {
        id: session.id,
        login: session.login,
        current: session.hash == current,
        created_at: session.created_at.to_rfc3339(),
        seen_at: session.seen_at.to_rfc3339(),
        expires_at: session.expires_at.to_rfc3339(),
        agent: session.agent,
        network: session.network,
    });
    Ok(ok(&List::whole(items.collect())))
}

/// Ends a session at once: one's own; an administrator anybody's. Another's and none at all are answered alike.
#[utoipa::path(delete, path = "/v1/sessions/{id}", operation_id = "end_session", tag = "session",
    params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn end(
    State(app): State<App>,
    browser: Browser,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let acting = caller.acting(&app);
    let (login, role, current) = caller.into_staff()?;
    let ended = acting.end_session_of(reach(&login, role), &id).await?;
    match ended.ok_or(Kind::NotFound)? {
        own if own == current => Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, end_cookie(&browser))]).into_response()),
        _ => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// Ends all of one's own sessions but the one of this call.
#[utoipa::path(delete, path = "/v1/sessions", operation_id = "end_other_sessions", tag = "session",
    responses((status = 200, body = EndedSessions)))]
pub(crate) async fn end_others(State(app): State<App>, ByStaff(caller): ByStaff) -> Result<Response, Problem> {
    let acting = caller.acting(&app);
    let (login, _, current) = caller.into_staff()?;
    let ended = acting.end_other_sessions(&login, &current).await?;
    Ok(ok(&EndedSessions { ended }))
}
