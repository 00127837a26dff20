//! Parsers of single values on the command line: `point` (`LON,LAT`), `duration` (`10s`), `moment` (a day or RFC
//! 3339) and `quota` (`500/day`), each with a message that shows the right form.

use karavan_model::{Date, Point, Quota, Timestamp};
use std::time::Duration;

/// `LON,LAT` in degrees.
pub(crate) fn point(text: &str) -> Result<Point, String> {
    let wrong = || format!("“{text}” is no point; write longitude,latitude in degrees, e.g. 76.95,43.25");
    let (lon, lat) = text.split_once(',').ok_or_else(wrong)?;
    let number = |part: &str| part.trim().parse::<f64>().map_err(|_| wrong());
    let point = Point {
        lon: number(lon)?,
        lat: number(lat)?,
    };
    if point.is_valid() { Ok(point) } else { Err(wrong()) }
}

/// `10s`, `500ms`, `2m` or `24h`; a bare number is seconds.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("“{text}” is no duration; write it as 10s, 500ms, 2m or 24h");
    let digits = text
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(text.len());
    let amount: f64 = text[..digits].parse().map_err(|_| wrong())?;
    let factor = match text[digits..].trim() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err(wrong()),
    };
    let seconds = amount * factor;
    if (0.001..=86_400.0).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(wrong())
    }
}

/// A day, which stands for its beginning in UTC, or a moment as RFC 3339 has it.
pub(crate) fn moment(text: &str) -> Result<Timestamp, String> {
    let wrong = || format!("“{text}” is no moment; write 2027-06-01 or 2027-06-01T12:00:00Z");
    let midnight = text.parse::<Date>().map(|day| format!("{day}T00:00:00Z"));
    let whole = midnight.unwrap_or_else(|_| text.to_owned());
    let moment: jiff::Timestamp = whole.parse().map_err(|_| wrong())?;
    Ok(moment.into())
}

/// `500/day` (requests), `60/minute` (calls) or `1000000bytes/minute`.
pub(crate) fn quota(text: &str) -> Result<Quota, String> {
    let wrong = || format!("“{text}” is no quota; write it as 500/day, 60/minute or 1000000bytes/minute");
    let (amount, time) = text.split_once('/').ok_or_else(wrong)?;
    let (number, is_bytes) = match amount.strip_suffix("bytes") {
        Some(number) => (number, true),
        None => (amount, false),
    };
    let most: u32 = number.trim().parse().map_err(|_| wrong())?;
    let most = Some(most).filter(|most| *most > 0).ok_or_else(wrong)?;
    let mut quota = Quota::default();
    match (time, is_bytes) {
        ("day", false) => quota.requests_per_day = Some(most),
        ("minute", false) => quota.calls_per_minute = Some(most),
        ("minute", true) => quota.bytes_per_minute = Some(most),
        _ => return Err(wrong()),
    }
    Ok(quota)
}

#[cfg(test)]
mod tests {
    use super::{duration, moment, point, quota};
    use std::time::Duration;

    #[test]
    fn durations_and_points_are_read_as_people_write_them() {
        assert_eq!(duration("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5m"), Ok(Duration::from_secs(90)));
        assert!(
            ["", "s", "-1s", "25h", "10d", "0s"]
                .iter()
                .all(|text| duration(text).is_err())
        );
        assert!(point("76.9, 43.2").is_ok());
        assert!(
            ["76.9", "43.2,176.9", "a,b", "NaN,0"]
                .iter()
                .all(|text| point(text).is_err())
        );
    }

    #[test]
    fn moments_and_quotas_are_read_as_people_write_them() {
        let told = |text| moment(text).map(karavan_model::Timestamp::to_rfc3339);
        assert_eq!(told("2027-06-01").as_deref(), Ok("2027-06-01T00:00:00Z"));
        assert_eq!(told("2027-06-01T12:00:00+05:00").as_deref(), Ok("2027-06-01T07:00:00Z"));
        assert!(moment("tomorrow").is_err());
        assert_eq!(quota("500/day").map(|quota| quota.requests_per_day), Ok(Some(500)));
        assert_eq!(quota("60/minute").map(|quota| quota.calls_per_minute), Ok(Some(60)));
        let bytes = quota("1000bytes/minute").map(|quota| quota.bytes_per_minute);
        assert_eq!(bytes, Ok(Some(1_000)));
        for wrong in ["", "500", "0/day", "5/hour", "5bytes/day", "-1/day"] {
            assert!(quota(wrong).is_err(), "{wrong}");
        }
    }
}
