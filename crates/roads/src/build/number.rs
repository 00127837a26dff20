//! `number`: a count as the next dense `u32` id, or `RoadsError::TooLarge` from 2²⁹ on.

use crate::RoadsError;

/// A dense number for the next thing, or a refusal.
pub(super) fn number(count: usize, what: &'static str) -> Result<u32, RoadsError> {
    // The topmost bit is left free for marks in the hierarchy, one more for two lanes a segment.
    const LIMIT: u32 = 1 << 29;
    u32::try_from(count)
        .ok()
        .filter(|&count| count < LIMIT)
        .ok_or(RoadsError::TooLarge {
            what,
            limit: u64::from(LIMIT),
        })
}
