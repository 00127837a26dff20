//! Calls for the second step of signing in, and their JSON shapes: whether one's own is on (`get`), `begin`, `confirm`,
//! `turn_off`; and `take_off`, which takes a lost one off for somebody else.

use crate::access::{
    ByStaff, CODE_MAX, new_recovery_codes, new_step_secret, prove_with_code, qr_path, recovery_hash, step_of, step_uri,
    wrong_code,
};
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::form::read;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{json, ok};
use crate::texts::access as texts;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use karavan_store::SecondStep;
use serde::Serialize;
use utoipa::ToSchema;

/// Whether a person has a second step.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondStepState {
    /// Whether a code is asked for at the log-in.
    on: bool,
    /// Recovery codes that were not used yet.
    recovery_codes_left: u64,
}

/// A second step that is to be confirmed.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewSecondStep {
    /// What the authenticator computes codes from, in Base32; shown once.
    secret: String,
    /// The same as an authenticator reads it.
    #[schema(example = "otpauth://totp/Karavan:olga?secret=…&issuer=Karavan")]
    uri: String,
    /// The same as a QR code.
    qr: QrImage,
}

/// A QR code to be drawn as SVG: `<svg viewBox="0 0 size size"><path d="path"/></svg>`, dark on white.
#[derive(Serialize, ToSchema)]
pub(crate) struct QrImage {
    /// Modules on a side, with the quiet zone.
    size: usize,
    path: String,
}

/// A code of the telephone.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecondStepCode {
    #[schema(example = "287082")]
    code: String,
}

/// Codes for when the telephone is lost.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    /// Ten, shown once; each opens once in place of a code of the telephone.
    recovery_codes: Vec<String>,
}

/// Whether one's own second step is on.
#[utoipa::path(get, path = "/v1/session/second-step", operation_id = "get_second_step", tag = "session",
    responses((status = 200, body = SecondStepState)))]
pub(crate) async fn get(State(app): State<App>, ByStaff(caller): ByStaff) -> Result<Response, Problem> {
    let (login, ..) = caller.into_staff()?;
    Ok(ok(&SecondStepState {
        on: confirmed(&app, &login).await?.is_some(),
        recovery_codes_left: app.service.recovery_codes_left(&login).await?,
    }))
}

/// Draws a secret for one's own second step. It is asked for only once a code confirmed it.
#[utoipa::path(post, path = "/v1/session/second-step", operation_id = "begin_second_step", tag = "session",
    responses((status = 201, body = NewSecondStep),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "It is on already")))]
pub(crate) async fn begin(State(app): State<App>, ByStaff(caller): ByStaff) -> Result<Response, Problem> {
    let acting = caller.acting(&app);
    let (login, ..) = caller.into_staff()?;
    let secret = new_step_secret(app.service.chance())?;
    let uri = step_uri(&login, &secret);
    let qr = qr_path(&uri).ok_or(Kind::Internal)?;
    if !acting.begin_second_step(&login, secret.clone()).await? {
        return Err(Problem::from(Kind::Conflict).saying(texts::SECOND_STEP_ON));
    }
    let begun = NewSecondStep {
        secret,
        uri,
        qr: QrImage {
            size: qr.size,
            path: qr.path,
        },
    };
    Ok(json(StatusCode::CREATED, &begun))
}

/// Turns one's own second step on by a first code of it, and ends one's other sessions.
#[utoipa::path(post, path = "/v1/session/second-step/confirm", operation_id = "confirm_second_step", tag = "session",
    request_body = SecondStepCode,
    responses((status = 200, body = RecoveryCodes),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "There is none to be confirmed")))]
pub(crate) async fn confirm(State(app): State<App>, ByStaff(caller): ByStaff, sent: Json) -> Result<Response, Problem> {
    let code = read(&sent.value, |form| form.some_text("code", CODE_MAX))?;
    let acting = caller.acting(&app);
    let (login, _, current) = caller.into_staff()?;
    let not_begun = || Problem::from(Kind::Conflict).saying(texts::SECOND_STEP_NOT_BEGUN);
    let step = app.service.second_step(&login).await?;
    let step = step.filter(|step| step.confirmed_at.is_none()).ok_or_else(not_begun)?;
    let number = step_of(&step.secret, &code, app.service.now()).ok_or_else(wrong_code)?;
    let recovery_codes = new_recovery_codes(app.service.chance())?;
    let hashes = recovery_codes.iter().map(|code| recovery_hash(code)).collect();
    if !acting.confirm_second_step(&login, number, hashes).await? {
        return Err(not_begun());
    }
    // Whoever turns it on because of a stranger does not keep the stranger.
    acting.end_other_sessions(&login, &current).await?;
    Ok(ok(&RecoveryCodes { recovery_codes }))
}

/// Turns one's own second step off by a code of it or a recovery code.
#[utoipa::path(post, path = "/v1/session/second-step/off", operation_id = "turn_second_step_off", tag = "session",
    request_body = SecondStepCode,
    responses((status = 204),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "It is not on"),
        (status = 429, body = ProblemBody, content_type = "application/problem+json",
            description = "Too many wrong codes; wait")))]
pub(crate) async fn turn_off(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    sent: Json,
) -> Result<Response, Problem> {
    let code = read(&sent.value, |form| form.some_text("code", CODE_MAX))?;
    let acting = caller.acting(&app);
    let (login, ..) = caller.into_staff()?;
    let step = confirmed(&app, &login).await?.ok_or(Kind::NotFound)?;
    prove_with_code(&app, &login, &step, &code).await?;
    acting.remove_second_step(&login, false).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes the lost second step of somebody else off and ends their sessions.
#[utoipa::path(delete, path = "/v1/users/{login}/second-step", operation_id = "take_second_step_off", tag = "staff",
    params(("login" = String, Path)),
    responses((status = 204),
        (status = 404, body = ProblemBody, content_type = "application/problem+json",
            description = "No such login, or none with a second step"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "One's own is turned off with a code")))]
pub(crate) async fn take_off(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(login): PathOf<String>,
) -> Result<Response, Problem> {
    if login == caller.name() {
        return Err(Problem::from(Kind::Conflict).saying(texts::SECOND_STEP_OF_ONESELF));
    }
    match caller.acting(&app).remove_second_step(&login, true).await? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(Kind::NotFound.into()),
    }
}

async fn confirmed(app: &App, login: &str) -> Result<Option<SecondStep>, Problem> {
    let step = app.service.second_step(login).await?;
    Ok(step.filter(|step| step.confirmed_at.is_some()))
}
