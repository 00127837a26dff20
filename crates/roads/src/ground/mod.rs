//! What is stored of a road network: streets, what of them changes with the hour, and buildings at their sides.

pub(crate) mod building_fronts;
pub(crate) mod calendar;
pub(crate) mod junction;
pub(crate) mod lane;
pub(crate) mod segment;
pub(crate) mod shapes;
pub(crate) mod spot;
pub(crate) mod streets;
pub(crate) mod streets_at;
