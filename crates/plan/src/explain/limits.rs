//! Limits of a vehicle beyond its hours, skills and size.

use crate::problem::Vehicle;

/// Whether a tour of one job can be beyond the vehicle's own limits.
pub(super) const fn has_limits(vehicle: &Vehicle) -> bool {
    matches!(vehicle.tasks_max, Some(0))
        || matches!(vehicle.loads_max, Some(0))
        || vehicle.duration_max.is_some()
        || vehicle.distance_max.is_some()
}
