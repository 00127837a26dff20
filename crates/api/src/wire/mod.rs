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
pub(crate) mod words;

use karavan_dispatch::DayTime;

/// A time of the planned day as `HH:MM`; a started minute is not told, past midnight the hours go on.
pub(crate) fn clock(time: DayTime) -> String {
    let minutes = time.0.0.div_euclid(60);
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::clock;
    use karavan_dispatch::DayTime;
    use karavan_model::Seconds;

    #[test]
    fn times_are_hours_and_minutes() {
        assert_eq!(clock(DayTime(Seconds(9 * 3600 + 41 * 60 + 59))), "09:41");
        assert_eq!(clock(DayTime(Seconds(25 * 3600))), "25:00");
    }
}
