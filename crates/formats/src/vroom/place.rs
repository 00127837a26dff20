//! `Place`: a row of the travel tables, with coordinates if known. `Places` collects those of a file; without tables
//! each different coordinate gets a row of its own.

use super::input::Halt;
use super::position::Coordinates;
use karavan_model::Point;
use std::collections::HashMap;
use std::fmt;

/// Where something is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Row of every travel table.
    pub(super) row: usize,
    pub(super) coordinates: Option<Coordinates>,
    /// The row when the file itself names it.
    pub(super) index: Option<u32>,
}

impl fmt::Display for Place {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.index, self.coordinates) {
            (Some(index), _) => write!(to, "index {index}"),
            (None, Some((lon, lat))) => write!(to, "[{lon}, {lat}]"),
            (None, None) => write!(to, "row {}", self.row),
        }
    }
}

/// All places of a file as they are met.
#[derive(Debug)]
pub(super) struct Places {
    /// Whether the file brings its own tables.
    has_tables: bool,
    rows: HashMap<(u64, u64), usize>,
    points: Vec<Point>,
}

impl Places {
    pub(super) fn new(has_tables: bool) -> Self {
        Self {
            has_tables,
            rows: HashMap::new(),
            points: Vec::new(),
        }
    }

    /// Of a task; a missing place is told by the checks, and gets the first row until then.
    pub(super) fn of_halt(&mut self, halt: &Halt) -> Place {
        self.of_end(halt.location, halt.location_index).unwrap_or(Place {
            row: 0,
            coordinates: None,
            index: None,
        })
    }

    /// Where a vehicle begins or ends; `None` when the file does not say.
    pub(super) fn of_end(&mut self, coordinates: Option<Coordinates>, index: Option<u32>) -> Option<Place> {
        let row = match (self.has_tables, coordinates, index) {
            (true, _, Some(index)) => index as usize,
            (false, Some(at), _) => self.row_of(at),
            _ => return None,
        };
        Some(Place {
            row,
            coordinates,
            index,
        })
    }

    fn row_of(&mut self, (lon, lat): Coordinates) -> usize {
        let next = self.points.len();
        let row = *self.rows.entry((lon.to_bits(), lat.to_bits())).or_insert(next);
        if row == next {
            self.points.push(Point { lon, lat });
        }
        row
    }

    /// One point for every row, when the file has no tables.
    pub(super) fn into_points(self) -> Vec<Point> {
        self.points
    }
}
