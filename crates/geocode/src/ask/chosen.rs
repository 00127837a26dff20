//! `Chosen`: one type alias: which reading of the address an answer rests on, and which way its house number was
//! read.

/// Which reading the answer rests on, and which way its number was read.
pub(crate) type Chosen = Option<(usize, Option<usize>)>;
