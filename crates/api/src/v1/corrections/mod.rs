//! Calls for addresses: suggestions while typing (`suggest`), positions of buildings corrected by hand (set, list,
//! remove, export as OpenStreetMap notes), and doors learnt from visits. Geocoding a whole address is in `v1/map.rs`.

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

/// Suggestions when the call does not say how many.
const SUGGESTED: u64 = 8;
const SUGGESTED_MAX: u64 = 20;

/// The beginning of an address, as typed so far.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    /// The text typed so far.
    #[schema(example = "Жетысу-2, 7")]
    q: Option<String>,
    /// Places near this point come first.
    near: Option<Point>,
    /// 1 to 20; 8 when absent.
    limit: Option<u64>,
}

/// Suggestions for an address, the likeliest first: whole addresses, streets and settlements that begin with the text,
/// houses, named places. The text is sent in the body, because URLs end up in logs and addresses of people must not.
#[utoipa::path(post, path = "/v1/addresses/search", operation_id = "suggest_addresses", tag = "map",
    request_body = Typed,
    responses((status = 200, body = List<Place>),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
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

/// The position of a building.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correcting {
    #[schema(example = "Жетысу-2, д 78")]
    address: String,
    point: Point,
}

/// Corrects the position of a building: it overrides the current map and later ones. Requests accepted before keep
/// their place.
#[utoipa::path(put, path = "/v1/corrections", operation_id = "put_correction", tag = "map", request_body = Correcting,
    responses((status = 200, body = Correction),
        (status = 422, body = ProblemBody, content_type = "application/problem+json",
            description = "The address has no house number")))]
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

/// All positions of buildings corrected by hand.
#[utoipa::path(get, path = "/v1/corrections", operation_id = "list_corrections", tag = "map",
    responses((status = 200, body = List<Correction>)))]
pub(crate) async fn corrections(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let all = app.service.corrections().await?;
    let corrections = all.iter().map(|one| Correction::of(app.service.organisation(), one));
    Ok(ok(&List::whole(corrections.collect())))
}

/// Removes a correction: the position on the map applies again.
#[utoipa::path(delete, path = "/v1/corrections/{id}", operation_id = "delete_correction", tag = "map",
    params(("id" = String, Path)), responses((status = 204),
        (status = 404, body = ProblemBody, content_type = "application/problem+json",
            description = "There is no such correction")))]
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

/// The corrections as a file of OpenStreetMap notes, for its mappers. Buildings only, without people and flats.
#[utoipa::path(get, path = "/v1/corrections.osn", operation_id = "export_corrections", tag = "map",
    responses((status = 200, content_type = "application/xml", body = String)))]
pub(crate) async fn notes(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let notes = app.service.correction_notes().await?;
    let headers = [
        (CONTENT_TYPE, "application/xml; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"karavan.osn\""),
    ];
    Ok((headers, notes).into_response())
}

/// Doors learnt from visits: the mean point, per building, where volunteers pressed «delivered» with their consent.
#[utoipa::path(get, path = "/v1/doors", operation_id = "list_doors", tag = "map",
    responses((status = 200, body = List<LearntDoor>)))]
pub(crate) async fn doors(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let all = app.service.learnt_doors().await?;
    Ok(ok(&List::whole(all.iter().map(LearntDoor::from).collect())))
}
