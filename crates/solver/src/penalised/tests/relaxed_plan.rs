//! Random changes of a `RelaxedPlan`: every day is as if worked out anew, and after `undo` the plan is as it was.

use crate::penalised::plan::penalties::Penalties;
use crate::penalised::plan::relaxed_plan::RelaxedPlan;
use crate::penalised::plan::relaxed_tour::RelaxedTour;
use crate::penalised::plan::toll::Toll;
use crate::penalised::plan::walker::Walker;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::near::Near;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Depot, DepotSet, Job, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, SkillSet, TimeWindow, Travel,
    Vehicle, VehicleCosts,
};

const JOBS: usize = 14;
const VEHICLES: usize = 4;
/// Jobs, then the depot, then homes.
const LOCATIONS: usize = JOBS + 1 + VEHICLES;

fn window(rng: &mut Rng) -> TimeWindow {
    let opens = rng.below(200) as i64;
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(opens + 20 + rng.below(150) as i64),
    }
}

/// Everybody loads once, before all jobs; now and then there is no road.
fn world(rng: &mut Rng) -> ProblemParts {
    let travel = Matrix::from_fn(LOCATIONS, |from, to| {
        let seconds = if from == to { 0 } else { 1 + rng.below(30) as i64 };
        let leg = Leg {
            seconds: Seconds(seconds),
            meters: Meters(0),
        };
        (from == to || !rng.chance(0.05)).then_some(leg)
    });
    let jobs = (0..JOBS).map(|at| Job {
        location: LocationIx::from(at),
        windows: vec![window(rng)],
        setup: Seconds(rng.below(4) as i64),
        service: Seconds(rng.below(9) as i64),
        load: vec![1 + rng.below(4) as i64, rng.below(3) as i64],
        depots: DepotSet(1),
        skills: SkillSet(0),
        skills_none: SkillSet(0),
        prize: Cost(10 + rng.below(90) as i64),
        class: rng.below(2) as u8,
    });
    let jobs = jobs.collect();
    let vehicles = (0..VEHICLES).map(|v| Vehicle {
        profile: ProfileIx(0),
        start: Some(LocationIx::from(JOBS + 1 + v)),
        end: (v % 2 == 0).then(|| LocationIx::from(JOBS + 1 + v)),
        shift: TimeWindow {
            opens: Seconds(rng.below(40) as i64),
            closes: Seconds(250 + rng.below(150) as i64),
        },
        capacity: vec![3 + rng.below(8) as i64, 4],
        skills: SkillSet(0),
        tasks_max: None,
        loads_max: Some(1),
        duration_max: rng.chance(0.5).then_some(Seconds(150)),
        distance_max: None,
        costs: VehicleCosts {
            fixed: Cost(rng.below(30) as i64),
            ..VehicleCosts::default()
        },
    });
    let vehicles = vehicles.collect();
    ProblemParts {
        locations: LOCATIONS,
        dimensions: 2,
        travel: vec![Travel::Full(travel)],
        depots: vec![Depot {
            location: LocationIx::from(JOBS),
            windows: vec![window(rng)],
            service: Seconds(5),
        }],
        jobs,
        vehicles,
        ..ProblemParts::default()
    }
}

/// What must be the same again after taking back: tours, who is left out, and what it comes to.
type State = (Vec<Vec<u32>>, Vec<u32>, Toll, i64);

fn state(plan: &RelaxedPlan) -> State {
    let mut absent = plan.absent.clone();
    absent.sort_unstable();
    let tours = plan.days.iter().map(|day| day.jobs.clone()).collect();
    (tours, absent, plan.toll, plan.cost())
}

/// Everything a sketch says, against days worked out from nothing.
fn assert_true(problem: &RelaxedProblem<'_>, plan: &RelaxedPlan) {
    let (mut all, mut used) = (Toll::default(), 0);
    for (v, day) in plan.days.iter().enumerate() {
        let mut fresh = RelaxedTour::default();
        fresh.jobs.clone_from(&day.jobs);
        fresh.refresh(problem, v, day.stamp, &RelaxedTour::default(), &mut Walker::default());
        assert_eq!(day.toll, fresh.toll, "vehicle {v}: {:?}", day.jobs);
        assert_eq!(day.loads, fresh.loads);
        assert_eq!(plan.over(problem, v, &[], &[]), fresh.toll.over);
        for (at, job) in day.jobs.iter().enumerate() {
            assert_eq!(plan.at(*job), Some((v, at)));
        }
        all.price += fresh.toll.price;
        all.late_by += fresh.toll.late_by;
        all.over += fresh.toll.over;
        used += usize::from(!day.jobs.is_empty());
    }
    assert_eq!((plan.toll, plan.days_used), (all, used));
    let missed: i64 = plan.absent.iter().map(|job| problem.jobs[*job as usize].prize).sum();
    assert_eq!(plan.missed, missed);
    assert!(plan.absent.iter().all(|job| plan.is_absent(*job)));
    assert_eq!(plan.served() + plan.absent.len(), JOBS);
}

/// A job comes in anywhere, leaves, or a day is driven the other way round.
fn change(problem: &RelaxedProblem<'_>, plan: &mut RelaxedPlan, rng: &mut Rng) {
    let v = rng.below(VEHICLES);
    let mut tour = plan.days[v].jobs.clone();
    match rng.below(3) {
        0 if !plan.absent.is_empty() => {
            let job = plan.absent[rng.below(plan.absent.len())];
            tour.insert(rng.below(tour.len() + 1), job);
            plan.join(problem, job);
            plan.replace(problem, v, &tour);
        }
        1 if !tour.is_empty() => {
            let job = tour.remove(rng.below(tour.len()));
            plan.replace(problem, v, &tour);
            plan.leave(problem, job);
        }
        _ => {
            tour.reverse();
            plan.replace(problem, v, &tour);
        }
    }
}

#[test]
fn sketches_say_what_fresh_days_say_and_changes_are_taken_back() {
    let mut rng = Rng::new(21, 0);
    let mut fined = 0;
    for _ in 0..60 {
        let given = Problem::new(world(&mut rng)).unwrap();
        let whole = SearchProblem::new(&given, &|| false);
        let problem = RelaxedProblem::new(&whole, &Near::new(&whole, &|| false), &|| false).unwrap();
        let mut plan = RelaxedPlan::empty(&problem);
        plan.penalties = Penalties { late: 7, over: 40 };
        for _ in 0..40 {
            plan.begin();
            let before = state(&plan);
            (0..1 + rng.below(6)).for_each(|_| change(&problem, &mut plan, &mut rng));
            assert_true(&problem, &plan);
            fined += u32::from(!plan.is_allowed());
            if rng.chance(0.4) {
                plan.undo(&problem);
                assert_eq!(state(&plan), before);
                assert_true(&problem, &plan);
            }
        }
    }
    assert!(fined > 100, "only {fined} sketches with fines");
}
