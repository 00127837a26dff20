//! What one more vehicle for three hours near a job would do: the job, and others left out near it.

use super::ask::{Relief, Relieved};
use crate::moves::{Price, Scales, allowed_with_job, pruned};
use karavan_model::{Cost, Seconds};
use karavan_plan::objective::route_cost;
use karavan_plan::why::AskedDay;
use karavan_plan::{JobIx, Plan, Problem, ProfileIx, StepKind, TimeWindow, Vehicle, VehicleCosts, VehicleIx};

/// How long it drives.
const LASTS: Seconds = Seconds(3 * 3_600);
/// It begins at a whole hour, from this one …
const FIRST_HOUR: i64 = 7;
/// … to this one.
const LAST_HOUR: i64 = 19;
/// Of other jobs left out so many are tried, the nearest first.
const OTHERS_MAX: usize = 10;

/// The hours that serve most, and of these the earliest with the least driving. It has what the job asks for, and as
/// much room as the middle one of all vehicles.
pub(super) fn one_more_car(problem: &Problem, plan: &Plan, job: JobIx) -> Option<Relieved> {
    let mut rooms: Vec<&Vec<i64>> = problem.vehicles().iter().map(|vehicle| &vehicle.capacity).collect();
    rooms.sort_unstable();
    let room = rooms.get(rooms.len() / 2).copied()?;
    let asked = &problem.jobs()[job.at()];
    let room: Vec<i64> = room
        .iter()
        .zip(&asked.load)
        .map(|(room, load)| *room.max(load))
        .collect();
    let tried = tried(problem, plan, job);
    let hours = (FIRST_HOUR..=LAST_HOUR).map(|hour| Seconds(hour * 3_600));
    let all = hours.filter_map(|opens| {
        let shift = TimeWindow {
            opens,
            closes: opens + LASTS,
        };
        driven(problem, &tried, shift, &room)
    });
    all.min_by_key(|found| (std::cmp::Reverse(found.serves.len()), found.price.travel, found.begins))
}

/// The job and the others left out, the nearest first. Those of two people and of shipments come to none.
fn tried(problem: &Problem, plan: &Plan, job: JobIx) -> Vec<JobIx> {
    let travel = &problem.travel()[0];
    let place = |job: JobIx| problem.jobs()[job.at()].location;
    let others = plan.unassigned.iter().map(|left| left.job);
    let alone = others.filter(|other| *other != job && problem.of_job(*other).partner().is_none());
    let far = |other: JobIx| Some((travel.seconds(place(job), place(other))?, other));
    let mut others: Vec<(i64, JobIx)> = alone.filter_map(far).collect();
    others.sort_unstable();
    let others = others.into_iter().take(OTHERS_MAX).map(|(_, other)| other);
    std::iter::once(job).chain(others).collect()
}

/// What one does in a shift: the first of the jobs, and as many of the others as fit after one another.
fn driven(problem: &Problem, tried: &[JobIx], shift: TimeWindow, room: &[i64]) -> Option<Relieved> {
    let car = one_more(problem, tried[0], shift, room);
    let (mut serves, mut tour) = (Vec::new(), Vec::new());
    let mut last = None;
    for job in tried {
        let day = AskedDay::of_another(problem, (&car, &tour), *job)?;
        let small = Problem::new(day.parts().clone()).ok()?;
        let mut scales = Scales::new(&small, std::iter::empty());
        if let Some((longer, worth)) = allowed_with_job(&mut scales, VehicleIx(0), day.tour(), day.job(), None) {
            let longer = pruned(&mut scales, VehicleIx(0), longer, worth);
            let route = scales.route(VehicleIx(0), &longer);
            serves.push(*job);
            tour = day.named(&longer);
            last = Some((route_cost(&small, &route), route));
        } else if serves.is_empty() {
            return None;
        }
    }
    let (cost, route) = last?;
    let place = tour.iter().filter(|step| matches!(step, StepKind::Job(_)));
    let place = place.take_while(|step| **step != StepKind::Job(tried[0])).count();
    let own = route
        .steps
        .iter()
        .filter(|step| matches!(step.kind, StepKind::Job(_)))
        .nth(place)?;
    let prizes: i64 = serves.iter().map(|job| problem.jobs()[job.at()].prize.0).sum();
    Some(Relieved {
        relief: Relief::OneMoreCar {
            opens: shift.opens,
            closes: shift.closes,
            room: room.first().copied().unwrap_or(0),
        },
        vehicle: None,
        place,
        begins: own.begins,
        price: Price {
            cost: Cost(cost.0 - prizes),
            travel: route.travel,
            distance: route.distance,
        },
        asked: Seconds::ZERO,
        serves,
    })
}

/// One more vehicle for a job: it drives as the first one does, from its first stop to its last.
fn one_more(problem: &Problem, job: JobIx, shift: TimeWindow, room: &[i64]) -> Vehicle {
    let first = problem.vehicles().first();
    Vehicle {
        profile: ProfileIx(0),
        start: None,
        end: None,
        shift,
        capacity: room.to_vec(),
        skills: problem.jobs()[job.at()].skills,
        tasks_max: None,
        loads_max: None,
        duration_max: None,
        distance_max: None,
        costs: first.map_or_else(VehicleCosts::default, |first| first.costs),
    }
}
