//! `reverse` and `is_forward`: two helpers for the numbers of lanes. A lane is one direction of a segment: lane `2s`
//! leads from the tail of segment `s` to its head, lane `2s + 1` back.

/// The other direction of the same segment.
pub(crate) const fn reverse(lane: u32) -> u32 {
    lane ^ 1
}

/// Whether a lane leads along its segment's shape.
pub(crate) const fn is_forward(lane: u32) -> bool {
    lane & 1 == 0
}
