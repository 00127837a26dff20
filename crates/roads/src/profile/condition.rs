//! `held`: which value of a `:conditional` tag holds: `no @ (Mo-Fr 07:00-19:00); destination @ (22:00-06:00)`.
//!
//! What a condition says of hours, weekdays and months is judged for a [`Moment`]; one that speaks of anything else
//! (weight, wet road) is taken not to hold.

use super::opening_hours;
use crate::week::Moment;

/// The last value whose condition holds; `None` when none does.
pub(super) fn held(conditional: &str, moment: Moment) -> Option<&str> {
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
        (opening_hours::holds(condition, moment) == Some(true)).then(|| value.trim())
    });
    // Not `last`, which would begin at the end, where the brackets are not yet counted.
    held.reduce(|_, later| later)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::held;
    use crate::profile::Season;
    use crate::week::{Moment, WeekMinute};

    fn moment(season: Season, weekday: u16, hour: u16) -> Moment {
        let at = WeekMinute::new(weekday, hour * 60).unwrap();
        Moment { season, at }
    }

    #[test]
    fn what_holds_on_wednesday_at_noon_is_told() {
        let table = [
            ("no @ (07:00-19:00)", Some("no")),
            ("no @ 07:00-19:00", Some("no")),
            ("no@(07:00-19:00)", Some("no")),
            ("no @ (Mo-Fr 07:00-19:00)", Some("no")),
            ("no @ (Mo-Fr 07:00-10:00,16:00-19:00)", None),
            ("no @ (22:00-06:00)", None),
            ("no @ (20:00-13:00)", Some("no")),
            ("no @ (Sa-Su)", None),
            ("no @ (Fr-We)", Some("no")),
            ("no @ (We)", Some("no")),
            ("no @ (weight>3.5)", None),
            ("no @ (Mo-Fr AND weight>3.5)", None),
            ("no @ (Mo-Fr AND 07:00-19:00)", Some("no")),
            ("no @ (Mo-Fr AND 17:00-19:00)", None),
            ("no @ (Nov-Apr)", None),
            ("yes @ (19:00-07:00); delivery @ (Mo-Fr 08:00-16:00)", Some("delivery")),
            ("no @ (Mo-Su); destination @ (10:00-14:00)", Some("destination")),
            ("no @ (Mo-Tu 10:00-12:00; We 09:00-15:00)", Some("no")),
            ("no @ (We[1] 08:00-18:00)", None),
            ("no @ (2019 Jul 16-2020 Jul 30)", None),
            ("no @ (2019 Jul 16-2020 Jul 30; We 09:00-15:00)", Some("no")),
            ("no @ (sunrise-sunset)", Some("no")),
            ("no @ (sunset-sunrise)", None),
            ("no", None),
            ("no @ ()", None),
            ("@", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(held(text, moment(Season::Summer, 2, 12)), expected, "{text}");
        }
        let long = format!("no @ (07:00-19:00{})", ",07:00-19:00".repeat(30));
        assert_eq!(held(&long, moment(Season::Summer, 2, 12)), None);
    }

    #[test]
    fn what_holds_at_other_hours_is_told() {
        // Hours on which weekdays, 0 for Monday, it holds and does not.
        let table = [
            ("07:00-10:00", [(0, 7), (6, 9)], [(0, 6), (3, 10)]),
            ("Mo-Fr 07:00-10:00,16:00-19:00", [(0, 8), (4, 18)], [(5, 17), (2, 12)]),
            ("Mo,We,Fr 08:00-12:00", [(0, 8), (4, 11)], [(1, 8), (0, 12)]),
            (
                "Mo-Fr 07:00-10:00, Sa 08:00-12:00",
                [(1, 9), (5, 11)],
                [(5, 7), (1, 11)],
            ),
            (
                "Mo-Fr 07:00-10:00; Sa 08:00-12:00",
                [(1, 9), (5, 11)],
                [(5, 7), (1, 11)],
            ),
            ("Mo-Fr,PH 07:00-10:00; PH off", [(1, 9), (0, 7)], [(5, 9), (1, 11)]),
            ("07:00-19:00; Su off", [(5, 9), (0, 18)], [(6, 9), (0, 19)]),
            ("22:00-06:00", [(0, 23), (0, 5)], [(0, 6), (0, 21)]),
            ("Fr 22:00-06:00", [(4, 23), (5, 5)], [(4, 5), (5, 22)]),
            ("Su 22:00-30:00", [(6, 23), (0, 5)], [(6, 5), (0, 6)]),
            ("20:00+", [(0, 20), (3, 23)], [(0, 19), (0, 0)]),
            ("06:00-00:00", [(0, 6), (0, 23)], [(0, 0), (0, 5)]),
            ("00:00-24:00", [(0, 0), (0, 23)], [(7, 0), (7, 0)]),
            ("24/7", [(0, 0), (6, 23)], [(7, 0), (7, 0)]),
            ("Jul Sa 08:00-10:00", [(5, 8), (5, 9)], [(4, 8), (5, 10)]),
        ];
        for (hours, held_at, not_at) in table {
            let text = format!("no @ ({hours})");
            let value = |(day, hour)| held(&text, moment(Season::Summer, day, hour));
            assert_eq!(held_at.map(value), [Some("no"); 2], "{text}");
            for (day, hour) in not_at.into_iter().filter(|&(day, _)| day < 7) {
                assert_eq!(value((day, hour)), None, "{text} on {day} at {hour}");
            }
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
            ("no @ (Jul 15-25)", Some("no"), None),
            ("no @ (Nov-Apr Mo-Fr 08:00-20:00)", None, Some("no")),
            ("no @ (Nov-Apr: Mo-Fr 08:00-20:00)", None, Some("no")),
            ("no @ (Nov-Apr Sa)", None, None),
            ("no @ winter", None, Some("no")),
            ("yes @ summer; no @ winter", Some("yes"), Some("no")),
        ];
        for (text, summer, winter) in table {
            assert_eq!(held(text, moment(Season::Summer, 2, 12)), summer, "{text}");
            assert_eq!(held(text, moment(Season::Winter, 2, 12)), winter, "{text}");
        }
    }
}
