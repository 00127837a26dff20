//! Calls for stored vehicles that shifts use: list, get, put, delete; with their JSON shapes. A vehicle that a shift
//! of today or later uses is not removed (409). Vehicles of VROOM problems are in `compat/vroom.rs`.

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PathOf, QueryOf, page_size};
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok, versioned};
use crate::texts::plans as texts;
use crate::v1::enums::VehicleKind;
use crate::v1::hubs::PageQuery;
use crate::v1::put::{expected, path_id, put_status};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use karavan_intake::{self as intake, accept_vehicle};
use karavan_model::{self as model, VehicleId, VehicleOwner};
use karavan_store::{VehicleDeleted, Versioned};
use serde::Serialize;
use utoipa::ToSchema;

/// A vehicle that shifts can use.
#[derive(Serialize, ToSchema)]
pub(crate) struct Vehicle {
    #[schema(example = "VAN-1")]
    id: String,
    /// A name or plate that people know it by.
    label: String,
    kind: VehicleKind,
    /// How much it carries, in units of goods.
    capacity: u32,
    /// Skills that its driver has on that day.
    skills: Vec<String>,
    /// Id of the volunteer who owns it.
    #[schema(required)]
    volunteer: Option<String>,
    /// The organisation that owns it.
    #[schema(required)]
    organisation: Option<String>,
    version: i64,
}

/// A vehicle as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VehicleDraft {
    /// The id when absent or empty.
    label: Option<String>,
    /// A car when absent.
    kind: Option<VehicleKind>,
    capacity: u32,
    /// Skills, stored in lower case and each once.
    skills: Option<Vec<String>>,
    /// Id of the owner when a volunteer owns it; not together with `organisation`.
    volunteer: Option<String>,
    organisation: Option<String>,
    /// `id` and `version` are ignored, so that a vehicle can be sent back as answered.
    id: Option<String>,
    version: Option<i64>,
}

impl From<&Versioned<model::Vehicle>> for Vehicle {
    fn from(kept: &Versioned<model::Vehicle>) -> Self {
        let vehicle = &kept.what;
        let (volunteer, organisation) = match &vehicle.owner {
            Some(VehicleOwner::Volunteer(volunteer)) => (Some(volunteer.0.clone()), None),
            Some(VehicleOwner::Organisation(name)) => (None, Some(name.clone())),
            None => (None, None),
        };
        Self {
            id: vehicle.id.0.clone(),
            label: vehicle.label.clone(),
            kind: vehicle.kind.into(),
            capacity: vehicle.capacity,
            skills: vehicle.skills.iter().map(|skill| skill.0.clone()).collect(),
            volunteer,
            organisation,
            version: kept.version,
        }
    }
}

fn vehicle(form: &Form, id: &VehicleId) -> Option<model::Vehicle> {
    form.ignore(&["id", "version"]);
    form.accepted(accept_vehicle(intake::VehicleDraft {
        id: id.as_str().into(),
        label: form.draft_text("label"),
        kind: form.draft_word("kind", "car, van, bicycle, on_foot"),
        capacity: form.draft_number("capacity"),
        skills: form.draft_texts("skills"),
        volunteer: form.draft_text("volunteer"),
        organisation: form.draft_text("organisation"),
    }))
}

/// All vehicles, ordered by id.
#[utoipa::path(get, path = "/v1/vehicles", operation_id = "list_vehicles", tag = "people", params(PageQuery),
    responses((status = 200, body = List<Vehicle>)))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByStaff,
    QueryOf(part): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let limit = page_size(part.limit)?;
    let vehicles = app.service.vehicles().await?;
    let all = vehicles.iter().map(Vehicle::from).collect();
    let list = List::part(all, |vehicle: &Vehicle| &vehicle.id, part.after.as_deref(), limit);
    Ok(ok(&list.with_unreadable(vehicles.unreadable)))
}

/// One vehicle by id.
#[utoipa::path(get, path = "/v1/vehicles/{id}", operation_id = "get_vehicle", tag = "people",
    params(("id" = String, Path)), responses((status = 200, body = Vehicle),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(State(app): State<App>, _by: ByStaff, PathOf(id): PathOf<String>) -> Result<Response, Problem> {
    let kept = app.service.vehicle(&VehicleId(id)).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(StatusCode::OK, kept.version, &Vehicle::from(&kept)))
}

/// Creates or replaces a vehicle. Shifts that use it have its kind and capacity from now on.
#[utoipa::path(put, path = "/v1/vehicles/{id}", operation_id = "put_vehicle", tag = "people",
    request_body = VehicleDraft, params(("id" = String, Path),
        ("If-Match" = Option<String>, Header, description = "Required when the vehicle exists")),
    responses((status = 200, body = Vehicle), (status = 201, body = Vehicle),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let id = VehicleId(path_id(id)?);
    let kept = read(&sent.value, |form| vehicle(form, &id))?;
    let put = caller.acting(&app).put_vehicle(kept, expected(version)).await?;
    let status = put_status(put, version)?;
    let kept = app.service.vehicle(&id).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(status, kept.version, &Vehicle::from(&kept)))
}

/// Removes a vehicle. Shifts of earlier days keep its kind and capacity.
#[utoipa::path(delete, path = "/v1/vehicles/{id}", operation_id = "delete_vehicle", tag = "people",
    params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "A shift of today or later uses it")))]
pub(crate) async fn delete(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    match caller.acting(&app).delete_vehicle(&VehicleId(id)).await? {
        VehicleDeleted::Done => Ok(StatusCode::NO_CONTENT.into_response()),
        VehicleDeleted::Missing => Err(Kind::NotFound.into()),
        VehicleDeleted::InUse(shift) => {
            Err(Problem::from(Kind::Conflict).saying(texts::vehicle_in_use(&shift.volunteer, shift.date)))
        }
    }
}
