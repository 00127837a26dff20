//! Tests on addresses from public reports, each row with the answer that is right, where the variable `KARAVAN_CASES`
//! names the folder of maps and tables, else skipped.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use karavan_geocode::{AddressIndex, Answer, NotFoundReason};
use karavan_model::Point;
use karavan_osm::Extract;
use std::fs;
use std::path::{Path, PathBuf};

/// Rows where a question is the better answer, though a place is thought right.
const QUESTIONS: [&str; 1] = [
    // Flat 2 of house 29, or corpus 2: the map has both houses.
    "рафиева 29-2",
];

/// A row of a table: what is written, and what is right.
struct Row {
    written: String,
    right: String,
    at: Option<Point>,
}

/// The cells of a line; quotation marks inside a cell are doubled.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cells.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

fn rows(table: &Path) -> Vec<Row> {
    let text = fs::read_to_string(table).unwrap();
    let row = |line: &str| {
        let cells = cells(line);
        let degrees = |cell: usize| cells[cell].parse::<f64>().ok();
        let at = degrees(2).zip(degrees(3)).map(|(lon, lat)| Point { lon, lat });
        Row {
            written: cells[0].clone(),
            right: cells[1].clone(),
            at,
        }
    };
    text.lines().skip(1).map(row).collect()
}

fn is_right(row: &Row, answer: &Answer) -> bool {
    let is_there = |point: Point| row.at.is_some_and(|at| at.distance_meters(point) < 5.0);
    if QUESTIONS.contains(&row.written.as_str()) {
        return matches!(answer, Answer::Ambiguous(all) if all.iter().any(|one| is_there(one.point)));
    }
    match answer {
        Answer::Found(place) => is_there(place.point),
        Answer::Ambiguous(_) => row.at.is_none(),
        // Only the street was written: it is offered.
        Answer::NotFound { why, candidates } if row.right.starts_with('~') => {
            let is_street = candidates
                .first()
                .is_some_and(|one| row.right[1..] == *one.label.split(" (").next().unwrap());
            *why == NotFoundReason::NoHouse && is_street
        }
        Answer::NotFound { .. } => row.at.is_none(),
    }
}

#[test]
fn every_address_of_the_public_reports_is_answered_aright() {
    let Some(folder) = std::env::var_os("KARAVAN_CASES").map(PathBuf::from) else {
        eprintln!("SKIPPED: set KARAVAN_CASES to the folder with the addresses of public reports");
        return;
    };
    let mut wrong = Vec::new();
    for name in ["as_people_write", "register_lines", "ukraine_belarus"] {
        let index = AddressIndex::build(&Extract::open(&folder.join(format!("{name}.osm.pbf"))).unwrap()).unwrap();
        let rows = rows(&folder.join(format!("{name}.csv")));
        assert!(rows.len() > 10, "{name}");
        for row in rows {
            let answer = index.find(&row.written);
            if !is_right(&row, &answer) {
                wrong.push(format!("{name}: {} | {} | {answer:?}", row.written, row.right));
            }
        }
    }
    let index = AddressIndex::build(&Extract::open(&folder.join("two_streets_one_name.osm.pbf")).unwrap()).unwrap();
    let answer = index.find("Рязань, Чкалова 5");
    if !matches!(&answer, Answer::Ambiguous(both) if both.len() == 2) {
        wrong.push(format!("two_streets_one_name: {answer:?}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
