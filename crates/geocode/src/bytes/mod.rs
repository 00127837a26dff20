//! The address index as bytes. `pack` writes them (with `street_record`, `spellings_table`, `grid`, `alphabet`,
//! `packing`), `gazetteer_bytes` opens them, and `spellings` searches the spellings where they lie.

pub(crate) mod alphabet;
pub(crate) mod gazetteer_bytes;
pub(crate) mod grid;
pub(crate) mod pack;
pub(crate) mod packing;
pub(crate) mod shared_bytes;
pub(crate) mod spellings;
pub(crate) mod spellings_table;
pub(crate) mod street_record;
