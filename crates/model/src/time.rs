//! `Timestamp` (microseconds UTC), `ClockTime` and `ClockWindow` (local time of day) and `Date`, with how they are
//! written and read; `ClockTimeError` and `DateError`. No clock is read here.

use crate::units::Seconds;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A moment: microseconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// RFC 3339 in UTC, for wire and screen.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        jiff::Timestamp::from_microsecond(self.0).map_or_else(|_| self.0.to_string(), |moment| moment.to_string())
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(moment: jiff::Timestamp) -> Self {
        Self(moment.as_microsecond())
    }
}

/// A time of day in whole seconds after local midnight; 24:00 is allowed as an end. Written `09:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(Seconds);

/// Why a text is no time of day.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is not a time of day; write it as 09:30")]
pub struct ClockTimeError(pub String);

impl ClockTime {
    /// From hours and minutes; `None` past 24:00.
    #[must_use]
    pub fn new(hours: u32, minutes: u32) -> Option<Self> {
        let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
        (minutes < 60 && seconds <= 24 * 3600).then_some(Self(Seconds(seconds)))
    }

    /// Seconds after local midnight.
    #[must_use]
    pub const fn since_midnight(self) -> Seconds {
        self.0
    }

    /// From seconds after midnight, clamped to the day.
    #[must_use]
    pub fn from_seconds(seconds: Seconds) -> Self {
        Self(Seconds(seconds.0.clamp(0, 24 * 3600)))
    }
}

impl FromStr for ClockTime {
    type Err = ClockTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ClockTimeError(text.to_owned());
        let digits = |part: &str| {
            let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<u32>().ok()).flatten()
        };
        let mut parts = text.trim().splitn(3, [':', '.']);
        let hours = parts.next().and_then(digits).ok_or_else(wrong)?;
        let minutes = parts.next().map_or(Some(0), digits).ok_or_else(wrong)?;
        match parts.next() {
            None | Some("00") => Self::new(hours, minutes).ok_or_else(wrong),
            Some(_) => Err(wrong()),
        }
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.0 / 3600, self.0.0 % 3600 / 60)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// When the person can be visited: bounds the start of service, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockWindow {
    /// Earliest start.
    pub opens: ClockTime,
    /// Latest start; never before `opens`.
    pub closes: ClockTime,
}

/// The first day of Unix time.
const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// A day of the calendar. Written `2026-11-21`, and read in no other form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// Why a text is no day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is not a day of the calendar; write it as 2026-11-21")]
pub struct DateError(pub String);

impl Date {
    /// Year (0 to 9999), month and day, each from 1; `None` when the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        (0..=9999).contains(&year).then_some(Self(date))
    }

    /// Whole days from 1 January 1970 on.
    #[must_use]
    pub fn epoch_days(self) -> i64 {
        self.0.duration_since(EPOCH).as_hours() / 24
    }

    /// The day so many days after 1 January 1970; `None` outside the years 0 to 9999.
    #[must_use]
    pub fn from_epoch_days(days: i64) -> Option<Self> {
        let after = jiff::SignedDuration::try_from_hours(days.checked_mul(24)?)?;
        let date = EPOCH.checked_add(after).ok()?;
        Self::new(date.year(), date.month(), date.day())
    }

    /// The same day for computing with.
    #[must_use]
    pub const fn civil(self) -> jiff::civil::Date {
        self.0
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let date = text.parse::<jiff::civil::Date>().ok();
        date.and_then(|date| Self::new(date.year(), date.month(), date.day()))
            .filter(|date| date.to_string() == text)
            .ok_or_else(|| DateError(text.to_owned()))
    }
}

impl From<jiff::civil::Date> for Date {
    /// A day before year 0, which four digits cannot name, becomes the first of year 0.
    fn from(date: jiff::civil::Date) -> Self {
        Self(date.max(jiff::civil::Date::ZERO))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{ClockTime, Date};

    #[test]
    fn people_write_times_in_several_ways() {
        for text in ["09:30", "9:30", "9.30", "09:30:00"] {
            assert_eq!(
                text.parse::<ClockTime>().map(|time| time.to_string()),
                Ok("09:30".to_owned())
            );
        }
        assert_eq!(
            "24:00".parse::<ClockTime>().map(|time| time.since_midnight().0),
            Ok(86_400)
        );
        for text in ["", "25:00", "24:01", "9:60", "полдень", "+9:30", "9:30:15"] {
            assert!(text.parse::<ClockTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_read_in_one_form_only() {
        for text in ["2026-11-21", "2028-02-29"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()).as_deref(), Ok(text));
        }
        for text in [
            "2026-02-29",
            "2026-1-2",
            "20261121",
            "2026-11-21T00:00",
            "21.11.2026",
            "-000001-11-21",
            "",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
