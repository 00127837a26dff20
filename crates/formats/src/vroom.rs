//! VROOM's JSON (version 1.15 of its API): jobs, shipments, vehicles with breaks, tables; and its answers.
//!
//! A file is planned by way of a problem ([`VroomInstance`]), or only timed: its `steps` are taken as they are, and the
//! best moments and everything that is wrong with them are told ([`VroomFile::timed`]). Either way the answer has
//! VROOM's form.
//!
//! Moments count from the first that the file names. What a problem cannot say is refused by name, never left out: see
//! `docs/formats.md`.

mod answer;
mod checks;
mod initial_steps;
mod input;
mod lattice;
mod obstacle;
mod output;
mod place;
mod plan_mode;
mod position;
mod priority;
mod problem;
mod refusals;
mod rules;
mod tariff;
mod task;
mod walk;
mod ways;

pub use problem::VroomInstance;
pub use ways::{Measure, straight_lines};

use super::encoding::plain;
use super::fault::FormatError;
use super::json;
use input::File;
use karavan_model::Point;
use place::Places;
use std::collections::BTreeMap;
use task::{Kind, Task, Van};
use ways::Ways;

/// A file that is sound in itself.
#[derive(Clone, Debug)]
pub struct VroomFile {
    tasks: Vec<Task>,
    vans: Vec<Van>,
    ways: BTreeMap<String, Ways>,
    unread: Vec<String>,
}

impl VroomFile {
    /// Reads a file. Where it brings no tables, `measure` tells the ways between its coordinates.
    ///
    /// # Errors
    /// When it is no such JSON, or contradicts itself; all contradictions at once.
    pub fn parse(bytes: &[u8], measure: Measure<'_>) -> Result<Self, FormatError> {
        let read = json::read_and_tell(plain(bytes)?);
        let (file, unread): (File, _) = read.map_err(|fault| FormatError::Vroom(vec![fault]))?;
        let has_tables = ways::has_tables(&file);
        let mut places = Places::new(has_tables);
        let tasks = task::tasks(&file, &mut places);
        let vans = task::vans(&file, &mut places);
        let mut faults = checks::words(&file, &tasks, &vans, has_tables);
        let points = places.into_points();
        faults.extend(points.iter().filter(|point| !point.is_valid()).map(off_the_globe));
        let ways = ways::ways(&file, &vans, &points, measure, &mut faults);
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

    fn ways_of(&self, van: &Van) -> &Ways {
        &self.ways[&van.profile]
    }

    /// Where each task stands in the list.
    fn places(&self) -> BTreeMap<(Kind, u64), usize> {
        let tasks = self.tasks.iter().zip(0..);
        tasks.map(|(task, at)| ((task.kind, task.id), at)).collect()
    }

    /// How many places all tables have.
    fn size(&self) -> usize {
        let sizes = self.ways.values().map(|ways| ways.durations.size());
        sizes.min().unwrap_or(0)
    }

    /// A place in the words of the file.
    fn name_of(&self, row: usize) -> String {
        let ends = self.vans.iter().flat_map(|van| [van.start, van.end]).flatten();
        let mut places = ends.chain(self.tasks.iter().map(|task| task.place));
        let place = places.find(|place| place.row == row);
        place.map_or_else(|| format!("index {row}"), |place| place.to_string())
    }

    fn dimensions(&self) -> usize {
        self.vans.first().map_or(0, |van| van.capacity.len())
    }

    fn has_distances(&self) -> bool {
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
