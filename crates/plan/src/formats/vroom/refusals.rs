//! What a file may say, but no problem can: it is refused by name, and can still be timed.

use super::VroomFile;
use super::task::{Task, Van};
use std::collections::BTreeSet;

/// Setup and service with whoever may come.
pub(super) fn times(file: &VroomFile, task: &Task) -> (i64, i64) {
    let able = file.vans.iter().find(|van| task.skills.is_subset(&van.skills));
    let kind = able.map_or("", |van| van.kind.as_str());
    (task.setup(kind), task.service(kind))
}

/// A job lasts as long whoever does it.
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
