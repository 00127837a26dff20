//! Status events: any order, any repeats, one end.

use super::{DAY, at, keep};
use crate::engines::Database;
use karavan_model::{EventId, Outcome, PlanId, RequestId, RequestState, StatusEvent, StatusKind, VolunteerId};
use karavan_store::{Appended, ChangeKind, NewEvent, StateChange, StoredRequest};

fn event(id: &str, request: &str, kind: StatusKind, second: i64) -> NewEvent {
    let event = StatusEvent {
        id: EventId::from(id),
        plan: PlanId::from("P1"),
        volunteer: VolunteerId::from("V001"),
        request: RequestId::from(request),
        kind,
        occurred_at: at(second),
        received_at: at(1000),
        note: "у соседки".to_owned(),
    };
    NewEvent {
        fingerprint: format!("{:?} {:?}", event.kind, event.occurred_at),
        event,
        date: DAY.to_owned(),
    }
}

/// The smallest fold that does not mind the order of arrival: what happened last holds.
fn last_holds(request: &StoredRequest, events: &[StatusEvent], _: Option<&PlanId>) -> Option<StateChange> {
    let last = events
        .iter()
        .max_by_key(|event| (event.occurred_at, event.id.clone()))?;
    Some(StateChange {
        request: request.request.id.clone(),
        from: request.state,
        state: match last.kind {
            StatusKind::Accepted => RequestState::Accepted,
            StatusKind::EnRoute => RequestState::EnRoute,
            StatusKind::Closed(outcome) => RequestState::Closed(outcome),
            StatusKind::Undone => RequestState::Published,
        },
        volunteer: Some(last.volunteer.clone()),
    })
}

pub(crate) async fn events_in_any_order_with_repeats_end_in_one_state(database: Database) {
    let store = database.open().await;
    let orders: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for (round, order) in orders.into_iter().enumerate() {
        let id = format!("R{round}");
        keep(&store, &id).await;
        let told = [
            event(&format!("{round}-a"), &id, StatusKind::Accepted, 10),
            event(&format!("{round}-b"), &id, StatusKind::EnRoute, 20),
            event(&format!("{round}-c"), &id, StatusKind::Closed(Outcome::InHand), 30),
        ];
        let sent: Vec<NewEvent> = order.iter().chain(&order).map(|place| told[*place].clone()).collect();
        let answers = store.append_events(sent.clone(), at(1000), last_holds).await.unwrap();
        let (new, repeated) = ([Appended::Applied; 3], [Appended::Duplicate; 3]);
        assert_eq!(answers, [new, repeated].concat(), "{order:?}");
        let answers = store.append_events(sent, at(1001), last_holds).await.unwrap();
        assert_eq!(answers, [repeated, repeated].concat(), "{order:?}");
        let request = store.request(&RequestId(id)).await.unwrap().unwrap();
        assert_eq!(request.state, RequestState::Closed(Outcome::InHand), "{order:?}");
        let recorded = store.events_of_request(&request.request.id).await.unwrap();
        let arrived: Vec<_> = recorded.into_iter().map(|recorded| recorded.event).collect();
        assert_eq!(arrived, order.map(|place| told[place].event.clone()), "{order:?}");
    }
    let feed = store.changes_after(0, Some(DAY), 1000).await.unwrap();
    let told = feed
        .iter()
        .rev()
        .find(|change| change.kind == ChangeKind::Request)
        .unwrap();
    assert_eq!(
        (told.body["state"].as_str(), told.body["outcome"].as_str()),
        (Some("closed"), Some("in_hand"))
    );
    assert_eq!(
        (told.body["volunteer"].as_str(), told.body["note"].as_str()),
        (Some("V001"), Some("у соседки"))
    );
    let causes: Vec<_> = feed
        .iter()
        .map(|change| change.body["cause"].as_str().unwrap())
        .collect();
    // Told of the first request, whose events came in order: it was taken in, and then three reports.
    assert_eq!(causes[..4], ["taken_in", "accepted", "en_route", "closed"]);
}

pub(crate) async fn one_id_with_two_contents_is_a_conflict_and_both_are_kept(database: Database) {
    let store = database.open().await;
    keep(&store, "R1").await;
    let append = |event: NewEvent| store.append_events(vec![event], at(1000), last_holds);
    let first = event("e", "R1", StatusKind::Closed(Outcome::NotHome), 10);
    let other = event("e", "R1", StatusKind::Closed(Outcome::InHand), 20);
    assert_eq!(append(first.clone()).await.unwrap(), [Appended::Applied]);
    assert_eq!(append(other.clone()).await.unwrap(), [Appended::Conflict]);
    assert_eq!(append(other).await.unwrap(), [Appended::Conflict]);
    assert_eq!(append(first).await.unwrap(), [Appended::Duplicate]);
    let recorded = store.events_of_request(&RequestId::from("R1")).await.unwrap();
    assert_eq!(
        recorded.iter().map(|recorded| recorded.disputed).collect::<Vec<_>>(),
        [false, true]
    );
    let request = store.request(&RequestId::from("R1")).await.unwrap().unwrap();
    assert_eq!(request.state, RequestState::Closed(Outcome::NotHome));
    let of_day = store.events_of_day(DAY, None, 10).await.unwrap();
    assert_eq!(of_day.len(), 1, "the disputed one is no news: {of_day:?}");

    // Of a request nobody knows: kept all the same.
    assert_eq!(
        append(event("f", "R9", StatusKind::EnRoute, 30)).await.unwrap(),
        [Appended::Applied]
    );
    assert_eq!(store.events_of_request(&RequestId::from("R9")).await.unwrap().len(), 1);
    // The latest first, page by page, and of no other day.
    let latest = store.events_of_day(DAY, None, 1).await.unwrap().remove(0);
    assert_eq!(latest.event.id.as_str(), "f");
    let before = store.events_of_day(DAY, Some(latest.seq), 10).await.unwrap();
    assert_eq!(
        before.iter().map(|one| one.event.id.as_str()).collect::<Vec<_>>(),
        ["e"]
    );
    assert_eq!(store.events_of_day("2026-11-22", None, 10).await.unwrap(), []);
}
