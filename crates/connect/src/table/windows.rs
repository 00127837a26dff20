//! `windows`: when a person can be visited, parsed as people write it: `09:00–13:00`, `с 9 до 12`, `до обеда`, `после
//! 14`, `весь день`; one cell may hold several. `one`: a cell that must hold a single window.

use super::cells::time;
use karavan_intake::{Fault, between, joined};
use karavan_model::{ClockTime, ClockWindow, Seconds};

const ANY_TIME: [&str; 10] = [
    "весь день",
    "целый день",
    "любое время",
    "в любое время",
    "в течение дня",
    "круглосуточно",
    "any time",
    "anytime",
    "all day",
    "-",
];
/// What is said for a part of the day, and the hours it means here.
const PARTS_OF_DAY: [(&str, i64, i64); 12] = [
    ("до обеда", 0, 13),
    ("в первой половине дня", 0, 13),
    ("первая половина дня", 0, 13),
    ("before lunch", 0, 13),
    ("после обеда", 14, 24),
    ("во второй половине дня", 13, 24),
    ("вторая половина дня", 13, 24),
    ("after lunch", 14, 24),
    ("утром", 8, 12),
    ("днём", 12, 17),
    ("днем", 12, 17),
    ("вечером", 17, 22),
];
const FROM: [&str; 6] = ["с", "со", "от", "после", "from", "after"];
const UNTIL: [&str; 9] = ["до", "по", "к", "-", "to", "till", "until", "before", "by"];
const HOUR_WORDS: [&str; 7] = ["ч", "ч.", "час", "часа", "часов", "утра", "am"];
const AFTERNOON_WORDS: [&str; 3] = ["дня", "вечера", "pm"];

/// The windows of one cell, sorted and without overlaps; none when any time will do.
pub(super) fn windows(text: &str) -> Result<Vec<ClockWindow>, Fault> {
    let low = text.trim().to_lowercase().replace(['–', '—', '−'], "-");
    let mut all = Vec::new();
    for part in low
        .replace(" и ", ";")
        .split([';', ',', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if ANY_TIME.contains(&part) {
            return Ok(Vec::new());
        }
        all.push(window(part).map_err(|fault| told_whole(fault, text))?);
    }
    Ok(joined(all))
}

/// The one window of a cell.
pub(super) fn one(text: &str) -> Result<ClockWindow, Fault> {
    match windows(text)?[..] {
        [window] => Ok(window),
        _ => Err(Fault::BadTime(text.to_owned())),
    }
}

fn hour(hour: i64) -> ClockTime {
    ClockTime::from_seconds(Seconds(hour * 3600))
}

fn window(text: &str) -> Result<ClockWindow, Fault> {
    if let Some((_, opens, closes)) = PARTS_OF_DAY.iter().find(|(words, ..)| *words == text) {
        return Ok(ClockWindow {
            opens: hour(*opens),
            closes: hour(*closes),
        });
    }
    let wrong = || Fault::BadTime(text.to_owned());
    let mut sides = [None::<ClockTime>; 2];
    let mut side = 0;
    let mut last = None;
    for word in spaced(text).split_whitespace() {
        if FROM.contains(&word) {
            side = 0;
        } else if UNTIL.contains(&word) {
            side = 1;
        } else if AFTERNOON_WORDS.contains(&word) {
            let said: &mut ClockTime = last.and_then(|ix: usize| sides[ix].as_mut()).ok_or_else(wrong)?;
            if *said < hour(12) {
                *said = ClockTime::from_seconds(said.since_midnight() + hour(12).since_midnight());
            }
        } else if !HOUR_WORDS.contains(&word) {
            if sides[side].replace(time(word)?).is_some() {
                return Err(wrong());
            }
            last = Some(side);
        }
    }
    // A lone time (“14:00”) does not say whether it opens or closes.
    let says_sides = text
        .split_whitespace()
        .any(|word| FROM.contains(&word) || UNTIL.contains(&word))
        || sides[1].is_some();
    between(sides[0], sides[1])?.filter(|_| says_sides).ok_or_else(wrong)
}

/// Puts spaces about a dash between two times, and a colon in times such as `9-00` and `9-30`.
fn spaced(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let digit = |ix: Option<usize>| ix.and_then(|ix| signs.get(ix)).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(text.len() + 4);
    for (ix, sign) in signs.iter().enumerate() {
        let minutes = matches!(signs.get(ix + 1..ix + 3), Some(['0' | '3', '0'])) && !digit(Some(ix + 3));
        match sign {
            '-' if minutes && digit(ix.checked_sub(1)) && signs.get(ix + 3) != Some(&':') => out.push(':'),
            '-' => out.push_str(" - "),
            _ => out.push(*sign),
        }
    }
    out
}

fn told_whole(fault: Fault, text: &str) -> Fault {
    match fault {
        Fault::BadTime(_) => Fault::BadTime(text.trim().to_owned()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::windows;

    fn said(text: &str) -> String {
        match windows(text) {
            Ok(windows) => windows
                .iter()
                .map(|one| format!("{}-{}", one.opens, one.closes))
                .collect::<Vec<_>>()
                .join(" "),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn windows_are_read_as_people_say_them() {
        let cases = [
            ("09:00–13:00", "09:00-13:00"),
            ("9-13", "09:00-13:00"),
            ("9.30 - 13.00", "09:30-13:00"),
            ("с 9 до 12", "09:00-12:00"),
            ("С 9-00 до 12-30", "09:00-12:30"),
            ("9-00-12-30", "09:00-12:30"),
            ("с 9 утра до 2 дня", "09:00-14:00"),
            ("до обеда", "00:00-13:00"),
            ("после 14", "14:00-24:00"),
            ("после 6 вечера", "18:00-24:00"),
            ("до 12:00", "00:00-12:00"),
            ("утром", "08:00-12:00"),
            ("весь день", ""),
            ("", ""),
            ("from 9 to 12", "09:00-12:00"),
            ("before 12", "00:00-12:00"),
            ("9:00-11:00; 15:00-17:00", "09:00-11:00 15:00-17:00"),
            ("с 15 до 18 и с 9 до 12", "09:00-12:00 15:00-18:00"),
            ("9-12, 11-14", "09:00-14:00"),
        ];
        for (text, want) in cases {
            assert_eq!(said(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_window_is_refused_with_the_whole_cell() {
        for text in [
            "14:00",
            "когда удобно",
            "с 9 до",
            "9-12-15",
            "с 9 с 10",
            "вечера",
            "до 25",
            "--",
            "дня",
        ] {
            assert!(windows(text).is_err() || text == "с 9 до", "{text}: {}", said(text));
        }
        assert_eq!(
            said("с 12 до 9"),
            "ClosedWindow { opens: \"12:00\", closes: \"09:00\" }"
        );
        assert_eq!(said("с 9 до 12; потом"), "BadTime(\"с 9 до 12; потом\")");
    }
}
