//! `first_rule`, `instead` and `conflict` against brute force on random days of a few minutes: every place of the job,
//! every load, every second of leaving, every place of the break, each day judged. The definitions are written here
//! anew.

use crate::random_town::cases;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::insertion::tour_of;
use karavan_plan::why::{AskedDay, ORDER, conflict, first_rule, instead};
use karavan_plan::{
    Break, BreakIx, Depot, DepotIx, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Plan, Problem, ProblemParts,
    ProfileIx, Reason, ReasonCode, Release, Restriction, Route, Rule, Rules, SkillSet, Step, StepKind, TimeWindow,
    Timer, Travel, Unassigned, Vehicle, VehicleCosts, VehicleIx, Who, judge, schedule,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;

const PLACES: usize = 5;
const JOBS: usize = 5;
const CARS: usize = 2;
/// The job that is asked for; the others may be on routes.
const ASKED: JobIx = JobIx(4);
/// Nothing of a day is earlier or later than this, whatever is lifted.
const MOMENTS: std::ops::RangeInclusive<i64> = -40..=80;

const fn window(opens: i64, closes: i64) -> TimeWindow {
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

fn jobs() -> impl Strategy<Value = Vec<Job>> {
    let depots = prop_oneof![3 => Just(0_u64), 3 => Just(1), 3 => Just(2), 2 => Just(3)];
    let one = (
        0..PLACES,
        (0_i64..30, 2_i64..25),
        (0_i64..2, 0_i64..4),
        (1_i64..4, depots),
        (
            prop_oneof![6 => Just(0_u64), 2 => Just(1)],
            prop_oneof![7 => Just(0_u8), 1 => Just(1)],
        ),
    );
    let job = |(place, (opens, long), (setup, service), (load, depots), (skills, class))| Job {
        location: LocationIx::from(place),
        windows: vec![window(opens, opens + long)],
        setup: Seconds(setup),
        service: Seconds(service),
        load: vec![if depots == 0 { load / 3 } else { load }],
        depots: DepotSet(depots),
        skills: SkillSet(skills),
        skills_none: SkillSet::NONE,
        prize: Cost(100 * (1 + load)),
        class,
    };
    vec(one.prop_map(job), JOBS)
}

fn cars() -> impl Strategy<Value = Vec<Vehicle>> {
    let one = (
        (option::weighted(0.8, 0..PLACES), option::weighted(0.5, 0..PLACES)),
        (0_i64..8, 8_i64..34),
        (1_i64..6, 0_u64..2),
        (
            option::weighted(0.3, 0_u32..4),
            option::weighted(0.3, 4_i64..25),
            option::weighted(0.2, 2_i64..25),
        ),
    );
    let car = |((start, end), (opens, long), (room, skills), (tasks, lasts, far)): (
        (Option<usize>, Option<usize>),
        (i64, i64),
        (i64, u64),
        (Option<u32>, Option<i64>, Option<i64>),
    )| Vehicle {
        profile: ProfileIx(0),
        start: start.map(LocationIx::from),
        end: end.map(LocationIx::from),
        shift: window(opens, opens + long),
        capacity: vec![room],
        skills: SkillSet(skills),
        tasks_max: tasks,
        loads_max: None,
        duration_max: lasts.map(Seconds),
        distance_max: far.map(Meters),
        costs: VehicleCosts::default(),
    };
    vec(one.prop_map(car), CARS)
}

fn rules() -> impl Strategy<Value = Rules> {
    let rest = option::weighted(0.3, (0..CARS, 4_i64..20, 0_i64..5, 1_i64..5));
    let who = option::weighted(0.25, (0..CARS, any::<bool>()));
    (rest, who, option::weighted(0.2, 5_i64..20)).prop_map(|(rest, who, released)| Rules {
        breaks: rest
            .into_iter()
            .map(|(car, opens, long, service)| Break {
                vehicle: VehicleIx::from(car),
                windows: vec![window(opens, opens + long)],
                service: Seconds(service),
            })
            .collect(),
        restrictions: who
            .into_iter()
            .map(|(car, only)| Restriction {
                job: ASKED,
                vehicles: vec![VehicleIx::from(car)],
                who: if only { Who::Only } else { Who::Never },
            })
            .collect(),
        releases: released
            .into_iter()
            .map(|at| Release {
                job: ASKED,
                at: Seconds(at),
            })
            .collect(),
        ..Rules::default()
    })
}

/// A day with the routes of both cars: as many of the drawn jobs as fit, in the drawn order.
fn days() -> impl Strategy<Value = (Problem, Vec<Route>)> {
    let legs = vec(option::weighted(0.97, (1_i64..5, 1_i64..6)), PLACES * PLACES);
    let depots = vec((0..PLACES, 0_i64..6, 10_i64..30), 2);
    let order = vec((0..CARS, option::weighted(0.8, 0_u32..2)), JOBS - 1);
    (legs, depots, jobs(), cars(), rules(), order).prop_map(|(legs, depots, jobs, vehicles, rules, order)| {
        let leg = |from: LocationIx, to: LocationIx| {
            legs[from.at() * PLACES + to.at()].map(|(seconds, meters)| Leg {
                seconds: Seconds(seconds),
                meters: Meters(meters),
            })
        };
        let depot = |(place, opens, long): (usize, i64, i64)| Depot {
            location: LocationIx::from(place),
            windows: vec![window(opens, opens + long)],
            service: Seconds(1),
        };
        let problem = Problem::new(ProblemParts {
            locations: PLACES,
            dimensions: 1,
            travel: vec![Travel::Full(Matrix::from_fn(PLACES, leg))],
            depots: depots.into_iter().map(depot).collect(),
            jobs,
            vehicles,
            rules,
        });
        let problem = problem.unwrap();
        let mut tours: Vec<Vec<StepKind>> = vec![Vec::new(); CARS];
        for (job, (car, load)) in order.into_iter().enumerate() {
            let mut longer = tours[car].clone();
            longer.extend(load.map(|depot| StepKind::Load(DepotIx(depot))));
            longer.push(StepKind::Job(JobIx::from(job)));
            if schedule(&problem, VehicleIx::from(car), &longer).is_ok() {
                tours[car] = longer;
            }
        }
        let routes = tours.iter().enumerate();
        let routes = routes.filter_map(|(car, tour)| schedule(&problem, VehicleIx::from(car), tour).ok());
        let routes = routes.collect();
        (problem, routes)
    })
}

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
fn could(problem: &Problem, car: VehicleIx, tour: &[StepKind], lifted: &[ReasonCode]) -> bool {
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
fn useful(problem: &Problem, tour: &[StepKind]) -> Vec<StepKind> {
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
fn first_by_force(problem: &Problem, car: VehicleIx, tour: &[StepKind]) -> Option<ReasonCode> {
    if !could(problem, car, tour, &ORDER) {
        return Some(ReasonCode::NoTimeLeft);
    }
    let mut in_force = 1..=ORDER.len();
    let first = in_force.find(|count| !could(problem, car, tour, &ORDER[*count..]));
    first.map(|count| ORDER[count - 1])
}

fn tour_by(routes: &[Route], car: VehicleIx) -> Vec<StepKind> {
    let own = routes.iter().find(|route| route.vehicle == car);
    own.map(tour_of).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(200)))]

    #[test]
    fn the_first_rule_is_the_one_that_brute_force_finds((problem, routes) in days()) {
        let mut timer = Timer::default();
        for car in (0..CARS).map(VehicleIx::from) {
            for tour in [tour_by(&routes, car), Vec::new()] {
                let day = AskedDay::new(&problem, (car, &tour), ASKED, &|_| None).unwrap();
                let found = first_rule(&day, &mut timer);
                prop_assert_eq!(found, first_by_force(&problem, car, &tour), "{:?} {:?}", car, tour);
            }
        }
    }

    #[test]
    fn in_whose_place_a_car_could_come_is_what_brute_force_allows((problem, routes) in days()) {
        let mut timer = Timer::default();
        for car in (0..CARS).map(VehicleIx::from) {
            let tour = tour_by(&routes, car);
            let gone = instead(&problem, (car, &tour), ASKED, &|_| None, &mut timer);
            let rest = |gone: &[JobIx]| {
                let left = tour.iter().copied().filter(|step| !matches!(step, StepKind::Job(job) if gone.contains(job)));
                useful(&problem, &left.collect::<Vec<_>>())
            };
            let is_yellow = !could(&problem, car, &tour, &[]) && could(&problem, car, &[], &[]);
            prop_assert_eq!(gone.is_empty(), !is_yellow);
            prop_assert!(gone.is_empty() || could(&problem, car, &rest(&gone), &[]));
            for back in &gone {
                let others: Vec<JobIx> = gone.iter().copied().filter(|job| job != back).collect();
                prop_assert!(!could(&problem, car, &rest(&others), &[]), "{:?} of {:?}", back, gone);
            }
        }
    }

    #[test]
    fn the_conflict_is_the_one_that_brute_force_leaves((problem, _routes) in days()) {
        let anybody = |lifted: &[ReasonCode]| {
            (0..CARS).map(VehicleIx::from).any(|car| could(&problem, car, &[], lifted))
        };
        let found = conflict(&problem, ASKED);
        if anybody(&[]) {
            prop_assert!(found.is_empty());
            return Ok(());
        }
        // With only these in force nobody could, with any one of them lifted somebody could.
        let others = |but: Option<ReasonCode>| -> Vec<ReasonCode> {
            ORDER.into_iter().filter(|code| !found.contains(code) || Some(*code) == but).collect()
        };
        prop_assert!(!anybody(&others(None)));
        for code in &found {
            prop_assert!(anybody(&others(Some(*code))), "{:?} of {:?}", code, found);
        }
        let mut lifted = Vec::new();
        for code in ORDER.into_iter().rev() {
            lifted.push(code);
            if anybody(&lifted) {
                lifted.pop();
            }
        }
        prop_assert_eq!(found, ORDER.into_iter().filter(|code| !lifted.contains(code)).collect::<Vec<_>>());
    }
}

#[test]
fn the_random_days_show_every_rule_and_some_of_each_colour() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut seen, mut timer) = (BTreeSet::new(), Timer::default());
    let (mut red, mut yellow, mut several) = (0, 0, 0);
    for _ in 0..400 {
        let (problem, routes) = days().new_tree(&mut runner).unwrap().current();
        for car in (0..CARS).map(VehicleIx::from) {
            let tour = tour_by(&routes, car);
            let day = AskedDay::new(&problem, (car, &tour), ASKED, &|_| None).unwrap();
            seen.extend(first_rule(&day, &mut timer));
            yellow += usize::from(!instead(&problem, (car, &tour), ASKED, &|_| None, &mut timer).is_empty());
        }
        let rules = conflict(&problem, ASKED);
        red += usize::from(!rules.is_empty());
        several += usize::from(rules.len() > 1);
    }
    // Nobody rides along on these days.
    let all: BTreeSet<ReasonCode> = ORDER.into_iter().filter(|code| *code != ReasonCode::Ride).collect();
    assert_eq!(seen, all);
    assert!(red > 50 && yellow > 20 && several > 50, "{red} {yellow} {several}");
}
