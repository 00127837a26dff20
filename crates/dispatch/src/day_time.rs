//! `DayTime`: a time of the planned day as text, `09:30:05`; past midnight the hours go on: `25:10:00`. Written and
//! read in plan documents.

use karavan_model::Seconds;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A time of the planned day, local, `HH:MM:SS`; past midnight the hours go on: `25:10:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayTime(pub Seconds);

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.0;
        write!(
            f,
            "{:02}:{:02}:{:02}",
            seconds.div_euclid(3600),
            seconds.rem_euclid(3600) / 60,
            seconds.rem_euclid(60)
        )
    }
}

impl FromStr for DayTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("“{text}” is not a time of the day; write it as 09:30:00");
        let parts: Vec<&str> = text.split(':').collect();
        let [hours, minutes, seconds] = parts.as_slice() else {
            return Err(wrong());
        };
        let number = |part: &str, below: i64| part.parse().ok().filter(|number: &i64| (0..below).contains(number));
        let hours = number(hours, 1000).ok_or_else(wrong)?;
        let minutes = number(minutes, 60).ok_or_else(wrong)?;
        let seconds = number(seconds, 60).ok_or_else(wrong)?;
        Ok(Self(Seconds(hours * 3600 + minutes * 60 + seconds)))
    }
}

impl Serialize for DayTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DayTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::DayTime;
    use karavan_model::Seconds;

    #[test]
    fn times_go_on_past_midnight() {
        for (seconds, text) in [(0, "00:00:00"), (34_205, "09:30:05"), (90_600, "25:10:00")] {
            assert_eq!(DayTime(Seconds(seconds)).to_string(), text);
            assert_eq!(text.parse(), Ok(DayTime(Seconds(seconds))));
        }
        for text in ["9:30", "-1:00:00", "10:60:00", "ten"] {
            assert!(text.parse::<DayTime>().is_err(), "{text}");
        }
    }
}
