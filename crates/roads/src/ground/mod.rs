//! What is stored of a road network: `streets` (with `junction`, `segment`, `lane`, `shapes`, `spot`), what of them
//! changes with the hour (`calendar`), and buildings at their sides (`building_fronts`); `streets_at` is the streets at
//! one moment.

pub(crate) mod building_fronts;
pub(crate) mod calendar;
pub(crate) mod junction;
pub(crate) mod lane;
pub(crate) mod segment;
pub(crate) mod shapes;
pub(crate) mod spot;
pub(crate) mod streets;
pub(crate) mod streets_at;
