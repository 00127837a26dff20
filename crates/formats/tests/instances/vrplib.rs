//! VRPLIB: distances, loads, longest routes, windows and prizes of small instances, planned to costs worked out by
//! hand. Fleets, kinds and faults have files of their own.

use super::{best_answer, instance};
use karavan_formats::{Convention, Format};
use serde_json::Value;

/// Ways rounded: 1–2 1 (1.414), 1–3 3, 2–3 2 (2.236), 1–4 2, 2–4 3 (3.162), 3–4 5; five units to a vehicle. 2 and 3 go
/// together, 1 + 2 + 3, and 4 alone, 2 + 2: 10 in all. Everyone alone: 2 + 6 + 4 = 12; other pairs do not fit.
pub(crate) const CORNER: &str = "\
NAME : CORNER
COMMENT : \"made by hand: 4 nodes\"
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 5
NODE_COORD_SECTION
1 0 0
2 1.0 1
3 0 3
4 0 -2
DEMAND_SECTION
1 0
2 2
3 3
4 4
DEPOT_SECTION
 1
 -1
EOF
";

pub(crate) fn best(text: &str) -> Value {
    best_answer(&instance(text, Format::Vrplib, Convention::Published))
}

#[test]
fn without_hours_ways_are_rounded_to_whole_numbers() {
    let corner = instance(CORNER, Format::Vrplib, Convention::Published);
    assert_eq!(corner.problem().vehicles().len(), 3, "as many as customers");
    let answer = best_answer(&corner);
    assert_eq!(answer["cost"], 10);
    assert_eq!(answer["routes"].to_string(), "[[1,2],[3]]");
    let exact = instance(CORNER, Format::Vrplib, Convention::Exact);
    // 1.414 + 2.236 + 3 + 2 + 2.
    assert_eq!(best_answer(&exact)["cost"], 10_650);
}

#[test]
fn fractions_of_coordinates_are_kept() {
    // Ways of the same corner at a hundredth of its size are rounded to nothing; with hours they are 0.01 · d · 10 cut.
    let small = CORNER.replace("2 1.0 1\n3 0 3\n4 0 -2", "2 .01 1e-2\n3 0 0.03\n4 0 -0.020");
    assert_eq!(best(&small)["cost"], 0);
    let exact = instance(&small, Format::Vrplib, Convention::Exact);
    // 14 + 22 + 30 + 20 + 20.
    assert_eq!(best_answer(&exact)["cost"], 106);
}

#[test]
fn coordinates_are_read_as_float_writers_print_them() {
    // 1–2 is 500, 2–3 √(400² + 399.7²) = 565.47, 3–1 100.0004; seven places after the point and a hundred thousand
    // before it would not fit into whole numbers.
    let tour = "TYPE: TSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0.0 0.0\n\
        2 300.0000000000001 4.000000000000003e+02\n3 -99.99999999999997 0.30000000000000004\n";
    assert_eq!(best(tour)["cost"], 500 + 565 + 100);
    let exact = instance(tour, Format::Vrplib, Convention::Exact);
    // In thousandths, cut.
    assert_eq!(best_answer(&exact)["cost"], 500_000 + 565_473 + 100_000);
    let moved = "TYPE: TSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 500000.1234567 -1e5\n\
        2 500300.1234567 -99600.00000000000\n3 499900.12345670001 -99999.69999999999709\n";
    assert_eq!(best(moved)["cost"], 500 + 565 + 100);
}

