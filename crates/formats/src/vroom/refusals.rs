//! What a VROOM file may say but a problem cannot hold, told by name: `unlike_times` (times that differ by vehicle),
//! `small_breaks` (breaks with a load below the capacity), `wild_way` (legs too long). Such a file can still be timed.
//! Also `times` of a task, and `part_name` for faults of a problem.

use super::VroomFile;
use super::tariff::Second;
use super::task::{Kind, Task, Van};
use karavan_plan::bounds::{LEG_METERS_MAX, TIME_MAX};
use std::collections::BTreeSet;

/// Setup and service times with the first vehicle that has the skills.
pub(super) fn times(file: &VroomFile, task: &Task) -> (i64, i64) {
    let able = file.vans.iter().find(|van| task.skills.is_subset(&van.skills));
    let kind = able.map_or("", |van| van.kind.as_str());
    (task.setup(kind), task.service(kind))
}

/// Refuses setup or service times that differ between the vehicles that may come.
pub(super) fn unlike_times(file: &VroomFile, task: &Task) -> Option<String> {
    let able = file.vans.iter().filter(|van| task.skills.is_subset(&van.skills));
    let times: BTreeSet<(i64, i64)> = able
        .map(|van| (task.setup(&van.kind), task.service(&van.kind)))
        .collect();
    (times.len() > 1).then(|| {
        format!(
            "{} {}: setup or service times that differ between vehicles that may come cannot be planned, only timed",
            task.kind.name(),
            task.id
        )
    })
}

/// Breaks that only a light vehicle may take.
pub(super) fn small_breaks(van: &Van) -> Option<String> {
    let is_small = |most: &Vec<u32>| most.iter().zip(&van.capacity).any(|(most, capacity)| most < capacity);
    let rest = van
        .breaks
        .iter()
        .find(|rest| rest.max_load.as_ref().is_some_and(is_small))?;
    Some(format!(
        "vehicle {}, break {}: max_load below the capacity cannot be planned, only timed",
        van.id, rest.id
    ))
}

/// What the file calls a part of its problem.
pub(super) fn part_name(file: &VroomFile, breaks: &[(usize, usize)], kind: &str, at: usize) -> Option<String> {
    match kind {
        "job" => file
            .tasks
            .get(at)
            .map(|task| format!("{} {}", task.kind.name(), task.id)),
        "vehicle" => file.vans.get(at).map(|van| format!("vehicle {}", van.id)),
        "shipment" => {
            let pickup = file.tasks.iter().filter(|task| task.kind == Kind::Pickup).nth(at)?;
            Some(format!("shipment of pickup {}", pickup.id))
        }
        "break" => {
            let (van, rest) = breaks.get(at)?;
            let van = &file.vans[*van];
            Some(format!("vehicle {}, break {}", van.id, van.breaks[*rest].id))
        }
        "preference" => Some("per_task_hour".to_owned()),
        _ => None,
    }
}

/// The first way that only the speed of the vehicle makes too long, or whose second measure is too large. A way that is
/// too long in the table itself is no road.
pub(super) fn wild_way(file: &VroomFile, van: &Van, second: Second) -> Option<String> {
    let (ways, size) = (file.ways_of(van), file.size());
    let mut pairs = (0..size).flat_map(|from| (0..size).map(move |to| (from, to)));
    pairs.find_map(|(from, to)| {
        let seconds = ways.seconds(van.speed_factor, from, to)?;
        if i64::from(ways.durations.at(from, to)) > TIME_MAX {
            return None;
        }
        let (found, most) = match second {
            _ if seconds > TIME_MAX => (
                format!("takes {seconds} s at speed_factor {}", van.speed_factor),
                TIME_MAX,
            ),
            Second::Distances => too_much(ways.meters(from, to), "is", "m long")?,
            Second::Costs => too_much(ways.costs.as_ref()?.at(from, to).into(), "costs", "by its table")?,
            Second::Durations => return None,
        };
        let (from, to) = (file.name_of(from), file.name_of(to));
        Some(format!(
            "vehicle {}: the way from {from} to {to} {found}; at most {most} can be planned",
            van.id
        ))
    })
}

fn too_much(amount: i64, before: &str, after: &str) -> Option<(String, i64)> {
    (amount > LEG_METERS_MAX).then(|| (format!("{before} {amount} {after}"), LEG_METERS_MAX))
}
