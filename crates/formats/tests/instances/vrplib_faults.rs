//! VRPLIB: files that are refused, with their faulty lines told at once; rules that cannot be planned, refused by name;
//! cut files, read without a panic.

use super::vrplib::CORNER;
use super::{faults, read_all_ruins_of};
use karavan_formats::Format;

fn told(from: &str, to: &str) -> Vec<String> {
    assert!(CORNER.contains(from), "{from}");
    faults(&CORNER.replace(from, to), Format::Vrplib)
}

#[test]
fn rules_that_cannot_be_planned_are_refused_by_name() {
    for (section, why) in [
        ("BACKHAUL_SECTION", "goods brought back to the depot cannot be planned"),
        (
            "MUTUALLY_EXCLUSIVE_GROUP_SECTION",
            "groups of which one customer is served cannot be planned",
        ),
    ] {
        let refused = told("DEPOT_SECTION\n", &format!("{section}\n1 0\n2 7\nDEPOT_SECTION\n"));
        assert_eq!(refused, [format!("line 17: {section} is not supported: {why}")]);
    }
    assert_eq!(
        told("DEPOT_SECTION\n", "HEIGHT_SECTION\n1 0\nDEPOT_SECTION\n"),
        ["line 17: HEIGHT_SECTION is not known here"]
    );
    assert_eq!(
        told("CAPACITY : 5", "CAPACITY : 5\nHEIGHT : 3"),
        ["line 7: HEIGHT is not known here"]
    );
    assert!(told("TYPE : CVRP", "TYPE : OVRP")[0].starts_with("line 3: expected TYPE to be one of TSP, CVRP"));
    assert_eq!(
        told("EUC_2D", "GEO"),
        ["line 5: expected EUC_2D or EXPLICIT, found “GEO”"]
    );
    let shape = told(
        "EUC_2D",
        "EXPLICIT\nEDGE_WEIGHT_FORMAT : UPPER_DIAG_ROW\nEDGE_WEIGHT_SECTION\n1 2 3",
    );
    assert_eq!(
        shape[0],
        "line 6: expected EDGE_WEIGHT_FORMAT to be FULL_MATRIX or LOWER_ROW, found “UPPER_DIAG_ROW”"
    );
}

#[test]
fn all_faulty_lines_are_told_at_once() {
    let text = CORNER
        .replace("3 0 3", "3 0 north")
        .replace("2 2\n", "2 -2\n")
        .replace(" -1\n", " 9\n");
    assert_eq!(
        faults(&text, Format::Vrplib),
        [
            "line 10: expected only numbers, found “3 0 north”",
            "line 7: expected a good row for node 3",
            "line 19: expected another node from 1 to 4, or -1 at the end",
            "line 14: expected a whole demand from 0 to 1000000000",
        ]
    );
    assert_eq!(
        told("DIMENSION : 4\n", ""),
        ["line 19: expected DIMENSION before the end"]
    );
    assert_eq!(
        told("DIMENSION : 4", "DIMENSION : 4000000000"),
        ["line 4: expected DIMENSION from 1 to 100000, found “4000000000”"]
    );
    assert_eq!(
        told("3 0 3", "2 0 3"),
        [
            "line 10: expected every node once, found one again",
            "line 7: expected a good row for node 3"
        ]
    );
    assert_eq!(
        told("4 0 -2", "4 0"),
        [
            "line 11: found 1 numbers after that of the node",
            "line 7: expected a good row for node 4"
        ]
    );
    assert_eq!(
        told("CAPACITY : 5", "CAPACITY = 5"),
        ["line 6: expected a line KEY : value, or a heading …_SECTION, found “CAPACITY = 5”"]
    );
    assert_eq!(
        told("CAPACITY : 5", "CAPACITY : 2.5"),
        ["line 6: expected a whole capacity from 0 to 1000000000"]
    );
    assert_eq!(
        told("CAPACITY : 5", "CAPACITY : 5\nCAPACITY : 6"),
        ["line 7: expected CAPACITY once, found it again"]
    );
    assert_eq!(
        told("2 1.0 1", "2 1.0x 1")[0],
        "line 9: expected only numbers, found “2 1.0x 1”"
    );
    let most = "expected all places at most 10000000 apart, this one is farthest from the first";
    assert_eq!(told("2 1.0 1", "2 20000000.000000001 1"), [format!("line 9: {most}")]);
}

#[test]
fn ruined_files_are_told_and_never_panic() {
    read_all_ruins_of(CORNER, Format::Vrplib);
    let table = CORNER
        .replace(
            "NODE_COORD_SECTION\n1 0 0\n2 1.0 1\n3 0 3\n4 0 -2\n",
            "EDGE_WEIGHT_SECTION\n1\n3 2\n2 3 5\n",
        )
        .replace("EUC_2D", "EXPLICIT\nEDGE_WEIGHT_FORMAT : LOWER_ROW");
    read_all_ruins_of(&table, Format::Vrplib);
}
