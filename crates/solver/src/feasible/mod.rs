//! Workers: threads that only ever make what is allowed, and know every rule.

pub(crate) mod construct;
pub(crate) mod delta_filter;
pub(crate) mod descent;
pub(crate) mod fleet;
pub(crate) mod insertion;
pub(crate) mod insertion_cache;
pub(crate) mod mover;
pub(crate) mod moves;
pub(crate) mod plan;
pub(crate) mod recreate;
pub(crate) mod ruin;
pub(crate) mod worker;
