//! What stops a car, by brute force: every place of the asked job, every load, every second of leaving, every place of
//! the break, each day judged. The definitions are written here anew.

use crate::asked_town::{ASKED, JOBS, PLACES, window};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::why::ORDER;
use karavan_plan::{
    BreakIx, DepotSet, JobIx, Leg, LocationIx, Matrix, Plan, Problem, Reason, ReasonCode, Route, Rule, SkillSet, Step,
    StepKind, Travel, Unassigned, VehicleIx, judge,
};
use std::collections::BTreeSet;

/// Nothing of a day is earlier or later than this, whatever is lifted.
const MOMENTS: std::ops::RangeInclusive<i64> = -40..=80;

/// Rules out of force, on the whole problem.
fn without(problem: &Problem, car: VehicleIx, lifted: &[ReasonCode]) -> Problem {
    let mut parts = problem.parts().clone();
    let is = |code| lifted.contains(&code);
    let wide = vec![window(-1_000, 1_000)];
    for (at, job) in parts.jobs.iter_mut().enumerate() {
        let is_asked = at == ASKED.at();
        if is_asked && is(ReasonCode::Skills) {
            job.skills = SkillSet::NONE;
        }
        if is_asked && is(ReasonCode::NoDepot) {
            (job.load, job.depots) = (vec![0], DepotSet::NONE);
        }
        if is(if is_asked {
            ReasonCode::Window
        } else {
            ReasonCode::NoTimeLeft
        }) {
            job.windows.clone_from(&wide);
        }
    }
    if is(ReasonCode::Restricted) {
        parts.rules.restrictions.clear();
    }
    if is(ReasonCode::DepotHours) {
        parts.rules.releases.clear();
        parts
            .depots
            .iter_mut()
            .for_each(|depot| depot.windows.clone_from(&wide));
    }
    if is(ReasonCode::Break) {
        parts.rules.breaks.clear();
    }
    if is(ReasonCode::NoRoad) {
        let old = parts.travel.remove(0);
        let free = Leg {
            seconds: Seconds(0),
            meters: Meters(0),
        };
        let legs = Matrix::from_fn(PLACES, |from, to| Some(old.leg(from, to).unwrap_or(free)));
        parts.travel = vec![Travel::Full(legs)];
    }
    let own = &mut parts.vehicles[car.at()];
    if is(ReasonCode::TooLarge) {
        own.capacity = vec![1_000];
    }
    if is(ReasonCode::ShiftTooShort) {
        own.shift = wide[0];
    }
    if is(ReasonCode::Limit) {
        (own.tasks_max, own.duration_max, own.distance_max) = (None, None, None);
    }
    Problem::new(parts).unwrap()
}

/// Drives some steps from a moment on, each as early as it can be.
fn drive(problem: &Problem, car: VehicleIx, steps: &[StepKind], leaves: i64) -> Route {
    let own = &problem.vehicles()[car.at()];
    let mut route = Route {
        vehicle: car,
        steps: Vec::new(),
        travel: Seconds(0),
        distance: Meters(0),
    };
    for (at, kind) in steps.iter().enumerate() {
        let before: Option<Step> = route.steps.last().copied();
        let here = before.map_or(LocationIx(0), |before| before.location);
        let (location, windows, setup, service) = match *kind {
            StepKind::Start => (own.start.unwrap(), &[][..], 0, 0),
            StepKind::End => (own.end.unwrap(), &[][..], 0, 0),
            StepKind::Load(ix) => {
                let depot = &problem.depots()[ix.at()];
                (depot.location, &depot.windows[..], 0, depot.service.0)
            }
            StepKind::Job(ix) => {
                let job = &problem.jobs()[ix.at()];
                (job.location, &job.windows[..], job.setup.0, job.service.0)
            }
            StepKind::Break(ix) => {
                let rest = &problem.rules().breaks[ix.at()];
                (here, &rest.windows[..], 0, rest.service.0)
            }
        };
        let leg = before.and_then(|before| problem.leg(own, before.location, location));
        let way = leg.map_or(0, |leg| leg.seconds.0);
        route.travel += Seconds(way);
        route.distance += leg.map_or(Meters(0), |leg| leg.meters);
        let arrives = before.map_or(leaves, |before| before.departs.0 + way);
        let stays = before.is_some_and(|before| before.location == location);
        let mut begins = arrives + if stays { 0 } else { setup };
        if let [only] = windows {
            begins = begins.max(only.opens.0);
        }
        if matches!(kind, StepKind::Load(_)) {
            begins = begins.max(released(problem, steps, at));
        }
        route.steps.push(Step {
            kind: *kind,
            location,
            arrives: Seconds(arrives),
            begins: Seconds(begins),
            departs: Seconds(begins + service),
        });
    }
    route
}

/// When the goods of the asked job are there, for the load that it takes from.
fn released(problem: &Problem, steps: &[StepKind], at: usize) -> i64 {
    let depots = problem.jobs()[ASKED.at()].depots;
    let asked = steps.iter().position(|step| *step == StepKind::Job(ASKED));
    let source = asked.and_then(|asked| {
        let from = |kind: &StepKind| matches!(kind, StepKind::Load(depot) if depots.contains(*depot));
        steps[..asked].iter().rposition(from)
    });
    let release = problem.rules().releases.first().filter(|_| source == Some(at));
    release.map_or(i64::MIN, |release| release.at.0)
}

