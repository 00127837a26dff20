//! Why a job is left out, asked of one plan: what stops each vehicle first, with its day as planned and with an empty
//! one; instead of which jobs it could come; and which rules together make the job impossible.
//!
//! A vehicle **could** do the job when the job can be put into its day, somewhere among the steps that keep their
//! order, with one more load for it or without, so that all rules are kept. Rules are put in force in the order of
//! [`ORDER`], one more each time; the **first rule** that stops a vehicle is the one with which it could no more. With
//! an empty day nothing else is done.
//!
//! - The job is **impossible** (red) when no vehicle could do it even with an empty day, and **sacrificed** (yellow)
//!   when some vehicle could then, but not as its day is planned.
//! - It is sacrificed to the jobs of [`instead`]: with them off the day the vehicle could; with any one of them back it
//!   could not.
//! - [`conflict`] of an impossible job is a set of rules: with only these in force nobody could do it, and with any one
//!   of them lifted somebody could.

mod asked_day;
mod conflict;
mod day_rules;
mod first_rule;
mod lift;
mod order;

pub use asked_day::{AskedDay, Moments};
pub use conflict::{conflict, conflict_of};
pub use first_rule::{first_rule, instead};
pub use order::ORDER;
