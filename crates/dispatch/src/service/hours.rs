//! From times of the planned day to moments, by the region's zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use karavan_model::{Seconds, Timestamp};

const MICROSECONDS: i64 = 1_000_000;

/// The moment a time of a day falls on; `None` when the date is none.
pub(super) fn moment(zone: &TimeZone, date: &str, time: Seconds) -> Option<Timestamp> {
    let midnight = date.parse::<Date>().ok()?.to_zoned(zone.clone()).ok()?;
    Some(Timestamp(midnight.timestamp().as_microsecond() + time.0 * MICROSECONDS))
}

/// A moment later.
pub(super) const fn after(moment: Timestamp, wait: Seconds) -> Timestamp {
    Timestamp(moment.0 + wait.0 * MICROSECONDS)
}

/// How much later one moment is than another.
pub(super) const fn between(earlier: Timestamp, later: Timestamp) -> Seconds {
    Seconds((later.0 - earlier.0) / MICROSECONDS)
}
