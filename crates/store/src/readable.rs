//! `Readable`: a list and how many damaged rows were left out of it. `readable` and `read_each` read each row by
//! itself, so that one damaged row does not hide all others, and report those left out as `tracing` errors.
//! `read_row` reads one.

use crate::error::StoreError;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryResult, QueryTrait, Select};
use std::ops::Deref;

/// The rows that can be read, and how many cannot. One damaged row must not hide all others.
#[derive(Clone, Debug, PartialEq)]
pub struct Readable<T> {
    /// What can be read, in the order asked for.
    pub items: Vec<T>,
    /// How many rows are left out because they are damaged; the log names them.
    pub unreadable: u64,
}

impl<T> Readable<T> {
    /// The same with each item as another.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Readable<U> {
        Readable {
            items: self.items.into_iter().map(each).collect(),
            unreadable: self.unreadable,
        }
    }
}

impl<T> Deref for Readable<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Readable<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// Asks for rows, and reads each by itself.
pub(crate) async fn readable<E, M, T, C>(
    db: &C,
    table: &'static str,
    query: Select<E>,
    read: impl Fn(M) -> Result<T, StoreError>,
) -> Result<Readable<T>, StoreError>
where
    E: EntityTrait,
    M: FromQueryResult,
    C: ConnectionTrait,
{
    let rows = db.query_all_raw(query.build(db.get_database_backend())).await?;
    Ok(read_each(table, &rows, read))
}

/// A row, if it holds what its table holds.
pub(crate) fn read_row<M: FromQueryResult>(row: &QueryResult) -> Option<M> {
    M::from_query_result(row, "").ok()
}

/// Reads each row by itself.
pub(crate) fn read_each<M: FromQueryResult, T>(
    table: &'static str,
    rows: &[QueryResult],
    read: impl Fn(M) -> Result<T, StoreError>,
) -> Readable<T> {
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let model = M::from_query_result(row, "").map_err(StoreError::from);
        match model.and_then(&read) {
            Ok(item) => items.push(item),
            Err(error) => tracing::error!(table, %error, "a damaged row is left out; restore it from a backup"),
        }
    }
    let unreadable = rows.len() - items.len();
    Readable {
        items,
        unreadable: u64::try_from(unreadable).unwrap_or(u64::MAX),
    }
}
