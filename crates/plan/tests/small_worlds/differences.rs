//! `diff` of two plans: each kind of change, told once per job; and `assemble` against the plan worked out by hand.

use crate::tiny_town::{ANNA, BORIS, LOAD, good_plan, job, morning_of_anna, town};
use karavan_model::Seconds;
use karavan_plan::diff::JobChange;
use karavan_plan::{JobIx, Plan, StepKind, VehicleIx, assemble, diff, schedule};

fn plan(routes: &[(VehicleIx, &[StepKind])]) -> Plan {
    let town = town(|_| {});
    let routes = routes
        .iter()
        .map(|(vehicle, tour)| schedule(&town, *vehicle, tour).unwrap());
    assemble(&town, routes.collect())
}

#[test]
fn a_plan_does_not_differ_from_itself() {
    assert!(diff(&good_plan(), &good_plan()).is_empty());
}

#[test]
fn every_kind_of_change_is_told_once_per_job_in_order() {
    let old = plan(&[(ANNA, &[LOAD, job(1), job(0), job(2)])]);
    let new = plan(&[(ANNA, &[LOAD, job(0), job(1)]), (BORIS, &[job(3)])]);
    // Before: B at 10:00, so A at 10:09. Now A comes first: 5 + 2 + 5 + 4 + 2 minutes lie between leaving the hub and
    // beginning at B at 10:00, so the hub is left at 9:42 and A is reached at 9:47. B is reached at 9:58 as before.
    let expected = [
        JobChange::Retimed {
            job: JobIx(0),
            vehicle: ANNA,
            later: Seconds::from_minutes(-22),
        },
        JobChange::Dropped {
            job: JobIx(2),
            vehicle: ANNA,
        },
        JobChange::Served {
            job: JobIx(3),
            vehicle: BORIS,
        },
    ];
    let change = diff(&old, &new);
    assert_eq!(change.changes, expected);
    assert_eq!(
        change.changes.iter().map(JobChange::job).collect::<Vec<_>>(),
        [JobIx(0), JobIx(2), JobIx(3)]
    );
    assert_eq!(change.vehicles().into_iter().collect::<Vec<_>>(), [ANNA, BORIS]);
}

#[test]
fn a_visit_given_to_another_is_moved() {
    // Anna calls at A at 9:12; Boris lives 7 minutes away.
    let change = diff(&plan(&[(ANNA, &[job(2)])]), &plan(&[(BORIS, &[job(2)])]));
    let moved = JobChange::Moved {
        job: JobIx(2),
        from: ANNA,
        to: BORIS,
        later: Seconds::from_minutes(-5),
    };
    assert_eq!(change.changes, [moved]);
    assert_eq!(
        serde_json::to_string(&change).unwrap(),
        r#"[{"change":"moved","job":2,"from":0,"to":1,"later":-300}]"#
    );
}

#[test]
fn an_assembled_plan_is_the_one_worked_out_by_hand() {
    assert_eq!(assemble(&town(|_| {}), vec![morning_of_anna()]), good_plan());
}
