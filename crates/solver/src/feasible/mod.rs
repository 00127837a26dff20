//! Workers: the searching threads that make tours only when they are allowed, and take every rule of a problem into
//! account. Threads that may be late at a price are in `penalised`.

pub(crate) mod construct;
pub(crate) mod delta_filter;
pub(crate) mod descent;
pub(crate) mod fewer_vehicles;
pub(crate) mod insertion;
pub(crate) mod insertion_cache;
pub(crate) mod mover;
pub(crate) mod moves;
pub(crate) mod plan;
pub(crate) mod recreate;
pub(crate) mod ruin;
pub(crate) mod worker;
