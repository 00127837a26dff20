//! Random nonsense plans (unknown indexes, extreme moments): `judge`, `used_travel` and `diff` answer without a panic,
//! and the judge finds fault with them.

use crate::tiny_town::{good_plan, town};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    DepotIx, JobIx, LocationIx, Plan, Route, Step, StepKind, Unassigned, VehicleIx, diff, judge, used_travel,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn index() -> impl Strategy<Value = u32> {
    prop_oneof![8 => 0_u32..7, 1 => any::<u32>()]
}

fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 30_000_i64..45_000, 1 => any::<i64>(), 1 => Just(i64::MAX), 1 => Just(i64::MIN)]
}

fn kind() -> impl Strategy<Value = StepKind> {
    prop_oneof![
        Just(StepKind::Start),
        Just(StepKind::End),
        index().prop_map(|depot| StepKind::Load(DepotIx(depot))),
        index().prop_map(|job| StepKind::Job(JobIx(job))),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    (kind(), index(), amount(), 0_i64..900, 0_i64..900).prop_map(|(kind, location, arrives, waits, lasts)| Step {
        kind,
        location: LocationIx(location),
        arrives: Seconds(arrives),
        begins: Seconds(arrives.saturating_add(waits)),
        departs: Seconds(arrives.saturating_add(waits).saturating_add(lasts)),
    })
}

fn plans() -> impl Strategy<Value = Plan> {
    let route = (index(), vec(step(), 0..8), amount(), amount()).prop_map(|(vehicle, steps, travel, distance)| Route {
        vehicle: VehicleIx(vehicle),
        steps,
        travel: Seconds(travel),
        distance: Meters(distance),
    });
    let left = index().prop_map(|job| Unassigned {
        job: JobIx(job),
        reasons: vec![],
    });
    (vec(route, 0..4), vec(left, 0..6), amount()).prop_map(|(routes, unassigned, cost)| Plan {
        routes,
        unassigned,
        cost: Cost(cost),
    })
}

proptest! {
    #[test]
    fn nonsense_is_told_and_never_panics(plan in plans()) {
        let town = town(|_| {});
        let violations = judge(&town, &plan);
        prop_assert!(!violations.is_empty(), "no such plan is good: its jobs left out have no reasons");
        for violation in violations {
            prop_assert!(violation.excess >= 0);
            prop_assert!(violation.to_string().contains(violation.rule.words()));
        }
        prop_assert_eq!(used_travel(&town, &plan).len(), 1);
        prop_assert!(diff(&plan, &plan).changes.is_empty());
        let _ = diff(&good_plan(), &plan);
    }
}
