//! Tables people send: requests, volunteers and hubs as CSV, in any of the ways Excel writes it.
//!
//! Every row of the file ends in [`Table::rows`] or in [`Table::rejected`], or is blank and named in [`Table::notices`].
//! A faulty file is refused whole, with all its faults at once.

mod addresses;
mod cells;
mod decode;
mod header;
mod hubs;
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
pub use requests::read_requests;
pub use volunteers::read_volunteers;

use crate::fault::{Notice, Rejection};
use serde::{Deserialize, Serialize};

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
    /// Faults of the rows refused, in file order; a row with several faults has several.
    pub rejected: Vec<Rejection>,
    /// Remarks about what was taken or skipped.
    pub notices: Vec<Notice>,
}

impl<T> Table<T> {
    /// The values without their places.
    pub fn into_values(self) -> impl Iterator<Item = T> {
        self.rows.into_iter().map(|row| row.value)
    }
}
