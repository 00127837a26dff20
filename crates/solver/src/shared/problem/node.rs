//! `Node`: a job or a loading visit: location, windows (listed by `push_windows`), setup, service, depots that supply
//! it, class. Loads and prizes are in `search_problem.rs`.

use crate::shared::problem::units::FOREVER;
use karavan_plan::TimeWindow;

/// A job or a loading visit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) location: u32,
    /// Where its windows lie in the windows of all nodes.
    pub(super) windows: (u32, u32),
    /// The first opening and the last closing.
    pub(crate) opens: i64,
    pub(crate) closes: i64,
    pub(crate) setup: i64,
    pub(crate) service: i64,
    /// Depots one of which must be visited before, as bits; zero when it needs none.
    pub(crate) supply: u64,
    pub(crate) class: u8,
}

impl Node {
    /// At a location, with windows that lie in a range of all windows.
    pub(super) fn new(
        location: u32,
        range: (u32, u32),
        windows: &[(i64, i64)],
        (setup, service): (i64, i64),
        supply: u64,
        class: u8,
    ) -> Self {
        Self {
            location,
            windows: range,
            opens: windows[range.0 as usize].0,
            closes: windows[range.1 as usize - 1].1,
            setup: setup.clamp(0, FOREVER),
            service: service.clamp(0, FOREVER),
            supply,
            class,
        }
    }

    /// Whether there is more than one window, so that segments only relax its times.
    pub(crate) const fn is_windowed(&self) -> bool {
        self.windows.1 - self.windows.0 > 1
    }
}

/// Adds windows to those of all nodes; gives where they lie.
pub(super) fn push_windows(windows: &mut Vec<(i64, i64)>, own: &[TimeWindow]) -> (u32, u32) {
    let first = windows.len() as u32;
    let bounded = |time: i64| time.clamp(-FOREVER, FOREVER);
    windows.extend(own.iter().map(|one| (bounded(one.opens.0), bounded(one.closes.0))));
    (first, windows.len() as u32)
}
