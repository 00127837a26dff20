//! The address desk: addresses while they are typed, buildings put in their place for ever, doors learnt from visits.

pub(crate) mod shape;

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::fault::{Fault, FieldFault};
use crate::http::form::read;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok};
use crate::texts::fields;
use crate::v1::corrections::shape::{Correction, LearntDoor};
use crate::v1::place::{Place, Point};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use karavan_intake::limits::TEXT_MAX;
use serde::Serialize;
use utoipa::ToSchema;

const SUGGESTED: u64 = 8;
const SUGGESTED_MAX: u64 = 20;

/// The beginning of an address.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    /// As far as it is typed.
    #[schema(example = "Жетысу-2, 7")]
    q: Option<String>,
    /// What is near comes first.
    near: Option<Point>,
    /// 1 to 20; 8 when absent.
    limit: Option<u64>,
}

/// What may be meant, the likeliest first: whole addresses, streets and settlements that begin so, houses, named places.
/// The text travels in the body: addresses of people are no part of an address that is written down on the way.
#[utoipa::path(post, path = "/v1/addresses/search", operation_id = "suggest_addresses", tag = "map", request_body = Typed,
    responses((status = 200, body = List<Place>), (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn suggest(State(app): State<App>, _by: ByStaff, sent: Json) -> Result<Response, Problem> {
    let (text, near, limit) = read(&sent.value, |form| {
        let limit = form.number("limit", 1, SUGGESTED_MAX, "1–20");
        Some((form.text("q", TEXT_MAX).unwrap_or_default(), form.point("near"), limit))
    })?;
    if text.is_empty() {
        return Ok(ok(&List::<Place>::whole(Vec::new())));
    }
    let limit = usize::try_from(limit.unwrap_or(SUGGESTED)).unwrap_or(1);
    let places = app.service.suggest(text, near, limit).await?;
    Ok(ok(&List::whole(places.iter().map(Place::from).collect())))
}

/// A building and where it stands.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correcting {
    #[schema(example = "Жетысу-2, д 78")]
    address: String,
    point: Point,
}

/// Puts a building in its place for ever: it wins over the map, and over every map to come. Requests taken in before stay
/// where they are.
#[utoipa::path(put, path = "/v1/corrections", operation_id = "put_correction", tag = "map", request_body = Correcting,
    responses((status = 200, body = Correction),
        (status = 422, body = ProblemBody, content_type = "application/problem+json", description = "The address names no house")))]
pub(crate) async fn correct(State(app): State<App>, ByStaff(caller): ByStaff, sent: Json) -> Result<Response, Problem> {
    let (address, point) = read(&sent.value, |form| {
        let address = form.some_text("address", TEXT_MAX);
        let point = form.required("point", form.point("point"));
        Some((address?, point?))
    })?;
    let kept = caller.acting(&app).correct(address, point, caller.name()).await?;
    let kept = kept.ok_or_else(|| {
        let fault = FieldFault::Kind(fields::HOUSE_ADDRESS);
        Problem::with_faults(vec![Fault::of_field("/address", fault)])
    })?;
    Ok(ok(&Correction::of(app.service.organisation(), &kept)))
}

/// All buildings put in their place by hand.
#[utoipa::path(get, path = "/v1/corrections", operation_id = "list_corrections", tag = "map",
    responses((status = 200, body = List<Correction>)))]
pub(crate) async fn corrections(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let all = app.service.corrections().await?;
    let told = all.iter().map(|one| Correction::of(app.service.organisation(), one));
    Ok(ok(&List::whole(told.collect())))
}

/// Takes a correction back: the map is believed again.
#[utoipa::path(delete, path = "/v1/corrections/{id}", operation_id = "delete_correction", tag = "map",
    params(("id" = String, Path)), responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "It was not there")))]
pub(crate) async fn forget(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    match caller.acting(&app).forget_correction(&id).await? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(Kind::NotFound.into()),
    }
}

/// The corrections as a file of OpenStreetMap notes, for those who draw the map. Buildings only: no person, no flat.
#[utoipa::path(get, path = "/v1/corrections.osn", operation_id = "export_corrections", tag = "map",
    responses((status = 200, content_type = "application/xml", body = String)))]
pub(crate) async fn notes(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let notes = app.service.correction_notes().await?;
    let told = [
        (CONTENT_TYPE, "application/xml; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"karavan.osn\""),
    ];
    Ok((told, notes).into_response())
}

/// Doors learnt from visits: where volunteers who agreed to say so pressed «delivered», added up by building.
#[utoipa::path(get, path = "/v1/doors", operation_id = "list_doors", tag = "map",
    responses((status = 200, body = List<LearntDoor>)))]
pub(crate) async fn doors(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let all = app.service.learnt_doors().await?;
    Ok(ok(&List::whole(all.iter().map(LearntDoor::from).collect())))
}
