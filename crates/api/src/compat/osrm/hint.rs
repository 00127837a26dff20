//! Hints: what stands for a point's place on the road.

use karavan_model::Point;

/// Letters of a hint.
const HINT_LETTERS: usize = 16;
/// What stands for a point's place on the road. The place follows from the point alone, so a hint says which point it
/// was made for; with that point it leads to the same place as the point does, and with another it counts for nothing,
/// as OSRM's own do.
pub(super) fn hint(point: Point) -> String {
    let [lon, lat] = [point.lon, point.lat].map(|degrees| (degrees * 1e7).round() as i32);
    format!("{lon:08x}{lat:08x}")
}

/// Whether a text is a hint of ours.
pub(super) fn is_hint(text: &str) -> bool {
    text.len() == HINT_LETTERS && text.bytes().all(|letter| letter.is_ascii_hexdigit())
}
