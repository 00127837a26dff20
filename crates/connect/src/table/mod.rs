//! The tables that people send (requests, volunteers, hubs, vehicles, stock, addresses, points) as CSV.
//!
//! Of the first five, a row of the file ends in [`ReadTable::rows`] or in [`ReadTable::rejected`], or is blank and
//! named in [`ReadTable::notices`], both up to a number for each code. A faulty file is refused whole. What is read is
//! bounded.

mod addresses;
mod cells;
mod csv;
mod decode;
mod encoding_guess;
mod header;
mod heading_aliases;
mod hubs;
mod join_day;
mod points;
mod requests;
mod row_reader;
mod rows;
mod stock;
mod vehicles;
mod volunteers;
mod windows;
pub(crate) mod words;

pub use addresses::{AddressRow, AddressTable, read_addresses};
pub use hubs::read_hubs;
pub use join_day::{join_day, with_stock, with_vehicles};
pub use points::read_points;
pub use requests::{read_requests, read_requests_beside, request_column};
pub use rows::{ReadTable, Row};
pub use stock::read_stock;
pub use vehicles::read_vehicles;
pub use volunteers::{read_volunteers, read_volunteers_beside};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{hubs, requests, stock, vehicles, volunteers};
    use std::collections::BTreeSet;

    #[test]
    fn the_book_of_tables_names_the_columns_that_are_read_and_which_must_be_there() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tables.md");
        let book = std::fs::read_to_string(path).unwrap();
        for (heading, columns) in [
            ("## Requests", requests::COLUMNS),
            ("## Volunteers", volunteers::COLUMNS),
            ("## Hubs", hubs::COLUMNS),
            ("## Vehicles", vehicles::COLUMNS),
            ("## Stock", stock::COLUMNS),
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
