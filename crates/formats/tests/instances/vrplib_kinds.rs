//! VRPLIB: a file whose `TYPE` lacks the sections it needs is refused, several depots must be given to vehicles,
//! numbers out of bounds are told by line, and one fault is told once.

use super::vrplib::CORNER;
use super::{faults, instance};
use karavan_formats::{Convention, Format};

/// A file of a kind, with everything that any kind asks for but one entry.
fn without(kind: &str, gone: &str) -> String {
    let entries = [
        ("CAPACITY", ": 5\n"),
        ("DISTANCE", ": 90\n"),
        ("DEMAND_SECTION", "\n1 0\n2 2\n3 3\n4 4\n"),
        ("TIME_WINDOW_SECTION", "\n1 0 90\n2 0 90\n3 0 90\n4 0 90\n"),
        ("PRIZE_SECTION", "\n1 0\n2 9\n3 9\n4 9\n"),
        ("VEHICLES_ALLOWED_CLIENTS_SECTION", "\n1 2 3 4\n2 2\n3 3\n"),
        ("VEHICLES_RELOAD_DEPOT_SECTION", "\n1 1\n2\n3\n"),
        ("RELEASE_TIME_SECTION", "\n1 0\n2 1\n3 0\n4 0\n"),
    ];
    let kept = entries.iter().filter(|(key, _)| *key != gone);
    let kept: String = kept.map(|(key, rest)| format!("{key}{rest}")).collect();
    format!(
        "TYPE : {kind}\nDIMENSION : 4\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n\
         1 0 0\n2 1 1\n3 0 3\n4 0 -2\n{kept}"
    )
}

#[test]
fn a_kind_without_what_it_is_made_of_is_refused() {
    for (kind, gone, keys) in [
        ("CVRP", "CAPACITY", "CAPACITY or CAPACITY_SECTION"),
        ("CVRP", "DEMAND_SECTION", "DEMAND_SECTION or LINEHAUL_SECTION"),
        ("HFVRP", "CAPACITY", "CAPACITY or CAPACITY_SECTION"),
        (
            "DCVRP",
            "DISTANCE",
            "DISTANCE or VEHICLES_MAX_DISTANCE or VEHICLES_MAX_DURATION",
        ),
        ("VRPTW", "TIME_WINDOW_SECTION", "TIME_WINDOW_SECTION"),
        ("MDVRPTW", "TIME_WINDOW_SECTION", "TIME_WINDOW_SECTION"),
        ("PCVRPTW", "PRIZE_SECTION", "PRIZE_SECTION"),
        (
            "SDVRPTW",
            "VEHICLES_ALLOWED_CLIENTS_SECTION",
            "VEHICLES_ALLOWED_CLIENTS_SECTION",
        ),
        (
            "MTVRPTWR",
            "VEHICLES_RELOAD_DEPOT_SECTION",
            "VEHICLES_RELOAD_DEPOT_SECTION",
        ),
        ("MTVRPTWR", "RELEASE_TIME_SECTION", "RELEASE_TIME_SECTION"),
    ] {
        instance(&without(kind, "nothing"), Format::Vrplib, Convention::Published);
        assert_eq!(
            faults(&without(kind, gone), Format::Vrplib),
            [format!("line 1: {kind} needs {keys}: add it, or name another TYPE")]
        );
    }
    let unnamed = CORNER.replace("TYPE : CVRP\n", "");
    instance(&unnamed, Format::Vrplib, Convention::Published);
    assert_eq!(
        faults(&unnamed.replace("CAPACITY : 5\n", ""), Format::Vrplib),
        ["line 18: expected CAPACITY or CAPACITY_SECTION before the end, or TYPE : TSP"]
    );
}

#[test]
fn several_depots_need_to_be_given_to_vehicles() {
    let two = CORNER.replace(" -1\nEOF\n", " 2\n").replace("2 2\n3 3", "2 0\n3 3");
    assert_eq!(
        faults(&two, Format::Vrplib),
        ["line 19: expected VEHICLES_DEPOT_SECTION before the end: with several depots every vehicle needs its own"]
    );
    let given = |depot: u32| format!("{two}VEHICLES : 2\nVEHICLES_DEPOT_SECTION\n1 1\n2 {depot}\n");
    instance(&given(2), Format::Vrplib, Convention::Published);
    assert_eq!(
        faults(&given(3), Format::Vrplib),
        ["line 23: expected the number of a depot"]
    );
}

#[test]
fn one_fault_is_told_once() {
    let told = |from: &str, to: &str| faults(&CORNER.replace(from, to), Format::Vrplib);
    assert_eq!(
        told("CAPACITY : 5", "CAPACITY : 5\nVEHICLES : 100001"),
        ["line 7: expected VEHICLES from 1 to 100000, found “100001”"]
    );
    assert_eq!(
        told(" 1\n -1", " 9\n -1"),
        ["line 18: expected another node from 1 to 4, or -1 at the end"]
    );
}

/// Nothing of these would be told by its line once it is a problem.
#[test]
fn numbers_beyond_all_bounds_are_told_by_line() {
    let told = |from: &str, to: &str| faults(&CORNER.replace(from, to), Format::Vrplib).join("\n");
    assert_eq!(
        told("CAPACITY : 5", "CAPACITY : 9999999999999"),
        "line 6: expected a whole capacity from 0 to 1000000000"
    );
    assert_eq!(
        told("2 1.0 1", "2 99999999 1"),
        "line 9: expected all places at most 10000000 apart, this one is farthest from the first"
    );
    assert_eq!(
        told(
            "DEPOT_SECTION\n 1",
            "SERVICE_TIME_SECTION\n1 0\n2 20000000\n3 0\n4 0\nDEPOT_SECTION\n 1"
        ),
        "line 19: expected a service time from 0 to 10000000"
    );
    // With hours all counts are tenths.
    let hours = "TIME_WINDOW_SECTION\n1 0 100000000\n2 0 9\n3 0 9\n4 0 9\nDEPOT_SECTION\n 1";
    assert_eq!(
        told("DEPOT_SECTION\n 1", hours),
        "line 18: expected moments from -1000000 to 1000000"
    );
    let table = |cells: &str| {
        let points = "NODE_COORD_SECTION\n1 0 0\n2 1.0 1\n3 0 3\n4 0 -2\n";
        let kind = "EXPLICIT\nEDGE_WEIGHT_FORMAT : FULL_MATRIX";
        let rows = format!("EDGE_WEIGHT_SECTION\n{cells}\n");
        CORNER.replace(points, &rows).replace("EUC_2D", kind)
    };
    let far = table("0 1 99999999999 2\n1 0 2 3\n3 2 0 5\n2 3 5 0");
    assert_eq!(
        faults(&far, Format::Vrplib),
        ["line 9: expected distances from 0 to 10000000"]
    );
    let stays = table("-1 1 3 2\n1 99999999999 2 3\n3 2 0 5\n2 3 5 0");
    assert_eq!(super::vrplib::best(&stays)["cost"], 10, "nobody drives from 1 to 1");
}
