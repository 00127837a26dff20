//! `lasts`: the seconds of a leg begun at a given moment, counted second by second through the traffic slots of the
//! profile. No rule of its own; `arrival.rs` and `totals.rs` use it.

use super::judged_route::JudgedRoute;
use crate::matrix::Leg;

/// The seconds of a leg begun at a moment: until the speeds of all seconds since add up to the leg.
pub(super) fn lasts(judged: &JudgedRoute<'_>, leaves: i64, leg: Leg) -> i64 {
    let traffic = judged.problem.rules().traffic.iter();
    let Some(traffic) = traffic.clone().find(|one| one.profile == judged.vehicle.profile) else {
        return leg.seconds.0;
    };
    let speed = |moment: i64| {
        let slot = traffic.slots.iter().rev().find(|slot| slot.from.0 <= moment);
        slot.map_or(1_000, |slot| i64::from(slot.speed))
    };
    let whole = leg.seconds.0 * 1_000;
    let last = traffic.slots.last().map_or(leaves, |slot| slot.from.0);
    let (mut driven, mut now) = (0, leaves);
    while driven < whole && now < last {
        driven += speed(now);
        now += 1;
    }
    // Beyond the last slot the speed stays the same.
    let (left, pace) = ((whole - driven).max(0), speed(now));
    now + left / pace + i64::from(left % pace != 0) - leaves
}
