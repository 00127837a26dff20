//! The judge's rules about places and moments of steps (ends, roads, arrival, setup, windows, service, shift): most
//! tests break one rule and expect it alone.

use crate::tiny_town::{A, ANNA, B, HOME_OF_ANNA, TOUR, clock, good_plan, job, parts, way, window};
use karavan_model::Seconds;
use karavan_plan::{
    JobIx, LocationIx, Matrix, Plan, Problem, ProblemParts, Rule, Step, StepKind, Travel, Violation, cost, judge,
    schedule,
};

/// The only thing wrong after a change of the town and of the good plan. The plan's cost is counted anew.
fn wrong(change: impl FnOnce(&mut ProblemParts, &mut Plan)) -> (Rule, Option<usize>, i64) {
    let (mut parts, mut plan) = (parts(), good_plan());
    change(&mut parts, &mut plan);
    let town = Problem::new(parts).unwrap();
    plan.cost = cost(&town, &plan.routes, plan.unassigned.iter().map(|left| left.job));
    let violations = judge(&town, &plan);
    assert_eq!(violations.len(), 1, "{violations:?}");
    let Violation {
        rule,
        vehicle,
        step,
        job,
        excess,
    } = violations[0];
    assert_eq!(vehicle, Some(ANNA));
    let kind = step.map(|step| plan.routes[0].steps[step].kind);
    assert_eq!(
        job,
        kind.and_then(|kind| if let StepKind::Job(job) = kind { Some(job) } else { None })
    );
    (rule, step, excess)
}

/// Moves a step and all after it.
fn later(plan: &mut Plan, from: usize, seconds: i64) {
    for step in &mut plan.routes[0].steps[from..] {
        for moment in [&mut step.arrives, &mut step.begins, &mut step.departs] {
            moment.0 += seconds;
        }
    }
}

#[test]
fn the_end_may_not_be_missing() {
    let verdict = wrong(|_, plan| {
        let route = &mut plan.routes[0];
        route.steps.pop();
        route.travel.0 -= 12 * 60;
        route.distance.0 -= 12 * 500;
    });
    assert_eq!(verdict, (Rule::Ends, None, 0));
}

#[test]
fn the_start_may_not_be_missing() {
    let verdict = wrong(|_, plan| {
        let route = &mut plan.routes[0];
        route.steps.remove(0);
        route.travel.0 -= 10 * 60;
        route.distance.0 -= 10 * 500;
    });
    assert_eq!(verdict, (Rule::Ends, None, 0));
}

#[test]
fn an_end_that_the_vehicle_does_not_have_is_told() {
    assert_eq!(wrong(|parts, _| parts.vehicles[0].end = None), (Rule::Ends, None, 0));
}

#[test]
fn a_start_in_the_middle_is_told() {
    // Anna lives at A, and comes by between her two visits there.
    let verdict = wrong(|parts, plan| {
        parts.vehicles[0].start = Some(A);
        plan.routes[0] = schedule(&Problem::new(parts.clone()).unwrap(), ANNA, &TOUR).unwrap();
        let noon = plan.routes[0].steps[4].arrives;
        let start = Step {
            kind: StepKind::Start,
            location: A,
            arrives: noon,
            begins: noon,
            departs: noon,
        };
        plan.routes[0].steps.insert(4, start);
    });
    assert_eq!(verdict, (Rule::Ends, Some(4), 0));
}

#[test]
fn the_end_lasts_no_time() {
    let verdict = wrong(|_, plan| plan.routes[0].steps[5].departs.0 += 60);
    assert_eq!(verdict, (Rule::Ends, Some(5), 0));
}

#[test]
fn a_step_is_at_the_place_of_its_job() {
    // A seventh location with the ways of B: nothing but the place itself is wrong.
    let verdict = wrong(|parts, plan| {
        let twin = LocationIx(6);
        let real = move |at: LocationIx| if at == twin { B } else { at };
        parts.locations = 7;
        parts.travel = vec![Travel::Full(Matrix::from_fn(7, |from, to| way(real(from), real(to))))];
        plan.routes[0].steps[2].location = twin;
    });
    assert_eq!(verdict, (Rule::Place, Some(2), 0));
}

