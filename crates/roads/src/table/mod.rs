//! Drives between many places at once: `matrix` fills whole tables, `nearest` keeps the least of each row; both sweep
//! the hierarchy up and down (`rphast_up`, `rphast_down`) for 32 sources at a time.

pub(crate) mod matrix;
pub(crate) mod nearest;
pub(crate) mod rphast_down;
pub(crate) mod rphast_up;
pub(crate) mod scratch_pool;
pub(crate) mod source_batch;
