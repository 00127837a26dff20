//! `completed` finishes the OpenAPI 3.1 contract: to what the router declares it adds security schemes, roles,
//! scopes, limits and patterns of fields, and the problem that every call may answer. The paths come from the
//! attributes of the handlers in `v1`.

mod limits;
mod patterns;

use crate::http::problem::ProblemBody;
use karavan_model::{May, Role, may_call};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Content, OpenApi as Document, Ref, RefOr, ResponseBuilder};
use utoipa::{OpenApi, PartialSchema, ToSchema};

const INTAKE: &str = "intake_key";
const SESSION: &str = "session";
const LINK: &str = "volunteer_link";

#[derive(OpenApi)]
#[openapi(
    info(title = "Karavan", version = "1", description = "Requests for help, volunteers with cars, plans and routes. \
        Conventions and examples: docs/api.md."),
    tags(
        (name = "session", description = "Logging in"),
        (name = "requests", description = "Requests for help"),
        (name = "persons", description = "People who are helped: what is kept of one, and erasing it"),
        (name = "tables", description = "Spreadsheets"),
        (name = "people", description = "Volunteers, shifts and hubs"),
        (name = "plans", description = "Planning and publishing"),
        (name = "volunteer", description = "The volunteer's own calls"),
        (name = "live", description = "Server-sent events"),
        (name = "map", description = "The map"),
        (name = "staff", description = "People who log in and their roles"),
        (name = "intake", description = "Sources, their keys, and what came in"),
        (name = "audit", description = "Who did what"),
        (name = "health", description = "Health of the server"),
    ),
)]
pub(crate) struct Contract;

/// The contract of the calls, completed with what the router does not know.
pub(crate) fn completed(mut contract: Document) -> Document {
    let components = contract.components.get_or_insert_default();
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("krv_… of an intake system"));
    let link = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token of a volunteer's link"));
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        "karavan_session",
        "Over https `__Host-karavan_session`, and only that. On a server of several regions `_NAME` follows.",
    )));
    components.add_security_scheme(INTAKE, SecurityScheme::Http(key.build()));
    components.add_security_scheme(LINK, SecurityScheme::Http(link.build()));
    components.add_security_scheme(SESSION, cookie);
    components
        .schemas
        .insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    for (name, schema) in &mut components.schemas {
        patterns::in_schema(schema);
        limits::in_schema(name, schema);
    }
    for (path, item) in &mut contract.paths.paths {
        let operations = [
            ("GET", &mut item.get),
            ("POST", &mut item.post),
            ("PUT", &mut item.put),
            ("PATCH", &mut item.patch),
            ("DELETE", &mut item.delete),
        ];
        for (method, operation) in operations {
            // A call without a row in `CALLS` is allowed to nobody; a test finds it.
            if let (Some(operation), Some(may)) = (operation, may_call(method, path)) {
                complete(operation, may);
                patterns::in_parameters(operation);
            }
        }
    }
    contract
}

/// The security schemes of those who may make a call; empty when anyone may.
const fn known_by(may: May) -> &'static [&'static str] {
    match may {
        May::Anybody => &[],
        May::Volunteers => &[LINK],
        May::Staff(_) => &[SESSION],
        May::EachOwn(_, None) => &[SESSION],
        May::StaffAndKeys(..) | May::EachOwn(_, Some(_)) => &[INTAKE, SESSION],
    }
}

/// The roles that may make a call, in words.
fn roles(may: May) -> Vec<&'static str> {
    let roles = Role::ALL.into_iter().filter(|role| may.includes_role(*role));
    roles.map(Role::word).collect()
}

/// Adds who may call, and that every failure is a problem.
fn complete(operation: &mut Operation, may: May) {
    // A key needs the scope that the call asks for.
    let scopes = |name: &str| match may.scope() {
        Some(scope) if name == INTAKE => vec![scope.word().to_owned()],
        _ => Vec::new(),
    };
    let one = |name: &&str| SecurityRequirement::new(*name, scopes(name));
    operation.security = Some(known_by(may).iter().map(one).collect());
    if matches!(may, May::Staff(_) | May::StaffAndKeys(..) | May::EachOwn(..)) {
        let roles = Extensions::builder().add("x-roles", roles(may)).build();
        operation.extensions.get_or_insert_default().merge(roles);
    }
    let schema = RefOr::Ref(Ref::from_schema_name(ProblemBody::name()));
    let problem = ResponseBuilder::new()
        .description("Anything else: a problem (RFC 9457)")
        .content("application/problem+json", Content::new(Some(schema)));
    let responses = &mut operation.responses.responses;
    responses
        .entry("default".to_owned())
        .or_insert_with(|| problem.build().into());
}
