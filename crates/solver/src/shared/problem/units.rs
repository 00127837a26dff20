//! Constants of the search: `NOWHERE` (no location) and `FOREVER` (beyond every moment).

/// No location: the missing start or end of a vehicle. The way from and to it takes nothing.
pub(crate) const NOWHERE: u32 = u32::MAX;
/// Beyond every moment of a plan, and small enough to add to itself without overflow.
pub(crate) const FOREVER: i64 = 1 << 40;
