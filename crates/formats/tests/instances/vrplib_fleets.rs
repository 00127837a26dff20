//! VRPLIB: unlike vehicles, vehicles for some customers, several depots, reloading and late goods, planned to costs
//! worked out by hand.

use super::vrplib::{CORNER, best};
use super::{best_answer, instance};
use karavan_formats::{Convention, Format};
use karavan_plan::{DepotIx, JobIx, StepKind, VehicleIx, assemble, judge, schedule};

fn corner_with(sections: &str) -> String {
    CORNER.replace("DEPOT_SECTION\n", &format!("{sections}DEPOT_SECTION\n"))
}

#[test]
fn unlike_vehicles_cost_what_the_file_says() {
    // The first carries all nine for 100 and the tour 1 + 2 + 5 + 2. Instead the second, at 3 a unit, can fetch 2 and 3
    // (3 · 6) and the third, at 20 and 1 a unit, 4 (20 + 4).
    let fleet = corner_with(
        "CAPACITY_SECTION\n1 9\n2 5\n3 4\n\
         VEHICLES_FIXED_COST_SECTION\n1 100\n2 0\n3 20\n\
         VEHICLES_UNIT_DISTANCE_COST_SECTION\n1 1\n2 3\n3 1\n",
    )
    .replace("CAPACITY : 5", "VEHICLES : 3");
    let answer = best(&fleet);
    assert_eq!(answer["cost"], 18 + 24);
    assert_eq!(answer["routes"].to_string(), "[[1,2],[3]]");
    assert_eq!(answer["vehicles"].to_string(), "[2,3]");
    assert_eq!(best(&fleet.replace("1 100", "1 31"))["cost"], 31 + 10);
}

#[test]
fn vehicles_go_only_where_they_may() {
    // 4 may be visited only by the first vehicle, 3 only by the second, so that 2 joins one of them.
    let text =
        corner_with("VEHICLES_ALLOWED_CLIENTS_SECTION\n1 2 4\n2 2 3\n").replace("CAPACITY", "VEHICLES : 2\nCAPACITY");
    let answer = best(&text);
    assert_eq!(answer["cost"], 10);
    assert_eq!(answer["routes"].to_string(), "[[3],[1,2]]");
    let nobody = best(&text.replace("2 2 3", "2 2"));
    assert_eq!(nobody["unassigned"].to_string(), "[2]");
    assert_eq!(nobody["feasible"], false);
}

/// Tenths: both customers are 5 from one depot and about 97 from the other; a day of 12 is 10 on the way, 1 at the
/// door.
const TWO_DEPOTS: &str = "\
TYPE: MDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 4
VEHICLES: 2
CAPACITY: 3
VEHICLES_MAX_DURATION: 12
NODE_COORD_SECTION
1 0 0
2 100 0
3 3 4
4 97 4
DEMAND_SECTION
1 0
2 0
3 1
4 1
SERVICE_TIME_SECTION
1 0
2 0
3 1
4 1
TIME_WINDOW_SECTION
1 0 900
2 0 900
3 0 900
4 50 900
VEHICLES_DEPOT_SECTION
1 2
2 1
DEPOT_SECTION
1
2
";

#[test]
fn vehicles_serve_from_their_own_depots() {
    let answer = best(TWO_DEPOTS);
    assert_eq!(answer["cost"], 200);
    assert_eq!(answer["routes"].to_string(), "[[3],[2]]");
    assert_eq!(answer["vehicles"].to_string(), "[1,2]");
    assert_eq!(
        best(&TWO_DEPOTS.replace(": 12", ": 10.9"))["unassigned"].to_string(),
        "[2,3]"
    );
}

#[test]
fn a_load_from_a_foreign_depot_is_made_at_the_own_one() {
    let long = instance(
        &TWO_DEPOTS.replace(": 12", ": 900"),
        Format::Vrplib,
        Convention::Published,
    );
    let tour = [StepKind::Load(DepotIx(0)), StepKind::Job(JobIx(1))];
    let route = schedule(long.problem(), VehicleIx(0), &tour).unwrap();
    let plan = assemble(long.problem(), vec![route]);
    assert_eq!(judge(long.problem(), &plan), [], "the problem cannot say it");
    // Not 100 + √(97² + 4²) + 5 but 5 + 5.
    let answer = long.answer(&plan);
    assert_eq!(answer["cost"], 100);
    assert_eq!(answer["routes"].to_string(), "[[3]]");
    assert_eq!(answer["unassigned"].to_string(), "[2]");
}

#[test]
fn a_vehicle_that_may_loads_again() {
    let once = CORNER.replace("CAPACITY : 5", "VEHICLES : 1\nCAPACITY : 5");
    let left = best(&once);
    assert_eq!(left["unassigned"].to_string(), "[3]", "2 and 3 fit; 4 would be alone");
    let again = once.replace(
        "DEPOT_SECTION\n 1",
        "VEHICLES_RELOAD_DEPOT_SECTION\n1 1\nDEPOT_SECTION\n 1",
    );
    let answer = best(&again);
    assert_eq!(answer["cost"], 10);
    assert_eq!(answer["routes"].to_string(), "[[1,2,0,3]]");
    let never = again.replace("CAPACITY : 5", "CAPACITY : 5\nVEHICLES_MAX_RELOADS : 0");
    assert_eq!(best(&never), left);
    let small = again.replace("CAPACITY : 5", "CAPACITY : 4\nVEHICLES_MAX_RELOADS : 1");
    assert_eq!(best(&small)["feasible"], false, "three trips are needed");
    let twice = instance(
        &small.replace("RELOADS : 1", "RELOADS : 2"),
        Format::Vrplib,
        Convention::Published,
    );
    assert_eq!(best_answer(&twice)["cost"], 12);
}

/// Tenths: the customers are 30 and 40 from the depot and 10 from one another. The first is due at 5.0.
const LATE_GOODS: &str = "\
TYPE: MTVRPTWR
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 3
VEHICLES: 1
CAPACITY: 9
NODE_COORD_SECTION
1 0 0
2 3 0
3 4 0
DEMAND_SECTION
1 0
2 1
3 1
TIME_WINDOW_SECTION
1 0 18
2 0 5
3 0 90
VEHICLES_RELOAD_DEPOT_SECTION
1 1
RELEASE_TIME_SECTION
1 0
2 0
3 2.5
DEPOT_SECTION
1
";

#[test]
fn no_trip_begins_before_all_its_goods_are_at_the_depot() {
    // Together they leave at 2.5 and are late at the first, 5.5; so it is two trips, the second from 6.0 to 14.0.
    let answer = best(LATE_GOODS);
    assert_eq!(answer["cost"], 60 + 80);
    assert_eq!(answer["routes"].to_string(), "[[1,0,2]]");
    assert_eq!(
        best(&LATE_GOODS.replace("3 2.5", "3 2"))["cost"],
        80,
        "5.0 is just in time"
    );
    // The second trip would end at 10.1 + 8, a tenth after the depot closes.
    let never = best(&LATE_GOODS.replace("3 2.5", "3 10.1"));
    assert_eq!(never["unassigned"].to_string(), "[2]");
    assert_eq!(best(&LATE_GOODS.replace("3 2.5", "3 10"))["feasible"], true);
    let faults = super::faults(&LATE_GOODS.replace("1 0\n2 0\n3 2.5", "1 1\n2 0\n3 -1"), Format::Vrplib);
    assert_eq!(
        faults,
        [
            "line 21: expected a depot to have release time 0",
            "line 23: expected a release time from 0 to 1000000"
        ]
    );
}
