//! `Problem::new` refuses malformed parts (windows, goods, amounts, costs, tables, too many depots) and tells their
//! faults together.

use crate::tiny_town::{clock, parts, town, window};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Depot, DepotIx, DepotSet, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, TimeWindow, Travel,
};

/// All faults of the changed town, as they are told.
fn faults(change: impl FnOnce(&mut ProblemParts)) -> Vec<String> {
    let mut parts = parts();
    change(&mut parts);
    Problem::new(parts)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn tiny_town_is_a_problem_and_keeps_its_parts() {
    assert_eq!(town(|_| {}).parts(), &parts());
}

#[test]
fn no_parts_at_all_are_an_empty_problem() {
    assert!(Problem::new(ProblemParts::default()).is_ok());
}

#[test]
fn all_faults_are_told_at_once_and_in_order() {
    let told = faults(|parts| {
        parts.depots[0].location = LocationIx(6);
        parts.jobs[0].prize = Cost(0);
        parts.jobs[1].windows.clear();
        parts.jobs[2].class = 255;
        parts.vehicles[1].profile = ProfileIx(3);
    });
    assert_eq!(
        told,
        [
            "depot 0: location 6 must be one of the 6 there are",
            "job 0: prize must be between 1 and 1000000000000, not 0",
            "job 1: must have at least one window",
            "job 2: class must be at most 254, not 255",
            "vehicle 1: profile 3 must be one of the 1 there are",
        ]
    );
}

#[test]
fn windows_must_be_in_order() {
    let (nine, ten) = (clock(9, 0), clock(10, 0));
    let backwards = faults(|parts| parts.jobs[0].windows = vec![window(ten, nine)]);
    assert_eq!(backwards, ["job 0: window 36000–32400 must not close before it opens"]);
    let touching = faults(|parts| parts.depots[0].windows = vec![window(nine, ten), window(ten, clock(11, 0))]);
    assert_eq!(
        touching,
        ["depot 0: windows must be sorted and must not touch or overlap"]
    );
    let beyond = faults(|parts| parts.vehicles[0].shift.closes = Seconds(10_000_001));
    assert_eq!(
        beyond,
        ["vehicle 0: window 32400–10000001 must be within ±10000000 s of midnight"]
    );
}

#[test]
fn goods_need_a_depot_that_exists() {
    let nowhere = town(|parts| parts.jobs[0].depots = DepotSet::NONE);
    assert!(nowhere.jobs()[0].needs_loading());
    let unknown = faults(|parts| parts.jobs[0].depots = DepotSet::NONE.with(DepotIx(1)));
    assert_eq!(unknown, ["job 0: may only be supplied by the 1 depots there are"]);
    let without_goods = town(|parts| (parts.jobs[0].load, parts.jobs[0].depots) = (vec![0], DepotSet::NONE));
    assert!(without_goods.jobs()[0].depots.is_empty());
}

#[test]
fn amounts_have_the_dimensions_of_the_problem_and_are_not_negative() {
    let told = faults(|parts| {
        parts.jobs[0].load = vec![-1];
        parts.vehicles[0].capacity = vec![1, 1];
    });
    assert_eq!(
        told,
        [
            "job 0: every dimension of load must be between 0 and 1000000000",
            "vehicle 0: capacity must have 1 dimensions, not 2",
        ]
    );
}

#[test]
fn lasting_limits_and_costs_are_not_negative() {
    let told = faults(|parts| {
        parts.jobs[0].setup = Seconds(-1);
        parts.jobs[0].service = Seconds(10_000_001);
        let vehicle = &mut parts.vehicles[0];
        (vehicle.duration_max, vehicle.distance_max) = (Some(Seconds(-1)), Some(Meters(-1)));
        vehicle.costs.fixed = Cost(-1);
        vehicle.costs.per_meter = 100_001;
    });
    assert_eq!(
        told,
        [
            "job 0: setup must be between 0 and 10000000 s, not -1",
            "job 0: service must be between 0 and 10000000 s, not 10000001",
            "vehicle 0: longest duration must not be negative, not -1",
            "vehicle 0: longest distance must not be negative, not -1",
            "vehicle 0: fixed cost must be between 0 and 1000000000000, not -1",
            "vehicle 0: cost per metre must be between 0 and 100000, not 100001",
        ]
    );
}

#[test]
fn a_problem_has_at_most_64_depots() {
    let depot = Depot {
        location: LocationIx(0),
        windows: vec![TimeWindow::ALWAYS],
        service: Seconds::ZERO,
    };
    assert_eq!(town(|parts| parts.depots = vec![depot.clone(); 64]).depots().len(), 64);
    let told = faults(|parts| parts.depots = vec![depot.clone(); 65]);
    assert_eq!(told, ["depots: must be at most 64, not 65"]);
}

#[test]
fn a_depot_past_the_64th_is_in_no_set() {
    assert_eq!(DepotSet::NONE.with(DepotIx(64)), DepotSet::NONE);
    assert!(!DepotSet(u64::MAX).contains(DepotIx(64)));
    let both: DepotSet = [DepotIx(63), DepotIx(0)].into_iter().collect();
    assert_eq!(both.iter().collect::<Vec<_>>(), [DepotIx(0), DepotIx(63)]);
}

#[test]
fn a_table_has_the_size_of_the_problem_and_sane_legs() {
    let leg = |seconds, meters| {
        Some(Leg {
            seconds: Seconds(seconds),
            meters: Meters(meters),
        })
    };
    let told = faults(|parts| parts.travel = vec![Travel::Full(Matrix::from_fn(5, |_, _| leg(1, 1)))]);
    assert_eq!(told, ["travel profile 0: must cover 6 locations, not 5"]);
    let told = faults(|parts| {
        let wild = |from: LocationIx, to: LocationIx| leg(if (from.0, to.0) == (2, 3) { 10_000_001 } else { 1 }, 1);
        parts.travel = vec![Travel::Full(Matrix::from_fn(6, wild))];
    });
    assert_eq!(
        told,
        ["travel profile 0: leg 2 → 3 must be at most 10000000 s and 10000000 m"]
    );
    let told = faults(|parts| {
        let rows = vec![1; 36];
        parts.travel = vec![Travel::Full(Matrix::from_rows(6, rows.clone(), rows).unwrap())];
    });
    assert_eq!(told, ["travel profile 0: staying at location 0 must take 0 s and 0 m"]);
}

#[test]
fn used_legs_are_between_known_locations() {
    let leg = Leg {
        seconds: Seconds(-1),
        meters: Meters(0),
    };
    let told = faults(|parts| parts.travel = vec![Travel::Used([((LocationIx(6), LocationIx(0)), leg)].into())]);
    assert_eq!(
        told,
        [
            "travel profile 0: leg 6 → 0 is not between known locations",
            "travel profile 0: leg 6 → 0 must be at most 10000000 s and 10000000 m",
        ]
    );
}

#[test]
fn staying_takes_no_time_whatever_the_table_is_asked() {
    let far = Leg {
        seconds: Seconds(9),
        meters: Meters(9),
    };
    let matrix = Matrix::from_fn(2, |_, _| Some(far));
    assert_eq!(matrix.seconds(), [0, 9, 9, 0]);
    let nothing = Leg {
        seconds: Seconds(0),
        meters: Meters(0),
    };
    assert_eq!(Travel::Used([].into()).leg(LocationIx(1), LocationIx(1)), Some(nothing));
    assert_eq!(Travel::Used([].into()).leg(LocationIx(0), LocationIx(1)), None);
}
