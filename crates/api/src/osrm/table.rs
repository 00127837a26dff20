//! `/table/v1/{profile}/{coordinates}?sources=&destinations=&annotations=`: times and lengths between points.

use super::asked::{Wishes, points, profile};
use super::refusal::Refusal;
use super::{answer, waypoint};
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// 2,000 points to and from each other.
const CELLS_MAX: usize = 4_000_000;

pub(super) async fn table(
    State(app): State<App>,
    Path((name, coordinates)): Path<(String, String)>,
    Query(wishes): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let points = points(&coordinates)?;
    let wishes = Wishes::new(wishes);
    let sources = wishes.numbers("sources", points.len())?;
    let targets = wishes.numbers("destinations", points.len())?;
    if sources.len().saturating_mul(targets.len()) > CELLS_MAX {
        return Err(Refusal::too_big(&format!("{CELLS_MAX} cells")));
    }
    let _turn = app.travel.acquire().await.map_err(|_| Refusal::stopping())?;
    let found = app.service.travel(profile(&name), points, sources, targets).await?;
    let found = found.map_err(|why| Refusal::no_travel(why, "NoTable"))?;
    let rows = |pick: fn((u32, u32)) -> u32| -> Value {
        let row = |row: &Vec<Option<(u32, u32)>>| row.iter().map(|cell| cell.map(pick)).collect();
        json!(found.cells.iter().map(row).collect::<Vec<Vec<Option<u32>>>>())
    };
    let mut body = json!({
        "code": "Ok",
        "sources": found.sources.iter().map(waypoint).collect::<Vec<Value>>(),
        "destinations": found.targets.iter().map(waypoint).collect::<Vec<Value>>(),
    });
    if wishes.lists("annotations", "duration", true) {
        body["durations"] = rows(|(seconds, _)| seconds);
    }
    if wishes.lists("annotations", "distance", false) {
        body["distances"] = rows(|(_, meters)| meters);
    }
    Ok(answer(body))
}
