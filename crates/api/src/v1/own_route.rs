//! Calls of volunteers, by the token of their link: their own route as JSON (`get`) and GPX (`gpx`) while the link may
//! be read, and the events they report (`report_events`). The JSON shapes are in `route.rs` and `event.rs`.

use crate::access::ByVolunteer;
use crate::app::App;
use crate::http::extract::Json;
use crate::http::fault::{Fault, FieldFault};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::ok;
use crate::texts;
use crate::v1::enums::ReportOutcome;
use crate::v1::event::{EVENTS_MAX, ParsedReport, Report, ReportResult, Reported, parse_moment, parse_report};
use crate::v1::route::OwnRoute;
use crate::v1::view::View;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use karavan_model::Timestamp;
use karavan_service::{EventResult, LinkHolder, LinkState};
use karavan_store::PlanState;
use serde_json::Value;

/// The route that the link belongs to.
#[utoipa::path(get, path = "/v1/route", operation_id = "get_own_route", tag = "volunteer",
    responses((status = 200, body = OwnRoute),
        (status = 403, body = ProblemBody, content_type = "application/problem+json",
            description = "`/problems/too-early`: the route opens twelve hours before departure"),
        (status = 410, body = ProblemBody, content_type = "application/problem+json",
            description = "Two hours after the route ended, or the plan was replaced; events are still accepted")))]
pub(crate) async fn get(State(app): State<App>, ByVolunteer(holder): ByVolunteer) -> Result<Response, Problem> {
    may_read(&app, &holder).await?;
    let mut own = app.service.own_route(&holder).await?.ok_or(Kind::NotFound)?;
    View::of_volunteer().hide_in(own.requests.values_mut());
    let organiser_phone = app.service.settings().organiser_phone.clone();
    Ok(ok(&OwnRoute::new(own, organiser_phone)))
}

/// The same as GPX: places in order with request numbers, without names and telephone numbers.
#[utoipa::path(get, path = "/v1/route.gpx", operation_id = "get_own_route_gpx", tag = "volunteer",
    responses((status = 200, content_type = "application/gpx+xml", body = String),
        (status = 403, body = ProblemBody, content_type = "application/problem+json"),
        (status = 410, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn gpx(State(app): State<App>, ByVolunteer(holder): ByVolunteer) -> Result<Response, Problem> {
    may_read(&app, &holder).await?;
    let gpx = app.service.own_route_gpx(&holder).await?.ok_or(Kind::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "application/gpx+xml"),
        (CONTENT_DISPOSITION, "attachment; filename=\"route.gpx\""),
    ];
    Ok((headers, gpx).into_response())
}

async fn may_read(app: &App, holder: &LinkHolder) -> Result<(), Problem> {
    match holder.reading {
        LinkState::Open => {}
        LinkState::Over => return Err(Kind::Gone.into()),
        LinkState::NotYet(opens_at) => return Err(too_early(app, opens_at)),
    }
    let plan = app.service.plan(&holder.plan).await?.ok_or(Kind::NotFound)?;
    if plan.state == PlanState::Closed {
        return Err(Problem::from(Kind::Gone).saying(texts::plans::PLAN_REPLACED));
    }
    Ok(())
}

/// What an event is about: a visit or a loading.
enum Subject {
    Visit,
    Loading,
}

/// The problem of a route that opens later, with the local time when it does.
fn too_early(app: &App, opens_at: Timestamp) -> Problem {
    let at = app.service.local_time(opens_at);
    let wait = (opens_at.0 - app.service.now().0) / 1_000_000;
    Problem::from(Kind::TooEarly)
        .saying(texts::plans::route_opens_at(&at))
        .retry_after(u64::try_from(wait).unwrap_or(0).max(1))
}

/// Accepts events of a telephone, in any order and repeatedly. The answer has one result per event.
#[utoipa::path(post, path = "/v1/route/events", operation_id = "report_events", tag = "volunteer",
    request_body = Report,
    responses((status = 200, body = Reported),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn report_events(
    State(app): State<App>,
    ByVolunteer(holder): ByVolunteer,
    sent: Json,
) -> Result<Response, Problem> {
    if !holder.may_write {
        return Err(Kind::Gone.into());
    }
    let events =
        sent.value.get("events").and_then(Value::as_array).ok_or_else(|| {
            Problem::with_faults(vec![Fault::of_field("/events", FieldFault::Kind(texts::fields::LIST))])
        })?;
    if events.len() > EVENTS_MAX {
        return Err(Problem::with_faults(vec![Fault::of_field(
            "/events",
            FieldFault::TooMany(EVENTS_MAX),
        )]));
    }
    let sent_at = match sent.value.get("sent_at") {
        None | Some(Value::Null) => app.service.now(),
        Some(sent_at) => sent_at.as_str().and_then(parse_moment).ok_or_else(|| {
            let fault = FieldFault::Kind(texts::fields::MOMENT);
            Problem::with_faults(vec![Fault::of_field("/sent_at", fault)])
        })?,
    };
    let read: Vec<_> = events.iter().map(parse_report).collect();
    let (mut visits, mut loadings) = (Vec::new(), Vec::new());
    let kinds: Vec<_> = read
        .into_iter()
        .map(|read| {
            Ok(match read? {
                ParsedReport::Visit(visit) => {
                    visits.push(visit);
                    Subject::Visit
                }
                ParsedReport::Loading(loading) => {
                    loadings.push(loading);
                    Subject::Loading
                }
            })
        })
        .collect();
    let mut loadings = app
        .service
        .report_loadings(&holder, sent_at, loadings)
        .await?
        .into_iter();
    let mut visits = app.service.report(&holder, sent_at, visits).await?.into_iter();
    let results = events.iter().zip(kinds).map(|(event, about)| {
        let (result, why) = match about {
            Ok(about) => {
                let kept = match about {
                    Subject::Visit => visits.next(),
                    Subject::Loading => loadings.next(),
                };
                let kept = kept.unwrap_or(EventResult::Full);
                (kept.into(), (kept == EventResult::Full).then_some("limit"))
            }
            Err(why) => (ReportOutcome::Rejected, Some(why)),
        };
        ReportResult {
            id: event["id"].as_str().unwrap_or_default().chars().take(64).collect(),
            result,
            why,
        }
    });
    Ok(ok(&Reported {
        results: results.collect(),
    }))
}
