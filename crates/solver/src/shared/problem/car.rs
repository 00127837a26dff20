//! `Car`: a vehicle of the search with its start, end, shift, limits and rates as plain integers. Capacities are in
//! `search_problem.rs`; explorers have a `Car` of their own.

use crate::shared::problem::units::{FOREVER, NOWHERE};
use karavan_plan::Vehicle;

/// A vehicle with its rates and limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Car {
    pub(crate) road: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) opens: i64,
    pub(crate) closes: i64,
    pub(crate) tasks_max: u32,
    pub(crate) loads_max: u32,
    pub(crate) duration_max: i64,
    pub(crate) meters_max: i64,
    pub(crate) fixed: i64,
    pub(crate) per_travel: i64,
    pub(crate) per_route: i64,
    pub(crate) per_meter: i64,
}

impl Car {
    /// Of a vehicle of the plan; limits it does not have are beyond every moment.
    pub(super) fn of(vehicle: &Vehicle) -> Self {
        Self {
            road: vehicle.profile.0,
            start: vehicle.start.map_or(NOWHERE, |place| place.0),
            end: vehicle.end.map_or(NOWHERE, |place| place.0),
            opens: vehicle.shift.opens.0.clamp(-FOREVER, FOREVER),
            closes: vehicle.shift.closes.0.clamp(-FOREVER, FOREVER),
            tasks_max: vehicle.tasks_max.unwrap_or(u32::MAX),
            loads_max: vehicle.loads_max.unwrap_or(u32::MAX),
            duration_max: vehicle.duration_max.map_or(FOREVER, |most| most.0.min(FOREVER)),
            meters_max: vehicle.distance_max.map_or(FOREVER, |most| most.0.min(FOREVER)),
            fixed: vehicle.costs.fixed.0,
            per_travel: vehicle.costs.per_travel_second,
            per_route: vehicle.costs.per_route_second,
            per_meter: vehicle.costs.per_meter,
        }
    }

    /// Whether the length of the day is limited or paid.
    pub(crate) const fn is_timed(&self) -> bool {
        self.per_route != 0 || self.duration_max < FOREVER
    }

    /// Whether metres are limited or paid.
    pub(crate) const fn is_metered(&self) -> bool {
        self.per_meter != 0 || self.meters_max < FOREVER
    }
}
