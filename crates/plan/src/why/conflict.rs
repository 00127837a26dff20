//! `conflict`: rules that together make a job impossible, none of them too many.

use super::asked_day::AskedDay;
use super::order::ORDER;
use crate::ix::{JobIx, VehicleIx};
use crate::problem::Problem;
use crate::reason::ReasonCode;
use crate::schedule::Timer;

/// A least set of rules with which nobody could do the job even with an empty day: with any one of them lifted somebody
/// could. Empty when somebody could. There may be others: the rules that come last in [`ORDER`] are dropped first
/// (a deletion filter: Chinneck and Dravnieks, *Locating minimal infeasible constraint sets in linear programs*, 1991).
///
/// It takes time in proportion to vehicles × rules × depots.
///
/// # Panics
/// When the job is not of this problem.
#[must_use]
pub fn conflict(problem: &Problem, job: JobIx) -> Vec<ReasonCode> {
    conflict_of(problem, (0..problem.vehicles().len()).map(VehicleIx::from), job)
}

/// The same, of these vehicles alone: the rules with which none of them could.
///
/// # Panics
/// When the job or a vehicle is not of this problem.
#[must_use]
pub fn conflict_of(problem: &Problem, vehicles: impl Iterator<Item = VehicleIx>, job: JobIx) -> Vec<ReasonCode> {
    let days = vehicles.filter_map(|vehicle| AskedDay::new(problem, (vehicle, &[]), job, &|_| None));
    let days: Vec<AskedDay> = days.collect();
    let mut timer = Timer::default();
    let mut anybody = |lifted: &[ReasonCode]| days.iter().any(|day| day.could(lifted, &mut timer));
    if days.is_empty() || anybody(&[]) {
        return Vec::new();
    }
    let mut lifted: Vec<ReasonCode> = Vec::new();
    for code in ORDER.into_iter().rev() {
        lifted.push(code);
        if anybody(&lifted) {
            lifted.pop();
        }
    }
    ORDER.into_iter().filter(|code| !lifted.contains(code)).collect()
}
