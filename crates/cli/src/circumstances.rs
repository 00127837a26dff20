//! The options `--at`, `--closed` and `--winter` (`CircumstanceArgs`; without the hour `LastingCircumstanceArgs`): the
//! hour of driving (`08:30` of a working day, or `sat 10:00`), closed streets, snow; and how they change an opened map.
//! Their effect on travel times is computed in `karavan_roads`.

use crate::failure::Failure;
use clap::Args;
use karavan_map::Map;
use karavan_roads::{Affected, CircumstanceChange, Circumstances, Effect, Season, WeekMinute};

/// What is different from an ordinary day.
#[derive(Debug, Args)]
pub(crate) struct CircumstanceArgs {
    /// When people drive, `HH:MM` of a working day or `sat 10:00`; an average of the day without it.
    #[arg(long, value_name = "TIME", value_parser = week_minute)]
    at: Option<WeekMinute>,
    #[command(flatten)]
    conditions: LastingCircumstanceArgs,
}

/// What is different whatever the hour.
#[derive(Clone, Debug, Args)]
pub(crate) struct LastingCircumstanceArgs {
    /// Streets that are closed, by the ids of their ways on the map.
    #[arg(long, value_name = "WAY,WAY", value_delimiter = ',')]
    closed: Vec<i64>,
    /// Snow lies: ice roads are open, fords and unploughed roads closed, everyone is slower.
    #[arg(long)]
    winter: bool,
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// A day in the middle of the working week.
const WORKING_DAY: &str = "wed";

impl CircumstanceArgs {
    /// As circumstances of the roads of a map; `None` when nothing is different.
    pub(crate) fn circumstances(&self, map: &Map) -> Result<Option<Circumstances>, Failure> {
        let lasting = self.conditions.circumstances(map)?;
        if self.at.is_none() {
            return Ok(lasting);
        }
        Ok(Some(Circumstances {
            at: self.at,
            ..lasting.unwrap_or_default()
        }))
    }

    /// The map as it is then.
    pub(crate) fn of(&self, map: Map) -> Result<Map, Failure> {
        let circumstances = self.circumstances(&map)?;
        Ok(changed(map, circumstances.as_ref()))
    }
}

impl LastingCircumstanceArgs {
    /// With what a configuration file says besides.
    pub(crate) fn and(mut self, closed: Vec<i64>, winter: bool) -> Self {
        self.closed.extend(closed);
        self.winter |= winter;
        self
    }

    /// Refuses closed streets where there are several maps: the ids of ways are of one of them.
    pub(crate) fn of_no_map(&self) -> Result<(), Failure> {
        match self.closed.is_empty() {
            true => Ok(()),
            false => Err(Failure::input(
                "--closed: where several regions are served, say it in the table [regions.NAME] of the configuration \
                 file",
            )),
        }
    }

    /// The map while they last.
    pub(crate) fn of(&self, map: Map) -> Result<Map, Failure> {
        let circumstances = self.circumstances(&map)?;
        Ok(changed(map, circumstances.as_ref()))
    }

    fn circumstances(&self, map: &Map) -> Result<Option<Circumstances>, Failure> {
        if let Some(way) = self.closed.iter().find(|way| !map.has_way(**way)) {
            return Err(Failure::input(format!(
                "--closed: way {way} is no road of this map; look its id up on openstreetmap.org, or leave it out"
            )));
        }
        let closure = || CircumstanceChange {
            affected: Affected::Ways(self.closed.clone()),
            effect: Effect::Closed,
            hours: None,
        };
        let changes = if self.closed.is_empty() {
            vec![]
        } else {
            vec![closure()]
        };
        let season = if self.winter { Season::Winter } else { Season::Summer };
        Ok((self.winter || !changes.is_empty()).then_some(Circumstances {
            at: None,
            season,
            changes,
        }))
    }
}

fn changed(map: Map, circumstances: Option<&Circumstances>) -> Map {
    match circumstances {
        Some(circumstances) => map.under(circumstances),
        None => map,
    }
}

fn week_minute(text: &str) -> Result<WeekMinute, String> {
    let (day, time) = text.trim().split_once(' ').unwrap_or((WORKING_DAY, text.trim()));
    let weekday = WEEKDAYS.iter().position(|name| name.eq_ignore_ascii_case(day));
    let number = |part: &str| part.parse::<u16>().ok();
    let minute = time.split_once(':').and_then(|(hour, minute)| {
        let minute = number(minute).filter(|&minute| minute < 60)?;
        number(hour).filter(|&hour| hour < 24).map(|hour| 60 * hour + minute)
    });
    let moment = weekday
        .zip(minute)
        .and_then(|(day, minute)| WeekMinute::new(day as u16, minute));
    moment.ok_or_else(|| format!("“{text}” is no time; write 08:30 for a working day, or a day too: sat 10:00"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::week_minute;
    use karavan_roads::WeekMinute;

    #[test]
    fn times_are_read_with_and_without_a_day() {
        assert_eq!(week_minute("08:30"), Ok(WeekMinute::new(2, 510).unwrap()));
        assert_eq!(week_minute("Sun 00:05"), Ok(WeekMinute::new(6, 5).unwrap()));
        for wrong in ["", "8", "24:00", "08:60", "day 08:00", "08:3x", "-1:00"] {
            assert!(week_minute(wrong).is_err(), "{wrong}");
        }
    }
}
