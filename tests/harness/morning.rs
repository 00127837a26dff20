//! `morning_zone` and `morning_date`: a time zone where it is between eight and nine in the morning now, so that
//! routes of today are open at whatever hour the tests run.
#![allow(clippy::expect_used, reason = "a harness fails loudly")]

/// A zone where it is between eight and nine in the morning now.
///
/// # Panics
/// When the system's clock is before 1970.
#[must_use]
pub fn morning_zone() -> String {
    let since = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .expect("a clock of our time");
    let hour = i64::try_from(since.as_secs() / 3600 % 24).expect("an hour");
    // Offsets from 12 hours behind to 11 hours ahead; POSIX writes those ahead with a minus.
    let ahead = (8 - hour + 12).rem_euclid(24) - 12;
    format!("Etc/GMT{:+}", -ahead)
}

/// The day it is now in [`morning_zone`], `YYYY-MM-DD`.
///
/// # Panics
/// When the system knows no such zone.
#[must_use]
pub fn morning_date() -> String {
    let zone = jiff::tz::TimeZone::get(&morning_zone()).expect("a zone");
    jiff::Timestamp::now().to_zoned(zone).date().to_string()
}
