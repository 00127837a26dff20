//! Calls for sessions: log in, log out, who is logged in (`Who`, with the calls that the role may make). The cookie
//! is made in `access/sessions.rs`, guessing is slowed down in `access/throttle.rs`.

use crate::access::{
    Browser, ByStaff, CODE_MAX, Caller, Client, Try, begin_session, end_cookie, pass_second_step, session_of,
};
use crate::app::App;
use crate::http::extract::Json;
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::ok;
use crate::texts::access as texts;
use crate::v1::remit::RemitLists;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use karavan_model::{CALLS, CallerKind, Remit, Role};
use serde::Serialize;
use std::time::Instant;
use utoipa::ToSchema;

/// Longest password, in bytes: hashing longer ones would cost time.
pub(super) const PASSWORD_MAX: usize = 256;

/// Login and password.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    #[schema(example = "coordinator")]
    login: String,
    password: String,
    /// A code of the telephone or a recovery code, when the person has a second step; it opens once.
    #[schema(example = "287082")]
    code: Option<String>,
}

/// The person who is logged in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Who {
    login: String,
    /// `administrator`, `coordinator`, `operator`, `agency_owner`, `curator` or `auditor`.
    role: &'static str,
    /// The organisations that this person is bound to. Who is bound to nothing is of the whole region.
    organisations: Vec<String>,
    /// The municipalities that this person is bound to.
    municipalities: Vec<String>,
    /// The sources that this person is bound to.
    sources: Vec<String>,
    /// What people call the region; null where it has no title.
    #[schema(required)]
    region: Option<String>,
    /// The calls that this person may make: method and path as in the contract, such as `POST /v1/plans`.
    may: Vec<String>,
}

impl Who {
    pub(super) fn new(app: &App, login: String, role: Role, remit: &Remit) -> Self {
        let kind = CallerKind::of_person(role, remit);
        let may = CALLS.iter().filter(|(_, _, may)| may.includes(kind));
        let RemitLists {
            organisations,
            municipalities,
            sources,
        } = remit.into();
        Self {
            login,
            role: role.word(),
            region: app.service.settings().title.clone(),
            organisations,
            municipalities,
            sources,
            may: may.map(|(method, path, _)| format!("{method} {path}")).collect(),
        }
    }
}

/// Logs in. A wrong login and a wrong password get the same answer in the same time. Who has a second step sends a code
/// with a right password; without one the answer is 401 `/problems/second-step-wanted`.
#[utoipa::path(post, path = "/v1/session", operation_id = "log_in", tag = "session", request_body = Credentials,
    responses((status = 200, body = Who, description = "Logged in; the cookie is set"),
        (status = 401, body = ProblemBody, content_type = "application/problem+json",
            description = "Wrong login or password; or the password is right and a code is wanted or wrong"),
        (status = 429, body = ProblemBody, content_type = "application/problem+json",
            description = "Too many wrong attempts; wait")))]
pub(crate) async fn log_in(
    State(app): State<App>,
    client: Client,
    browser: Browser,
    sent: Json,
) -> Result<Response, Problem> {
    let (login, password, code) = read(&sent.value, credentials)?;
    let session = session_of(&app, &browser, &login).await?;
    let attempt = Try {
        region: app.service.region(),
        login: &login,
        client,
        session: session.as_deref(),
    };
    let standing = app.shared.throttle.admit(attempt, Instant::now())?;
    let user = app.service.user(&login).await?;
    let (post, hash) = user.map(|user| ((user.role, user.remit), user.password_hash)).unzip();
    let is_right = app.shared.passwords.check(standing, password, hash).await?;
    let Some((role, remit)) = post.filter(|_| is_right) else {
        tracing::info!("a login was refused");
        return Err(Problem::from(Kind::Unauthorized).saying(texts::WRONG_PASSWORD));
    };
    if let Err(problem) = pass_second_step(&app, &login, standing, code.as_deref()).await {
        if code.is_none() {
            app.shared.throttle.take_back(attempt, standing, Instant::now());
        }
        return Err(problem);
    }
    app.shared.throttle.succeeded(attempt, standing, Instant::now());
    let cookie = begin_session(&app, &login, &browser).await?;
    Ok(([(SET_COOKIE, cookie)], ok(&Who::new(&app, login, role, &remit))).into_response())
}

fn credentials(form: &Form) -> Option<(String, String, Option<String>)> {
    let (login, password) = (form.some_text("login", 64), form.secret("password", PASSWORD_MAX));
    let code = code(form);
    Some((login?, password?, code))
}

/// A code, if one was typed.
pub(super) fn code(form: &Form) -> Option<String> {
    form.text("code", CODE_MAX).filter(|code| !code.is_empty())
}

/// The person who is logged in.
#[utoipa::path(get, path = "/v1/session", operation_id = "who_am_i", tag = "session",
    responses((status = 200, body = Who),
        (status = 401, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn who_am_i(State(app): State<App>, ByStaff(caller): ByStaff) -> Result<Response, Problem> {
    let Caller::Staff { login, role, remit, .. } = caller else {
        return Err(Kind::Unauthorized.into());
    };
    Ok(ok(&Who::new(&app, login, role, &remit)))
}

/// Logs out: the session ends on the server.
#[utoipa::path(delete, path = "/v1/session", operation_id = "log_out", tag = "session",
    responses((status = 204), (status = 401, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn log_out(
    State(app): State<App>,
    browser: Browser,
    ByStaff(caller): ByStaff,
) -> Result<Response, Problem> {
    if let Caller::Staff { session, .. } = &caller {
        caller.acting(&app).end_session(session).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, end_cookie(&browser))]).into_response())
}
