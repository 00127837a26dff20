//! Tables people send: requests, volunteers and hubs as CSV, in any of the ways Excel writes it.
//!
//! Every row of the file ends in [`Table::rows`] or in [`Table::rejected`], or is blank and named in [`Table::notices`]; what
//! there is too much of to be told one by one is counted there. What is read is bounded: cells, columns, rows.
//! A faulty file is refused whole, with all its faults at once.

mod addresses;
mod cells;
mod decode;
mod header;
mod hubs;
mod names;
mod plausible;
mod points;
mod reading;
mod requests;
mod sheet;
mod volunteers;
mod windows;
pub(crate) mod words;

pub use addresses::{AddressRow, AddressTable, read_addresses};
pub use hubs::read_hubs;
pub use points::read_points;
pub use requests::{read_requests, read_requests_beside, request_column};
pub(crate) use sheet::CELL_LETTERS_MAX;
pub use volunteers::{read_volunteers, read_volunteers_beside};

use crate::fault::{Notice, Rejection};
use karavan_model::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most columns of a table.
pub const COLUMNS_MAX: usize = 256;
/// The most rows of a table, its header and blank ones among them.
pub const ROWS_MAX: usize = 200_000;

/// One row taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row<T> {
    /// As a spreadsheet numbers it, the header being row 1.
    pub row: usize,
    /// The id in it.
    pub id: String,
    /// What it says.
    pub value: T,
}

/// A table read: what was taken, what was refused, and what was taken with a remark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table<T> {
    /// Rows taken, in file order.
    pub rows: Vec<Row<T>>,
    /// Faults of the rows refused, in file order; a row with several faults has several. Of each code the first
    /// [`crate::fault::TOLD_MAX`] are told, and how many more there are.
    pub rejected: Vec<Rejection>,
    /// Remarks about what was taken or skipped.
    pub notices: Vec<Notice>,
    /// The days that the rows taken name themselves.
    pub dates: BTreeSet<Date>,
}

impl<T> Table<T> {
    /// The values without their places.
    pub fn into_values(self) -> impl Iterator<Item = T> {
        self.rows.into_iter().map(|row| row.value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{hubs, requests, volunteers};
    use std::collections::BTreeSet;

    #[test]
    fn the_book_of_tables_names_the_columns_that_are_read_and_which_must_be_there() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tables.md");
        let book = std::fs::read_to_string(path).unwrap();
        for (heading, columns) in [
            ("## Requests", requests::COLUMNS),
            ("## Volunteers", volunteers::COLUMNS),
            ("## Hubs", hubs::COLUMNS),
        ] {
            let section = book.split(heading).nth(1).unwrap().split("\n## ").next().unwrap();
            let rows = section.lines().filter(|line| line.starts_with("| `"));
            let told: BTreeSet<_> = rows
                .flat_map(|row| {
                    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
                    let names = cells[1].split(", ").map(|name| name.trim_matches('`'));
                    let pairs = names.zip(cells[2].split(", "));
                    pairs.map(move |(name, name_ru)| (name, name_ru, cells[3].starts_with("yes")))
                })
                .collect();
            let read: BTreeSet<_> = columns
                .iter()
                .map(|column| (column.name, column.name_ru, column.required))
                .collect();
            let lacking: Vec<_> = told.symmetric_difference(&read).collect();
            assert!(
                lacking.is_empty(),
                "{heading}: in one and not in the other: {lacking:?}"
            );
        }
    }
}