#[test]
fn a_step_without_a_road_to_it_is_told() {
    let verdict = wrong(|parts, plan| {
        let leg = |from, to| {
            if (from, to) == (A, HOME_OF_ANNA) {
                None
            } else {
                way(from, to)
            }
        };
        parts.travel = vec![Travel::Full(Matrix::from_fn(6, leg))];
        plan.routes[0].travel.0 -= 12 * 60;
        plan.routes[0].distance.0 -= 12 * 500;
    });
    assert_eq!(verdict, (Rule::NoRoad, Some(5), 0));
}

#[test]
fn a_step_is_reached_neither_sooner_nor_later_than_the_way_takes() {
    assert_eq!(wrong(|_, plan| later(plan, 5, 60)), (Rule::Arrival, Some(5), 60));
    assert_eq!(wrong(|_, plan| later(plan, 5, -60)), (Rule::Arrival, Some(5), 60));
}

#[test]
fn a_visit_begins_after_its_setup() {
    let verdict = wrong(|_, plan| {
        let step = &mut plan.routes[0].steps[3];
        (step.begins.0, step.departs.0) = (step.begins.0 - 60, step.departs.0 - 60);
        later(plan, 4, -60);
    });
    assert_eq!(verdict, (Rule::Setup, Some(3), 60));
}

#[test]
fn a_visit_begins_inside_its_window() {
    let early = wrong(|parts, _| parts.jobs[1].windows = vec![window(clock(10, 1), clock(11, 0))]);
    assert_eq!(early, (Rule::Window, Some(2), 60));
    let late = wrong(|parts, _| parts.jobs[1].windows = vec![window(clock(9, 0), clock(9, 59))]);
    assert_eq!(late, (Rule::Window, Some(2), 60));
    let between = wrong(|parts, _| {
        parts.jobs[1].windows = vec![window(clock(9, 0), clock(9, 58)), window(clock(10, 1), clock(11, 0))];
    });
    assert_eq!(between, (Rule::Window, Some(2), 60), "the nearer of the two counts");
}

#[test]
fn loading_begins_in_the_hours_of_the_depot() {
    let verdict = wrong(|parts, _| parts.depots[0].windows = vec![window(clock(9, 0), clock(9, 39))]);
    assert_eq!(verdict, (Rule::Window, Some(1), 60));
}

#[test]
fn a_visit_lasts_as_long_as_its_service() {
    let verdict = wrong(|_, plan| {
        plan.routes[0].steps[4].departs.0 += 60;
        later(plan, 5, 60);
    });
    assert_eq!(verdict, (Rule::Service, Some(4), 60));
}

#[test]
fn loading_lasts_as_long_as_its_service() {
    let verdict = wrong(|parts, _| parts.depots[0].service = Seconds::from_minutes(9));
    assert_eq!(verdict, (Rule::Service, Some(1), 60));
}

#[test]
fn nobody_leaves_before_the_shift() {
    let verdict = wrong(|parts, _| parts.vehicles[0].shift.opens = clock(9, 31));
    assert_eq!(verdict, (Rule::ShiftOpens, None, 60));
}

#[test]
fn nobody_drives_after_the_shift() {
    let verdict = wrong(|parts, _| parts.vehicles[0].shift.closes = clock(10, 32));
    assert_eq!(verdict, (Rule::ShiftCloses, None, 60));
}

#[test]
fn waiting_longer_than_needed_is_allowed() {
    // The call at A begins two minutes after it could, and everything after it is two minutes later.
    let (town, mut plan) = (Problem::new(parts()).unwrap(), good_plan());
    plan.routes[0].steps[4].begins.0 += 120;
    plan.routes[0].steps[4].departs.0 += 120;
    later(&mut plan, 5, 120);
    assert_eq!(plan.routes[0].steps[4].kind, job(2));
    assert_eq!(
        plan.routes[0].jobs().collect::<Vec<_>>(),
        [JobIx(1), JobIx(0), JobIx(2)]
    );
    assert_eq!(judge(&town, &plan), []);
}
