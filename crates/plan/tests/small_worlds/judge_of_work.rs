//! The judge's rules about supply, capacity, skills, class order and the limits of a vehicle: a test breaks one rule
//! and expects it alone.

use crate::tiny_town::{ANNA, C, good_plan, parts, town};
use karavan_model::{Meters, Seconds};
use karavan_plan::{Depot, DepotIx, DepotSet, JobIx, ProblemParts, Rule, SkillSet, TimeWindow, Violation, judge};

/// The only thing wrong with the good plan in a changed town.
fn wrong(change: impl FnOnce(&mut ProblemParts)) -> Violation {
    let violations = judge(&town(change), &good_plan());
    assert_eq!(violations.len(), 1, "{violations:?}");
    violations[0]
}

fn of_step(rule: Rule, step: usize, job: Option<u32>, excess: i64) -> Violation {
    Violation {
        step: Some(step),
        job: job.map(JobIx),
        ..of_route(rule, excess)
    }
}

const fn of_route(rule: Rule, excess: i64) -> Violation {
    Violation {
        rule,
        vehicle: Some(ANNA),
        step: None,
        job: None,
        excess,
    }
}

#[test]
fn goods_come_from_a_depot_that_has_them() {
    let violation = wrong(|parts| {
        parts.depots.push(Depot {
            location: C,
            windows: vec![TimeWindow::ALWAYS],
            service: Seconds::ZERO,
        });
        parts.jobs[0].depots = DepotSet::NONE.with(DepotIx(1));
    });
    assert_eq!(violation, of_step(Rule::Supply, 3, Some(0), 0));
}

#[test]
fn goods_that_no_depot_hands_out_cannot_be_brought() {
    let violation = wrong(|parts| parts.jobs[0].depots = DepotSet::NONE);
    assert_eq!(violation, of_step(Rule::Supply, 3, Some(0), 0));
}

#[test]
fn an_errand_without_weight_needs_its_depot_too() {
    // Job 2 at step 4 asks for a prescription from a depot at C, where nobody was.
    let violation = wrong(|parts| {
        parts.depots.push(Depot {
            location: C,
            windows: vec![TimeWindow::ALWAYS],
            service: Seconds::ZERO,
        });
        parts.jobs[2].depots = DepotSet::NONE.with(DepotIx(1));
    });
    assert_eq!(violation, of_step(Rule::Supply, 4, Some(2), 0));
}

#[test]
fn a_load_is_for_some_job() {
    let violation = wrong(|parts| {
        for job in &mut parts.jobs {
            (job.load, job.depots) = (vec![0], DepotSet::NONE);
        }
    });
    assert_eq!(violation, of_step(Rule::UselessLoad, 1, None, 0));
}

#[test]
fn what_is_on_board_fits() {
    // 4 + 3 units leave the hub.
    assert_eq!(
        judge(&town(|parts| parts.vehicles[0].capacity = vec![7]), &good_plan()),
        []
    );
    let violation = wrong(|parts| parts.vehicles[0].capacity = vec![5]);
    assert_eq!(violation, of_step(Rule::Capacity, 1, None, 2));
}

#[test]
fn every_dimension_of_the_load_fits() {
    let violation = wrong(|parts| {
        parts.dimensions = 2;
        for vehicle in &mut parts.vehicles {
            vehicle.capacity.push(1);
        }
        for (job, bulk) in parts.jobs.iter_mut().zip([1, 1, 0, 0]) {
            job.load.push(bulk);
        }
    });
    assert_eq!(violation, of_step(Rule::Capacity, 1, None, 1));
}

#[test]
fn a_missing_skill_is_told() {
    let violation = wrong(|parts| {
        parts.jobs[1].skills = SkillSet(0b111);
        parts.vehicles[0].skills = SkillSet(0b010);
    });
    assert_eq!(violation, of_step(Rule::Skills, 2, Some(1), 2));
}

#[test]
fn a_refused_skill_is_told() {
    let violation = wrong(|parts| {
        parts.jobs[1].skills_none = SkillSet(0b110);
        parts.vehicles[0].skills = SkillSet(0b010);
    });
    assert_eq!(violation, of_step(Rule::Skills, 2, Some(1), 1));
}

#[test]
fn classes_do_not_go_down() {
    assert_eq!(parts().jobs[2].class, 1, "class 1 after class 0 is in order");
    let violation = wrong(|parts| parts.jobs[1].class = 1);
    assert_eq!(violation, of_step(Rule::ClassOrder, 3, Some(0), 1));
}

#[test]
fn the_number_of_jobs_has_its_limit() {
    assert_eq!(
        judge(&town(|parts| parts.vehicles[0].tasks_max = Some(3)), &good_plan()),
        []
    );
    assert_eq!(
        wrong(|parts| parts.vehicles[0].tasks_max = Some(2)),
        of_route(Rule::TasksMax, 1)
    );
}

#[test]
fn the_number_of_loads_has_its_limit() {
    assert_eq!(
        judge(&town(|parts| parts.vehicles[0].loads_max = Some(1)), &good_plan()),
        []
    );
    assert_eq!(
        wrong(|parts| parts.vehicles[0].loads_max = Some(0)),
        of_route(Rule::LoadsMax, 1)
    );
}

#[test]
fn the_duration_has_its_limit() {
    let at_most =
        |seconds: i64| move |parts: &mut ProblemParts| parts.vehicles[0].duration_max = Some(Seconds(seconds));
    assert_eq!(judge(&town(at_most(63 * 60)), &good_plan()), []);
    assert_eq!(wrong(at_most(62 * 60)), of_route(Rule::DurationMax, 60));
}

#[test]
fn the_distance_has_its_limit() {
    let at_most = |meters: i64| move |parts: &mut ProblemParts| parts.vehicles[0].distance_max = Some(Meters(meters));
    assert_eq!(judge(&town(at_most(17_000)), &good_plan()), []);
    assert_eq!(wrong(at_most(16_990)), of_route(Rule::DistanceMax, 10));
}
