//! How far it is: straight lines between coordinates, or a table.

use super::sections::{Section, Sheet};
use crate::formats::decimal::Decimal;
use crate::formats::fault::Faults;
use crate::formats::scale::Scale;
use crate::matrix::{Leg, Matrix};
use crate::travel::Travel;
use karavan_model::{Meters, Seconds};

/// Tables of so many locations are kept, with 8 bytes for each way.
const TABLE_MAX: usize = 5_000;

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
    let line = section.line;
    let rows = section.numbered(locations, "node", |width| width == 2, faults)?;
    let points: Vec<(Decimal, Decimal)> = rows.iter().map(|row| (row.numbers[0], row.numbers[1])).collect();
    let plane = scale.plane(&points);
    if plane.is_none() {
        faults.push(line, "expected coordinates of at most nine digits");
    }
    plane.map(Travel::Plane)
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
    let mut legs: Vec<Leg> = Vec::with_capacity(cells);
    for row in &section.rows {
        let whole = row
            .numbers
            .iter()
            .map(|number| scale.amount(*number).filter(|length| *length >= 0));
        let leg = |length: Option<i64>| {
            length.map(|length| Leg {
                seconds: Seconds(length),
                meters: Meters(length),
            })
        };
        let Some(good) = whole.map(leg).collect::<Option<Vec<Leg>>>() else {
            faults.push(row.line, "expected distances of at least 0");
            continue;
        };
        legs.extend(good);
    }
    if legs.len() != cells {
        return None;
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
