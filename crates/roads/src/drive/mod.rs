//! The drive between two places.

pub(crate) mod path;
pub(crate) mod search;
