//! The types of the call: `SolveOptions` with `Budget`, the `Watch` trait (clock, cancelling, progress), `Progress`
//! and `Solution`. `solve` itself is in `lib.rs`.

use karavan_model::{Cost, Seconds};
use karavan_plan::Plan;
use std::time::Duration;

/// How to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SolveOptions {
    /// Where chance begins.
    pub seed: u64,
    /// How many threads search at once; zero counts as one.
    pub threads: usize,
    /// When to stop.
    pub budget: Budget,
}

/// When a search stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// When [`Watch::elapsed`] reaches this, reading the problem and writing the plan included. Not repeatable.
    Time(Duration),
    /// After so many rounds of each thread. The same problem, seed and number of threads give the same plan to the
    /// byte.
    Rounds(u64),
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What the watch showed.
    pub elapsed: Duration,
    /// Rounds of the reporting thread.
    pub rounds: u64,
    /// Jobs in routes, in its best plan so far.
    pub served: usize,
    /// Jobs left out.
    pub unassigned: usize,
    /// The objective.
    pub cost: Cost,
    /// Travel time of all routes.
    pub travel: Seconds,
}

/// The only clock that the search sees, its way to be stopped, and its listener.
pub trait Watch: Sync {
    /// Time since the budget began to run.
    fn elapsed(&self) -> Duration;

    /// Whether to stop now. Asked every round, so it must be cheap.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// Told of a better plan, ten times a second at most; perhaps never, when the first is the best.
    fn progress(&self, _progress: &Progress) {}
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// A plan that the judge finds no fault with.
    pub plan: Plan,
    /// Rounds of all threads together.
    pub rounds: u64,
    /// Whether the watch cancelled the search before its budget was spent.
    pub cancelled: bool,
}
