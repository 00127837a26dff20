//! `holds`: whether a moment lies in hours as people write them: `Mo-Fr 07:00-10:00,16:00-19:00; Sa 08:00-12:00; PH
//! off`.
//!
//! Alternatives add up, whatever parts them, and `off` takes away. Weekdays, hours, months and the sun are read. Days
//! of the month are left out, and holidays never come. A text that speaks of anything else (weight, wet road, the first
//! Tuesday, a year) cannot be judged.

use super::season::Season;
use crate::week::{DAY, Moment};

const WEEKDAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const HOLIDAYS: [&str; 2] = ["ph", "sh"];
/// When the sun rises and sets between Moscow and Almaty, in July and in January.
const SUN: [(&str, u16, u16); 4] = [
    ("sunrise", 5 * 60, 9 * 60),
    ("dawn", 5 * 60, 9 * 60),
    ("sunset", 21 * 60, 17 * 60),
    ("dusk", 21 * 60, 17 * 60),
];
/// More is a mistake of the map: days of the month have two digits.
const DAY_OF_MONTH_MAX: u32 = 31;

/// No value of the map is longer.
const LETTERS_MAX: usize = 255;

/// What one word of the text says.
#[derive(Clone, Copy)]
enum Word {
    /// Whether the months, or the half of the year, are those of the moment.
    Months(bool),
    /// A bit for each weekday.
    Weekdays(u8),
    /// Minutes of the day; the end may lie beyond midnight.
    Hours(u16, u16),
    Off,
    /// Says nothing more.
    Silent,
}

/// Words that belong together: some months, some days, some hours.
#[derive(Clone, Default)]
struct Alternative {
    months: Option<bool>,
    weekdays: Option<u8>,
    hours: Vec<(u16, u16)>,
    is_off: bool,
}