#[test]
fn a_table_of_distances_gives_the_same_plan() {
    let points = "NODE_COORD_SECTION\n1 0 0\n2 1.0 1\n3 0 3\n4 0 -2\n";
    let table = |shape: &str, rows: &str| {
        let rows = format!("EDGE_WEIGHT_SECTION\n{rows}\n");
        let kind = format!("EXPLICIT\nEDGE_WEIGHT_FORMAT : {shape}");
        best(&CORNER.replace(points, &rows).replace("EUC_2D", &kind))
    };
    let plan = best(CORNER);
    assert_eq!(table("LOWER_ROW", "1\n3 2\n2 3 5"), plan);
    assert_eq!(table("LOWER_ROW", "1 3 2 2\n3 5"), plan, "lines may break anywhere");
    assert_eq!(table("FULL_MATRIX", "0 1 3 2\n1 0 2 3\n3 2 0 5\n2 3 5 0"), plan);
    // One way only: 3 → 2 is long, so the pair goes 2, 3; and 3 home is 4 long: 1 + 2 + 4 + 4.
    assert_eq!(table("FULL_MATRIX", "0 1 3 2\n1 0 2 3\n4 9 0 5\n2 3 5 0")["cost"], 11);
}

#[test]
fn a_longest_route_counts_service_times() {
    // 2 and 3 together: 6 on the way and 2 · 2 at the doors.
    let short = |longest: u32| {
        CORNER.replace(
            "CAPACITY : 5",
            &format!("CAPACITY : 5\nSERVICE_TIME : 2\nDISTANCE : {longest}.0"),
        )
    };
    assert_eq!(best(&short(10))["cost"], 10);
    assert_eq!(best(&short(9))["cost"], 12);
    let far = CORNER.replace("CAPACITY : 5", "CAPACITY : 5\nVEHICLES_MAX_DISTANCE : 5");
    assert_eq!(best(&far)["unassigned"].to_string(), "[2]", "6 there and back");
}

#[test]
fn a_tour_of_a_salesman_needs_no_loads() {
    let tour = CORNER
        .replace("TYPE : CVRP", "TYPE : TSP")
        .replace("CAPACITY : 5\n", "");
    let demands = tour.find("DEMAND_SECTION").unwrap();
    let answer = best(&tour[..demands]);
    // 1 + 2 + 5 + 2.
    assert_eq!(answer["cost"], 10);
    assert_eq!(answer["routes"].to_string(), "[[1,2,3]]");
}

/// Tenths: depot–2 50, depot–3 500, 2–3 450. Both: 50 + 450 + 500 = 1,000. Only 2: 100 and the prize of 3.
const PRIZES: &str = "\
NAME: PRIZES
TYPE: PCVRPTW
DIMENSION: 3
VEHICLES: 1
CAPACITY: 9
SERVICE_TIME: 2
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1\t0\t0
2\t3\t4
3\t30\t40
DEMAND_SECTION
1\t0
2\t1
3\t1
TIME_WINDOW_SECTION
1\t0\t150
2\t10\t20
3\t0\t150
PRIZE_SECTION
1\t0
2\t20
3\t80
DEPOT_SECTION
1
EOF
";

#[test]
fn a_prize_that_is_not_worth_the_way_is_paid() {
    let answer = best(PRIZES);
    assert_eq!(answer["cost"], 100 + 800);
    assert_eq!(answer["routes"].to_string(), "[[1]]");
    assert_eq!(answer["unassigned"].to_string(), "[2]");
    assert_eq!(answer["feasible"], true);
    assert_eq!(best(&PRIZES.replace("3\t80", "3\t90.1"))["cost"], 1_000);
    // Prize 0: the visit is required, and the cheap one may still be left out, but lies on the way.
    let required = best(&PRIZES.replace("3\t80", "3\t0"));
    assert_eq!(required["cost"], 1_000);
    assert_eq!(required["unassigned"].to_string(), "[]");
}

#[test]
fn hours_hold_and_service_takes_its_time() {
    // Required, 3 is due at 50; over 2, which opens at 10 and takes 2, one is there at 57.
    let early = PRIZES.replace("3\t0\t150", "3\t0\t50").replace("3\t80", "3\t0");
    let answer = best(&early);
    assert_eq!(answer["routes"].to_string(), "[[2]]");
    assert_eq!(answer["cost"], 1_000 + 200);
    let after = early.replace("3\t0\t50", "3\t0\t57");
    assert_eq!(best(&after)["routes"].to_string(), "[[1,2]]");
}
