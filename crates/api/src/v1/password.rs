//! The call `POST /v1/session/password`: a person chooses a new password by a link, with a code where they have a
//! second step, which ends their sessions and logs them in. Links are made and checked in `access/password_link.rs`.

use crate::access::{Browser, PasswordLink, Standing, begin_session, pass_second_step};
use crate::app::App;
use crate::http::extract::Json;
use crate::http::fault::Fault;
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::ok;
use crate::texts::access as texts;
use crate::v1::session::{PASSWORD_MAX, Who, code};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use karavan_model::Actor;
use serde::Serialize;
use utoipa::ToSchema;

/// Minimum length of a password, in characters (NIST SP 800-63B-4 requires 15 for passwords without a second factor).
const PASSWORD_MIN: usize = 15;
/// Maximum length of a link, in bytes.
const LINK_MAX: usize = 512;

/// A link, and the new password.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// What follows `#password=` in the link.
    link: String,
    /// At least 15 characters, and not easy to guess.
    password: String,
    /// A code of the second step, when the person has one.
    code: Option<String>,
}

/// Sets the password of the person whom the link was made for, ends all their sessions and logs them in. A link works
/// once, within an hour.
#[utoipa::path(post, path = "/v1/session/password", operation_id = "choose_password", tag = "session",
    request_body = NewPassword,
    responses((status = 200, body = Who, description = "The password is set; logged in, the cookie is set"),
        (status = 401, body = ProblemBody, content_type = "application/problem+json",
            description = "A code of the second step is wanted or wrong"),
        (status = 429, body = ProblemBody, content_type = "application/problem+json",
            description = "Too many wrong codes; wait"),
        (status = 410, body = ProblemBody, content_type = "application/problem+json",
            description = "The link was used, has expired or is incomplete"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json",
            description = "Too short, too long or easy to guess")))]
pub(crate) async fn choose(State(app): State<App>, browser: Browser, sent: Json) -> Result<Response, Problem> {
    let (link, password, code) = read(&sent.value, new_password)?;
    let link = PasswordLink::read(&link).ok_or_else(link_over)?;
    let user = app.service.user(&link.login).await?.ok_or_else(link_over)?;
    if !link.opens(&user, app.service.now()) {
        return Err(link_over());
    }
    if let Some(fault) = app.shared.passwords.weakness(&password, &user.login).await? {
        return Err(Problem::with_faults(vec![Fault::of_field("/password", fault)]));
    }
    pass_second_step(&app, &user.login, Standing::Stranger, code.as_deref()).await?;
    let hash = app.shared.passwords.hashed(password, app.service.chance()).await?;
    // The holder of the link acts as the person it was made for.
    let acting = app.service.by(Actor::Person(user.login.clone()));
    if !acting.change_password(&user, hash).await? {
        return Err(link_over());
    }
    let cookie = begin_session(&app, &user.login, &browser).await?;
    Ok((
        [(SET_COOKIE, cookie)],
        ok(&Who::new(&app, user.login, user.role, &user.remit)),
    )
        .into_response())
}

fn link_over() -> Problem {
    Problem::from(Kind::Gone).saying(texts::PASSWORD_LINK_OVER)
}

fn new_password(form: &Form) -> Option<(String, String, Option<String>)> {
    let link = form.secret("link", LINK_MAX);
    let password = form.long_secret("password", PASSWORD_MIN, PASSWORD_MAX);
    let code = code(form);
    Some((link?, password?, code))
}
