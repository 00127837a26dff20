//! `Versioned`, `Expected`, `Put` and `next_version`: a thing is replaced as a whole where the version there is the one
//! expected (`Version`, `Nothing`, or `Any`; optimistic locking). Also `upsert`, which inserts or replaces a row.
//! Versions of the schema are in `schema.rs`.

use crate::error::StoreError;
use sea_orm::{ActiveModelTrait, ConnectionTrait, Insert};

/// A thing with the version kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    /// The thing.
    pub what: T,
    /// Grows by one with every change; starts at 1.
    pub version: i64,
}

/// Which version of a thing the caller believes to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever is there, or nothing.
    Any,
    /// Nothing yet.
    Nothing,
    /// This version.
    Version(i64),
}

/// What became of keeping a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// New; its version is 1.
    Created,
    /// Replaced; its version now.
    Updated(i64),
    /// It was there just so; its version still.
    Unchanged(i64),
    /// Nothing done: the version there is another one, or none (`None`).
    Stale(Option<i64>),
}

/// What to do about a version found, given the one expected: the new version, or `None` to do nothing.
pub(crate) fn next_version(found: Option<i64>, expected: Expected) -> Option<i64> {
    match (found, expected) {
        (found, Expected::Any) => Some(found.unwrap_or(0) + 1),
        (None, Expected::Nothing) => Some(1),
        (Some(found), Expected::Version(wanted)) if found == wanted => Some(found + 1),
        _ => None,
    }
}

/// Inserts or replaces without asking for the row back.
pub(crate) async fn upsert<A, C>(db: &C, insert: Insert<A>) -> Result<(), StoreError>
where
    A: ActiveModelTrait,
    C: ConnectionTrait,
{
    insert.exec_without_returning(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Expected, next_version};

    #[test]
    fn a_version_is_given_out_only_to_who_saw_the_last_one() {
        let cases = [
            (None, Expected::Any, Some(1)),
            (Some(4), Expected::Any, Some(5)),
            (None, Expected::Nothing, Some(1)),
            (Some(4), Expected::Nothing, None),
            (Some(4), Expected::Version(4), Some(5)),
            (Some(4), Expected::Version(3), None),
            (None, Expected::Version(1), None),
        ];
        for (found, expected, version) in cases {
            assert_eq!(next_version(found, expected), version, "{found:?} {expected:?}");
        }
    }
}
