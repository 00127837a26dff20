//! `is_ferry`: which ways are ferries; `duration_seconds`: the seconds that their tag `duration` tells (`00:25`,
//! `PT25M`, `25`). Whom a ferry takes is decided in `class.rs`; the wait at the pier is in `turn_graph/turns.rs`.

use karavan_osm::Tags;

/// How fast a boat is that has no timetable.
pub(super) const KMH: f64 = 8.0;
/// A crossing takes no longer than two days; more is a mistake of the map.
const SECONDS_MAX: u32 = 2 * 86_400;

/// Whether a way is a boat's.
pub(super) fn is_ferry(tags: &Tags) -> bool {
    tags.is("route", "ferry")
}

/// Seconds that the tag `duration` of a ferry tells: `00:25`, `1:05:00`, `PT25M`, `25`, the last in minutes.
pub(super) fn duration_seconds(tags: &Tags) -> Option<u32> {
    let text = tags.get("duration").filter(|_| is_ferry(tags))?.trim();
    let seconds = match text.strip_prefix("PT") {
        Some(amounts) => iso(amounts)?,
        None => clock(text)?,
    };
    (1..=SECONDS_MAX).contains(&seconds).then_some(seconds)
}

fn clock(text: &str) -> Option<u32> {
    let parts: Vec<u32> = text
        .split(':')
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let of = |amount: u32, unit: u32| amount.checked_mul(unit);
    match parts[..] {
        [minutes] => of(minutes, 60),
        [hours, minutes] => of(hours, 3_600)?.checked_add(of(minutes, 60)?),
        [hours, minutes, seconds] => of(hours, 3_600)?.checked_add(of(minutes, 60)?)?.checked_add(seconds),
        _ => None,
    }
}

fn iso(text: &str) -> Option<u32> {
    let mut seconds = 0_u32;
    for part in text.split_inclusive(|letter: char| !letter.is_ascii_digit()) {
        let (amount, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
        let unit = match unit {
            "H" => 3_600,
            "M" => 60,
            "S" => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(amount.parse::<u32>().ok()?.checked_mul(unit)?)?;
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::duration_seconds;
    use karavan_osm::Tags;

    #[test]
    fn durations_are_read_in_all_their_spellings() {
        let table = [
            ("00:25", Some(1_500)),
            ("1:05:30", Some(3_930)),
            ("25", Some(1_500)),
            ("PT25M", Some(1_500)),
            ("PT1H5M", Some(3_900)),
            ("99:99:99:99", None),
            ("PT", None),
            ("PTé", None),
            ("soon", None),
            ("4000000000:00", None),
            ("", None),
        ];
        for (text, expected) in table {
            let tags: Tags = [("route", "ferry"), ("duration", text)].into_iter().collect();
            assert_eq!(duration_seconds(&tags), expected, "{text}");
        }
    }
}
