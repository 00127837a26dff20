//! Why a job is left out: each vehicle tries it alone, on an empty route, and says what stops it first.
//!
//! What is tested is one constraint more each time, in this order, so that nothing is blamed for what another thing
//! already forbids: skills; size; a depot that hands it out; a road there and back; a shift long enough for the bare way and work, whatever the
//! hours; the depot's hours; the job's windows; the vehicle's own limits. When several depots supply the job, the one that
//! gets furthest speaks. A vehicle that nothing stops could have done it, and is counted as `NoTimeLeft`.

use crate::ix::{JobIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::{Problem, Vehicle};
use crate::reason::{Reason, ReasonCode};
use crate::schedule::{Halt, earliest_end, schedule};
use karavan_model::Seconds;
use std::collections::BTreeMap;

/// Why nobody does the job, never empty: `NoTimeLeft` first when there is one, then what stops most vehicles.
///
/// It takes time in proportion to vehicles × depots of the job.
///
/// # Panics
/// When the job is not of this problem.
#[must_use]
pub fn reasons(problem: &Problem, job: JobIx) -> Vec<Reason> {
    let mut counts: BTreeMap<ReasonCode, u32> = BTreeMap::new();
    for vehicle in 0..problem.vehicles().len() {
        let code = obstacle(problem, job, vehicle.into()).unwrap_or(ReasonCode::NoTimeLeft);
        *counts.entry(code).or_default() += 1;
    }
    if counts.is_empty() {
        counts.insert(ReasonCode::NoVehicles, 0);
    }
    let mut reasons: Vec<Reason> = counts
        .into_iter()
        .map(|(code, vehicles)| Reason { code, vehicles })
        .collect();
    reasons.sort_by_key(|reason| {
        (
            reason.code != ReasonCode::NoTimeLeft,
            u32::MAX - reason.vehicles,
            reason.code,
        )
    });
    reasons
}

/// What keeps a vehicle from doing the job alone; `None` when nothing does.
///
/// # Panics
/// When the job or the vehicle is not of this problem.
#[must_use]
pub fn obstacle(problem: &Problem, job: JobIx, vehicle: VehicleIx) -> Option<ReasonCode> {
    let wanted = &problem.jobs()[job.at()];
    let able = &problem.vehicles()[vehicle.at()];
    if !able.skills.has_all(wanted.skills) || able.skills.has_any(wanted.skills_none) {
        return Some(ReasonCode::Skills);
    }
    if wanted
        .load
        .iter()
        .zip(&able.capacity)
        .any(|(amount, room)| amount > room)
    {
        return Some(ReasonCode::TooLarge);
    }
    if !wanted.needs_loading() {
        return on_the_way(problem, vehicle, &[StepKind::Job(job)]);
    }
    let mut furthest = Some((None, ReasonCode::NoDepot));
    for depot in wanted.depots.iter() {
        let code = on_the_way(problem, vehicle, &[StepKind::Load(depot), StepKind::Job(job)])?;
        furthest = furthest.max(Some((stage(code), code)));
    }
    furthest.map(|(_, code)| code)
}

/// How far a vehicle got before this stopped it.
fn stage(code: ReasonCode) -> Option<usize> {
    use ReasonCode::{DepotHours, Limit, NoRoad, ShiftTooShort, Window};
    [NoRoad, ShiftTooShort, DepotHours, Window, Limit]
        .iter()
        .position(|&stop| stop == code)
}

/// What stops a vehicle of the right skills and size on its way.
fn on_the_way(problem: &Problem, vehicle: VehicleIx, tour: &[StepKind]) -> Option<ReasonCode> {
    let able = &problem.vehicles()[vehicle.at()];
    let Ok(halts) = Halt::all(problem, able, tour) else {
        return Some(ReasonCode::NoRoad);
    };
    if earliest_end(&halts, able).is_some() {
        let is_beyond = has_limits(able) && schedule(problem, vehicle, tour).is_err();
        return is_beyond.then_some(ReasonCode::Limit);
    }
    let bare: Seconds = halts.iter().map(Halt::lasts).sum();
    if bare > able.shift.closes - able.shift.opens {
        return Some(ReasonCode::ShiftTooShort);
    }
    let at_any_hour: Vec<Halt<'_>> = halts.into_iter().map(Halt::with_job_at_any_hour).collect();
    let depot_allows = earliest_end(&at_any_hour, able).is_some();
    Some(if depot_allows {
        ReasonCode::Window
    } else {
        ReasonCode::DepotHours
    })
}

/// Whether a tour of one job can be beyond the vehicle's own limits.
const fn has_limits(vehicle: &Vehicle) -> bool {
    matches!(vehicle.tasks_max, Some(0))
        || matches!(vehicle.loads_max, Some(0))
        || vehicle.duration_max.is_some()
        || vehicle.distance_max.is_some()
}
