//! The largest numbers a problem may hold (`TIME_MAX`, `LOAD_MAX`, `JOBS_MAX` and others), chosen so that the driving,
//! the prizes and the fixed costs of a plan add up inside `i64`.
//!
//! A plan has at most `JOBS_MAX` jobs and a load before each, so at most about 2·10⁶ legs. With the bounds below the
//! distance part of the objective stays under 2·10⁶ · 10⁷ · 10⁵ = 2·10¹⁸, the time parts under `VEHICLES_MAX` · 2·10⁷
//! · 10⁵ = 2·10¹⁷ each, prizes under 10¹⁸ and fixed costs under 10¹⁷: together below `i64::MAX` (9.2·10¹⁸). Prices of
//! rules (wishes, preferences, fairness, …) are not counted here: `objective.rs` adds in `i128` and cuts. One leg
//! plus one service plus one moment stays inside `i32`.

/// Moments are between −`TIME_MAX` and `TIME_MAX` seconds from midnight; setup, service and legs last at most so long
/// (about 115 days).
pub const TIME_MAX: i64 = 10_000_000;
/// A leg is at most so many metres.
pub const LEG_METERS_MAX: i64 = 10_000_000;
/// Load of one job and capacity of one vehicle, per dimension.
pub const LOAD_MAX: i64 = 1_000_000_000;
/// Prize of one job and fixed cost of one vehicle.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// Place of a job in the order inside a route; the number behind it marks visits that may stand anywhere.
pub const CLASS_MAX: u8 = u8::MAX - 1;
/// Cost of one second or one metre.
pub const WEIGHT_MAX: i64 = 100_000;
/// Number of jobs.
pub const JOBS_MAX: usize = 1_000_000;
/// Number of vehicles.
pub const VEHICLES_MAX: usize = 100_000;
/// Number of load dimensions.
pub const DIMENSIONS_MAX: usize = 16;
