//! OSRM's hints, the opaque text with each waypoint: `hint` writes the coordinates of a point as 16 hexadecimal
//! digits, `is_hint` checks that a text has this form. A hint that is sent is not used: snapping follows from the
//! point alone.

use karavan_model::Point;

/// Hexadecimal digits of a hint.
const HINT_LETTERS: usize = 16;
/// The hint of a point: its coordinates in 10⁻⁷ degrees. The place on the road follows from the point alone, so a hint
/// is checked and then ignored, as OSRM ignores hints of other points.
pub(super) fn hint(point: Point) -> String {
    let [lon, lat] = [point.lon, point.lat].map(|degrees| (degrees * 1e7).round() as i32);
    format!("{lon:08x}{lat:08x}")
}

/// Whether a text is a hint of ours.
pub(super) fn is_hint(text: &str) -> bool {
    text.len() == HINT_LETTERS && text.bytes().all(|letter| letter.is_ascii_hexdigit())
}
