//! The contract for machines, OpenAPI 3.1: to what the router says of itself come who may call and how calls fail.

mod limits;
mod patterns;

use crate::http::problem::ProblemBody;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Content, HttpMethod, OpenApi as Document, Ref, RefOr, ResponseBuilder};
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
        (name = "tables", description = "Spreadsheets"),
        (name = "people", description = "Volunteers, shifts and hubs"),
        (name = "plans", description = "Planning and publishing"),
        (name = "volunteer", description = "The volunteer's own calls"),
        (name = "live", description = "Server-sent events"),
        (name = "map", description = "The map"),
        (name = "health", description = "Is it well"),
    ),
)]
pub(crate) struct Contract;

/// The contract of the calls, with all that the router does not say.
pub(crate) fn completed(mut contract: Document) -> Document {
    let components = contract.components.get_or_insert_default();
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("krv_… of an intake system"));
    let link = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token of a volunteer's link"));
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("karavan_session")));
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
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                complete(operation, who(&method, path));
                patterns::in_parameters(operation);
            }
        }
    }
    contract
}

/// Who may make a call; empty for anyone.
fn who(method: &HttpMethod, path: &str) -> &'static [&'static str] {
    match (method, path) {
        (HttpMethod::Post, "/v1/session" | "/v1/session/password") => &[],
        (HttpMethod::Get, "/v1/health" | "/v1/ready" | "/v1/map" | "/v1/tiles/{z}/{x}/{y}") => &[],
        (HttpMethod::Post, "/v1/requests" | "/v1/requests/batch" | "/v1/requests/search") => &[INTAKE, SESSION],
        (HttpMethod::Get, "/v1/requests" | "/v1/requests/{id}") => &[INTAKE, SESSION],
        (_, "/v1/route" | "/v1/route.gpx" | "/v1/route/events") => &[LINK],
        _ => &[SESSION],
    }
}

/// Says who may call, and that whatever goes wrong is a problem.
fn complete(operation: &mut Operation, who: &[&str]) {
    let one = |name: &&str| SecurityRequirement::new(*name, Vec::<String>::new());
    operation.security = Some(who.iter().map(one).collect());
    let schema = RefOr::Ref(Ref::from_schema_name(ProblemBody::name()));
    let problem = ResponseBuilder::new()
        .description("Anything else: a problem (RFC 9457)")
        .content("application/problem+json", Content::new(Some(schema)));
    let responses = &mut operation.responses.responses;
    responses
        .entry("default".to_owned())
        .or_insert_with(|| problem.build().into());
}
