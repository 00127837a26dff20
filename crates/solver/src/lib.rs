//! Problem in, plan out: pure, seeded, interruptible, parallel.
//!
//! # What it promises
//! - The plan is allowed: the judge of `karavan_plan` finds no violation in it. Only allowed tours are ever made.
//! - [`Budget::Rounds`] with the same problem, seed and threads gives the same plan, byte by byte, on every machine.
//!   [`Budget::Time`] promises no such thing: how many rounds fit depends on the machine.
//! - It sees no clock but the [`Watch`] it is given, and stops within a round when that says so.
//!
//! # How it searches
//! A first draft by regret insertion, then rounds of ruin and recreate with a descent on the tours that changed, under
//! simulated annealing over the budget; several threads exchange their best at fixed points. Tours carry what their
//! prefixes and suffixes add up to, so most changes are priced without looking at the stops between.

mod anneal;
mod cargo;
mod clock;
mod construct;
mod credit;
mod descent;
mod draft;
mod field;
mod finish;
mod insertion;
mod moves;
mod near;
mod options;
mod order;
mod places;
mod pool;
mod recreate;
mod rng;
mod road;
mod ruin;
mod screen;
mod segment;
mod splice;
mod team;
mod tour;
mod walk;
mod worker;

pub use options::{Budget, Progress, Solution, SolveOptions, Watch};

use clock::Clock;
use field::Field;
use karavan_plan::Problem;
use near::Near;
use order::Orders;
use worker::Ground;

/// Searches for the cheapest plan. Any budget gives a valid plan, an empty one if there is no time for more.
#[must_use]
pub fn solve(problem: &Problem, options: &SolveOptions, watch: &dyn Watch) -> Solution {
    let threads = options.threads.max(1);
    pool::inside(threads, || {
        let clock = Clock::new(watch, options.budget, problem);
        let field = Field::new(problem);
        let orders = Orders::new(&field);
        let draft = construct::construct(&field, &orders, &clock);
        let near = Near::new(&field, &|| clock.is_over());
        let ground = Ground {
            field: &field,
            near: &near,
            orders: &orders,
            clock,
        };
        let (best, rounds) = team::search(&ground, options.seed, threads, options.budget, &draft);
        Solution {
            cancelled: watch.is_cancelled(),
            plan: finish::finish(&field, &best.nodes),
            rounds,
        }
    })
}
