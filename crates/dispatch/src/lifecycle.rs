//! `may_become`: which state of a request may follow which. `state_after`: the state of a published request from what
//! one volunteer reported, whatever the order of arrival. `loaded_since`: since when a loading is done, by its last
//! event.

use karavan_model::{LoadingEvent, LoadingKind, Outcome, RequestState, StatusEvent, StatusKind, Timestamp};

/// Whether a request may go from one state to another.
#[must_use]
pub const fn may_become(from: RequestState, to: RequestState) -> bool {
    use RequestState::{Accepted, Closed, EnRoute, Located, NeedsInfo, New, Planned, Published};
    match (from, to) {
        (New, NeedsInfo | Located)
        | (NeedsInfo, Located)
        | (Located, NeedsInfo | Planned | Published)
        | (Planned, NeedsInfo | Located | Published)
        | (Published, NeedsInfo | Located | Accepted | EnRoute | Closed(_))
        | (Accepted, NeedsInfo | Located | Published | EnRoute | Closed(_))
        | (EnRoute, NeedsInfo | Located | Published | Accepted | Closed(_))
        | (Closed(_), Published | Accepted | EnRoute | Closed(_)) => true,
        (New | NeedsInfo | Located | Planned, Closed(Outcome::Cancelled)) => true,
        // Somebody who had it in a plan that was replaced brought it all the same.
        (NeedsInfo | Located | Planned, Closed(outcome)) if outcome.is_served() => true,
        (Closed(outcome), NeedsInfo | Located) => !outcome.is_served(),
        _ => false,
    }
}

/// The state of a published request after what one volunteer reported of it. The order of arrival does not matter:
/// events are put in order of when they happened, those of one moment in the order of a visit (an outcome before it is
/// taken back, help before none, so that somebody looks again), then by their ids.
#[must_use]
pub fn state_after<'a>(events: impl IntoIterator<Item = &'a StatusEvent>) -> RequestState {
    let mut ordered: Vec<&StatusEvent> = events.into_iter().collect();
    ordered.sort_by(|one, other| {
        (one.occurred_at, one.kind, &one.id.0).cmp(&(other.occurred_at, other.kind, &other.id.0))
    });
    let mut before_closing = RequestState::Published;
    let mut state = RequestState::Published;
    for event in ordered {
        let is_closed = matches!(state, RequestState::Closed(_));
        match event.kind {
            StatusKind::Accepted if state == RequestState::Published => state = RequestState::Accepted,
            StatusKind::EnRoute if !is_closed => state = RequestState::EnRoute,
            StatusKind::Closed(outcome) => {
                if !is_closed {
                    before_closing = state;
                }
                state = RequestState::Closed(outcome);
            }
            StatusKind::Undone if is_closed => state = before_closing,
            StatusKind::Accepted | StatusKind::EnRoute | StatusKind::Undone => {}
        }
    }
    state
}

/// Since when a loading is done, after all that its volunteer said of it, given in the order of arrival; `None` when
/// it is not. What was said last holds; of the same moment, what arrived last.
#[must_use]
pub fn loaded_since(events: &[LoadingEvent]) -> Option<Timestamp> {
    let last = events.iter().max_by_key(|event| event.occurred_at)?;
    (last.kind == LoadingKind::Loaded).then_some(last.occurred_at)
}

#[cfg(test)]
mod tests {
    use super::{may_become, state_after};
    use karavan_model::{Outcome, RequestState, StatusEvent, StatusKind, Timestamp};

    fn event(id: &str, at: i64, kind: StatusKind) -> StatusEvent {
        StatusEvent {
            id: id.into(),
            plan: "P".into(),
            volunteer: "V001".into(),
            request: "R0001".into(),
            kind,
            occurred_at: Timestamp(at),
            received_at: Timestamp(at + 5),
            note: String::new(),
        }
    }

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let day = [
            event("a", 1, StatusKind::Accepted),
            event("b", 2, StatusKind::EnRoute),
            event("c", 3, StatusKind::Closed(Outcome::NotHome)),
            event("d", 4, StatusKind::Undone),
            event("e", 5, StatusKind::Closed(Outcome::InHand)),
        ];
        let in_order = state_after(&day);
        assert_eq!(in_order, RequestState::Closed(Outcome::InHand));
        // All 120 orders of five events, by Heap's algorithm.
        let mut shuffled = day.to_vec();
        let mut counters = [0usize; 5];
        let mut level = 0;
        let mut orders = 1;
        while level < 5 {
            if counters[level] < level {
                shuffled.swap(if level % 2 == 0 { 0 } else { counters[level] }, level);
                assert_eq!(state_after(&shuffled), in_order);
                orders += 1;
                counters[level] += 1;
                level = 0;
            } else {
                counters[level] = 0;
                level += 1;
            }
        }
        assert_eq!(orders, 120);
    }

    #[test]
    fn undo_brings_back_what_was_before_the_outcome() {
        let closed = event("b", 2, StatusKind::Closed(Outcome::InHand));
        let undone = event("c", 3, StatusKind::Undone);
        assert_eq!(
            state_after(&[event("a", 1, StatusKind::EnRoute), closed.clone(), undone.clone()]),
            RequestState::EnRoute
        );
        assert_eq!(state_after(&[closed, undone.clone()]), RequestState::Published);
        assert_eq!(state_after(&[undone]), RequestState::Published);
    }

    #[test]
    fn what_happened_at_one_moment_counts_the_same_in_whatever_order_it_arrived() {
        let day = [
            event("d", 1, StatusKind::Accepted),
            event("c", 1, StatusKind::EnRoute),
            event("b", 1, StatusKind::Closed(Outcome::NotHome)),
            event("a", 1, StatusKind::Closed(Outcome::InHand)),
        ];
        let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1], [1, 3, 2, 0], [3, 0, 2, 1]];
        for order in orders {
            let state = state_after(order.iter().map(|&place| &day[place]));
            assert_eq!(state, RequestState::Closed(Outcome::NotHome), "{order:?}");
        }
        let undone = event("0", 1, StatusKind::Undone);
        assert_eq!(state_after([&undone, &day[3]]), RequestState::Published);
        assert_eq!(state_after([&day[3], &undone]), RequestState::Published);
    }

    #[test]
    fn a_closed_request_is_not_planned_again_unless_it_failed() {
        assert!(!may_become(
            RequestState::Closed(Outcome::InHand),
            RequestState::Located
        ));
        assert!(may_become(
            RequestState::Closed(Outcome::NotHome),
            RequestState::Located
        ));
        assert!(!may_become(RequestState::New, RequestState::Published));
        assert!(may_become(RequestState::New, RequestState::Closed(Outcome::Cancelled)));
    }
}
