//! `Ways`: travel tables of one profile (durations, distances, costs; each a `Grid`); `ways` takes those of all
//! vehicles from the file or has them measured by the caller (`Measure`). `straight_lines` is the measure without a
//! map: 1.3 times the straight line at 8 m/s.

use super::input::{File, Rows, Tables};
use super::task::Van;
use karavan_model::{Meters, Point, Seconds};
use karavan_plan::matrix::{Leg, Matrix, NO_ROAD};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whoever can measure the ways between points, row = from.
pub type Measure<'a> = &'a dyn Fn(&[Point]) -> Matrix;

/// Streets are so much longer than straight lines, in tenths.
const DETOUR_TENTHS: f64 = 13.0;
/// How far a car comes in a second, in a town.
const METERS_PER_SECOND: f64 = 8.0;

/// 1.3 times the straight line over the ground, at 8 m/s.
#[must_use]
pub fn straight_lines(points: &[Point]) -> Matrix {
    Matrix::from_fn(points.len(), |from, to| {
        let meters = points[from.at()].distance_meters(points[to.at()]) * DETOUR_TENTHS / 10.0;
        Some(Leg {
            seconds: Seconds((meters / METERS_PER_SECOND).round() as i64),
            meters: Meters(meters.round() as i64),
        })
    })
}

/// A square table without gaps but those of [`NO_ROAD`]; clones share it.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    size: usize,
    cells: Arc<[u32]>,
}

impl Grid {
    /// `None` when it is not square.
    fn of(rows: &Rows) -> Option<Self> {
        let size = rows.len();
        rows.iter().all(|row| row.len() == size).then(|| Self {
            size,
            cells: rows.concat().into(),
        })
    }

    pub(super) fn at(&self, from: usize, to: usize) -> u32 {
        self.cells[from * self.size + to]
    }

    pub(super) const fn size(&self) -> usize {
        self.size
    }
}

/// All ways of one profile.
#[derive(Clone, Debug)]
pub(super) struct Ways {
    pub(super) durations: Grid,
    pub(super) distances: Option<Grid>,
    pub(super) costs: Option<Grid>,
}

impl Ways {
    /// Seconds at a speed, to the nearest; `None` without a road. Staying takes no time.
    pub(super) fn seconds(&self, speed_factor: f64, from: usize, to: usize) -> Option<i64> {
        if from == to {
            return Some(0);
        }
        let free = self.durations.at(from, to);
        let hundredths = (100.0 / speed_factor).round() as i64;
        (free != NO_ROAD).then(|| (i64::from(free) * hundredths + 50) / 100)
    }

    /// Metres; 0 when the file has no distances.
    pub(super) fn meters(&self, from: usize, to: usize) -> i64 {
        match &self.distances {
            Some(distances) if from != to => distances.at(from, to).into(),
            _ => 0,
        }
    }

    fn measured(matrix: &Matrix) -> Self {
        let grid = |cells: &[u32]| Grid {
            size: matrix.size(),
            cells: cells.into(),
        };
        Self {
            durations: grid(matrix.seconds()),
            distances: Some(grid(matrix.meters())),
            costs: None,
        }
    }

    fn given(profile: &str, tables: &Tables, faults: &mut Vec<String>) -> Option<Self> {
        let mut grid = |name: &str, rows: Option<&Rows>| {
            let grid = rows.map(Grid::of);
            if matches!(grid, Some(None)) {
                faults.push(format!("{name} of profile “{profile}” must be square"));
            }
            grid.flatten().filter(|grid| grid.size > 0)
        };
        let durations = grid("durations", tables.durations.as_ref());
        let (distances, costs) = (
            grid("distances", tables.distances.as_ref()),
            grid("costs", tables.costs.as_ref()),
        );
        let durations = durations?;
        if [&distances, &costs]
            .into_iter()
            .flatten()
            .any(|grid| grid.size != durations.size)
        {
            faults.push(format!("tables of profile “{profile}” must be of one size"));
            return None;
        }
        Some(Self {
            durations,
            distances,
            costs,
        })
    }
}

/// Whether the file brings its own tables.
pub(super) fn has_tables(file: &File) -> bool {
    file.matrix.is_some() || !file.matrices.is_empty()
}

/// The ways of every profile that somebody drives by.
pub(super) fn ways(
    file: &File,
    vans: &[Van],
    points: &[Point],
    measure: Measure<'_>,
    faults: &mut Vec<String>,
) -> BTreeMap<String, Ways> {
    let mut all = BTreeMap::new();
    if !has_tables(file) {
        if faults.is_empty() {
            let measured = Ways::measured(&measure(points));
            all.extend(vans.iter().map(|van| (van.profile.clone(), measured.clone())));
        }
        return all;
    }
    let old = Tables {
        durations: file.matrix.clone(),
        ..Tables::default()
    };
    for van in vans {
        let own = match file.matrices.get(&van.profile) {
            None if van.profile == "car" && file.matrices.is_empty() => Some(&old),
            own => own,
        };
        if all.contains_key(&van.profile) {
            continue;
        }
        match own.and_then(|tables| Ways::given(&van.profile, tables, faults)) {
            Some(ways) => {
                all.insert(van.profile.clone(), ways);
            }
            None => faults.push(format!(
                "vehicle {}: profile “{}” needs a table of durations",
                van.id, van.profile
            )),
        }
    }
    all
}
