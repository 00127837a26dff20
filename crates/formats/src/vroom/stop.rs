//! `Stop`: a halt of a fixed order with its windows, bounds and way onwards, as `best_moments.rs` takes it to find its
//! moment.

/// No bound; far from overflowing when ways are added.
pub(super) const FOREVER: i64 = i64::MAX / 4;

/// A halt to be given a moment. The first and the last are no breaks.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) is_break: bool,
    /// From its moment to leaving.
    pub(super) action: i64,
    /// To the next halt that is no break; breaks on the way interrupt it. 0 for breaks and for the last.
    pub(super) way: i64,
    /// Sorted; outside of them every second counts.
    pub(super) windows: Vec<(i64, i64)>,
    /// Not to be left, both ends inside.
    pub(super) bounds: (i64, i64),
}

impl Stop {
    pub(super) fn outside(&self, moment: i64) -> i64 {
        let away = |(opens, closes): &(i64, i64)| (opens - moment).max(moment - closes).max(0);
        self.windows.iter().map(away).min().unwrap_or(0)
    }

    pub(super) fn anchors(&self) -> impl Iterator<Item = i64> {
        let windows = self.windows.iter().flat_map(|(opens, closes)| [*opens, *closes]);
        let bounds = [self.bounds.0, self.bounds.1];
        windows.chain(bounds).filter(|moment| (1..FOREVER).contains(moment))
    }

    pub(super) fn allows(&self, moment: i64) -> bool {
        (self.bounds.0..=self.bounds.1).contains(&moment)
    }
}
