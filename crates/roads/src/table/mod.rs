//! Drives between many places at once.

pub(crate) mod lanes;
pub(crate) mod matrix;
pub(crate) mod nearest;
pub(crate) mod rphast_down;
pub(crate) mod rphast_up;
pub(crate) mod scratch_pool;
