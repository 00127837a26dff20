//! `Drawing` writes a line as OSRM does: Google's encoded polyline of precision 5 or 6, or GeoJSON. `simplified`
//! drops points that cannot be seen at the scale of the whole line; `decode` reads polylines from the path of a
//! query.

use geo::{LineString, SimplifyIdx};
use karavan_model::Point;
use serde_json::{Value, json};

/// The format of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawing {
    Polyline,
    Polyline6,
    GeoJson,
}

impl Drawing {
    pub(super) fn draw(self, points: &[Point]) -> Value {
        match self {
            Self::Polyline => json!(encode(points, 1e5)),
            Self::Polyline6 => json!(encode(points, 1e6)),
            Self::GeoJson => {
                let line: Vec<[f64; 2]> = points.iter().map(|point| [point.lon, point.lat]).collect();
                json!({ "type": "LineString", "coordinates": line })
            }
        }
    }
}

/// Resolution of a simplified line: about the pixels of a large screen across its extent.
const STEPS: f64 = 1_024.0;

/// The line without points that are too close to it to be seen on a drawing of the whole line.
pub(super) fn simplified(points: &[Point]) -> Vec<Point> {
    let shrink = points
        .first()
        .map_or(1.0, |point| point.lat.to_radians().cos())
        .max(0.01);
    let span = |axis: fn(&Point) -> f64| {
        let low = points.iter().map(axis).fold(f64::INFINITY, f64::min);
        points.iter().map(axis).fold(f64::NEG_INFINITY, f64::max) - low
    };
    let step = (span(|point| point.lon) * shrink).max(span(|point| point.lat)) / STEPS;
    if !(step.is_finite() && step > 0.0) {
        return points.to_vec();
    }
    let line: LineString<f64> = points.iter().map(|point| (point.lon * shrink, point.lat)).collect();
    let kept = line.simplify_idx(step);
    kept.into_iter()
        .filter_map(|place| points.get(place).copied())
        .collect()
}

/// Latitude first, each number as the difference from the one before.
fn encode(points: &[Point], precision: f64) -> String {
    let mut text = String::new();
    let mut last = [0_i64; 2];
    for point in points {
        let next = [point.lat, point.lon].map(|degrees| (degrees * precision).round() as i64);
        for (next, last) in next.iter().zip(&last) {
            write_number(&mut text, next - last);
        }
        last = next;
    }
    text
}

fn write_number(text: &mut String, number: i64) {
    let mut rest = (number << 1 ^ number >> 63).cast_unsigned();
    while rest >= 0x20 {
        text.push(char::from((rest as u8 & 0x1f | 0x20) + 63));
        rest >>= 5;
    }
    text.push(char::from(rest as u8 + 63));
}

/// The points of an encoded line; `None` when it is malformed.
pub(super) fn decode(text: &str, precision: f64) -> Option<Vec<Point>> {
    let mut bytes = text.bytes();
    let mut at = [0_i64; 2];
    let mut points = Vec::new();
    while bytes.len() > 0 {
        for axis in &mut at {
            *axis = axis.checked_add(read_number(&mut bytes)?)?;
        }
        let [lat, lon] = at.map(|number| number as f64 / precision);
        points.push(Point { lon, lat });
    }
    Some(points)
}

fn read_number(bytes: &mut std::str::Bytes) -> Option<i64> {
    let mut number = 0_u64;
    for shift in (0..35).step_by(5) {
        let byte = bytes.next()?.checked_sub(63)?;
        number |= u64::from(byte & 0x1f) << shift;
        if byte & 0x20 == 0 {
            return Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{decode, encode, simplified};
    use karavan_model::Point;

    #[test]
    fn a_line_is_written_as_in_the_book_of_the_format() {
        // The example of the format's own description.
        let points = [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)].map(|(lon, lat)| Point { lon, lat });
        let text = "_p~iF~ps|U_ulLnnqC_mqNvxq`@";
        assert_eq!(encode(&points, 1e5), text);
        assert_eq!(decode(text, 1e5).unwrap(), points);
        assert_eq!(decode("_p~iF~ps|", 1e5), None);
        assert_eq!(decode("_p~iF\n", 1e5), None);
        assert_eq!(decode("", 1e5), Some(Vec::new()));
    }

    #[test]
    fn what_no_screen_can_show_is_left_out_of_a_simplified_line() {
        let at = |lon, lat| Point { lon, lat };
        // A bend of a 2,000th of the whole, and one of a 20th.
        let line = [
            at(10.0, 60.0),
            at(10.5, 60.000_2),
            at(11.0, 60.0),
            at(11.2, 60.05),
            at(11.4, 60.0),
        ];
        assert_eq!(simplified(&line), [line[0], line[2], line[3], line[4]]);
        assert_eq!(simplified(&line[..2]), line[..2]);
        assert_eq!(simplified(&[line[0], line[0]]), [line[0], line[0]]);
        assert_eq!(simplified(&[]), []);
    }
}
