//! The calls of docs/api.md: handlers and JSON shapes by resource, shapes that several share, such as `enums` and
//! `place`; and `clock`, which writes a time of the planned day as `HH:MM`. The paths are put together in `router.rs`.

pub(crate) mod audit;
pub(crate) mod corrections;
pub(crate) mod days;
pub(crate) mod enums;
pub(crate) mod event;
pub(crate) mod hubs;
pub(crate) mod keys;
pub(crate) mod live;
pub(crate) mod map;
pub(crate) mod moves;
pub(crate) mod own_route;
pub(crate) mod password;
pub(crate) mod persons;
pub(crate) mod place;
pub(crate) mod plans;
mod put;
pub(crate) mod regions;
mod remit;
pub(crate) mod requests;
pub(crate) mod reveals;
pub(crate) mod route;
pub(crate) mod runs;
pub(crate) mod second_step;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod sources;
pub(crate) mod stock;
pub(crate) mod submissions;
pub(crate) mod tables;
pub(crate) mod users;
pub(crate) mod vehicles;
mod view;
pub(crate) mod volunteers;
pub(crate) mod volunteers_and_hubs;
pub(crate) mod why;

use karavan_dispatch::DayTime;

/// A time of the planned day as `HH:MM`, seconds cut off; after midnight the hours go on from 24.
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
