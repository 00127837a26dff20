//! `:conditional` tags: `no @ (Mo-Fr 07:00-19:00); destination @ (22:00-06:00)`.
//!
//! They are judged for the middle of a working day, when people are visited: Wednesday noon. Hours and weekdays are read; a condition that speaks of anything
//! else (weight, season, wet road) is taken not to hold.

const NOON: u32 = 12 * 60;
const WEDNESDAY: usize = 2;
const WEEKDAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// The last value whose condition holds; `None` when none does.
pub(super) fn held(conditional: &str) -> Option<&str> {
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
        holds(condition).then(|| value.trim())
    });
    // Not `last`, which would begin at the end, where the brackets are not yet counted.
    held.reduce(|_, later| later)
}

/// Whether any of the alternatives `Mo-Fr 07:00-10:00, 16:00-19:00; Sa 08:00-12:00` holds.
fn holds(condition: &str) -> bool {
    condition.split([';', ',']).any(|alternative| {
        let words: Vec<&str> = alternative.split_whitespace().collect();
        !words.is_empty()
            && words
                .iter()
                .all(|word| has_hour(word).or_else(|| has_day(word)).unwrap_or(false))
    })
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

/// Whether `Mo-Fr` or `We` holds Wednesday; `None` when it is no span of days.
fn has_day(word: &str) -> Option<bool> {
    let day = |name: &str| WEEKDAYS.iter().position(|known| known.eq_ignore_ascii_case(name));
    let (from, to) = word.split_once('-').unwrap_or((word, word));
    let (from, to) = (day(from)?, day(to)?);
    Some(if from <= to {
        (from..=to).contains(&WEDNESDAY)
    } else {
        WEDNESDAY >= from || WEDNESDAY <= to
    })
}

#[cfg(test)]
mod tests {
    use super::held;

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
            assert_eq!(held(text), expected, "{text}");
        }
    }
}
