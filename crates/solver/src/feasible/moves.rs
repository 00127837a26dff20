//! The moves of the descent, one idea per file.

pub(super) mod loads;
mod pair;
mod unassigned_jobs;
pub(super) mod whole_tours;
