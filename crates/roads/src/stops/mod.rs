//! Where a traveller stops for a place.

pub(crate) mod on_segment;
pub(crate) mod segment_index;
pub(crate) mod snap;
pub(crate) mod stop_index;
pub(crate) mod walk;
