//! `of_route`: the cost of a finished route in VROOM's units. `weights`: the costs of each vehicle as whole numbers of
//! a problem (`Weights`: fixed, per second, per second measure, per second of work); `Second` says whether that measure
//! is metres, seconds or a cost table.

use super::VroomFile;
use super::output::Totals;
use super::task::Van;
use karavan_plan::bounds::WEIGHT_MAX;

const SECONDS_PER_HOUR: i64 = 3_600;
const METERS_PER_KM: i64 = 1_000;
/// Costs per hour and per km are whole numbers of such parts of a cost per second and per metre.
const PARTS: i64 = 18_000;

/// The cost of a finished route, in the file's units: to the nearest for travel, cut for work at the door, as VROOM
/// does. `spent` is the sum along a table of costs.
pub(super) fn of_route(file: &VroomFile, van: &Van, totals: &Totals, spent: i64) -> i64 {
    let travel = match &file.ways_of(van).costs {
        Some(_) => spent,
        None => {
            let by_time = amount(totals.duration, van.costs.per_hour, METERS_PER_KM);
            let by_way = amount(totals.distance.unwrap_or(0), van.costs.per_km, SECONDS_PER_HOUR);
            let unit = i128::from(SECONDS_PER_HOUR * METERS_PER_KM);
            whole((2 * (by_time + by_way) + unit) / (2 * unit))
        }
    };
    let doors = amount(totals.setup + totals.service, van.costs.per_task_hour, 1);
    let at_doors = whole(doors / i128::from(SECONDS_PER_HOUR));
    i64::from(van.costs.fixed)
        .saturating_add(travel)
        .saturating_add(at_doors)
}

/// The largest hours at the largest wages are more than 64 bits hold.
fn amount(lasts: i64, price: u32, parts: i64) -> i128 {
    i128::from(lasts) * i128::from(price) * i128::from(parts)
}

fn whole(cost: i128) -> i64 {
    i64::try_from(cost).unwrap_or(i64::MAX)
}

/// What the metres of a problem's legs stand for: a leg has seconds, and one more measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Second {
    Distances,
    Durations,
    Costs,
}

impl Second {
    /// What a vehicle needs beyond seconds.
    ///
    /// # Errors
    /// When it needs two measures at once.
    pub(super) fn of(file: &VroomFile, van: &Van) -> Result<Self, String> {
        let mut wanted = Vec::new();
        if file.ways_of(van).costs.is_some() {
            wanted.push((Self::Costs, "a table of costs"));
        }
        if van.max_distance.is_some() {
            wanted.push((Self::Distances, "max_distance"));
        } else if van.costs.per_km > 0 {
            wanted.push((Self::Distances, "per_km"));
        }
        if van.max_travel_time.is_some() {
            wanted.push((Self::Durations, "max_travel_time"));
        }
        match wanted[..] {
            [] => Ok(Self::Distances),
            [(one, _)] => Ok(one),
            [(_, one), (_, other), ..] => Err(format!(
                "vehicle {}: {one} and {other} together cannot be planned, only timed",
                van.id
            )),
        }
    }
}

/// Weights of one vehicle, in the common unit of its problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weights {
    pub(super) fixed: i64,
    pub(super) per_second: i64,
    pub(super) per_second_measure: i64,
    pub(super) per_task_second: i64,
}

/// Weights of all vehicles, in the largest unit that keeps them whole, or the smallest in which they fit.
pub(super) fn weights(file: &VroomFile, seconds: &[Second]) -> Vec<Weights> {
    let exact: Vec<Weights> = file
        .vans
        .iter()
        .zip(seconds)
        .map(|(van, second)| exact(van, *second))
        .collect();
    let all = |one: &Weights| [one.fixed, one.per_second, one.per_second_measure, one.per_task_second];
    let common = exact.iter().flat_map(all).fold(0, greatest_common_divisor).max(1);
    let largest = exact
        .iter()
        .map(|one| one.per_second.max(one.per_second_measure).max(one.per_task_second))
        .max();
    let unit = common.max((largest.unwrap_or(0) + WEIGHT_MAX - 1) / WEIGHT_MAX);
    let in_units = |amount: i64| (amount + unit / 2) / unit;
    let scaled = |one: &Weights| Weights {
        fixed: in_units(one.fixed),
        per_second: in_units(one.per_second),
        per_second_measure: in_units(one.per_second_measure),
        per_task_second: in_units(one.per_task_second),
    };
    exact.iter().map(scaled).collect()
}

fn exact(van: &Van, second: Second) -> Weights {
    let per_second = |per_hour: u32| i64::from(per_hour) * (PARTS / SECONDS_PER_HOUR);
    let (travel, measure) = match second {
        Second::Costs => (0, PARTS),
        Second::Distances => (
            per_second(van.costs.per_hour),
            i64::from(van.costs.per_km) * (PARTS / METERS_PER_KM),
        ),
        Second::Durations => (per_second(van.costs.per_hour), 0),
    };
    Weights {
        fixed: i64::from(van.costs.fixed) * PARTS,
        per_second: travel,
        per_second_measure: measure,
        per_task_second: per_second(van.costs.per_task_hour),
    }
}

const fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
