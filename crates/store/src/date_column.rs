//! `DateColumn`: the model's `Date` as a sea-orm column value, `DATE` on PostgreSQL and text such as `2026-11-21` on
//! SQLite. It converts both ways through chrono, for the years 0 to 9999.

use karavan_model::Date;
use sea_orm::entity::prelude::ChronoDate;
use sea_orm::sea_query::{self, ArrayType, ColumnType, Nullable, ValueTypeErr};
use sea_orm::{ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError, TryGetable, Value};

/// A day in a row or in a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateColumn(Date);

impl From<Date> for DateColumn {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl From<DateColumn> for Date {
    fn from(day: DateColumn) -> Self {
        day.0
    }
}

impl From<DateColumn> for Value {
    /// Every day of ours is one of chrono's, whose years go further.
    fn from(day: DateColumn) -> Self {
        let days = i32::try_from(day.0.epoch_days()).ok();
        Self::ChronoDate(days.and_then(ChronoDate::from_epoch_days))
    }
}

/// A day of the engine's; `None` outside the years of four digits.
fn read(date: ChronoDate) -> Option<DateColumn> {
    Date::from_epoch_days(date.to_epoch_days().into()).map(DateColumn)
}

impl TryGetable for DateColumn {
    fn try_get_by<I: ColIdx>(row: &QueryResult, column: I) -> Result<Self, TryGetError> {
        let date = ChronoDate::try_get_by(row, column)?;
        read(date).ok_or_else(|| DbErr::Type("a day outside the years 0 to 9999".to_owned()).into())
    }
}

impl sea_query::ValueType for DateColumn {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        read(<ChronoDate as sea_query::ValueType>::try_from(value)?).ok_or(ValueTypeErr)
    }

    fn type_name() -> String {
        <ChronoDate as sea_query::ValueType>::type_name()
    }

    fn array_type() -> ArrayType {
        <ChronoDate as sea_query::ValueType>::array_type()
    }

    fn column_type() -> ColumnType {
        <ChronoDate as sea_query::ValueType>::column_type()
    }
}

impl Nullable for DateColumn {
    fn null() -> Value {
        ChronoDate::null()
    }
}

impl IntoActiveValue<Self> for DateColumn {
    fn into_active_value(self) -> ActiveValue<Self> {
        ActiveValue::Set(self)
    }
}

/// Never used: no key of ours is a number, but sea-orm wants this of every column of a key.
impl TryFromU64 for DateColumn {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("DateColumn"))
    }
}

impl std::fmt::Display for DateColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::DateColumn;
    use karavan_model::Date;
    use sea_orm::Value;
    use sea_orm::entity::prelude::ChronoDate;
    use sea_orm::sea_query::{ValueType, ValueTypeErr};

    #[test]
    fn days_are_the_same_in_both_calendars() {
        let read = |value| -> Result<DateColumn, ValueTypeErr> { ValueType::try_from(value) };
        for text in ["0000-01-01", "1969-12-31", "1970-01-01", "2028-02-29", "9999-12-31"] {
            let value = Value::from(DateColumn::from(text.parse::<Date>().unwrap()));
            assert_eq!(
                value,
                Value::ChronoDate(Some(text.parse::<ChronoDate>().unwrap())),
                "{text}"
            );
            assert_eq!(read(value).unwrap().to_string(), text);
        }
        let late = ChronoDate::MAX;
        assert!(read(Value::ChronoDate(Some(late))).is_err());
        assert!(read(Value::ChronoDate(None)).is_err());
    }
}
