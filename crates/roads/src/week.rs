//! `WeekMinute` (0 is Monday 00:00), `Moment` (a minute of the week and a season, for which tags are judged), and
//! `When`: spans of the week in some seasons. Hours are parsed in `profile/opening_hours.rs`, not here.

use crate::profile::{Season, Seasons};

/// A minute of the week, 0 for Monday 00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeekMinute(u16);

/// Minutes of a day.
pub(crate) const DAY: u16 = 24 * 60;
/// Minutes of a week.
pub(crate) const WEEK: u16 = 7 * DAY;

impl WeekMinute {
    /// The middle of a working day, when people are visited.
    pub(crate) const ORDINARY: Self = Self(2 * DAY + 12 * 60);

    /// A minute of a day of the week, 0 for Monday; `None` when there is no such day or minute.
    #[must_use]
    pub const fn new(weekday: u16, minute_of_day: u16) -> Option<Self> {
        if weekday < 7 && minute_of_day < DAY {
            Some(Self(weekday * DAY + minute_of_day))
        } else {
            None
        }
    }

    /// Minutes since Monday 00:00.
    pub(crate) const fn of_week(self) -> u16 {
        self.0
    }

    pub(crate) const fn weekday(self) -> u16 {
        self.0 / DAY
    }

    pub(crate) const fn minute_of_day(self) -> u16 {
        self.0 % DAY
    }

    pub(crate) const fn is_weekend(self) -> bool {
        self.0 >= 5 * DAY
    }
}

/// What tags are judged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) season: Season,
    pub(crate) at: WeekMinute,
}

/// Minutes of the week from one to another, the latter excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Span {
    pub(crate) from: u16,
    pub(crate) to: u16,
}

impl Span {
    /// Whether there is such a span.
    pub(crate) const fn is_sound(self) -> bool {
        self.from < self.to && self.to <= WEEK
    }
}

/// Some of the minutes of the week, in some seasons.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct When {
    pub(crate) seasons: Seasons,
    /// Ascending and apart.
    pub(crate) spans: Vec<Span>,
}

impl When {
    pub(crate) fn holds(&self, moment: Moment) -> bool {
        let now = moment.at.0;
        self.seasons.has(moment.season) && self.spans.iter().any(|span| (span.from..span.to).contains(&now))
    }
}
