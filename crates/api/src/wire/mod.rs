//! The shapes of docs/api.md, as they travel.

pub(crate) mod day;
pub(crate) mod desk;
pub(crate) mod event;
pub(crate) mod people;
pub(crate) mod place;
pub(crate) mod plan;
pub(crate) mod request;
pub(crate) mod route;
pub(crate) mod run;
pub(crate) mod table;

use karavan_dispatch::DayTime;
use serde::Serialize;

/// The word of a value that `karavan_model` writes as one.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A time of the planned day as `HH:MM`; a started minute is not told, past midnight the hours go on.
pub(crate) fn clock(time: DayTime) -> String {
    let minutes = time.0.0.div_euclid(60);
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::{clock, word};
    use karavan_dispatch::DayTime;
    use karavan_model::{Outcome, Seconds};

    #[test]
    fn times_are_hours_and_minutes_and_words_are_the_models() {
        assert_eq!(clock(DayTime(Seconds(9 * 3600 + 41 * 60 + 59))), "09:41");
        assert_eq!(clock(DayTime(Seconds(25 * 3600))), "25:00");
        assert_eq!(word(&Outcome::InHand), "in_hand");
    }
}
