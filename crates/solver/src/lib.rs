//! `solve` searches for the cheapest plan of a problem: without IO, repeatable by seed, cancellable, on several
//! threads.
//!
//! # What it promises
//! - The plan is allowed: the judge of `karavan_plan` finds no violation in it.
//! - [`Budget::Rounds`] with the same problem, seed and threads gives the same plan, byte by byte, on every machine.
//!   [`Budget::Time`] promises no such thing: how many rounds fit depends on the machine.
//! - It sees no clock but the [`Watch`] it is given, and stops soon after that says so.
//!
//! # How it searches
//! Rounds of small changes under simulated annealing over the budget, by one of two kinds of thread:
//! - `penalised`, where mainly hours, room, goods, tasks, breaks, wishes and who comes bind or are paid: ruin, put back
//!   and local search that may be late, overload or lack goods at a price; only what is allowed is kept. A few jobs or
//!   vehicles with other rules are left for the worker to add.
//! - `feasible`, for the other problems and for what explorers leave: a first draft by cheapest or regret insertion,
//!   then ruin and recreate with a descent on the tours that changed; tours are made when they are allowed. The two
//!   ends of a shipment, and two people, go in and out together. What few problems have (breaks, promises, prices of
//!   moments, traffic) is asked of the timer of the plan. Where vehicles are dear, it first dissolves tours
//!   (`feasible::fewer_vehicles`).
//!
//! Tours carry what their prefixes and suffixes add up to, so most changes are priced without looking at the stops
//! between. Where there is enough to cut, several explorers search blocks of neighbouring days of one plan, cut anew
//! at fixed points; other threads exchange their best at such points.

mod feasible;
mod finish;
mod options;
mod penalised;
mod shared;
mod threads;

pub use options::{Budget, Progress, Solution, SolveOptions, Watch};

use karavan_plan::Problem;
use penalised::problem::relaxed_problem::RelaxedProblem;
use shared::budget_meter::BudgetMeter;
use shared::ground::Ground;
use shared::incumbent::Incumbent;
use shared::insertion_orders::Orders;
use shared::near::Near;
use shared::pool;
use shared::problem::search_problem::SearchProblem;

/// Searches for the cheapest plan. Any budget gives a valid plan, an empty one if there is no time for more.
///
/// ```
/// use karavan_formats::{Convention, PublishedInstance};
/// use karavan_plan::judge;
/// use karavan_solver::{Budget, SolveOptions, Watch, solve};
/// use std::time::Duration;
///
/// struct NoHurry;
/// impl Watch for NoHurry {
///     fn elapsed(&self) -> Duration {
///         Duration::ZERO
///     }
/// }
///
/// // Solomon's text: two vehicles of capacity 10, two customers 5 from the depot and √10 from each other.
/// let text = "TINY\n\nVEHICLE\nNUMBER CAPACITY\n2 10\n\nCUSTOMER\nCUST X Y DEMAND READY DUE SERVICE\n\
///     0 0 0 0 0 100 0\n1 3 4 5 0 100 0\n2 0 5 5 0 100 0\n";
/// let instance = PublishedInstance::read(text.as_bytes(), None, Convention::Published)?;
/// let options = SolveOptions { seed: 1, threads: 1, budget: Budget::Rounds(50) };
/// let solution = solve(instance.problem(), &options, &NoHurry);
///
/// assert_eq!(judge(instance.problem(), &solution.plan), []);
/// // In tenths, cut: 50 + 31 + 50.
/// assert_eq!(instance.answer(&solution.plan)["cost"], 131);
/// # Ok::<(), karavan_formats::FormatError>(())
/// ```
#[must_use]
pub fn solve(problem: &Problem, options: &SolveOptions, watch: &dyn Watch) -> Solution {
    let threads = options.threads.max(1);
    pool::inside(threads, || {
        let clock = BudgetMeter::new(watch, options.budget, problem, threads);
        let is_over = || clock.is_over();
        let problem = SearchProblem::new(problem, &is_over);
        let orders = Orders::new(&problem);
        let near = Near::new(&problem, &is_over);
        let relaxed = RelaxedProblem::new(&problem, &near, &is_over);
        let ground = Ground {
            problem: &problem,
            near: &near,
            orders: &orders,
            clock,
        };
        let (best, rounds) = if ground.clock.is_over() {
            (Incumbent::promised(&problem, i64::MAX, 0), 0)
        } else {
            threads::search(&ground, relaxed.as_ref(), options.seed, threads, options.budget)
        };
        Solution {
            cancelled: watch.is_cancelled(),
            plan: finish::finish(&problem, &best, &ground.clock),
            rounds,
        }
    })
}
