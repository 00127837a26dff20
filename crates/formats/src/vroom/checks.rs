//! `words` and `places`: faults that keep a VROOM file from being planned and from being timed: ids, windows, sizes,
//! priorities, speeds, steps, and places or distances missing from the tables. `refusals.rs` has faults for planning
//! only.

use super::input::{Costs, File, StepKind, Window};
use super::task::{Kind, Task, Van, windows};
use super::travel_tables::Ways;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The largest priority.
pub(super) const PRIORITY_MAX: u32 = 100;
/// Speed factors: VROOM's are above 0, and only two digits after the point count.
const SPEED_FACTORS: RangeInclusive<f64> = 0.01..=5.0;

/// Faults of the words of the file alone.
pub(super) fn words(file: &File, tasks: &[Task], vans: &[Van], has_tables: bool) -> Vec<String> {
    let mut faults = Vec::new();
    if vans.is_empty() {
        faults.push("expected at least one vehicle".to_owned());
    }
    if tasks.is_empty() {
        faults.push("expected at least one job or shipment".to_owned());
    }
    let dimensions = vans.first().map_or(0, |van| van.capacity.len());
    let mut seen = BTreeSet::new();
    for task in tasks {
        let name = format!("{} {}", task.kind.name(), task.id);
        if !seen.insert((task.kind, task.id)) {
            faults.push(format!("{name} comes twice"));
        }
        // Without a vehicle nobody said how many.
        if !vans.is_empty() && (task.gives.len() != dimensions || task.takes.len() != dimensions) {
            faults.push(format!(
                "{name}: amounts must have {dimensions} numbers, as the first capacity"
            ));
        }
        if task.priority > PRIORITY_MAX {
            faults.push(format!("{name}: priority must be at most {PRIORITY_MAX}"));
        }
        check_windows(&name, &task.windows, &mut faults);
    }
    let jobs = file.jobs.iter().map(|job| ("job", &job.halt));
    let pickups = file.shipments.iter().map(|one| ("pickup", &one.pickup));
    let deliveries = file.shipments.iter().map(|one| ("delivery", &one.delivery));
    for (kind, halt) in jobs.chain(pickups).chain(deliveries) {
        let has_place = if has_tables {
            halt.location_index.is_some()
        } else {
            halt.location.is_some()
        };
        if !has_place {
            let key = if has_tables { "location_index" } else { "location" };
            faults.push(format!("{kind} {}: {key} is missing", halt.id));
        }
    }
    for van in vans {
        check_van(van, dimensions, has_tables, &mut faults);
    }
    check_steps(tasks, vans, &mut faults);
    faults
}

fn check_windows(name: &str, windows: &[Window], faults: &mut Vec<String>) {
    let in_order = windows.windows(2).all(|pair| pair[0].1 < pair[1].0);
    if windows.is_empty() || !in_order || windows.iter().any(|(opens, closes)| opens > closes) {
        faults.push(format!(
            "{name}: time windows must be some, open before they close, and not overlap"
        ));
    }
}

fn check_van(van: &Van, dimensions: usize, has_tables: bool, faults: &mut Vec<String>) {
    let name = format!("vehicle {}", van.id);
    if van.start.is_none() && van.end.is_none() {
        let keys = if has_tables {
            "start_index or end_index"
        } else {
            "start or end"
        };
        faults.push(format!("{name}: {keys} is missing"));
    }
    if van.capacity.len() != dimensions {
        faults.push(format!("{name}: capacity must have {dimensions} numbers, as the first"));
    }
    if van.window.0 > van.window.1 {
        faults.push(format!("{name}: time_window must open before it closes"));
    }
    if !SPEED_FACTORS.contains(&van.speed_factor) {
        faults.push(format!(
            "{name}: speed_factor must be from {} to {}, not {:?}",
            SPEED_FACTORS.start(),
            SPEED_FACTORS.end(),
            van.speed_factor
        ));
    }
    let mut seen = BTreeSet::new();
    for rest in &van.breaks {
        let name = format!("{name}, break {}", rest.id);
        if !seen.insert(rest.id) {
            faults.push(format!("{name} comes twice"));
        }
        check_windows(&name, &windows(rest.time_windows.as_ref()), faults);
        if rest.max_load.as_ref().is_some_and(|most| most.len() != dimensions) {
            faults.push(format!(
                "{name}: max_load must have {dimensions} numbers, as the first capacity"
            ));
        }
    }
}

/// Steps name known things, every task once in all, and begin and end where they can.
fn check_steps(tasks: &[Task], vans: &[Van], faults: &mut Vec<String>) {
    let known: BTreeSet<(Kind, u64)> = tasks.iter().map(|task| (task.kind, task.id)).collect();
    let mut seen = BTreeSet::new();
    for van in vans {
        let mut rested = BTreeSet::new();
        for (at, step) in van.steps.iter().enumerate() {
            let name = format!("vehicle {}, step {at}", van.id);
            let is_good = match (step.kind, step.id) {
                (StepKind::Start, _) => at == 0,
                (StepKind::End, _) => at + 1 == van.steps.len(),
                (StepKind::Break, Some(id)) => van.breaks.iter().any(|rest| rest.id == id) && rested.insert(id),
                (kind, Some(id)) => {
                    Kind::of(kind).is_some_and(|kind| known.contains(&(kind, id)) && seen.insert((kind, id)))
                }
                (_, None) => false,
            };
            if !is_good {
                faults.push(format!(
                    "{name}: expected a start first, an end last, and between them known tasks and breaks, each once"
                ));
            }
        }
    }
}

/// Faults of places against tables.
pub(super) fn places(tasks: &[Task], vans: &[Van], ways: &BTreeMap<String, Ways>) -> Vec<String> {
    let mut faults = Vec::new();
    let size = ways.values().map(|ways| ways.durations.size()).min().unwrap_or(0);
    let of_tasks = tasks
        .iter()
        .map(|task| (format!("{} {}", task.kind.name(), task.id), task.place.row));
    let of_vans = vans.iter().flat_map(|van| {
        let ends = [van.start, van.end].into_iter().flatten();
        ends.map(|place| (format!("vehicle {}", van.id), place.row))
    });
    for (name, row) in of_tasks.chain(of_vans) {
        if row >= size {
            faults.push(format!("{name}: index {row} is beyond the tables of {size} places"));
        }
    }
    let has_distances = ways.values().any(|ways| ways.distances.is_some());
    for van in vans {
        let Some(own) = ways.get(&van.profile) else { continue };
        if own.distances.is_none() && (has_distances || van.costs.per_km > 0 || van.max_distance.is_some()) {
            faults.push(format!(
                "vehicle {}: profile “{}” needs a table of distances",
                van.id, van.profile
            ));
        }
        if own.costs.is_some() && (van.costs.per_hour != Costs::PER_HOUR || van.costs.per_km > 0) {
            faults.push(format!(
                "vehicle {}: a table of costs and costs per hour or km contradict one another",
                van.id
            ));
        }
    }
    faults
}
