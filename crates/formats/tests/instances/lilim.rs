//! Li and Lim's text: two pairs along a line, planned with one vehicle or two to the cost worked out by hand; and
//! faults with their lines.
//!
//! Tasks lie on the x axis, the depot at 0: pickup 1 at 3 for 2 at 5, pickup 3 at 4 for 4 at −1. Capacity 10, pairs of
//! 6 and 5 units, so that never both are on board. One vehicle, in thousandths: 3 (1), 2 (2), 1 (3), 5 (4), 1 home:
//! 12.000. The other order, 3 first, is 4 + 5 + 4 + 2 + 5 = 20. Two vehicles: 10 + (4 + 5 + 1) = 20.

use super::{best_answer, faults, instance, read_all_ruins_of};
use karavan_formats::{Convention, Format};
use karavan_plan::{JobIx, ScheduleFault, StepKind, VehicleIx, schedule};

const LINE: &str = "\
2 10 1
0 0 0 0 0 100 0 0 0
1 3 0 6 0 100 0 0 2
2 5 0 -6 0 100 0 1 0
3 4 0 5 0 100 0 0 4
4 -1 0 -5 0 100 0 3 0
";

fn job(at: usize) -> StepKind {
    StepKind::Job(JobIx::from(at - 1))
}

#[test]
fn fewest_vehicles_come_first_and_then_distance() {
    let line = instance(LINE, Format::Lilim, Convention::Published);
    let answer = best_answer(&line);
    assert_eq!(answer["routes"].to_string(), "[[1,2,3,4]]");
    assert_eq!(answer["cost"], 12.0);
    assert_eq!(answer["feasible"], true);
    // Pair 3–4 is due before a vehicle that brings 1 to 2 first could be there: two vehicles, 10 + 10.
    let hurried = LINE.replace("3 4 0 5 0 100", "3 4 0 5 0 5");
    let answer = best_answer(&instance(&hurried, Format::Lilim, Convention::Published));
    assert_eq!(
        answer["routes"].to_string(),
        "[[3,4,1,2]]",
        "later is longer, but one vehicle"
    );
    assert_eq!(answer["cost"], 20.0);
    let apart = hurried.replace("1 3 0 6 0 100", "1 3 0 6 0 3");
    let answer = best_answer(&instance(&apart, Format::Lilim, Convention::Published));
    assert_eq!(answer["cost"], 20.0);
    assert_eq!(answer["vehicles"].to_string(), "[1,2]");
}

#[test]
fn both_ends_ride_together_in_order_and_within_the_capacity() {
    let line = instance(LINE, Format::Lilim, Convention::Published);
    let timed = |tour: &[StepKind]| schedule(line.problem(), VehicleIx(0), tour).map(|route| route.travel.0);
    assert_eq!(timed(&[job(1), job(2)]), Ok(10_000));
    assert_eq!(timed(&[job(2), job(1)]), Err(ScheduleFault::Pair { job: JobIx(1) }));
    assert_eq!(timed(&[job(1)]), Err(ScheduleFault::Pair { job: JobIx(0) }));
    assert_eq!(
        timed(&[job(1), job(3), job(2), job(4)]),
        Err(ScheduleFault::Capacity { step: 1 })
    );
    let roomy = LINE.replace("2 10 1", "2 11 1");
    let roomy = instance(&roomy, Format::Lilim, Convention::Published);
    let tour = [job(1), job(3), job(2), job(4)];
    // 3 + 1 + 1 + 6 + 1.
    assert_eq!(
        schedule(roomy.problem(), VehicleIx(0), &tour).map(|route| route.travel.0),
        Ok(12_000)
    );
}

#[test]
fn ways_are_thousandths_to_the_nearest() {
    // Depot (0, 0) to (1, 1) is 1.41421, to (1, 2) 2.23607 and between them 1: 1.414 + 1.000 + 2.236.
    let corner = "1 9 1\n0 0 0 0 0 9 0 0 0\n1 1 1 2 0 9 0 0 2\n2 1 2 -2 0 9 0.5 1 0\n";
    for precision in [Convention::Published, Convention::Exact] {
        let answer = best_answer(&instance(corner, Format::Lilim, precision));
        assert_eq!(answer["cost"], 4.65, "{answer}");
    }
}

#[test]
fn who_cannot_be_served_is_left_out_with_the_other_end() {
    let late = LINE.replace("2 5 0 -6 0 100", "2 5 0 -6 0 4");
    let answer = best_answer(&instance(&late, Format::Lilim, Convention::Published));
    assert_eq!(answer["unassigned"].to_string(), "[1,2]");
    assert_eq!(answer["feasible"], false);
    // What had to be served is missing from the cost, as everywhere.
    assert_eq!(answer["cost"], 10.0);
}

#[test]
fn every_fault_names_its_line_and_what_is_expected() {
    let told = |from: &str, to: &str| faults(&LINE.replace(from, to), Format::Lilim).join("\n");
    let pair = "expected one other task of the file as pickup or delivery";
    assert_eq!(
        told("2 10 1", "2 10"),
        "line 1: expected three numbers: vehicles, capacity and speed, found “2 10”"
    );
    assert_eq!(
        told("2 10 1", "0 10 1"),
        "line 1: expected a whole number of vehicles of at least 1"
    );
    // The other end of a line that cannot be read is not wrong.
    let nine =
        "line 6: expected nine numbers: task, x, y, demand, ready time, due date, service time, pickup, delivery";
    assert_eq!(told("4 -1 0", "4 x 0"), format!("{nine}, found “4 x 0 -5 0 100 0 3 0”"));
    assert_eq!(
        told("100 0 3 0", "100 0 3"),
        format!("{nine}, found “4 -1 0 -5 0 100 0 3”")
    );
    // In units of the file, not in thousandths.
    assert_eq!(
        told("-5 0 100 0 3 0", "-5 0 100 -9 3 0"),
        "line 6: expected a service time from 0 to 10000"
    );
    assert!(told("4 -1 0 -5", "4 -1 0 -4").starts_with(&format!("line 5: {pair}")));
    assert!(told("100 0 3 0", "100 0 1 0").contains(&format!("line 6: {pair}")));
    assert!(told("100 0 3 0", "100 0 9 0").contains(&format!("line 6: {pair}")));
    assert!(told("100 0 3 0", "100 0 4 0").contains(&format!("line 6: {pair}")));
    assert!(told("3 4 0", "1 4 0").contains("line 5: expected a new task, found 1 again"));
    assert!(told("0 0 0 0 0 100 0 0 0", "0 0 0 1 0 100 0 0 0").contains("line 2: expected the depot first"));
    assert!(told("3 4 0 5 0", "3 4 0 5 101").contains("line 5: expected a due date"));
    assert_eq!(
        faults("", Format::Lilim),
        ["line 1: expected three numbers: vehicles, capacity and speed, found “an empty file”"]
    );
    assert!(faults("1 1 1\n0 0 0 0 0 9 0 0 0\n", Format::Lilim)[0].contains("expected a pair"));
    read_all_ruins_of(LINE, Format::Lilim);
}
