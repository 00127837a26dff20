//! `ReadTable` and `Row`: the result of reading a table: rows taken, rows refused, remarks, and the days that rows
//! name.

use karavan_intake::{Notice, Rejection};
use karavan_model::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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
pub struct ReadTable<T> {
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

impl<T> ReadTable<T> {
    /// The values without their places.
    pub fn into_values(self) -> impl Iterator<Item = T> {
        self.rows.into_iter().map(|row| row.value)
    }
}
