//! `arrival` and `departure`: when a leg ends that begins at a moment, and when it must begin to end by one, where
//! the speed changes over the day. O(slots); the judge has its own in `judge/drive_time.rs`.

use crate::rules::Slot;
use karavan_model::Seconds;

/// The free speed, in thousandths.
const FREE: i64 = 1_000;

/// The arrival of one who leaves at a moment, for a leg that takes so long on free roads. O(slots).
pub(crate) fn arrival(slots: &[Slot], leaves: Seconds, leg: Seconds) -> Seconds {
    if slots.is_empty() || leg == Seconds::ZERO {
        return leaves + leg;
    }
    let (mut now, mut left) = (leaves.0, leg.0 * FREE);
    let mut at = slots.partition_point(|slot| slot.from.0 <= now);
    loop {
        let speed = at.checked_sub(1).map_or(FREE, |slot| i64::from(slots[slot].speed));
        let Some(next) = slots.get(at) else {
            return Seconds(now + ceiled(left, speed));
        };
        let covers = (next.from.0 - now) * speed;
        if covers >= left {
            return Seconds(now + ceiled(left, speed));
        }
        (now, left, at) = (next.from.0, left - covers, at + 1);
    }
}

/// The quotient rounded up, of numbers that are not negative.
const fn ceiled(amount: i64, speed: i64) -> i64 {
    (amount + speed - 1) / speed
}

/// The latest leaving of one who arrives no later than a moment. O(slots).
pub(crate) fn departure(slots: &[Slot], arrives: Seconds, leg: Seconds) -> Seconds {
    if slots.is_empty() || leg == Seconds::ZERO {
        return arrives - leg;
    }
    let (mut now, mut left) = (arrives.0, leg.0 * FREE);
    let mut at = slots.partition_point(|slot| slot.from.0 < now);
    loop {
        let Some(slot) = at.checked_sub(1).map(|slot| slots[slot]) else {
            return Seconds(now - ceiled(left, FREE));
        };
        let speed = i64::from(slot.speed);
        let covers = (now - slot.from.0) * speed;
        if covers >= left {
            return Seconds(now - ceiled(left, speed));
        }
        (now, left, at) = (slot.from.0, left - covers, at - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots() -> Vec<Slot> {
        let slot = |from, speed| Slot {
            from: Seconds(from),
            speed,
        };
        vec![slot(100, 500), slot(160, 1_000), slot(200, 333), slot(230, 1_000)]
    }

    #[test]
    fn who_leaves_into_the_jam_drives_half_as_fast_in_it() {
        // 20 s free until 100, then 60 s at half speed make 30, then 10 s free.
        assert_eq!(arrival(&slots(), Seconds(80), Seconds(60)), Seconds(170));
        assert_eq!(departure(&slots(), Seconds(170), Seconds(60)), Seconds(80));
    }

    #[test]
    fn the_latest_leaving_is_the_last_that_arrives_in_time() {
        let slots = slots();
        for leg in 0..70 {
            for leaves in 0..300 {
                let arrives = arrival(&slots, Seconds(leaves), Seconds(leg));
                assert!(arrives >= arrival(&slots, Seconds(leaves - 1), Seconds(leg)));
                let latest = departure(&slots, arrives, Seconds(leg));
                assert!(latest.0 >= leaves, "{leg} {leaves}");
                assert!(arrival(&slots, latest, Seconds(leg)) <= arrives);
                assert!(arrival(&slots, latest + Seconds(1), Seconds(leg)) > arrives);
            }
        }
    }
}
