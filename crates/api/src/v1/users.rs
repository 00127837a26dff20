//! Calls for users, the people who log in: list, invite by a link, renew the link, change the role; with their JSON
//! shapes. Administrators may call them (`model::identity::CALLS`). Logging in is in `session.rs`.

use crate::access::{ByStaff, password_link, user_to_invite};
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::fault::FieldFault;
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, json, ok};
use crate::texts;
use crate::v1::remit::{RemitLists, remit};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use karavan_model::{Remit, Role};
use karavan_store::{RoleChanged, User};
use serde::Serialize;
use utoipa::ToSchema;

const LOGIN_MAX: usize = 64;

/// A person who logs in.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffMember {
    login: String,
    /// `administrator`, `coordinator`, `operator`, `agency_owner`, `curator` or `auditor`.
    role: &'static str,
    /// The organisations that they are bound to. Who is bound to nothing is of the whole region.
    organisations: Vec<String>,
    /// The municipalities that they are bound to.
    municipalities: Vec<String>,
    /// The sources that they are bound to.
    sources: Vec<String>,
    /// Whether a code is asked for at their log-in.
    second_step: bool,
}

/// A link by which a person chooses a password; it works once, within an hour.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invitation {
    login: String,
    /// `administrator`, `coordinator`, `operator`, `agency_owner`, `curator` or `auditor`.
    role: &'static str,
    /// Shown once. Send it in a way that only this person can read.
    link: String,
}

/// A person to be invited.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffDraft {
    /// 1 to 64 letters, digits and `. _ - @`.
    #[schema(example = "olga")]
    login: String,
    /// `administrator`, `coordinator`, `operator`, `agency_owner`, `curator` or `auditor`.
    #[schema(example = "operator")]
    role: String,
    /// Organisations, for an agency owner or operator: they see the requests of the sources that name these.
    organisations: Option<Vec<String>>,
    /// Municipalities, for a curator or operator: they see the requests in these.
    municipalities: Option<Vec<String>>,
    /// Sources, for an agency owner or operator: they see the requests of these.
    sources: Option<Vec<String>>,
}

/// A change of role. The lists replace those of before; what is absent is empty.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleDraft {
    /// `administrator`, `coordinator`, `operator`, `agency_owner`, `curator` or `auditor`.
    #[schema(example = "auditor")]
    role: String,
    /// Organisations, for an agency owner or operator: they see the requests of the sources that name these.
    organisations: Option<Vec<String>>,
    /// Municipalities, for a curator or operator: they see the requests in these.
    municipalities: Option<Vec<String>>,
    /// Sources, for an agency owner or operator: they see the requests of these.
    sources: Option<Vec<String>>,
}

/// A person as they are listed; `with_step` are the logins with a second step.
fn member(login: &str, role: Role, remit: &Remit, with_step: &[String]) -> StaffMember {
    let RemitLists {
        organisations,
        municipalities,
        sources,
    } = remit.into();
    StaffMember {
        login: login.to_owned(),
        role: role.word(),
        organisations,
        municipalities,
        sources,
        second_step: with_step.iter().any(|one| one == login),
    }
}

/// A role and what people of it are bound to.
fn post(form: &Form) -> Option<(Role, Remit)> {
    let role = form.required("role", form.word("role", Role::KNOWN));
    let remit = remit(form, role);
    Some((role?, remit?))
}

fn is_login(login: &str) -> bool {
    let fits = |letter: char| letter.is_alphanumeric() || "._-@".contains(letter);
    !login.is_empty() && login.chars().count() <= LOGIN_MAX && login.chars().all(fits)
}

/// All users, ordered by login.
#[utoipa::path(get, path = "/v1/users", operation_id = "list_users", tag = "staff",
    responses((status = 200, body = List<StaffMember>)))]
pub(crate) async fn list(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let users = app.service.users().await?;
    let with_step = app.service.logins_with_second_step().await?;
    let members = users
        .iter()
        .map(|user| member(&user.login, user.role, &user.remit, &with_step));
    Ok(ok(&List::whole(members.collect())))
}

/// Invites a person: creates the login and a link by which they choose their password.
#[utoipa::path(post, path = "/v1/users", operation_id = "invite_user", tag = "staff", request_body = StaffDraft,
    responses((status = 201, body = Invitation),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
        description = "The login exists already")))]
pub(crate) async fn invite(State(app): State<App>, ByStaff(caller): ByStaff, sent: Json) -> Result<Response, Problem> {
    let (login, (role, remit)) = read(&sent.value, |form| {
        let login = form.some_text("login", LOGIN_MAX);
        let login = login.filter(|login| {
            let fits = is_login(login);
            if !fits {
                form.fault("login", FieldFault::Kind(texts::fields::LOGIN));
            }
            fits
        });
        let post = post(form);
        Some((login?, post?))
    })?;
    let person = user_to_invite(&login, role, remit, app.service.chance())
        .await
        .map_err(|error| Problem::from(Kind::Internal).because(error))?;
    if !caller.acting(&app).add_user(person.clone()).await? {
        return Err(Problem::from(Kind::Conflict).saying(texts::access::LOGIN_TAKEN));
    }
    Ok(json(StatusCode::CREATED, &invitation(&app, &person)))
}

/// A new link for a person who lost theirs, or their password. The old password stays valid until the link is used.
#[utoipa::path(post, path = "/v1/users/{login}/link", operation_id = "invite_user_again", tag = "staff",
    params(("login" = String, Path)),
    responses((status = 200, body = Invitation),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn renew_link(
    State(app): State<App>,
    _by: ByStaff,
    PathOf(login): PathOf<String>,
) -> Result<Response, Problem> {
    let person = app.service.user(&login).await?.ok_or(Kind::NotFound)?;
    Ok(ok(&invitation(&app, &person)))
}

fn invitation(app: &App, person: &User) -> Invitation {
    let link = password_link(person, app.service.now());
    Invitation {
        login: person.login.clone(),
        role: person.role.word(),
        link: format!("{}/#password={link}", app.service.settings().base_url),
    }
}

/// Changes a user's role and what they are bound to, and ends their sessions. The last administrator keeps the role.
#[utoipa::path(put, path = "/v1/users/{login}/role", operation_id = "change_role", tag = "staff",
    request_body = RoleDraft,
    params(("login" = String, Path)),
    responses((status = 200, body = StaffMember),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "The last administrator")))]
pub(crate) async fn change_role(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(login): PathOf<String>,
    sent: Json,
) -> Result<Response, Problem> {
    let (role, remit) = read(&sent.value, post)?;
    match caller.acting(&app).change_role(&login, role, remit.clone()).await? {
        RoleChanged::Done => {
            let with_step = app.service.logins_with_second_step().await?;
            Ok(ok(&member(&login, role, &remit, &with_step)))
        }
        RoleChanged::LastAdministrator => Err(Problem::from(Kind::Conflict).saying(texts::access::LAST_ADMINISTRATOR)),
        RoleChanged::Missing => Err(Kind::NotFound.into()),
    }
}
