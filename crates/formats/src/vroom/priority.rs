//! `prizes`: the prize of every task, so that in the search the sum of priorities counts first, then the number of
//! tasks, then the cost, as far as the largest amount of a problem leaves room for the cost.

use super::VroomFile;
use karavan_model::Cost;
use karavan_plan::bounds::AMOUNT_MAX;
use karavan_plan::problem::Vehicle;
use karavan_plan::travel::Travel;

/// A prize for every task. Where no number is large enough for all three, the cost gives way first: it then counts
/// against one task only as far as there is room.
pub(super) fn prizes(file: &VroomFile, travel: &[Travel], vehicles: &[Vehicle]) -> Vec<Cost> {
    let tasks = file.tasks.len() as i128;
    let most: i128 = file.tasks.iter().map(|task| task.priority.into()).max().unwrap_or(0);
    // What priorities add up to is a multiple of one; all tasks together stay below that.
    let room = i128::from(AMOUNT_MAX) / (most * (tasks + 1) + 1);
    let one = (dearest_plan(file, travel, vehicles) + 1).min(room).max(1);
    let prize = |priority: u32| one + i128::from(priority) * one * (tasks + 1);
    file.tasks
        .iter()
        .map(|task| {
            Cost(
                i64::try_from(prize(task.priority))
                    .unwrap_or(AMOUNT_MAX)
                    .min(AMOUNT_MAX),
            )
        })
        .collect()
}

/// No sensible plan costs more: every task on a drive of its own across the longest ways, and all vehicles.
fn dearest_plan(file: &VroomFile, travel: &[Travel], vehicles: &[Vehicle]) -> i128 {
    let longest: Vec<(i64, i64)> = travel.iter().map(longest_leg).collect();
    let drive = |vehicle: &Vehicle| {
        let (seconds, meters) = longest[vehicle.profile.at()];
        i128::from(vehicle.costs.per_travel_second) * i128::from(seconds)
            + i128::from(vehicle.costs.per_meter) * i128::from(meters)
    };
    let dearest = vehicles.iter().map(drive).max().unwrap_or(0);
    let fixed: i128 = vehicles.iter().map(|vehicle| i128::from(vehicle.costs.fixed.0)).sum();
    fixed + 2 * dearest * file.tasks.len() as i128
}

fn longest_leg(travel: &Travel) -> (i64, i64) {
    let Travel::Full(matrix) = travel else { return (0, 0) };
    let most = |cells: &[u32]| {
        cells
            .iter()
            .copied()
            .filter(|cell| *cell != u32::MAX)
            .max()
            .unwrap_or(0)
    };
    (most(matrix.seconds()).into(), most(matrix.meters()).into())
}
