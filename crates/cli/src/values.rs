//! How a point and a duration are written on the command line.

use karavan_model::Point;
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

/// `10s`, `500ms` or `2m`; a bare number is seconds.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("“{text}” is no duration; write it as 10s, 500ms or 2m");
    let digits = text
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(text.len());
    let amount: f64 = text[..digits].parse().map_err(|_| wrong())?;
    let factor = match text[digits..].trim() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        _ => return Err(wrong()),
    };
    let seconds = amount * factor;
    if (0.001..=86_400.0).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, point};
    use std::time::Duration;

    #[test]
    fn durations_and_points_are_read_as_people_write_them() {
        assert_eq!(duration("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5m"), Ok(Duration::from_secs(90)));
        assert!(["", "s", "-1s", "10h", "0s"].iter().all(|text| duration(text).is_err()));
        assert!(point("76.9, 43.2").is_ok());
        assert!(
            ["76.9", "43.2,176.9", "a,b", "NaN,0"]
                .iter()
                .all(|text| point(text).is_err())
        );
    }
}
