//! Watches for tests (`Still`, `Ticking`, `Impatient`, `Slow`), none of which reads the real time; and `solved`,
//! which solves and has the plan judged.

use karavan_plan::{Problem, judge};
use karavan_solver::{Budget, Progress, Solution, SolveOptions, Watch, solve};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Time stands still.
pub(crate) struct Still;

impl Watch for Still {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// Every look at the clock takes one millisecond.
#[derive(Default)]
pub(crate) struct Ticking {
    looks: AtomicU64,
    pub(crate) heard: Mutex<Vec<Progress>>,
}

impl Watch for Ticking {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.looks.fetch_add(1, Ordering::Relaxed))
    }

    fn progress(&self, progress: &Progress) {
        self.heard.lock().unwrap().push(*progress);
    }
}

/// Somebody has second thoughts after some looks.
pub(crate) struct Impatient {
    pub(crate) asks_left: AtomicU64,
}

impl Watch for Impatient {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn is_cancelled(&self) -> bool {
        let left = |asks: u64| asks.checked_sub(1);
        self.asks_left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
            .is_err()
    }
}

/// Every look at the clock takes ten milliseconds, and perhaps it was called off before it began.
#[derive(Default)]
pub(crate) struct Slow {
    pub(crate) looks: AtomicU64,
    pub(crate) is_called_off: bool,
}

impl Watch for Slow {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(10 * self.looks.fetch_add(1, Ordering::Relaxed))
    }

    fn is_cancelled(&self) -> bool {
        self.is_called_off
    }
}

/// Solves by rounds and insists on a clean plan.
pub(crate) fn solved(problem: &Problem, seed: u64, rounds: u64) -> Solution {
    let options = SolveOptions {
        seed,
        threads: 1,
        budget: Budget::Rounds(rounds),
    };
    let solution = solve(problem, &options, &Still);
    assert_eq!(
        judge(problem, &solution.plan),
        [],
        "seed {seed}: {problem:?}\n{:?}",
        solution.plan
    );
    solution
}
