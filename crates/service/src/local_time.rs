//! Conversions between UTC timestamps and the days and clock times of a time zone (`moment`, `date_in`, `local_in`,
//! `seconds_left_in`), and sums and differences of timestamps in whole seconds. The clock is read in `clock.rs`.

use jiff::civil;
use jiff::tz::TimeZone;
use karavan_model::{Date, Seconds, Timestamp};

const MICROSECONDS: i64 = 1_000_000;

/// The moment a time of a day falls on; `None` at the ends of the calendar.
pub(crate) fn moment(zone: &TimeZone, date: Date, time: Seconds) -> Option<Timestamp> {
    let midnight = date.civil().to_zoned(zone.clone()).ok()?;
    Some(Timestamp(midnight.timestamp().as_microsecond() + time.0 * MICROSECONDS))
}

/// A moment later.
pub(crate) const fn after(moment: Timestamp, wait: Seconds) -> Timestamp {
    Timestamp(moment.0 + wait.0 * MICROSECONDS)
}

/// How much later one moment is than another.
pub(crate) const fn between(earlier: Timestamp, later: Timestamp) -> Seconds {
    Seconds((later.0 - earlier.0) / MICROSECONDS)
}

/// The civil date in a zone at a moment; the first of the calendar for a moment before it.
#[must_use]
pub fn date_in(zone: &TimeZone, moment: Timestamp) -> Date {
    jiff::Timestamp::from_microsecond(moment.0)
        .map_or(civil::Date::MIN, |moment| moment.to_zoned(zone.clone()).date())
        .into()
}

/// Whole seconds until the next day begins in a zone; at least one.
#[must_use]
pub fn seconds_left_in(zone: &TimeZone, moment: Timestamp) -> u64 {
    let tomorrow = date_in(zone, moment).civil().tomorrow().ok();
    let begins = tomorrow.and_then(|day| day.to_zoned(zone.clone()).ok());
    let left = begins.map_or(0, |begins| begins.timestamp().as_microsecond() - moment.0);
    u64::try_from(left.div_euclid(MICROSECONDS)).unwrap_or(0) + 1
}

/// The civil time in a zone at a moment, `YYYY-MM-DD HH:MM`.
#[must_use]
pub fn local_in(zone: &TimeZone, moment: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(moment.0).map_or_else(
        |_| moment.to_rfc3339(),
        |moment| moment.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}
