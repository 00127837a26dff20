//! `VroomFile`: a parsed and checked VROOM file: tasks, vehicles, travel tables and the keys that were not read.
//! `VroomInstance` makes a problem of it, `VroomFile::timed` only times its steps; the types of the JSON are in
//! `input.rs`.

use super::checks;
use super::input::File;
use super::place::Places;
use super::task::{self, Kind, Task, Van};
use super::travel_tables::{self, Measure, Ways};
use crate::byte_order_mark::plain;
use crate::fault::FormatError;
use crate::json;
use karavan_model::Point;
use std::collections::BTreeMap;

/// A file that is sound in itself.
#[derive(Clone, Debug)]
pub struct VroomFile {
    pub(super) tasks: Vec<Task>,
    pub(super) vans: Vec<Van>,
    pub(super) ways: BTreeMap<String, Ways>,
    pub(super) unread: Vec<String>,
}

impl VroomFile {
    /// Reads a file. Where it brings no tables, `measure` tells the ways between its coordinates.
    ///
    /// # Errors
    /// When it is no such JSON, or contradicts itself; all contradictions at once.
    pub fn parse(bytes: &[u8], measure: Measure<'_>) -> Result<Self, FormatError> {
        let read = json::read_and_tell(plain(bytes)?);
        let (file, unread): (File, _) = read.map_err(|fault| FormatError::Vroom(vec![fault]))?;
        let has_tables = travel_tables::has_tables(&file);
        let mut places = Places::new(has_tables);
        let tasks = task::tasks(&file, &mut places);
        let vans = task::vans(&file, &mut places);
        let mut faults = checks::words(&file, &tasks, &vans, has_tables);
        let points = places.into_points();
        faults.extend(points.iter().filter(|point| !point.is_valid()).map(off_the_globe));
        let ways = travel_tables::ways(&file, &vans, &points, measure, &mut faults);
        if faults.is_empty() {
            faults = checks::places(&tasks, &vans, &ways);
        }
        if faults.is_empty() {
            Ok(Self {
                tasks,
                vans,
                ways,
                unread: unread.told(is_meant_for_vroom),
            })
        } else {
            Err(FormatError::Vroom(faults))
        }
    }

    /// Keys that VROOM does not know, one sentence for each: misspelt ones say nothing of what they were meant to.
    #[must_use]
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    pub(super) fn ways_of(&self, van: &Van) -> &Ways {
        &self.ways[&van.profile]
    }

    /// Where each task stands in the list.
    pub(super) fn places(&self) -> BTreeMap<(Kind, u64), usize> {
        let tasks = self.tasks.iter().zip(0..);
        tasks.map(|(task, at)| ((task.kind, task.id), at)).collect()
    }

    /// How many places all tables have.
    pub(super) fn size(&self) -> usize {
        let sizes = self.ways.values().map(|ways| ways.durations.size());
        sizes.min().unwrap_or(0)
    }

    /// A place in the words of the file.
    pub(super) fn name_of(&self, row: usize) -> String {
        let ends = self.vans.iter().flat_map(|van| [van.start, van.end]).flatten();
        let mut places = ends.chain(self.tasks.iter().map(|task| task.place));
        let place = places.find(|place| place.row == row);
        place.map_or_else(|| format!("index {row}"), |place| place.to_string())
    }

    pub(super) fn dimensions(&self) -> usize {
        self.vans.first().map_or(0, |van| van.capacity.len())
    }

    pub(super) fn has_distances(&self) -> bool {
        self.ways.values().all(|ways| ways.distances.is_some())
    }
}

/// `options` are for VROOM's HTTP wrapper, steps are often those of an answer, with all that it says of them, and a
/// position may have a height.
fn is_meant_for_vroom(key: &str) -> bool {
    !key.starts_with("options") && !key.contains(".steps[]") && !key.ends_with("[]")
}

fn off_the_globe(point: &Point) -> String {
    format!("{},{} is no longitude and latitude", point.lon, point.lat)
}
