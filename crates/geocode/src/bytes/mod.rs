//! The index as bytes, read in place.

pub(crate) mod alphabet;
pub(crate) mod gazetteer_bytes;
pub(crate) mod grid;
pub(crate) mod pack;
pub(crate) mod packed;
pub(crate) mod shared_bytes;
pub(crate) mod spellings;
pub(crate) mod spellings_table;
pub(crate) mod street_record;
