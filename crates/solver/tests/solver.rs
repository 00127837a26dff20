//! Tests of the solver: against brute force, by the judge, on small named worlds, and for what it promises. The test
//! program; cases are in the modules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "solver/brute.rs"]
mod brute;
#[path = "solver/every_plan.rs"]
mod every_plan;
#[path = "solver/fewer_vehicles.rs"]
mod fewer_vehicles;
#[path = "solver/promises.rs"]
mod promises;
#[path = "solver/random_problem.rs"]
mod random_problem;
#[path = "solver/random_rules.rs"]
mod random_rules;
#[path = "solver/watches.rs"]
mod watches;
#[path = "solver/worlds/mod.rs"]
mod worlds;
