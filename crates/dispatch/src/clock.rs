//! The only door to the clock.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use karavan_model::Timestamp;

/// Tells the time; tests bring their own.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        jiff::Timestamp::now().into()
    }
}

/// The civil date in a zone at a moment, `YYYY-MM-DD`.
#[must_use]
pub fn date_in(zone: &TimeZone, moment: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(moment.0)
        .map(|moment| moment.to_zoned(zone.clone()).date())
        .unwrap_or(Date::MIN)
        .to_string()
}

/// The civil time in a zone at a moment, `YYYY-MM-DD HH:MM`.
#[must_use]
pub fn local_in(zone: &TimeZone, moment: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(moment.0).map_or_else(
        |_| moment.to_rfc3339(),
        |moment| moment.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// Whether a text is a date of the calendar, written `YYYY-MM-DD`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    text.parse::<Date>().is_ok_and(|date| date.to_string() == text)
}
