//! The moves of the descent, one idea per file.

mod absent;
pub(super) mod loads;
mod pair;
pub(super) mod whole;
