//! The plan of a worker, always allowed (`draft.rs`, `tour.rs`), proposals of changes (`splice.rs`), and the exact
//! check (`walk.rs`).

pub(crate) mod cargo;
pub(crate) mod draft;
pub(crate) mod segment;
pub(crate) mod splice;
pub(crate) mod tour;
pub(crate) mod walk;
