//! Days as columns: `DATE` on PostgreSQL, text `2026-11-21` on SQLite.

use crate::error::StoreError;
use karavan_model::Date;
use sea_orm::entity::prelude::ChronoDate;
use sea_orm::{DbErr, DeriveValueType, TryFromU64};

/// A day in a row or in a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
pub struct Day(ChronoDate);

impl Day {
    /// A day as text; the error names the text.
    pub(crate) fn of(text: &str) -> Result<Self, StoreError> {
        text.parse::<Date>()?;
        text.parse()
            .map(Self)
            .map_err(|_| karavan_model::DateError(text.to_owned()).into())
    }
}

/// A key that is a number is none of ours; sea-orm asks for this of every column of a key.
impl TryFromU64 for Day {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Day"))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
