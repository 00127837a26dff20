//! `/nearest/v1/{profile}/{lon},{lat}?number=`: where a car can stop for a point.

use super::options::general;
use super::query::{Wishes, points, profile};
use super::refusal::Refusal;
use super::{answer, waypoint};
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use karavan_service::NoTravel;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NUMBER_MAX: usize = 100;

pub(super) async fn nearest(
    State(app): State<App>,
    Path((name, coordinates)): Path<(String, String)>,
    Query(wishes): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let points = points(&coordinates)?;
    let wishes = Wishes::new(wishes, &["number"])?;
    let [point] = points[..] else {
        return Err(Refusal::query("one point is asked for"));
    };
    let number = wishes.count("number")?;
    if number > NUMBER_MAX {
        return Err(Refusal::too_big(&format!("{NUMBER_MAX} places")));
    }
    let general = general(&wishes, &points)?;
    let found = app.service.stands(profile(&name), general.asked[0], number).await?;
    let stands = found.map_err(|why| Refusal::no_travel(why, "NoSegment"))?;
    if stands.is_empty() {
        return Err(Refusal::no_travel(NoTravel::NoRoadNear(0), "NoSegment"));
    }
    let mut body = json!({ "code": "Ok" });
    if general.has_waypoints {
        let place = |stand| {
            let mut place: Value = waypoint(stand, point, general.has_hints);
            place["nodes"] = json!([0, 0]);
            place
        };
        body["waypoints"] = stands.iter().map(place).collect();
    }
    Ok(answer(body))
}
