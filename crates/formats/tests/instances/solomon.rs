//! Solomon's text: a depot and three customers, planned to the cost worked out by hand; precision, blank lines, and
//! faults with their lines.
//!
//! Ways in tenths, cut: depot–1 50, depot–2 100, 1–2 50, depot–3 14 (1.414), 1–3 64 (6.403), 2–3 114 (11.402).
//! Two of three customers fit into a vehicle. Customer 2 is due at 15.0, and over 1 with its service it is 50 + 100 +
//! 50 = 200 tenths, so the good route is depot, 2 (100–200), 1 (250–350), depot 400, when the depot closes: 100 + 50 +
//! 50 = 200. Customer 3 alone: 28. Together 228.

use super::{best_answer, faults, instance, read_all_ruins_of};
use karavan_formats::{Convention, Format};
use karavan_plan::{StepKind, VehicleIx, schedule};

const CORNER: &str = "\
CORNER

VEHICLE
NUMBER     CAPACITY
  2          8

CUSTOMER
CUST NO.  XCOORD.    YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0      0         0          0          0         40          0
    1      3         4          4          0         30         10
    2      6         8          4          0         15         10
    3     -1        -1          4          0         20          0
";

#[test]
fn the_best_plan_is_the_one_found_by_hand() {
    let corner = instance(CORNER, Format::Solomon, Convention::Published);
    assert_eq!(corner.problem().vehicles().len(), 2);
    let answer = best_answer(&corner);
    assert_eq!(answer["cost"], 228);
    assert_eq!(answer["routes"].to_string(), "[[2,1],[3]]");
    assert_eq!(answer["unassigned"].to_string(), "[]");
    assert_eq!(answer["feasible"], true);
}

#[test]
fn coordinates_with_the_noise_of_floats_are_as_good() {
    // Each way is a hair longer or shorter than before; only 1–2 and depot–1 were whole, and are a hair longer.
    let noisy = CORNER
        .replace(
            "    1      3         4 ",
            "    1      3.0000000000000004 4.000000000000001 ",
        )
        .replace(
            "    2      6         8 ",
            "    2      6.0000000000000018 8.0000000000000036 ",
        );
    assert_ne!(noisy, CORNER);
    let answer = best_answer(&instance(&noisy, Format::Solomon, Convention::Published));
    assert_eq!(
        (&answer["cost"], answer["routes"].to_string().as_str()),
        (&228.into(), "[[2,1],[3]]")
    );
}

#[test]
fn thousandths_are_kept_when_asked_for() {
    let corner = instance(CORNER, Format::Solomon, Convention::Exact);
    // 2 · 1,414 instead of 2 · 14.
    assert_eq!(best_answer(&corner)["cost"], 20_000 + 2_828);
}

#[test]
fn every_order_is_timed_and_priced_as_a_plain_formula_does() {
    let corner = instance(CORNER, Format::Solomon, Convention::Published);
    // x, y, due, service of the depot and the customers.
    let rows = [(0, 0, 400, 0), (3, 4, 300, 100), (6, 8, 150, 100), (-1, -1, 200, 0)];
    let way = |a: usize, b: usize| {
        let (dx, dy) = (rows[a].0 - rows[b].0, rows[a].1 - rows[b].1);
        (10.0 * f64::from(dx * dx + dy * dy).sqrt()).floor() as i64
    };
    for first in 1..=3 {
        for second in (1..=3).filter(|second| *second != first) {
            let (mut clock, mut length, mut is_late, mut at) = (0, 0, false, 0);
            for next in [first, second, 0] {
                clock += rows[at].3 + way(at, next);
                length += way(at, next);
                is_late |= clock > rows[next].2;
                at = next;
            }
            let job = |customer: usize| StepKind::Job((customer - 1).into());
            let tour = [StepKind::Load(0.into()), job(first), job(second)];
            match schedule(corner.problem(), VehicleIx(0), &tour) {
                Ok(route) => assert_eq!((false, length), (is_late, route.travel.0), "{first} {second}"),
                Err(fault) => assert!(is_late, "{first} {second}: {fault:?}"),
            }
        }
    }
}

#[test]
fn what_cannot_be_served_is_left_out_and_told() {
    // Nobody reaches customer 2 by 9.9.
    let late = CORNER.replace("6         8          4          0         15", "6 8 4 0 9.9");
    let answer = best_answer(&instance(&late, Format::Solomon, Convention::Published));
    assert_eq!(answer["feasible"], false);
    assert_eq!(answer["unassigned"].to_string(), "[2]");
    // 1 and 3 on one route: 50 + 64 + 14 is as long as apart, 100 + 28.
    assert_eq!(answer["cost"], 128);
}

#[test]
fn blank_lines_and_spaces_do_not_matter() {
    let dense: Vec<&str> = CORNER.lines().filter(|line| !line.trim().is_empty()).collect();
    let spread = format!("\n\n{}\r\n\r\n", dense.join("\r\n\t \r\n"));
    let answers = [CORNER, &dense.join("\n"), &spread].map(|text| {
        let read = instance(text, Format::Solomon, Convention::Published);
        best_answer(&read)
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[test]
fn more_vehicles_than_customers_are_not_made() {
    let many = CORNER.replace("  2          8", "  2000000000  8");
    assert_eq!(
        instance(&many, Format::Solomon, Convention::Published)
            .problem()
            .vehicles()
            .len(),
        3
    );
}

#[test]
fn every_fault_names_its_line_and_what_is_expected() {
    let told = |from: &str, to: &str| faults(&CORNER.replace(from, to), Format::Solomon).join("\n");
    assert_eq!(
        told("  2          8", "  two 8"),
        "line 5: expected two whole numbers: vehicles and capacity, found “two 8”"
    );
    let two = CORNER
        .replace("    1      3", "    1      x")
        .replace("    3     -1", "    2     -1");
    assert_eq!(
        faults(&two, Format::Solomon),
        [
            "line 11: expected seven numbers: customer, x, y, demand, ready time, due date, service time, \
             found “1      x         4          4          0”",
            "line 13: expected a new customer, found 2 again",
        ]
    );
    assert_eq!(
        told("0         15", "16        15"),
        "line 12: expected a due date no earlier than the ready time"
    );
    assert_eq!(told("CORNER\n", ""), "line 2: expected a name before VEHICLE");
    assert_eq!(
        told("-1        -1          4", "-1        -1         -4"),
        "line 13: expected a whole demand from 0 to 1000000000"
    );
    assert_eq!(
        told("  2          8", " 250        -8"),
        "line 5: expected a whole capacity from 0 to 1000000000"
    );
    assert_eq!(
        told("  2          8", "  0          8"),
        "line 5: expected a whole number of vehicles of at least 1"
    );
    assert_eq!(
        told("         40          0", "    9999999          0"),
        "line 10: expected moments from -1000000 to 1000000"
    );
    // Tenths: ten million of them are the most.
    assert_eq!(
        told("15         10", "1000001 -1"),
        "line 12: expected moments from -1000000 to 1000000\nline 12: expected a service time from 0 to 1000000"
    );
    assert_eq!(
        told("    1      3         4", "    1      3      9999999"),
        "line 11: expected all places at most 1000000 apart, this one is farthest from the first"
    );
    assert_eq!(
        faults("", Format::Solomon),
        ["line 1: expected a name, found “an empty file”"]
    );
    read_all_ruins_of(CORNER, Format::Solomon);
}
