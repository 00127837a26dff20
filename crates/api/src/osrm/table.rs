//! `/table/v1/{profile}/{coordinates}?sources=&destinations=&annotations=`: times and lengths between points.

use super::asked::{Wishes, points, profile};
use super::refusal::Refusal;
use super::{answer, waypoint};
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Serialize, Serializer};
use serde_json::Value;
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
    let rows = |pick| Rows {
        cells: &found.cells,
        pick,
    };
    Ok(answer(Told {
        code: "Ok",
        sources: found.sources.iter().map(waypoint).collect(),
        destinations: found.targets.iter().map(waypoint).collect(),
        durations: wishes
            .lists("annotations", "duration", true)
            .then(|| rows(|(seconds, _)| seconds)),
        distances: wishes
            .lists("annotations", "distance", false)
            .then(|| rows(|(_, meters)| meters)),
    }))
}

/// The answer, written from the table itself: as a tree of values it would weigh ten times as much.
#[derive(Serialize)]
struct Told<'a> {
    code: &'static str,
    sources: Vec<Value>,
    destinations: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    durations: Option<Rows<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distances: Option<Rows<'a>>,
}

/// One number of each cell.
struct Rows<'a> {
    cells: &'a [Vec<Option<(u32, u32)>>],
    pick: fn((u32, u32)) -> u32,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.cells.iter().map(|row| Row(row, self.pick)))
    }
}

struct Row<'a>(&'a [Option<(u32, u32)>], fn((u32, u32)) -> u32);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|cell| cell.map(self.1)))
    }
}
