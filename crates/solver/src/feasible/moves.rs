//! The moves of the descent, one idea per file.

mod absent;
mod loads;
mod pair;
mod whole;
