//! One cell into one value: whole numbers, hours, dates, times of day and coordinates, as spreadsheets and people
//! write them. Windows are in `windows.rs`, words such as “urgent” in `words.rs`.

use karavan_intake::{Fault, Numeral};
use karavan_model::{ClockTime, Date, Seconds};

/// A whole number from 0 on, `2`, `2.0`, `2,0`, `1 000`, `2 шт.`, and what was written.
pub(super) fn numeral(text: &str) -> Numeral {
    Numeral {
        said: text.to_owned(),
        whole: whole(text),
    }
}

fn whole(text: &str) -> Option<u64> {
    let kept = text
        .trim()
        .trim_end_matches(['.', ' '])
        .trim_end_matches("шт")
        .trim_end();
    let kept: String = kept.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (whole, fraction) = kept.split_once(['.', ',']).unwrap_or((&kept, "0"));
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    (is_whole && digits).then(|| whole.parse().ok()).flatten()
}

/// Hours as a decimal number, `4`, `4,5`, `4.5 ч`; gives minutes.
pub(super) fn hours(text: &str) -> Numeral {
    let low = text.trim().to_lowercase().replace(',', ".");
    let bare = low.trim_end_matches(|letter: char| letter.is_alphabetic() || " .".contains(letter));
    let minutes = bare.parse::<f64>().map(|hours| (hours * 60.0).round()).ok();
    let minutes = minutes.filter(|minutes| (0.0..=f64::from(u32::MAX)).contains(minutes));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 2^32")]
    Numeral {
        said: text.to_owned(),
        whole: minutes.map(|minutes| minutes as u64),
    }
}

/// A date as `2026-11-21`, `21.11.2026` or `21.11.26`, with or without a time after it.
pub(super) fn date(text: &str) -> Result<Date, Fault> {
    let wrong = || Fault::BadDate(text.to_owned());
    let day = text.trim().split([' ', 'T']).next().unwrap_or_default();
    let (parts, is_iso) = if day.contains('-') {
        (day.split('-'), true)
    } else {
        (day.split('.'), false)
    };
    let mut parts: Vec<&str> = parts.collect();
    if !is_iso {
        parts.reverse();
    }
    let [year, month, day] = parts[..] else {
        return Err(wrong());
    };
    if ![year, month, day]
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(wrong());
    }
    let century = match year.len() {
        4 => 0,
        2 if !is_iso => 2000,
        _ => return Err(wrong()),
    };
    let year = year.parse::<i16>().map_err(|_| wrong())?;
    let (month, day) = (month.parse().map_err(|_| wrong())?, day.parse().map_err(|_| wrong())?);
    Date::new(century + year, month, day).ok_or_else(wrong)
}

/// A time of day: `09:30`, `9.30`, `9-30`, `9 ч`, with a date before it, or as the fraction of a day that Excel keeps
/// (`0.395833`).
pub(super) fn time(text: &str) -> Result<ClockTime, Fault> {
    let wrong = || Fault::BadTime(text.to_owned());
    let low = text.trim().to_lowercase();
    let clock = match low.split_once(' ') {
        Some((day, clock)) if date(day).is_ok() => clock.trim(),
        _ => &low,
    };
    if let Some(fraction) = clock.strip_prefix("0.").or_else(|| clock.strip_prefix("0,")) {
        let fraction: f64 = format!("0.{fraction}").parse().map_err(|_| wrong())?;
        // Excel keeps times as binary fractions of a day, so they are rounded to the minute.
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1440")]
        return Ok(ClockTime::from_seconds(Seconds(
            (fraction * 1440.0).round() as i64 * 60,
        )));
    }
    let bare = ["часов", "часа", "час", "ч.", "ч", "h"]
        .iter()
        .find_map(|unit| clock.strip_suffix(unit));
    let clock = bare.unwrap_or(clock).trim().replace('-', ":");
    clock.parse().map_err(|_| wrong())
}

/// A number with a decimal point or comma.
pub(super) fn decimal(text: &str) -> Result<f64, Fault> {
    let number = text.trim().replace(',', ".").parse().ok();
    number.ok_or_else(|| Fault::BadPoint(text.to_owned()))
}

/// A coordinate in degrees, with a decimal point or comma, from −`limit` to `limit`.
pub(super) fn degrees(text: &str, limit: f64) -> Result<f64, Fault> {
    let number = decimal(text).ok().filter(|number| number.abs() <= limit);
    number.ok_or_else(|| Fault::BadPoint(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{date, degrees, hours, time, whole};

    #[test]
    fn counts_are_whole_however_excel_writes_them() {
        for (text, number) in [
            ("2", 2),
            ("2.0", 2),
            ("2,0", 2),
            ("1 000", 1000),
            ("1\u{a0}000", 1000),
            ("2 шт.", 2),
            ("2.", 2),
            ("0", 0),
        ] {
            assert_eq!(whole(text), Some(number), "{text}");
        }
        for text in ["", "-1", "2.5", "2,5", "две", "1e3", ".0", "+2", "99999999999999999999"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn hours_are_decimal() {
        for (text, minutes) in [
            ("4", 240),
            ("4,5", 270),
            ("4.25 ч", 255),
            ("6 часов", 360),
            ("24", 1440),
            ("3 h.", 180),
            ("0.001", 0),
            ("25", 1500),
        ] {
            assert_eq!(hours(text).whole, Some(minutes), "{text}");
        }
        for text in ["", "-1", "4:30", "весь день", "NaN", "1e30"] {
            assert_eq!(hours(text).whole, None, "{text}");
        }
    }

    #[test]
    fn dates_are_russian_or_iso_and_must_exist() {
        for text in [
            "2026-11-21",
            "21.11.2026",
            "21.11.26",
            "2026-11-21 00:00:00",
            "2026-11-21T09:00",
        ] {
            assert_eq!(
                date(text).map(|date| date.to_string()),
                Ok("2026-11-21".to_owned()),
                "{text}"
            );
        }
        for text in [
            "",
            "31.11.2026",
            "2026-02-29",
            "11/21/2026",
            "26-11-21",
            "21 ноября",
            "1.2.3",
            "-1-1-1",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_read_as_people_and_excel_write_them() {
        let times = [
            ("09:30", "09:30"),
            ("9.30", "09:30"),
            ("9-30", "09:30"),
            ("9", "09:00"),
            ("9 ч.", "09:00"),
            ("9 часов", "09:00"),
            // 0.395833… of a day is 9.5 of 24 hours.
            ("0.3958333333", "09:30"),
            ("0,5", "12:00"),
            ("0.75", "18:00"),
            ("21.11.2026 9:30:00", "09:30"),
            ("24:00", "24:00"),
        ];
        for (text, clock) in times {
            assert_eq!(time(text).map(|time| time.to_string()).as_deref(), Ok(clock), "{text}");
        }
        for text in ["", "25:00", "утром", "9:5x", "-9", "0.x", "9:30:15"] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn degrees_stay_on_the_globe() {
        assert_eq!(degrees("48,4027", 180.0), Ok(48.4027));
        for text in ["", "91", "NaN", "inf", "48 27"] {
            assert!(degrees(text, 90.0).is_err(), "{text}");
        }
    }
}
