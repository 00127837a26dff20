//! The handler of `/table/v1/{profile}/{coordinates}`: times and lengths between points, at most 4,000,000 cells, with
//! `sources`, `destinations`, `annotations` and `scale_factor`; `Estimate` (`fallback_speed`) fills pairs without a
//! road by the straight line. Travel itself is computed by the service.

use super::open_json::open_json;
use super::options::general;
use super::query::{QueryOptions, points, profile};
use super::refusal::Refusal;
use crate::app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use karavan_model::Point;
use karavan_service::{SnappedPoint, TravelTable};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// Most cells of a table: 2,000 points to and from each other.
const CELLS_MAX: usize = 4_000_000;

/// Options of this service besides the general ones.
const OWN: [&str; 6] = [
    "sources",
    "destinations",
    "annotations",
    "fallback_speed",
    "fallback_coordinate",
    "scale_factor",
];

pub(super) async fn table(
    State(app): State<App>,
    Path((name, coordinates)): Path<(String, String)>,
    Query(options): Query<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let points = points(&coordinates)?;
    let options = QueryOptions::new(options, &OWN)?;
    let sources = options.numbers("sources", points.len())?;
    let targets = options.numbers("destinations", points.len())?;
    if sources.len().saturating_mul(targets.len()) > CELLS_MAX {
        return Err(Refusal::too_big(&format!("{CELLS_MAX} cells")));
    }
    let [has_durations, has_distances] = options.both("annotations", ["duration", "distance"])?;
    let estimate = Estimate::read(&options)?;
    let factor = options.above_zero("scale_factor")?;
    let general = general(&options, &points)?;
    let _turn = app.shared.travel.acquire().await.map_err(|_| Refusal::stopping())?;
    let places = (sources.clone(), targets.clone());
    let found = app
        .service
        .travel(profile(&name), general.points, places.0, places.1)
        .await?;
    let mut found = found.map_err(|why| Refusal::no_travel(why, "NoTable"))?;
    let filled = estimate.map(|estimate| {
        let points_of = |numbers: &[usize]| numbers.iter().map(|&number| points[number]).collect::<Vec<Point>>();
        estimate.fill(&mut found, &points_of(&sources), &points_of(&targets))
    });
    let waypoints = |snapped: &[SnappedPoint], numbers: &[usize]| {
        let named = numbers.iter().map(|&number| points[number]);
        general.waypoints.of(snapped, named)
    };
    // Whole seconds, and tenths where they are scaled.
    let duration = |(seconds, _): (u32, u32)| match factor {
        Some(factor) => Amount::Tenths((f64::from(seconds) * factor * 10.0).round() / 10.0),
        None => Amount::Whole(seconds),
    };
    let distance = |(_, meters): (u32, u32)| Amount::Whole(meters);
    let cells = &found.cells;
    Ok(open_json(TableBody {
        code: "Ok",
        fallback_speed_cells: filled,
        sources: waypoints(&found.sources, &sources),
        destinations: waypoints(&found.targets, &targets),
        durations: has_durations.then_some(Rows { cells, pick: &duration }),
        distances: has_distances.then_some(Rows { cells, pick: &distance }),
    }))
}

/// The answer, serialised from the table itself: a tree of JSON values would take ten times the memory.
#[derive(Serialize)]
struct TableBody<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback_speed_cells: Option<Vec<[usize; 2]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destinations: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    durations: Option<Rows<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distances: Option<Rows<'a>>,
}

/// One number of a cell.
#[derive(Serialize)]
#[serde(untagged)]
enum Amount {
    Whole(u32),
    Tenths(f64),
}

type Pick<'a> = &'a (dyn Fn((u32, u32)) -> Amount + Sync);

/// One number of each cell.
struct Rows<'a> {
    cells: &'a [Vec<Option<(u32, u32)>>],
    pick: Pick<'a>,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.cells.iter().map(|row| Row(row, self.pick)))
    }
}

struct Row<'a>(&'a [Option<(u32, u32)>], Pick<'a>);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|cell| cell.map(self.1)))
    }
}

/// `fallback_speed`: an estimate for pairs without a route.
struct Estimate {
    meters_a_second: f64,
    /// Whether the line is drawn between the snapped places, not the points of the query.
    is_snapped: bool,
}

impl Estimate {
    fn read(options: &QueryOptions) -> Result<Option<Self>, Refusal> {
        let speed = options.above_zero("fallback_speed")?;
        let is_snapped = options.word("fallback_coordinate", &[("input", false), ("snapped", true)])?;
        Ok(speed.map(|meters_a_second| Self {
            meters_a_second,
            is_snapped,
        }))
    }

    /// Fills the empty cells of a table by the straight line; returns their rows and columns.
    fn fill(&self, table: &mut TravelTable, sources: &[Point], targets: &[Point]) -> Vec<[usize; 2]> {
        let ends = |snapped: &[SnappedPoint], points: &[Point]| -> Vec<Point> {
            match self.is_snapped {
                true => snapped.iter().map(|stand| stand.point).collect(),
                false => points.to_vec(),
            }
        };
        let (sources, targets) = (ends(&table.sources, sources), ends(&table.targets, targets));
        let mut filled = Vec::new();
        for (row, (cells, source)) in table.cells.iter_mut().zip(&sources).enumerate() {
            for (column, (cell, target)) in cells.iter_mut().zip(&targets).enumerate() {
                if cell.is_none() {
                    let meters = source.distance_meters(*target);
                    let whole = |amount: f64| amount.round().min(f64::from(u32::MAX)) as u32;
                    *cell = Some((whole(meters / self.meters_a_second), whole(meters)));
                    filled.push([row, column]);
                }
            }
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::Estimate;
    use karavan_model::Point;
    use karavan_service::{SnappedPoint, TravelTable};

    #[test]
    fn only_empty_cells_are_filled_as_the_crow_flies() {
        let at = |lon| Point { lon, lat: 0.0 };
        let snapped = |lon| SnappedPoint {
            point: at(lon),
            distance_meters: 0.0,
        };
        let (sources, targets) = ([at(0.0)], [at(0.0), at(0.01)]);
        // 0.01° of the equator are 1,112 m; the place on the road lies twice as far.
        for (is_snapped, cell) in [(false, (111, 1_112)), (true, (222, 2_224))] {
            let estimate = Estimate {
                meters_a_second: 10.0,
                is_snapped,
            };
            let mut table = TravelTable {
                cells: vec![vec![Some((7, 70)), None]],
                sources: vec![snapped(0.0)],
                targets: vec![snapped(0.0), snapped(0.02)],
            };
            assert_eq!(estimate.fill(&mut table, &sources, &targets), [[0, 1]]);
            assert_eq!(table.cells, [[Some((7, 70)), Some(cell)]]);
        }
    }
}
