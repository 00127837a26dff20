//! `read`: travel of a VRPLIB file, from coordinates (`EUC_2D`) or from an explicit table (`FULL_MATRIX`,
//! `LOWER_ROW`). Rounding is in `scale.rs` of the crate.

use super::sections::{Row, Section, Sheet};
use crate::amount::Amount;
use crate::fault::Faults;
use crate::scale::{Scale, TABLE_MAX};
use karavan_model::{Meters, Seconds};
use karavan_plan::bounds::TIME_MAX;
use karavan_plan::matrix::{Leg, Matrix};
use karavan_plan::travel::Travel;

/// Travel between all locations; `None` only together with a fault.
pub(super) fn read(sheet: &mut Sheet<'_>, locations: usize, scale: Scale, faults: &mut Faults) -> Option<Travel> {
    let Some(kind) = sheet.take_word("EDGE_WEIGHT_TYPE") else {
        faults.push(sheet.last, "expected EDGE_WEIGHT_TYPE before the end");
        return None;
    };
    let coordinates = sheet.take_section("NODE_COORD_SECTION");
    let _only_for_pictures = sheet.take_section("DISPLAY_DATA_SECTION");
    match kind.text {
        "EUC_2D" => match coordinates {
            Some(section) => plane(section, locations, scale, faults),
            None => {
                faults.push(kind.line, "expected NODE_COORD_SECTION with EUC_2D");
                None
            }
        },
        "EXPLICIT" => table(sheet, locations, scale, faults),
        other => {
            faults.expected(kind.line, "EUC_2D or EXPLICIT", other);
            None
        }
    }
}

fn plane(section: Section, locations: usize, scale: Scale, faults: &mut Faults) -> Option<Travel> {
    let rows = section.numbered(locations, "node", |width| width == 2, faults)?;
    let point = |row: &Row| (row.line, [row.numbers[0], row.numbers[1]]);
    let points: Vec<_> = rows.iter().map(point).collect();
    scale.travel(&points, faults)
}

fn table(sheet: &mut Sheet<'_>, locations: usize, scale: Scale, faults: &mut Faults) -> Option<Travel> {
    let shape = sheet.take_word("EDGE_WEIGHT_FORMAT");
    let Some(section) = sheet.take_section("EDGE_WEIGHT_SECTION") else {
        faults.push(sheet.last, "expected EDGE_WEIGHT_SECTION with EXPLICIT");
        return None;
    };
    if locations > TABLE_MAX {
        faults.push(section.line, format!("expected a table of at most {TABLE_MAX} nodes"));
        return None;
    }
    let (cells, place): (usize, fn(usize, usize, usize) -> usize) = match shape.map_or("", |shape| shape.text) {
        "FULL_MATRIX" => (locations * locations, |size, from, to| from * size + to),
        "LOWER_ROW" => (locations * (locations - 1) / 2, lower_row),
        other => {
            let line = shape.map_or(section.line, |shape| shape.line);
            faults.expected(line, "EDGE_WEIGHT_FORMAT to be FULL_MATRIX or LOWER_ROW", other);
            return None;
        }
    };
    let found: usize = section.rows.iter().map(|row| row.numbers.len()).sum();
    if found != cells {
        faults.push(section.line, format!("expected {cells} distances, found {found}"));
        return None;
    }
    let is_full = cells == locations * locations;
    let length = Amount::scaled("distances", scale, 0).at_most(TIME_MAX);
    let mut legs: Vec<Leg> = Vec::with_capacity(cells);
    for row in &section.rows {
        for number in &row.numbers {
            // Files write what they like where nobody drives.
            let is_stay = is_full && legs.len() / locations == legs.len() % locations;
            let length = if is_stay {
                Some(0)
            } else {
                length.read(row.line, *number, faults)
            };
            let length = length.unwrap_or(0);
            legs.push(Leg {
                seconds: Seconds(length),
                meters: Meters(length),
            });
        }
    }
    Some(Travel::Full(Matrix::from_fn(locations, |from, to| {
        legs.get(place(locations, from.at(), to.at())).copied()
    })))
}

/// Row `i` has the ways from `i` to all before it.
fn lower_row(_size: usize, from: usize, to: usize) -> usize {
    let (low, high) = (from.min(to), from.max(to));
    high * (high - 1) / 2 + low
}
