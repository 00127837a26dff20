//! `has_limits`: whether a vehicle has a limit that a route of one job could break: a longest duration or distance,
//! or a maximum of zero jobs or loads.

use crate::problem::Vehicle;

/// Whether a tour of one job can be beyond the vehicle's own limits.
pub(super) const fn has_limits(vehicle: &Vehicle) -> bool {
    matches!(vehicle.tasks_max, Some(0))
        || matches!(vehicle.loads_max, Some(0))
        || vehicle.duration_max.is_some()
        || vehicle.distance_max.is_some()
}
