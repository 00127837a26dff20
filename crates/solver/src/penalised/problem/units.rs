//! Constants of explorers: `NEVER` (a moment beyond all), `PARTS` (fractions of a unit of cost), `ANY_CLASS`; and
//! `bounded`, a moment in 32 bits.

use crate::shared::problem::units::FOREVER;

/// Beyond every moment of a plan, and small enough to add a few of them without overflow.
pub(crate) const NEVER: i32 = 1 << 26;
/// Costs are counted in parts of a unit, so that fines can be fine-tuned.
pub(crate) const PARTS: i64 = 16;
/// The class of a loading visit, which may stand anywhere in the order of classes.
pub(crate) const ANY_CLASS: u8 = u8::MAX;

/// A moment in 32 bits.
pub(crate) fn bounded(time: i64) -> i32 {
    debug_assert!(time.abs() <= 2 * FOREVER, "times are bounded");
    time.clamp(-i64::from(NEVER), i64::from(NEVER)) as i32
}
