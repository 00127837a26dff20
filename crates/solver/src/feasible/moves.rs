//! The moves of `descent.rs`, as methods of `Mover`: loading visits, pairs of served jobs, unassigned jobs, whole
//! tours.

pub(super) mod loads;
mod pair;
mod unassigned_jobs;
pub(super) mod whole_tours;
