//! `Weight`: one number that carries a drive's time, its entries into restricted roads and its metres; `Drive`: the
//! three apart.
//!
//! A search must prefer the smallest *weight* (time plus a penalty for every entry into a private or destination-only
//! area), yet report the real seconds and the metres of that same path. Three numbers would need three additions and a
//! selection by mask for every arc. Instead the three are digits of one integer below 2⁵³, held in an `f64`:
//!
//! ```text
//! weight = (deciseconds + 9000 · entries) · 2³¹  +  entries · 2²⁴  +  meters
//! ```
//!
//! Adding weights adds all three amounts at once; comparing weights compares the penalised time first, then entries,
//! then metres. So the smallest weight between two places is one number whatever the order of additions. Infinity is
//! “no road” and needs no care in sums.
//!
//! Exact up to 4.8 days of driving and 16,777 km with fewer than 128 entries; a longer drive rounds its last metres.

use std::ops::{Add, Sub};

const METERS: u64 = 1 << 24;
const ENTRIES: u64 = 1 << 7;

/// Time added to the weight, never to the seconds, for one entry into a restricted area: a quarter of an hour, so that
/// only a longer detour on public roads is worth driving through somebody's yard.
const ENTRY_DECISECONDS: u64 = 9_000;

/// Longest time of one arc that a weight holds exactly.
pub(crate) const DECISECONDS_MAX: u32 = (1 << 22) - 1;
/// Longest arc that a weight holds exactly.
pub(crate) const METERS_MAX: u32 = (1 << 24) - 1;

/// What a drive amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drive {
    /// Real time in tenths of a second.
    pub(crate) deciseconds: u32,
    /// How often a restricted area is entered, in penalties.
    pub(crate) entries: u8,
    /// Length in metres.
    pub(crate) meters: u32,
}

impl Drive {
    /// Real time, rounded to seconds.
    pub(crate) const fn seconds(self) -> u32 {
        self.deciseconds.saturating_add(5) / 10
    }
}

/// A [`Drive`] as one number to add and to compare.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
#[repr(transparent)]
pub(crate) struct Weight(f64);

impl Weight {
    /// Standing still.
    pub(crate) const ZERO: Self = Self(0.0);
    /// No road.
    pub(crate) const NO_ROAD: Self = Self(f64::INFINITY);

    /// Whether there is a road.
    pub(crate) const fn is_road(self) -> bool {
        self.0 < f64::INFINITY
    }

    /// The smaller of the two. Written so that it becomes one instruction; weights are never NaN.
    #[inline(always)]
    pub(crate) const fn or_less(self, other: Self) -> Self {
        if other.0 < self.0 { other } else { self }
    }

    /// The amounts; `None` where there is no road.
    pub(crate) fn drive(self) -> Option<Drive> {
        if !self.is_road() {
            return None;
        }
        let digits = self.0 as u64;
        let entries = digits / METERS % ENTRIES;
        let penalised = digits / (METERS * ENTRIES);
        let deciseconds = penalised.saturating_sub(entries * ENTRY_DECISECONDS);
        Some(Drive {
            deciseconds: u32::try_from(deciseconds).unwrap_or(u32::MAX),
            entries: entries as u8,
            meters: (digits % METERS) as u32,
        })
    }
}

impl Weight {
    /// Rounded seconds and metres, `u32::MAX` in both where there is no road: as [`Self::drive`] tells them, without a
    /// branch or a whole number, so that many can be taken apart at once.
    #[inline(always)]
    pub(crate) fn cell(self) -> (u32, u32) {
        const ENTRIES_AND_METERS: f64 = (ENTRIES * METERS) as f64;
        let penalised = (self.0 / ENTRIES_AND_METERS).floor();
        let rest = self.0 - penalised * ENTRIES_AND_METERS;
        let entries = (rest / METERS as f64).floor();
        let meters = rest - entries * METERS as f64;
        let deciseconds = penalised - entries * ENTRY_DECISECONDS as f64;
        // A tenth is a little more than a tenth here, so whole tens never fall below themselves.
        let seconds = ((deciseconds + 5.0) * 0.1).floor();
        if self.is_road() {
            (low_bits(seconds), low_bits(meters))
        } else {
            (u32::MAX, u32::MAX)
        }
    }
}

/// A whole number from 0 to 2³² − 1 as one: with 2⁵² added it is the last bits of the fraction. A cast would have to
/// think of all other numbers.
#[inline(always)]
const fn low_bits(number: f64) -> u32 {
    const SHIFT: f64 = (1_u64 << 52) as f64;
    (number + SHIFT).to_bits() as u32
}

impl From<Drive> for Weight {
    fn from(drive: Drive) -> Self {
        let entries = u64::from(drive.entries);
        let penalised = u64::from(drive.deciseconds) + entries * ENTRY_DECISECONDS;
        Self(((penalised * ENTRIES + entries) * METERS + u64::from(drive.meters)) as f64)
    }
}

impl Add for Weight {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// What is left of a drive without a part of it: exact, as long as the part is one of its parts. The difference may be
/// below zero while it is still to be added to.
impl Sub for Weight {
    type Output = Self;

    #[inline(always)]
    fn sub(self, part: Self) -> Self {
        Self(self.0 - part.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Drive, Weight};
    use proptest::prelude::*;

    fn drive(deciseconds: u32, entries: u8, meters: u32) -> Drive {
        Drive {
            deciseconds,
            entries,
            meters,
        }
    }

    #[test]
    fn one_entry_outweighs_a_quarter_of_an_hour_but_not_more() {
        let through_the_yard = Weight::from(drive(600, 1, 300));
        assert!(Weight::from(drive(9_599, 0, 4_000)) < through_the_yard);
        assert!(Weight::from(drive(9_601, 0, 4_000)) > through_the_yard);
        assert_eq!(through_the_yard.drive().unwrap().seconds(), 60);
    }

    #[test]
    fn equal_times_are_decided_by_metres() {
        assert!(Weight::from(drive(600, 0, 300)) < Weight::from(drive(600, 0, 301)));
    }

    #[test]
    fn no_road_stays_no_road_in_sums() {
        let sum = Weight::NO_ROAD + Weight::from(drive(1, 0, 1));
        assert_eq!((sum.drive(), sum.cell()), (None, (u32::MAX, u32::MAX)));
    }

    proptest! {
        #[test]
        fn a_sum_of_weights_is_the_weight_of_the_sum(
            legs in prop::collection::vec((0_u32..9_000, 0_u8..3, 0_u32..30_000), 1..40),
        ) {
            let weights = legs.iter().map(|&(time, entries, meters)| drive(time, entries, meters));
            let sum = weights.fold(Weight::ZERO, |sum, weight| sum + weight.into());
            let total = drive(
                legs.iter().map(|leg| leg.0).sum(),
                legs.iter().map(|leg| leg.1).sum(),
                legs.iter().map(|leg| leg.2).sum(),
            );
            prop_assert_eq!(sum.drive(), Some(total));
            prop_assert_eq!(sum.cell(), (total.seconds(), total.meters));
        }
    }
}
