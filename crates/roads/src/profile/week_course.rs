//! `course`: judges conditional tags at every minute of the week and in both seasons at which they may change, and
//! returns each value with the `When` of it. Tags that name too many times of day or values count as on an ordinary
//! Wednesday noon.

use super::opening_hours;
use super::season::{Season, Seasons};
use crate::week::{DAY, Moment, Span, WEEK, WeekMinute, When};
use karavan_osm::Tags;

/// Hours of restrictions in the words of old maps, and of gates and ferries.
const KEYS: [&str; 5] = ["opening_hours", "hour_on", "hour_off", "day_on", "day_off"];
/// A map that names more times of day on one road means none of them.
const CLOCK_MINUTES_MAX: usize = 12;
/// Nor is a road so many different things in turn.
const VALUES_MAX: usize = 8;

/// What holds, and when: each value once for each season in which it holds, or once for both.
pub(super) type Course<T> = Vec<(When, T)>;

/// What is judged at the middle of an ordinary day.
pub(super) const ORDINARY: Moment = Moment {
    season: Season::Summer,
    at: WeekMinute::ORDINARY,
};

/// Whether the tags may mean one thing now and another at another hour or in another month.
pub(super) fn is_conditional(tags: &Tags) -> bool {
    tags.iter()
        .any(|(key, _)| key.ends_with(":conditional") || KEYS.contains(&key))
}

/// What the tags mean at all moments.
pub(super) fn course<T: Copy + PartialEq>(tags: &Tags, judge: &dyn Fn(Moment) -> T) -> Course<T> {
    let course = course_at(&clock_minutes(tags), judge);
    if course.len() > VALUES_MAX {
        return course_at(&[WeekMinute::ORDINARY], &|_| judge(ORDINARY));
    }
    course
}

fn course_at<T: Copy + PartialEq>(minutes: &[WeekMinute], judge: &dyn Fn(Moment) -> T) -> Course<T> {
    let mut course: Course<T> = Vec::new();
    for (season, seasons) in [
        (Season::Summer, Seasons::SummerOnly),
        (Season::Winter, Seasons::WinterOnly),
    ] {
        let mut of_season: Course<T> = Vec::new();
        let mut last: Option<T> = None;
        for at in minutes.iter().copied() {
            let value = judge(Moment { season, at });
            let from = if last.is_none() { 0 } else { at.of_week() };
            if last.replace(value) == Some(value) {
                continue;
            }
            // What held until now ends here.
            end_open_span(&mut of_season, from);
            let span = Span { from, to: WEEK };
            match of_season.iter_mut().find(|(_, other)| *other == value) {
                Some((when, _)) => when.spans.push(span),
                None => of_season.push((
                    When {
                        seasons,
                        spans: vec![span],
                    },
                    value,
                )),
            }
        }
        for (when, value) in of_season {
            let is_same = |(other, told): &&mut (When, T)| *told == value && other.spans == when.spans;
            match course.iter_mut().find(is_same) {
                Some((other, _)) => other.seasons = Seasons::All,
                None => course.push((when, value)),
            }
        }
    }
    course
}

fn end_open_span<T>(course: &mut Course<T>, at: u16) {
    let spans = course.iter_mut().filter_map(|(when, _)| when.spans.last_mut());
    for span in spans.filter(|span| span.to == WEEK) {
        span.to = at;
    }
}

/// Every minute of the week at which something may change, the first of the week among them.
fn clock_minutes(tags: &Tags) -> Vec<WeekMinute> {
    let texts = tags
        .iter()
        .filter(|(key, _)| key.ends_with(":conditional") || KEYS.contains(key));
    let mut of_day: Vec<u16> = texts.flat_map(|(_, text)| opening_hours::clock_minutes(text)).collect();
    of_day.push(0);
    of_day.sort_unstable();
    of_day.dedup();
    if of_day.len() > CLOCK_MINUTES_MAX {
        return vec![WeekMinute::ORDINARY];
    }
    (0..WEEK / DAY)
        .flat_map(|day| of_day.iter().filter_map(move |&minute| WeekMinute::new(day, minute)))
        .collect()
}
