//! What an answer rests on.

/// Which reading the answer rests on, and which way its number was read.
pub(crate) type Chosen = Option<(usize, Option<usize>)>;
