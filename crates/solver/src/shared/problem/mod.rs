//! The problem copied into flat arrays for both kinds of searching thread: `search_problem.rs` is the whole, the
//! others its parts.

pub(crate) mod able;
pub(crate) mod car;
mod kinds;
pub(crate) mod linked_jobs;
pub(crate) mod node;
pub(crate) mod search_problem;
pub(crate) mod travel_rows;
pub(crate) mod units;
pub(crate) mod windows;
