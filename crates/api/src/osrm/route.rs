//! `/route/v1/{profile}/{coordinates}?overview=&geometries=&steps=`: one drive through some points.

use super::asked::{Wishes, points, profile};
use super::line::Drawing;
use super::refusal::Refusal;
use super::{answer, waypoint};
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use karavan_dispatch::service::LegFound;
use karavan_model::Point;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) async fn route(
    State(app): State<App>,
    Path((name, coordinates)): Path<(String, String)>,
    Query(wishes): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let points = points(&coordinates)?;
    let wishes = Wishes::new(wishes);
    let drawing = wishes.drawing()?;
    // A simplified line would save bytes and cut corners: what is drawn is always the whole way.
    let is_drawn = wishes.word("overview", &[("simplified", true), ("full", true), ("false", false)])?;
    let has_steps = wishes.is("steps")?;
    if points.len() < 2 {
        return Err(Refusal::query("two points or more are asked for"));
    }
    let _turn = app.travel.acquire().await.map_err(|_| Refusal::stopping())?;
    let found = app.service.drives(profile(&name), points).await?;
    let (legs, stands) = found.map_err(|why| Refusal::no_travel(why, "NoRoute"))?;
    let seconds: u64 = legs.iter().map(|leg| u64::from(leg.seconds)).sum();
    let meters: u64 = legs.iter().map(|leg| u64::from(leg.meters)).sum();
    let mut whole = json!({
        "duration": seconds,
        "distance": meters,
        "weight": seconds,
        "weight_name": "duration",
        "legs": legs.iter().map(|found| leg(found, has_steps, drawing)).collect::<Vec<Value>>(),
    });
    if is_drawn {
        let mut line: Vec<Point> = legs.iter().flat_map(|leg| leg.points.iter().copied()).collect();
        line.dedup();
        whole["geometry"] = drawing.draw(&line);
    }
    let waypoints: Vec<Value> = stands.iter().map(waypoint).collect();
    Ok(answer(
        json!({ "code": "Ok", "routes": [whole], "waypoints": waypoints }),
    ))
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

/// To leave and to arrive: streets have no names here, so there is nothing to say about the turns between.
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
