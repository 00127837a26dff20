//! Corrects the times of reports from telephones with wrong clocks: `clock_shift` says by how many seconds the times of
//! a report are shifted, `happened` keeps a time from lying far in the future. A report tells when it was sent; how
//! much later it arrives is how far that clock is behind, plus the delay. Clocks once seen are remembered.

use crate::local_time::between;
use crate::{LinkHolder, Service, ServiceError};
use karavan_model::{Seconds, Timestamp};

/// Delays of the network between reports of one telephone differ by less than this. So two reports that seem made by
/// clocks no further apart were made by one, and are put right alike: else a delay would change the order of what was
/// pressed seconds apart.
const DELAY_MAX: Seconds = Seconds(120);
/// So many clocks of a link are told apart: nobody has more telephones, and a clock is not set again more often.
const CLOCKS_MAX: usize = 64;
/// What seems to have happened later than this after it reached us was pressed before the clock was set back.
const AHEAD_MAX: Seconds = Seconds(300);

impl Service {
    /// By how much all times of a report are corrected, the same for all that one telephone reports, so that their
    /// order stays.
    pub(crate) async fn clock_shift(&self, holder: &LinkHolder, behind: Seconds) -> Result<Seconds, ServiceError> {
        let same = move |known: &[Seconds]| same_clock(known, behind);
        let clock = self.store().phone_clock(&holder.plan, &holder.volunteer, behind, same);
        Ok(clock.await?)
    }
}

/// Which of the known clocks of a link a report was made by, when it seems to be made by one so much behind ours;
/// `None` when by a new one. The nearest, so that two telephones whose clocks are further apart than delays are told
/// apart.
fn same_clock(known: &[Seconds], behind: Seconds) -> Option<Seconds> {
    let apart = |clock: Seconds| clock.0.abs_diff(behind.0);
    let nearest = known.iter().copied().min_by_key(|&clock| apart(clock))?;
    let is_same = apart(nearest) <= DELAY_MAX.0.unsigned_abs() || known.len() >= CLOCKS_MAX;
    is_same.then_some(nearest)
}

/// A telephone whose clock was set back between an event and its report must not put the event after all others.
pub(crate) fn happened(occurred_at: Timestamp, received_at: Timestamp) -> Timestamp {
    match between(received_at, occurred_at) > AHEAD_MAX {
        true => received_at,
        false => occurred_at,
    }
}

#[cfg(test)]
mod tests {
    use super::{CLOCKS_MAX, DELAY_MAX, happened, same_clock};
    use crate::local_time::after;
    use karavan_dispatch::lifecycle::state_after;
    use karavan_model::{Outcome, RequestState, Seconds, StatusEvent, StatusKind, Timestamp};
    use proptest::prelude::*;

    const SECOND: i64 = 1_000_000;
    const OUTCOMES: [Outcome; 4] = [Outcome::NotHome, Outcome::InHand, Outcome::Refused, Outcome::Unsafe];

    /// A press of a telephone: when it was pressed, how far the clock is behind, how long it waited to be sent and how
    /// long it was under way; all in seconds.
    #[derive(Clone, Copy, Debug)]
    struct Sample {
        pressed: i64,
        behind: i64,
        waited: i64,
        delay: i64,
        outcome: Outcome,
    }

    impl Sample {
        fn received(self) -> i64 {
            self.pressed + self.waited + self.delay
        }
    }

    /// Where the request stands when each press was reported on its own, and they came in this order.
    fn state(presses: &[Sample]) -> RequestState {
        let mut known: Vec<Seconds> = Vec::new();
        let mut events = Vec::new();
        for (place, press) in presses.iter().enumerate() {
            let behind = Seconds(press.behind + press.delay);
            let shift = same_clock(&known, behind).unwrap_or_else(|| {
                known.push(behind);
                behind
            });
            let received_at = Timestamp(press.received() * SECOND);
            let said = Timestamp((press.pressed - press.behind) * SECOND);
            events.push(StatusEvent {
                id: place.to_string().as_str().into(),
                plan: "P".into(),
                volunteer: "V001".into(),
                request: "R0001".into(),
                kind: StatusKind::Closed(press.outcome),
                occurred_at: happened(after(said, shift), received_at),
                received_at,
                note: String::new(),
            });
        }
        state_after(&events)
    }

    fn closed(press: Option<&Sample>) -> Option<RequestState> {
        press.map(|press| RequestState::Closed(press.outcome))
    }

    #[test]
    fn a_slow_telephone_whose_first_report_was_delayed_keeps_its_order() {
        let press = |pressed, delay, outcome| Sample {
            pressed,
            behind: 290,
            waited: 0,
            delay,
            outcome,
        };
        let day = [press(36_000, 20, Outcome::NotHome), press(36_120, 0, Outcome::InHand)];
        assert_eq!(state(&day), RequestState::Closed(Outcome::InHand));
    }

    #[test]
    fn a_clock_that_was_set_back_puts_nothing_into_the_future() {
        let received = Timestamp(36_000 * SECOND);
        let tomorrow = Timestamp(received.0 + 86_400 * SECOND);
        assert_eq!(happened(tomorrow, received), received);
    }

    #[test]
    fn a_link_has_no_end_of_clocks() {
        let known: Vec<Seconds> = (0..CLOCKS_MAX as i64).map(|number| Seconds(number * 1_000)).collect();
        assert_eq!(same_clock(&known, Seconds(-5_000)), Some(Seconds(0)));
        assert_eq!(same_clock(&known[1..], Seconds(-5_000)), None);
    }

    proptest! {
        #[test]
        fn the_later_press_of_one_telephone_never_loses(
            behind in -90_000_i64..90_000,
            gaps in prop::collection::vec((1_i64..400, 0_i64..7_200, 0..=DELAY_MAX.0), 2..6),
            shuffle in any::<u64>(),
        ) {
            let mut pressed = 36_000;
            let drawn = gaps.iter().zip(OUTCOMES.iter().cycle());
            let presses: Vec<Sample> = drawn.map(|(&(gap, waited, delay), &outcome)| {
                pressed += gap;
                Sample { pressed, behind, waited, delay, outcome }
            }).collect();
            let last = closed(presses.last());
            let mut order = presses;
            // They come in any order, not only in that of the delays drawn.
            let mut seed = shuffle;
            for place in (1..order.len()).rev() {
                order.swap(place, (seed % (place as u64 + 1)) as usize);
                seed = seed.rotate_left(17).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            }
            prop_assert_eq!(Some(state(&order)), last);
        }

        #[test]
        fn of_two_telephones_with_wrong_clocks_the_later_press_wins(
            one in -40_000_i64..0,
            apart in 400_i64..40_000,
            gap in 130_i64..3_000,
            delays in prop::collection::vec(0..=DELAY_MAX.0, 4),
            is_first in any::<bool>(),
            is_later_first in any::<bool>(),
        ) {
            let clocks = if is_first { [one, one + apart] } else { [one + apart, one] };
            let press = |number: usize, pressed, outcome| Sample {
                pressed, behind: clocks[number], waited: 0, delay: delays[number], outcome,
            };
            let mut presses = [press(0, 36_000, Outcome::NotHome), press(1, 36_000 + gap, Outcome::InHand)];
            let last = closed(presses.last());
            if is_later_first {
                presses.reverse();
            }
            prop_assert_eq!(Some(state(&presses)), last);
        }
    }
}
