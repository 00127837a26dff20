//! The plan room on named small worlds, with the arithmetic written out, and against slow oracles on random ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod birth;
mod city_morning;
mod clock;
mod differences;
mod explanations;
mod files;
mod formats;
mod judge_of_plans;
mod judge_of_steps;
mod judge_of_work;
mod nonsense;
mod oracle;
mod planes;
mod random_town;
mod tiny_town;
