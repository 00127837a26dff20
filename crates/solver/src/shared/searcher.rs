//! `Searcher`: the trait of one searching thread (`Worker` or `Explorer`): make a first plan, run, adopt another's
//! best, tell its own. `threads.rs` drives them.

use crate::shared::ground::Ground;
use crate::shared::incumbent::Incumbent;

/// One thread of a search.
pub(crate) trait Searcher: Send {
    /// Makes a first plan.
    fn settle(&mut self, ground: &Ground<'_>);
    /// Searches until the fraction of the budget is spent or the number of rounds is reached.
    fn run(&mut self, ground: &Ground<'_>, fraction: f64, rounds: u64);
    /// Goes on from the best of another.
    fn adopt(&mut self, ground: &Ground<'_>, best: &Incumbent);
    /// The best plan seen.
    fn best(&self) -> &Incumbent;
    /// Rounds done.
    fn rounds(&self) -> u64;
}