/// Whether the text holds at a moment; `None` when it cannot be judged.
pub(super) fn holds(text: &str, moment: Moment) -> Option<bool> {
    if text.chars().nth(LETTERS_MAX).is_some() {
        return None;
    }
    let upper = text.replace(" and ", " AND ");
    let mut all = Some(true);
    for part in upper.split(" AND ") {
        match holds_alone(part, moment) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

fn holds_alone(text: &str, moment: Moment) -> Option<bool> {
    let mut held = Some(false);
    for rule in text.split(';').filter(|rule| !rule.trim().is_empty()) {
        let Some(alternatives) = alternatives(rule, moment.season) else {
            held = held.filter(|&held| held);
            continue;
        };
        for alternative in alternatives {
            if alternative.holds(moment) {
                held = Some(!alternative.is_off);
            }
        }
    }
    held
}

/// The minutes of the day at which a text may begin or cease to hold.
pub(super) fn clock_minutes(text: &str) -> impl Iterator<Item = u16> + '_ {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':');
    let seasons = [Season::Summer, Season::Winter];
    words.flat_map(move |word| {
        seasons
            .into_iter()
            .filter_map(move |season| Some(minute(word, season)? % DAY))
    })
}

/// The alternatives of `Mo-Fr 07:00-10:00,16:00-19:00, Sa 08:00-12:00`: a coarser word after a finer one begins
/// another.
fn alternatives(rule: &str, season: Season) -> Option<Vec<Alternative>> {
    let joined = rule.replace(" - ", "-").replace('–', "-");
    let words = joined.split([' ', ',', '\t']).map(|word| word.trim_matches(':'));
    let mut found = vec![Alternative::default()];
    let mut finest = 0;
    let mut is_empty = true;
    let mut earlier_month = None;
    for text in words.filter(|word| !word.is_empty()) {
        let text = text.to_ascii_lowercase();
        let word = word(&text, season, &mut earlier_month)?;
        is_empty = false;
        let fineness = match word {
            Word::Silent => continue,
            Word::Months(_) => 0,
            Word::Weekdays(_) => 1,
            Word::Hours(..) => 2,
            Word::Off => 3,
        };
        if fineness < finest {
            found.push(Alternative::default());
        }
        finest = fineness;
        let last = found.last_mut()?;
        match word {
            Word::Months(is_held) => last.months = Some(last.months.unwrap_or(false) || is_held),
            Word::Weekdays(days) => last.weekdays = Some(last.weekdays.unwrap_or(0) | days),
            Word::Hours(from, to) => last.hours.push((from, to)),
            Word::Off => last.is_off = true,
            Word::Silent => {}
        }
    }
    (!is_empty).then_some(found)
}

/// What a word says; `None` when it is not known. `Nov 15-Apr 1` is a span of months whose first word is kept in
/// `earlier_month`.
fn word(text: &str, season: Season, earlier_month: &mut Option<usize>) -> Option<Word> {
    match text {
        "24/7" => return Some(Word::Weekdays(0x7f)),
        "off" | "closed" => return Some(Word::Off),
        "winter" | "snow" | "ice" => return Some(Word::Months(season == Season::Winter)),
        "summer" => return Some(Word::Months(season == Season::Summer)),
        _ => {}
    }
    if HOLIDAYS.contains(&text) {
        return Some(Word::Weekdays(0));
    }
    if let Some((from, to)) = span(&WEEKDAYS, text) {
        return Some(Word::Weekdays(round(from, to, 7).fold(0, |days, day| days | 1 << day)));
    }
    if let Some((from, to)) = span(&MONTHS, text) {
        *earlier_month = Some(to);
        return Some(Word::Months(round(from, to, 12).any(|month| month == season.month())));
    }
    let is_day = |text: &str| text.parse().is_ok_and(|day: u32| day <= DAY_OF_MONTH_MAX);
    if let Some((from, to)) = text.split_once('-') {
        if let (true, Some(month), Some((later, _))) = (is_day(from), *earlier_month, span(&MONTHS, to)) {
            return Some(Word::Months(
                round(month, later, 12).any(|month| month == season.month()),
            ));
        }
        if is_day(from) && is_day(to) && earlier_month.is_some() {
            return Some(Word::Silent);
        }
        let (from, to) = (minute(from, season)?, minute(to, season)?);
        return Some(Word::Hours(from, if to <= from { to + DAY } else { to }));
    }
    if let Some(from) = text.strip_suffix('+') {
        return Some(Word::Hours(minute(from, season)?, DAY));
    }
    is_day(text).then_some(Word::Silent)
}

impl Alternative {
    fn holds(&self, moment: Moment) -> bool {
        let (today, now) = (moment.at.weekday(), moment.at.minute_of_day());
        let is_on = |day: u16| self.weekdays.is_none_or(|days| days >> day & 1 == 1);
        let in_hours = || {
            let by = |&(from, to): &(u16, u16)| {
                let since_midnight = is_on(today) && (from..to).contains(&now);
                // Friday from 22:00 to 06:00 is Saturday morning too.
                since_midnight || (is_on((today + 6) % 7) && (from..to).contains(&(now + DAY)))
            };
            self.hours.iter().any(by)
        };
        self.months.unwrap_or(true)
            && if self.hours.is_empty() {
                is_on(today)
            } else {
                in_hours()
            }
    }
}

/// The places of `Mo-Fr` or `We` in the round of names; `None` when it is no span of them.
fn span(names: &[&str], text: &str) -> Option<(usize, usize)> {
    let find = |name: &str| names.iter().position(|known| *known == name);
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((find(from)?, find(to)?))
}

/// From one place of a round to another, both included.
fn round(from: usize, to: usize, count: usize) -> impl Iterator<Item = usize> {
    let last = if to < from { to + count } else { to };
    (from..=last).map(move |place| place % count)
}

/// The minute of the day of `07:00`, up to `48:00`, or of the sun.
fn minute(text: &str, season: Season) -> Option<u16> {
    if let Some(&(_, summer, winter)) = SUN.iter().find(|(name, ..)| *name == text) {
        return Some(if season == Season::Winter { winter } else { summer });
    }
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 48 && minute < 60).then_some(hour * 60 + minute)
}
