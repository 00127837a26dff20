//! The handler of `/nearest/v1/{profile}/{lon},{lat}?number=`: up to 100 places on the road near one point. The
//! snapping is done by the service.

use super::open_json::open_json;
use super::options::general;
use super::query::{QueryOptions, points, profile};
use super::refusal::Refusal;
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use karavan_service::NoTravel;
use serde_json::json;
use std::collections::BTreeMap;

const NUMBER_MAX: usize = 100;

pub(super) async fn nearest(
    State(app): State<App>,
    Path((name, coordinates)): Path<(String, String)>,
    Query(options): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let points = points(&coordinates)?;
    let options = QueryOptions::new(options, &["number"])?;
    let [point] = points[..] else {
        return Err(Refusal::query("exactly one point is expected"));
    };
    let number = options.count("number")?;
    if number > NUMBER_MAX {
        return Err(Refusal::too_big(&format!("{NUMBER_MAX} places")));
    }
    let general = general(&options, &points)?;
    let found = app
        .service
        .snapped_points(profile(&name), general.points[0], number)
        .await?;
    let snapped = found.map_err(|why| Refusal::no_travel(why, "NoSegment"))?;
    if snapped.is_empty() {
        return Err(Refusal::no_travel(NoTravel::NoRoadNear(0), "NoSegment"));
    }
    let mut body = json!({ "code": "Ok" });
    if let Some(mut places) = general.waypoints.of(&snapped, std::iter::repeat(point)) {
        for place in &mut places {
            place["nodes"] = json!([0, 0]);
        }
        body["waypoints"] = places.into();
    }
    Ok(open_json(body))
}
