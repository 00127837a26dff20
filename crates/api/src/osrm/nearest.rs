//! `/nearest/v1/{profile}/{lon},{lat}?number=`: where a car can stop for a point.

use super::asked::{Wishes, points, profile};
use super::refusal::Refusal;
use super::{answer, waypoint};
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NUMBER_MAX: usize = 100;

pub(super) async fn nearest(
    State(app): State<App>,
    Path((name, coordinates)): Path<(String, String)>,
    Query(wishes): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let points = points(&coordinates)?;
    let [point] = points[..] else {
        return Err(Refusal::query("one point is asked for"));
    };
    let number = Wishes::new(wishes).count("number")?;
    if number > NUMBER_MAX {
        return Err(Refusal::too_big(&format!("{NUMBER_MAX} places")));
    }
    let found = app.service.stands(profile(&name), point, number).await?;
    let stands = found.map_err(|why| Refusal::no_travel(why, "NoSegment"))?;
    if stands.is_empty() {
        return Err(Refusal::no_travel(
            karavan_dispatch::service::NoTravel::NoRoadNear(0),
            "NoSegment",
        ));
    }
    let place = |stand| {
        let mut place: Value = waypoint(stand);
        place["nodes"] = json!([0, 0]);
        place
    };
    let waypoints: Vec<Value> = stands.iter().map(place).collect();
    Ok(answer(json!({ "code": "Ok", "waypoints": waypoints })))
}
