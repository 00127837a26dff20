//! The routes of the server with the layers around them: the calls of `/v1` (`calls`); with those in formats of other
//! programs, screens and docs (`router`); and the OpenAPI document of the calls of `/v1` (`contract`).

use crate::access::same_origin;
use crate::app::App;
use crate::compat::geocoders;
use crate::compat::osrm;
use crate::compat::vroom;
use crate::http::extract::{JSON_BYTES_MAX, LOGIN_BYTES_MAX, TABLE_BYTES_MAX};
use crate::http::lanes::{Lane, in_lane};
use crate::http::middleware::{CallLayer, wrap_call};
use crate::http::nul::refuse_nul;
use crate::http::screens;
use crate::openapi::{Contract, completed};
use crate::v1::plans::{self, publish};
use crate::v1::requests::{self, batch, submit};
use crate::v1::{
    audit, corrections, days, hubs, keys, live, map, moves, own_route, password, persons, regions, reveals, runs,
    second_step, session, sessions, sources, stock, submissions, tables, users, vehicles, volunteers, why,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Where machines read the contract, and where people do.
const CONTRACT: &str = "/openapi.json";
const DOCS: &str = "/docs";

/// The calls of `/v1` with their contract.
pub(crate) fn calls() -> OpenApiRouter<App> {
    let tables = OpenApiRouter::new()
        .routes(routes!(tables::submit))
        .layer(DefaultBodyLimit::max(TABLE_BYTES_MAX));
    let session = OpenApiRouter::new()
        .routes(routes!(session::log_in))
        .routes(routes!(password::choose))
        .layer(from_fn_with_state(Lane::Login, in_lane))
        .routes(routes!(session::who_am_i, session::log_out))
        .routes(routes!(second_step::get, second_step::begin))
        .routes(routes!(second_step::confirm))
        .routes(routes!(second_step::turn_off))
        .layer(DefaultBodyLimit::max(LOGIN_BYTES_MAX));
    OpenApiRouter::with_openapi(Contract::openapi())
        .merge(session)
        .merge(calls_for_requests())
        .routes(routes!(persons::get))
        .routes(routes!(persons::erase))
        .routes(routes!(volunteers::list))
        .routes(routes!(volunteers::put))
        .routes(routes!(volunteers::put_shift, volunteers::delete_shift))
        .routes(routes!(hubs::list))
        .routes(routes!(hubs::put))
        .routes(routes!(stock::get, stock::put))
        .routes(routes!(vehicles::list))
        .routes(routes!(vehicles::get, vehicles::put, vehicles::delete))
        .routes(routes!(days::get))
        .routes(routes!(days::events))
        .routes(routes!(runs::start, plans::list))
        .routes(routes!(runs::get, runs::cancel))
        .routes(routes!(live::of_run))
        .routes(routes!(plans::get))
        .routes(routes!(plans::routes))
        .routes(routes!(plans::geometry))
        .routes(routes!(plans::unassigned))
        .merge(calls_of_drafts())
        .routes(routes!(publish::publish))
        .routes(routes!(publish::add_link, publish::revoke_links))
        .routes(routes!(own_route::get))
        .routes(routes!(own_route::gpx))
        .routes(routes!(own_route::report_events))
        .routes(routes!(live::of_day))
        .routes(routes!(map::geocode))
        .routes(routes!(corrections::suggest))
        .routes(routes!(corrections::correct, corrections::corrections))
        .routes(routes!(corrections::notes))
        .routes(routes!(corrections::forget))
        .routes(routes!(corrections::doors))
        .routes(routes!(audit::list))
        .routes(routes!(sessions::list, sessions::end_others))
        .routes(routes!(sessions::end))
        .routes(routes!(sources::list))
        .routes(routes!(sources::put))
        .routes(routes!(keys::list, keys::add))
        .routes(routes!(keys::rotate))
        .routes(routes!(keys::revoke))
        .routes(routes!(submissions::list))
        .routes(routes!(submissions::get))
        .routes(routes!(submissions::of_day))
        .routes(routes!(users::list, users::invite))
        .routes(routes!(users::renew_link))
        .routes(routes!(users::change_role))
        .routes(routes!(second_step::take_off))
        .merge(open_calls())
        .layer(DefaultBodyLimit::max(JSON_BYTES_MAX))
        .merge(tables)
}

/// The calls of `/v1` that anybody may make.
fn open_calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(regions::list))
        .routes(routes!(map::map))
        .routes(routes!(map::tile))
        .routes(routes!(map::health))
        .routes(routes!(map::ready))
}

/// What is changed of a draft by hand, and why a request is where it is.
fn calls_of_drafts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(moves::get, moves::make))
        .routes(routes!(moves::price))
        .routes(routes!(moves::offers))
        .routes(routes!(moves::undo))
        .routes(routes!(moves::redo))
        .routes(routes!(why::get))
}

/// The calls for requests, and for what is hidden of them.
fn calls_for_requests() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(submit::submit, requests::list))
        .routes(routes!(batch::submit))
        .routes(routes!(requests::search))
        .routes(routes!(requests::get, requests::patch))
        .routes(routes!(requests::events))
        .routes(routes!(requests::cancel))
        .routes(routes!(requests::retry))
        .routes(routes!(reveals::reveal))
        .routes(routes!(reveals::list))
}

/// The contract, OpenAPI 3.1.
#[must_use]
pub fn contract() -> Document {
    completed(calls().into_openapi())
}

/// The calls in the formats of other programs. Anyone may call them, also from pages of any site: no answer holds
/// anything about a person.
fn compatible_calls() -> Router<App> {
    let pages = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([CONTENT_TYPE]);
    Router::new()
        .merge(osrm::router())
        .merge(vroom::router())
        .merge(geocoders())
        .layer(from_fn_with_state(Lane::Stranger, in_lane))
        .layer(pages)
}

/// The contract, for machines and for people.
pub(crate) fn docs() -> SwaggerUi {
    SwaggerUi::new(DOCS)
        .url(CONTRACT, contract())
        .config(Config::new([CONTRACT]).validator_url("none"))
}

/// Everything that the server answers for a region.
pub(crate) fn router(app: App) -> Router {
    let (calls, _) = calls().split_for_parts();
    let around = CallLayer {
        lanes: Arc::clone(&app.shared.lanes),
        is_secure: app.shared.is_secure,
        region: app.region.clone(),
        service: app.service.clone(),
    };
    calls
        .route("/", get(screens::console))
        .route("/r", get(screens::volunteer))
        .merge(docs())
        .merge(compatible_calls())
        .fallback(screens::file)
        .layer(same_origin())
        .layer(from_fn(refuse_nul))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(around, wrap_call))
        .with_state(app)
}
