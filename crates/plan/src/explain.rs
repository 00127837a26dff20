//! `reasons` (of one job), `reasons_by` (of many, by a `Scout`) and `obstacle` (one vehicle): why a job is left out.
//! Each vehicle tries it alone, on an empty route, and what stops it first is its reason.
//!
//! Constraints are added one after the other, in this order: skills; who may come; size; a depot that hands it out; a
//! road there and back; a shift long enough for the bare way and work, whatever the hours; the depot's hours; the job's
//! windows, where open depots would not help; the passenger's patience; a break; the vehicle's own limits. The two ends
//! of a shipment are tried together; of two people each is tried alone, and then whether there are two who could begin
//! at the same moment. When several depots supply the job, the one that gets furthest speaks. A vehicle that nothing
//! stops is counted as `NoTimeLeft`, or as `SecondPerson` where it finds no second one.

mod limits;
mod scout;
mod simultaneous;

pub use scout::Scout;

use crate::ix::{JobIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::Problem;
use crate::reason::{Reason, ReasonCode};
use crate::schedule::{ScheduleFault, Timer};
use limits::has_limits;
use scout::Question;
use simultaneous::{Hours, hours};
use std::collections::BTreeMap;

/// Why nobody does the job, never empty: `NoTimeLeft` first when there is one, then what stops most vehicles.
///
/// It takes time in proportion to vehicles × depots of the job.
///
/// # Panics
/// When the job is not of this problem.
#[must_use]
pub fn reasons(problem: &Problem, job: JobIx) -> Vec<Reason> {
    reasons_by(&Scout::new(problem), job)
}

/// The same for many jobs of one problem: what they have in common is worked out once.
///
/// # Panics
/// When the job is not of this problem.
#[must_use]
pub fn reasons_by(scout: &Scout<'_>, job: JobIx) -> Vec<Reason> {
    let problem = scout.problem();
    let mut counts: BTreeMap<ReasonCode, u32> = BTreeMap::new();
    let mut timer = Timer::default();
    let second = problem.of_job(job).together;
    let mut could = |question: &Question<'_, '_>, job, vehicle: usize| {
        let vehicle = VehicleIx::from(vehicle);
        let is_free = unfit(problem, job, vehicle).is_none() && question.surely_can(vehicle);
        if is_free {
            None
        } else {
            obstacle_by(problem, job, vehicle, &mut timer)
        }
    };
    let question = scout.about(job);
    let vehicles = 0..problem.vehicles().len();
    // Those who could be the second person, and when.
    let seconds: Vec<(usize, Hours)> = second.map_or_else(Vec::new, |other| {
        let about = scout.about(other);
        let able = vehicles.clone().filter(|v| could(&about, other, *v).is_none());
        able.map(|v| (v, hours(problem, other, VehicleIx::from(v)))).collect()
    });
    for vehicle in vehicles {
        let is_alone = || {
            let own = second.map(|_| hours(problem, job, VehicleIx::from(vehicle)));
            own.is_some_and(|own| {
                let mut others = seconds.iter().filter(|(other, _)| *other != vehicle);
                !others.any(|(_, theirs)| own.meet(theirs))
            })
        };
        let code = could(&question, job, vehicle).unwrap_or_else(|| {
            if is_alone() {
                ReasonCode::SecondPerson
            } else {
                ReasonCode::NoTimeLeft
            }
        });
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
    obstacle_by(problem, job, vehicle, &mut Timer::default())
}

fn obstacle_by(problem: &Problem, job: JobIx, vehicle: VehicleIx, timer: &mut Timer) -> Option<ReasonCode> {
    let rules = problem.of_job(job);
    let ends = match (rules.pickup, rules.delivery) {
        (Some(pickup), _) => Some([pickup, job]),
        (None, Some(delivery)) => Some([job, delivery]),
        (None, None) => None,
    };
    if let Some([pickup, delivery]) = ends {
        let bare = unfit(problem, pickup, vehicle).or_else(|| unfit(problem, delivery, vehicle));
        let tour = [StepKind::Job(pickup), StepKind::Job(delivery)];
        return bare.or_else(|| on_the_way(problem, vehicle, &tour, timer));
    }
    let bare = unfit(problem, job, vehicle);
    if bare.is_some() {
        return bare;
    }
    if !problem.needs_loading(job) {
        return on_the_way(problem, vehicle, &[StepKind::Job(job)], timer);
    }
    let mut furthest = Some((None, ReasonCode::NoDepot));
    for depot in problem.jobs()[job.at()].depots.iter() {
        let code = on_the_way(problem, vehicle, &[StepKind::Load(depot), StepKind::Job(job)], timer)?;
        furthest = furthest.max(Some((stage(code), code)));
    }
    furthest.map(|(_, code)| code)
}

/// What is wrong between a job and a vehicle before any road is looked at.
fn unfit(problem: &Problem, job: JobIx, vehicle: VehicleIx) -> Option<ReasonCode> {
    let (wanted, rules) = (&problem.jobs()[job.at()], problem.of_job(job));
    let able = &problem.vehicles()[vehicle.at()];
    if !able.skills.has_all(wanted.skills) || able.skills.has_any(wanted.skills_none) {
        return Some(ReasonCode::Skills);
    }
    if !rules.allows(vehicle) {
        return Some(ReasonCode::Restricted);
    }
    let is_too_much = |load: &[i64]| load.iter().zip(&able.capacity).any(|(amount, room)| amount > room);
    let is_too_large = is_too_much(&wanted.load) || is_too_much(&rules.shipped) || is_too_much(&rules.collects);
    is_too_large.then_some(ReasonCode::TooLarge)
}

/// How far a vehicle got before this stopped it.
fn stage(code: ReasonCode) -> Option<usize> {
    use ReasonCode::{Break, DepotHours, Limit, NoRoad, Ride, ShiftTooShort, Window};
    [NoRoad, ShiftTooShort, DepotHours, Window, Ride, Break, Limit]
        .iter()
        .position(|&stop| stop == code)
}

/// What stops a vehicle of the right skills and size on its way.
fn on_the_way(problem: &Problem, vehicle: VehicleIx, tour: &[StepKind], timer: &mut Timer) -> Option<ReasonCode> {
    let able = &problem.vehicles()[vehicle.at()];
    if timer.lay_out(problem, vehicle, tour, &|_| None).is_err() {
        return Some(ReasonCode::NoRoad);
    }
    let slots = problem.traffic(able.profile);
    if timer.earliest_end(able, slots).is_some() {
        if !has_limits(able) && problem.rules().is_empty() {
            return None;
        }
        let alone = timer.alone(problem, vehicle, tour);
        return alone.err().map(|fault| match fault {
            ScheduleFault::Ride { .. } => ReasonCode::Ride,
            ScheduleFault::Break { .. } => ReasonCode::Break,
            ScheduleFault::Capacity { .. } => ReasonCode::TooLarge,
            // Goods that come late to their depot are the only thing that the first clock does not know of.
            ScheduleFault::Window { .. } | ScheduleFault::Shift => ReasonCode::DepotHours,
            _ => ReasonCode::Limit,
        });
    }
    if timer.bare() > able.shift.closes - able.shift.opens {
        return Some(ReasonCode::ShiftTooShort);
    }
    if timer.has_rides() {
        timer.forget_rides();
        if timer.earliest_end(able, slots).is_some() {
            return Some(ReasonCode::Ride);
        }
    }
    timer.forget_rides();
    timer.forget_hours_of_depots();
    if timer.earliest_end(able, slots).is_some() {
        return Some(ReasonCode::DepotHours);
    }
    // At any hour of all, it is the jam that makes the shift too short.
    timer.forget_hours_of_jobs();
    if timer.earliest_end(able, slots).is_none() {
        return Some(ReasonCode::ShiftTooShort);
    }
    Some(ReasonCode::Window)
}
