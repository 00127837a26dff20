//! The handler of `/route/v1/{profile}/{coordinates}?overview=&geometries=&steps=`: one route through the points in
//! the order given, as OSRM JSON. No alternatives or annotations; steps are only departure and arrival. The search of
//! the way is in the service.

use super::open_json::open_json;
use super::options::general;
use super::polyline::{Drawing, simplified};
use super::query::{QueryOptions, points, profile};
use super::refusal::Refusal;
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use karavan_model::Point;
use karavan_service::LegFound;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Options of this service besides the general ones.
const OWN: [&str; 7] = [
    "alternatives",
    "steps",
    "annotations",
    "geometries",
    "overview",
    "continue_straight",
    "waypoints",
];

pub(super) async fn route(
    State(app): State<App>,
    Path((name, coordinates)): Path<(String, String)>,
    Query(options): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let points = points(&coordinates)?;
    let options = QueryOptions::new(options, &OWN)?;
    let drawing = options.drawing()?;
    let overview = options.word(
        "overview",
        &[
            ("simplified", Overview::Simplified),
            ("full", Overview::Full),
            ("false", Overview::None),
        ],
    )?;
    let has_steps = options.is("steps")?;
    refuse_what_is_not_done(&options, points.len())?;
    if points.len() < 2 {
        return Err(Refusal::query("two points or more are expected"));
    }
    let general = general(&options, &points)?;
    let _turn = app.shared.travel.acquire().await.map_err(|_| Refusal::stopping())?;
    let found = app.service.drives(profile(&name), general.points).await?;
    let (legs, snapped) = found.map_err(|why| Refusal::no_travel(why, "NoRoute"))?;
    let seconds: u64 = legs.iter().map(|leg| u64::from(leg.seconds)).sum();
    let meters: u64 = legs.iter().map(|leg| u64::from(leg.meters)).sum();
    let mut whole = json!({
        "duration": seconds,
        "distance": meters,
        "weight": seconds,
        "weight_name": "duration",
        "legs": legs.iter().map(|found| leg(found, has_steps, drawing)).collect::<Vec<Value>>(),
    });
    let mut line: Vec<Point> = legs.iter().flat_map(|leg| leg.points.iter().copied()).collect();
    line.dedup();
    match overview {
        Overview::None => {}
        Overview::Full => whole["geometry"] = drawing.draw(&line),
        Overview::Simplified => whole["geometry"] = drawing.draw(&simplified(&line)),
    }
    let mut body = json!({ "code": "Ok", "routes": [whole] });
    if let Some(waypoints) = general.waypoints.of(&snapped, points.iter().copied()) {
        body["waypoints"] = waypoints.into();
    }
    Ok(open_json(body))
}

/// How the line of the whole route is written.
#[derive(Clone, Copy)]
enum Overview {
    Simplified,
    Full,
    None,
}

/// Refuses options that are not supported: one route is found, leg by leg. `alternatives` is accepted, because OSRM
/// does not promise any.
fn refuse_what_is_not_done(options: &QueryOptions, points: usize) -> Result<(), Refusal> {
    let alternatives = options.get("alternatives").unwrap_or("false");
    if !matches!(alternatives, "true" | "false") && alternatives.parse::<u32>().is_err() {
        return Err(Refusal::query("alternatives is true, false or a whole number"));
    }
    if options.get("annotations").is_some_and(|value| value != "false") {
        return Err(Refusal::unsupported("annotations"));
    }
    let words = [("default", false), ("false", false), ("true", true)];
    if options.word("continue_straight", &words)? && points > 2 {
        return Err(Refusal::unsupported("continue_straight=true"));
    }
    let all: Vec<String> = (0..points).map(|number| number.to_string()).collect();
    if options
        .get("waypoints")
        .is_some_and(|value| !value.is_empty() && value != all.join(";"))
    {
        return Err(Refusal::unsupported("waypoints"));
    }
    Ok(())
}

fn leg(leg: &LegFound, has_steps: bool, drawing: Drawing) -> Value {
    let steps = if has_steps { steps(leg, drawing) } else { Vec::new() };
    json!({
        "duration": leg.seconds,
        "distance": leg.meters,
        "weight": leg.seconds,
        "summary": "",
        "steps": steps,
    })
}

/// Two steps, departure and arrival: without names of streets there is nothing to say about the turns between.
fn steps(leg: &LegFound, drawing: Drawing) -> Vec<Value> {
    let end = leg.points.last().copied().into_iter().collect::<Vec<Point>>();
    let step = |kind: &str, points: &[Point], seconds: u32, meters: u32| {
        let place = points.first().map(|point| [point.lon, point.lat]);
        json!({
            "duration": seconds,
            "distance": meters,
            "weight": seconds,
            "name": "",
            "mode": "driving",
            "driving_side": "right",
            "geometry": drawing.draw(points),
            "maneuver": { "type": kind, "location": place, "bearing_before": 0, "bearing_after": 0 },
            "intersections": [{ "location": place, "bearings": [0], "entry": [true] }],
        })
    };
    let arrival: Vec<Point> = end.iter().chain(&end).copied().collect();
    vec![
        step("depart", &leg.points, leg.seconds, leg.meters),
        step("arrive", &arrival, 0, 0),
    ]
}
