//! `:conditional` tags: `no @ (Mo-Fr 07:00-19:00); destination @ (22:00-06:00)`.
//!
//! They are judged for the middle of a working day, when people are visited: Wednesday noon, in July for summer and in January for winter. Hours,
//! weekdays and months are read; a condition that speaks of anything else (weight, wet road) is taken not to hold.

use super::Season;

const NOON: u32 = 12 * 60;
const WEDNESDAY: usize = 2;
const WEEKDAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The last value whose condition holds; `None` when none does.
pub(super) fn held(conditional: &str, season: Season) -> Option<&str> {
    // A `;` inside brackets parts hours, outside it parts values.
    let mut depth = 0;
    let parts = conditional.split(move |letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        letter == ';' && depth == 0
    });
    let held = parts.filter_map(|part| {
        let (value, condition) = part.split_once('@')?;
        let condition = condition.trim().trim_start_matches('(').trim_end_matches(')');
        holds(condition, season).then(|| value.trim())
    });
    // Not `last`, which would begin at the end, where the brackets are not yet counted.
    held.reduce(|_, later| later)
}

/// Whether any of the alternatives `Mo-Fr 07:00-10:00, 16:00-19:00; Sa 08:00-12:00` holds.
fn holds(condition: &str, season: Season) -> bool {
    condition.split([';', ',']).any(|alternative| {
        // `Nov 15-Apr 1` is a span of months here, the days left out; `Nov - Apr` one word.
        let joined = alternative.replace(" - ", "-");
        let mut words = joined
            .split_whitespace()
            .filter(|word| !is_day_of_month(word))
            .peekable();
        let is_some = words.peek().is_some();
        let is_held = |word: &str| {
            let known = has_hour(word)
                .or_else(|| within(&WEEKDAYS, WEDNESDAY, word))
                .or_else(|| within(&MONTHS, season.month(), word))
                .or_else(|| has_season(season, word));
            known.unwrap_or(false)
        };
        is_some && joined_months(words).iter().all(|word| is_held(word))
    })
}

/// `15`, or `15-Apr` without what joins the months.
fn is_day_of_month(word: &str) -> bool {
    word.parse::<u32>().is_ok()
}

/// The words, where `Nov 15-Apr` has become `Nov-Apr`.
fn joined_months<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        let later = word
            .split_once('-')
            .and_then(|(day, month)| is_day_of_month(day).then_some(month));
        match (later, joined.last_mut()) {
            (Some(month), Some(earlier)) => earlier.push_str(&format!("-{month}")),
            _ => joined.push(word.to_owned()),
        }
    }
    joined
}

/// Whether `winter` is meant; `None` when the word is no half of the year.
fn has_season(season: Season, word: &str) -> Option<bool> {
    match word {
        "winter" | "snow" | "ice" => Some(season == Season::Winter),
        "summer" => Some(season == Season::Summer),
        _ => None,
    }
}

/// Whether `07:00-19:00` holds noon; `None` when it is no span of hours.
fn has_hour(word: &str) -> Option<bool> {
    let (from, to) = word.split_once('-')?;
    let (from, to) = (minute(from)?, minute(to)?);
    Some(if from <= to {
        (from..to).contains(&NOON)
    } else {
        NOON >= from || NOON < to
    })
}

fn minute(word: &str) -> Option<u32> {
    let (hour, minute) = word.split_once(':')?;
    Some(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
}

/// Whether `Mo-Fr` or `We`, `Nov-Apr` or `Dec` holds a place in the round of names; `None` when it is no span of them.
fn within(names: &[&str], place: usize, word: &str) -> Option<bool> {
    let find = |name: &str| names.iter().position(|known| known.eq_ignore_ascii_case(name));
    let (from, to) = word.split_once('-').unwrap_or((word, word));
    let (from, to) = (find(from)?, find(to)?);
    Some(if from <= to {
        (from..=to).contains(&place)
    } else {
        place >= from || place <= to
    })
}

#[cfg(test)]
mod tests {
    use super::{Season, held};

    #[test]
    fn what_holds_on_wednesday_at_noon_is_told() {
        let table = [
            ("no @ (07:00-19:00)", Some("no")),
            ("no @ 07:00-19:00", Some("no")),
            ("no @ (Mo-Fr 07:00-19:00)", Some("no")),
            ("no @ (Mo-Fr 07:00-10:00,16:00-19:00)", None),
            ("no @ (22:00-06:00)", None),
            ("no @ (20:00-13:00)", Some("no")),
            ("no @ (Sa-Su)", None),
            ("no @ (Fr-We)", Some("no")),
            ("no @ (We)", Some("no")),
            ("no @ (weight>3.5)", None),
            ("no @ (Nov-Apr)", None),
            ("yes @ (19:00-07:00); delivery @ (Mo-Fr 08:00-16:00)", Some("delivery")),
            ("no @ (Mo-Su); destination @ (10:00-14:00)", Some("destination")),
            ("no @ (Mo-Tu 10:00-12:00; We 09:00-15:00)", Some("no")),
            ("no", None),
            ("@", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(held(text, Season::Summer), expected, "{text}");
        }
    }

    #[test]
    fn what_holds_in_july_and_in_january_is_told() {
        let table = [
            ("no @ (Nov-Apr)", None, Some("no")),
            ("no @ (May-Sep)", Some("no"), None),
            ("no @ (Dec)", None, None),
            ("no @ (Nov 15-Apr 1)", None, Some("no")),
            ("no @ (Nov 15 - Apr 1)", None, Some("no")),
            ("no @ (Nov-Apr Mo-Fr 08:00-20:00)", None, Some("no")),
            ("no @ (Nov-Apr Sa)", None, None),
            ("no @ winter", None, Some("no")),
            ("yes @ summer; no @ winter", Some("yes"), Some("no")),
        ];
        for (text, summer, winter) in table {
            assert_eq!(held(text, Season::Summer), summer, "{text}");
            assert_eq!(held(text, Season::Winter), winter, "{text}");
        }
    }
}
