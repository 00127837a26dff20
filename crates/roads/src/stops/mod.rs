//! Where a traveller stops for a place: `snap_index` rates the roads around it, `piece_index` finds the nearest pieces
//! of road, `walk` measures the last metres, `snap` is the result, `lane_times` says what is left of the segment it
//! lies on.

pub(crate) mod lane_times;
pub(crate) mod piece_index;
pub(crate) mod snap;
pub(crate) mod snap_index;
pub(crate) mod walk;
