//! The address index as bytes. `pack` writes them (with `street_record`, `spellings_table`, `grid`, `alphabet`,
//! `packed`), `gazetteer_bytes` opens them and `spellings` searches them where they lie, without unpacking.

pub(crate) mod alphabet;
pub(crate) mod gazetteer_bytes;
pub(crate) mod grid;
pub(crate) mod pack;
pub(crate) mod shared_bytes;
pub(crate) mod spellings;
pub(crate) mod spellings_table;
pub(crate) mod street_record;
pub(crate) mod varint;
