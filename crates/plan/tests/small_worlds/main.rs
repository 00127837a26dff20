//! Tests of `karavan_plan` on small named worlds, with the arithmetic written out, and against slow oracles on
//! random ones. The test program; cases are in the modules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod asked_town;
mod clock;
mod clock_of_rules;
mod differences;
mod documented;
mod explanations;
mod explanations_of_rules;
mod files;
mod goods;
mod judge_of_plans;
mod judge_of_rules;
mod judge_of_steps;
mod judge_of_work;
mod nonsense;
mod oracle;
mod oracle_of_rules;
mod planes;
mod prices;
mod random_town;
mod ruled_town;
mod tiny_town;
mod validation;
mod validation_of_rules;
mod why;
mod why_by_force;
