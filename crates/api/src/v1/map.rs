//! Calls for the map: name and bounds, one vector tile, geocoding of one address; and the health of the server
//! (`health`, `ready`). Suggestions while typing and corrections of addresses are in `corrections`.

use crate::access::{ByAnyone, ByStaff};
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::form::read;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::ok;
use crate::v1::enums::Found;
use crate::v1::place::{Bounds, Door, Geocoded, MapInfo, Place, Point};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use karavan_geocode::Answer;
use karavan_intake::limits::TEXT_MAX;
use karavan_model as model;
use karavan_service::Asker;
use serde::Serialize;
use utoipa::ToSchema;

/// The deepest zoom with tiles; the screen scales them up for deeper zooms.
const ZOOM_MAX: u8 = 22;

/// An address to be geocoded.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddressQuestion {
    #[schema(example = "Жетысу-2, д 78")]
    address: String,
}

/// A vector tile (MVT 2).
#[derive(Serialize, ToSchema)]
#[schema(value_type = String, format = Binary)]
struct Tile(Vec<u8>);

/// The server is healthy.
#[derive(Serialize, ToSchema)]
pub(crate) struct Well {
    /// Always `ok`.
    status: &'static str,
}

impl Well {
    pub(crate) const fn new() -> Self {
        Self { status: "ok" }
    }
}

/// Geocodes an address: one place, several candidates, or a reason why nothing was found.
#[utoipa::path(post, path = "/v1/geocode", operation_id = "geocode", tag = "map", request_body = AddressQuestion,
    responses((status = 200, body = Geocoded),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn geocode(State(app): State<App>, _by: ByStaff, sent: Json) -> Result<Response, Problem> {
    let address = read(&sent.value, |form| form.some_text("address", TEXT_MAX))?;
    let (answer, door) = app.service.geocode(address).await?;
    let (word, why, candidates) = match answer {
        Answer::Found(place) => (Found::Found, None, vec![place]),
        Answer::Ambiguous(candidates) => (Found::Ambiguous, None, candidates),
        Answer::NotFound { why, candidates } => (Found::NotFound, Some(why.into()), candidates),
    };
    Ok(ok(&Geocoded {
        answer: word,
        why,
        candidates: candidates.iter().map(Place::from).collect(),
        door: Door::from(&door),
    }))
}

/// Name, bounds and time zone of the map.
#[utoipa::path(get, path = "/v1/map", operation_id = "get_map", tag = "map", responses((status = 200, body = MapInfo)))]
pub(crate) async fn map(State(app): State<App>) -> Response {
    let map = app.service.map();
    let nowhere = model::Point { lon: 0.0, lat: 0.0 };
    let (south_west, north_east) = map.bounds().unwrap_or((nowhere, nowhere));
    ok(&MapInfo {
        name: map.meta.name.clone(),
        bounds: Bounds {
            south_west: Point::from(south_west),
            north_east: Point::from(north_east),
        },
        timezone: app.service.settings().zone.iana_name().unwrap_or("UTC").to_owned(),
        today: app.service.today(),
        attribution: "© OpenStreetMap",
    })
}

/// One vector tile of our own map; no other server learns what is viewed.
#[utoipa::path(get, path = "/v1/tiles/{z}/{x}/{y}", operation_id = "get_tile", tag = "map",
    params(("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path)),
    responses((status = 200, content_type = "application/vnd.mapbox-vector-tile", body = Tile),
        (status = 204, description = "Nothing to draw"),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "No such tile")))]
pub(crate) async fn tile(
    State(app): State<App>,
    ByAnyone(by): ByAnyone,
    PathOf((z, x, y)): PathOf<(u8, u32, u32)>,
) -> Result<Response, Problem> {
    if z > ZOOM_MAX || x >> z != 0 || y >> z != 0 {
        return Err(Kind::NotFound.into());
    }
    let asker = match by {
        Some(_) => Asker::Known,
        None => Asker::Stranger,
    };
    let kept = (CACHE_CONTROL, "public, max-age=3600");
    Ok(match app.service.tile(asker, z, x, y).await? {
        Some(tile) => ([(CONTENT_TYPE, "application/vnd.mapbox-vector-tile"), kept], tile).into_response(),
        None => (StatusCode::NO_CONTENT, [kept]).into_response(),
    })
}

/// Whether the process responds.
#[utoipa::path(get, path = "/v1/health", operation_id = "health",
    tag = "health", responses((status = 200, body = Well)))]
pub(crate) async fn health() -> Response {
    ok(&Well::new())
}

/// Whether a write would succeed now; while it would not, reading may still work.
#[utoipa::path(get, path = "/v1/ready", operation_id = "ready", tag = "health",
    responses((status = 200, body = Well),
        (status = 503, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn ready(State(app): State<App>) -> Result<Response, Problem> {
    let ready = app.service.ready().await;
    ready.map_err(|error| Problem::from(Kind::Unavailable).retry_after(1).because(error))?;
    Ok(ok(&Well::new()))
}
