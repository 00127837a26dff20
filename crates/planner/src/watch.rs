//! `Watch`: the trait by which a caller gives the planner its clock, may cancel an order, and hears of stages and
//! progress. `OfSearch` adapts it to the solver's own `Watch`.

use crate::{Progress, Stage};
use std::time::Duration;

/// Watches one order.
pub trait Watch: Sync {
    /// Time since the order began.
    fn elapsed(&self) -> Duration;

    /// Whether to stop now. Asked every round, so it must be cheap.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// A stage begins.
    fn stage(&self, _stage: Stage) {}

    /// Told of a better plan, ten times a second at most; perhaps never, when the first is the best.
    fn progress(&self, _progress: &Progress) {}
}

/// The solver's view of the one who watches: its clock begins with the search.
pub(crate) struct OfSearch<'a> {
    watch: &'a dyn Watch,
    began: Duration,
}

impl<'a> OfSearch<'a> {
    pub(crate) fn begin(watch: &'a dyn Watch) -> Self {
        Self {
            watch,
            began: watch.elapsed(),
        }
    }
}

impl karavan_solver::Watch for OfSearch<'_> {
    fn elapsed(&self) -> Duration {
        self.watch.elapsed().saturating_sub(self.began)
    }

    fn is_cancelled(&self) -> bool {
        self.watch.is_cancelled()
    }

    fn progress(&self, progress: &karavan_solver::Progress) {
        self.watch.progress(&Progress {
            elapsed: progress.elapsed,
            rounds: progress.rounds,
            served: progress.served,
            unassigned: progress.unassigned,
            cost: progress.cost,
            travel: progress.travel,
        });
    }
}