/// The steps of a tour with its ends, without the break and with it at every place.
fn with_ends(problem: &Problem, car: VehicleIx, tour: &[StepKind]) -> Vec<Vec<StepKind>> {
    let own = &problem.vehicles()[car.at()];
    let ends = (own.start.map(|_| StepKind::Start), own.end.map(|_| StepKind::End));
    let plain: Vec<StepKind> = ends.0.into_iter().chain(tour.iter().copied()).chain(ends.1).collect();
    let mut all = vec![plain.clone()];
    let rests = problem.rules().breaks.iter().enumerate();
    for (ix, _) in rests.filter(|(_, rest)| rest.vehicle == car) {
        for at in 1..plain.len() {
            let mut with = plain.clone();
            with.insert(at, StepKind::Break(BreakIx::from(ix)));
            all.push(with);
        }
    }
    all
}

/// Whether the judge allows a tour at some second of leaving.
fn is_allowed(problem: &Problem, car: VehicleIx, tour: &[StepKind]) -> bool {
    let broken = |route: Route| -> BTreeSet<Rule> {
        let on_route: BTreeSet<JobIx> = route.jobs().collect();
        let left = (0..JOBS).map(JobIx::from).filter(|job| !on_route.contains(job));
        let left = left.map(|job| Unassigned {
            job,
            reasons: vec![Reason {
                code: ReasonCode::Unasked,
                vehicles: 0,
            }],
        });
        let plan = Plan {
            unassigned: left.collect(),
            routes: vec![route],
            cost: Cost(0),
        };
        let all = judge(problem, &plan).into_iter().map(|one| one.rule);
        all.filter(|rule| *rule != Rule::Cost).collect()
    };
    with_ends(problem, car, tour).iter().any(|steps| {
        // What no clock mends needs no clock.
        let timeless = [
            Rule::Skills,
            Rule::Restricted,
            Rule::Supply,
            Rule::UselessLoad,
            Rule::Capacity,
            Rule::ClassOrder,
            Rule::TasksMax,
            Rule::DistanceMax,
            Rule::NoRoad,
        ];
        if broken(drive(problem, car, steps, 0))
            .iter()
            .any(|rule| timeless.contains(rule))
        {
            return false;
        }
        let shift = problem.vehicles()[car.at()].shift;
        MOMENTS.filter(|leaves| *leaves >= shift.opens.0).any(|leaves| {
            let route = drive(problem, car, steps, leaves);
            let is_late = route.steps.last().is_none_or(|last| last.departs > shift.closes);
            !is_late && broken(route).is_empty()
        })
    })
}

/// Whether the car could do the asked job: it and perhaps a load for it somewhere among the steps, useless loads gone.
/// Who need not load may.
pub(crate) fn could(problem: &Problem, car: VehicleIx, tour: &[StepKind], lifted: &[ReasonCode]) -> bool {
    let others: Vec<ReasonCode> = lifted
        .iter()
        .copied()
        .filter(|code| *code != ReasonCode::NoDepot)
        .collect();
    let is_large = problem.jobs()[ASKED.at()].load > problem.vehicles()[car.at()].capacity;
    if is_large && !lifted.contains(&ReasonCode::TooLarge) {
        return false;
    }
    [lifted, &others]
        .iter()
        .any(|lifted| could_with(&without(problem, car, lifted), car, tour))
}

fn could_with(problem: &Problem, car: VehicleIx, tour: &[StepKind]) -> bool {
    let own = if problem.needs_loading(ASKED) {
        problem.jobs()[ASKED.at()].depots
    } else {
        DepotSet::NONE
    };
    let longer = |at: usize, kind: StepKind, tour: &[StepKind]| {
        let mut longer = tour.to_vec();
        longer.insert(at, kind);
        longer
    };
    (0..=tour.len()).any(|at| {
        let plain = longer(at, StepKind::Job(ASKED), tour);
        let loads = (0..=at).flat_map(|load| own.iter().map(move |depot| (load, StepKind::Load(depot))));
        let loaded = loads.map(|(load, kind)| longer(load, kind, &plain));
        let mut all = vec![plain.clone()];
        all.extend(loaded);
        all.iter().any(|tour| is_allowed(problem, car, &useful(problem, tour)))
    })
}

/// A tour without the loads that nobody takes from.
pub(crate) fn useful(problem: &Problem, tour: &[StepKind]) -> Vec<StepKind> {
    let takes_from = |job: JobIx, before: usize| {
        let wanted = &problem.jobs()[job.at()];
        let from = |kind: &StepKind| matches!(kind, StepKind::Load(depot) if wanted.depots.contains(*depot));
        tour[..before]
            .iter()
            .rposition(from)
            .filter(|_| problem.needs_loading(job))
    };
    let used: BTreeSet<usize> = tour
        .iter()
        .enumerate()
        .filter_map(|(at, kind)| match kind {
            StepKind::Job(job) => takes_from(*job, at),
            _ => None,
        })
        .collect();
    let steps = tour.iter().enumerate();
    let kept = steps.filter(|(at, kind)| matches!(kind, StepKind::Job(_)) || used.contains(at));
    kept.map(|(_, kind)| *kind).collect()
}

/// The first rule by its definition: in force are the rules up to it.
pub(crate) fn first_by_force(problem: &Problem, car: VehicleIx, tour: &[StepKind]) -> Option<ReasonCode> {
    if !could(problem, car, tour, &ORDER) {
        return Some(ReasonCode::NoTimeLeft);
    }
    let mut in_force = 1..=ORDER.len();
    let first = in_force.find(|count| !could(problem, car, tour, &ORDER[*count..]));
    first.map(|count| ORDER[count - 1])
}
