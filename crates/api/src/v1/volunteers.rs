//! Calls for volunteers and their shifts: list with the shifts of a day, put a volunteer, put and delete a shift. The
//! JSON shapes are in `volunteers_and_hubs.rs`.

use crate::access::{ByStaff, Caller};
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PathOf, QueryOf, day_or_today, page_size, path_day};
use crate::http::fault::Fault;
use crate::http::form::read;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok, versioned};
use crate::v1::put::{expected, path_id, put_status};
use crate::v1::view::View;
use crate::v1::volunteers_and_hubs::{ShiftDraft, Volunteer, VolunteerDraft, shift, volunteer};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use karavan_intake::taken;
use karavan_model::{Date, VolunteerId};
use karavan_store::ShiftPut;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::IntoParams;

/// Which page of the volunteers, with shifts of which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// The day of the shifts; today when absent.
    date: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the previous page.
    after: Option<String>,
}

/// All volunteers, ordered by id, each with the shift of the day or null.
#[utoipa::path(get, path = "/v1/volunteers", operation_id = "list_volunteers", tag = "people", params(PageQuery),
    responses((status = 200, body = List<Volunteer>)))]
pub(crate) async fn list(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    QueryOf(part): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let (date, limit) = (day_or_today(&app, part.date)?, page_size(part.limit)?);
    let offers = app.service.volunteers(date).await?;
    let view = View::of(&caller);
    let all = offers.iter().map(|offer| Volunteer::seen(&view, offer)).collect();
    let list = List::part(all, |volunteer: &Volunteer| &volunteer.id, part.after.as_deref(), limit);
    Ok(ok(&list.with_unreadable(offers.unreadable)))
}

/// Creates or replaces a volunteer. Without a point the home address is looked up on the map.
#[utoipa::path(put, path = "/v1/volunteers/{id}", operation_id = "put_volunteer", tag = "people",
    request_body = VolunteerDraft,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header,
            description = "Required when the volunteer exists")),
    responses((status = 200, body = Volunteer), (status = 201, body = Volunteer),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let id = VolunteerId(path_id(id)?);
    let kept = read(&sent.value, |form| volunteer(form, &id))?;
    let status = put_status(
        caller.acting(&app).put_volunteer(kept, expected(version)).await?,
        version,
    )?;
    answer(&app, &caller, (&id, app.service.today()), status).await
}

/// Sets the shift of a volunteer on a day, replacing an earlier one.
#[utoipa::path(put, path = "/v1/volunteers/{id}/shifts/{date}", operation_id = "put_shift", tag = "people",
    request_body = ShiftDraft, params(("id" = String, Path), ("date" = String, Path)),
    responses((status = 200, body = Volunteer),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn put_shift(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf((id, date)): PathOf<(String, String)>,
    sent: Json,
) -> Result<Response, Problem> {
    let (id, date) = (VolunteerId(id), path_day(&date)?);
    let fleet = app.service.fleet(&BTreeSet::from([date])).await?;
    let offered = read(&sent.value, |form| shift(form, &id, date, &fleet))?;
    match caller.acting(&app).put_shift(offered.clone()).await? {
        ShiftPut::Done => answer(&app, &caller, (&id, date), StatusCode::OK).await,
        ShiftPut::NoVolunteer => Err(Kind::NotFound.into()),
        // Another shift took the vehicle after the check.
        ShiftPut::VehicleTaken(other) => {
            let fault = Fault::of_value("/vehicle_id".to_owned(), taken(&offered, &other));
            Err(Problem::with_faults(vec![fault]))
        }
    }
}

/// Removes a shift.
#[utoipa::path(delete, path = "/v1/volunteers/{id}/shifts/{date}", operation_id = "delete_shift", tag = "people",
    params(("id" = String, Path), ("date" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn delete_shift(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf((id, date)): PathOf<(String, String)>,
) -> Result<Response, Problem> {
    match caller
        .acting(&app)
        .delete_shift(&VolunteerId(id), path_day(&date)?)
        .await?
    {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(Kind::NotFound.into()),
    }
}

async fn answer(
    app: &App,
    caller: &Caller,
    (id, date): (&VolunteerId, Date),
    status: StatusCode,
) -> Result<Response, Problem> {
    let kept = app.service.volunteer(id, date).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(
        status,
        kept.volunteer.version,
        &Volunteer::seen(&View::of(caller), &kept),
    ))
}
