//! Scenarios of status events: any order and repeats end in one state, conflicts of one id are kept as disputed, a
//! batch is folded once for each request, events off the route move nothing, and a request takes 500. Helpers `event`
//! and `last_holds` serve other scenarios.

use super::{DAY, at, keep, me};
use crate::engines::Database;
use karavan_model::{EventId, Outcome, PlanId, RequestId, RequestState, StatusEvent, StatusKind, VolunteerId};
use karavan_store::{Appended, ChangeKind, EVENTS_OF_REQUEST_MAX, NewEvent, StateChange, StoredRequest};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) fn event(id: &str, request: &str, kind: StatusKind, second: i64) -> NewEvent {
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
        date: *DAY,
        is_on_route: true,
    }
}

/// The smallest fold that does not mind the order of arrival: what happened last holds.
pub(super) fn last_holds(request: &StoredRequest, events: &[StatusEvent], _: Option<&PlanId>) -> Option<StateChange> {
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
        let answers = store
            .by(me())
            .append_events(sent.clone(), at(1000), last_holds)
            .await
            .unwrap();
        let (new, repeated) = ([Appended::Applied; 3], [Appended::Duplicate; 3]);
        assert_eq!(answers, [new, repeated].concat(), "{order:?}");
        let answers = store.by(me()).append_events(sent, at(1001), last_holds).await.unwrap();
        assert_eq!(answers, [repeated, repeated].concat(), "{order:?}");
        let request = store.request(&RequestId(id)).await.unwrap().unwrap();
        assert_eq!(request.state, RequestState::Closed(Outcome::InHand), "{order:?}");
        let recorded = store.events_of_request(&request.request.id).await.unwrap();
        let arrived: Vec<_> = recorded.into_iter().map(|recorded| recorded.event).collect();
        assert_eq!(arrived, order.map(|place| told[place].event.clone()), "{order:?}");
    }
    let feed = store.changes_after(0, Some(*DAY), 1000).await.unwrap();
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
    // A batch is told once for each request: the first, whose events came in order, was taken in and is closed.
    assert_eq!(causes[..2], ["taken_in", "closed"]);
}

pub(crate) async fn one_id_with_two_contents_is_a_conflict_and_both_are_kept(database: Database) {
    let store = database.open().await;
    keep(&store, "R1").await;
    let acting = store.by(me());
    let append = |event: NewEvent| acting.append_events(vec![event], at(1000), last_holds);
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
    let of_day = store.events_of_day(*DAY, None, 10).await.unwrap();
    assert_eq!(of_day.len(), 1, "the disputed one is no news: {of_day:?}");

    // Of a request nobody knows: kept all the same.
    assert_eq!(
        append(event("f", "R9", StatusKind::EnRoute, 30)).await.unwrap(),
        [Appended::Applied]
    );
    assert_eq!(store.events_of_request(&RequestId::from("R9")).await.unwrap().len(), 1);
    // The latest first, page by page, and of no other day.
    let latest = store.events_of_day(*DAY, None, 1).await.unwrap().items.remove(0);
    assert_eq!(latest.event.id.as_str(), "f");
    let before = store.events_of_day(*DAY, Some(latest.seq), 10).await.unwrap();
    assert_eq!(
        before.iter().map(|one| one.event.id.as_str()).collect::<Vec<_>>(),
        ["e"]
    );
    assert_eq!(
        store
            .events_of_day("2026-11-22".parse().unwrap(), None, 10)
            .await
            .unwrap()
            .items,
        []
    );
}

pub(crate) async fn a_batch_is_folded_once_for_each_request_and_its_last_words_are_told(database: Database) {
    let store = database.open().await;
    keep(&store, "R1").await;
    keep(&store, "R2").await;
    let folds = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&folds);
    let fold = move |request: &StoredRequest, events: &[StatusEvent], plan: Option<&PlanId>| {
        counted.fetch_add(1, Ordering::Relaxed);
        last_holds(request, events, plan)
    };
    let mut batch: Vec<NewEvent> = (0..100)
        .map(|second| event(&format!("a{second}"), "R1", StatusKind::EnRoute, second))
        .collect();
    batch.push(event("b", "R2", StatusKind::Accepted, 5));
    let mut last = event("c", "R1", StatusKind::Closed(Outcome::InHand), 500);
    last.event.note = "отдано соседке".to_owned();
    batch.insert(50, last);
    let answers = store.by(me()).append_events(batch, at(1000), fold).await.unwrap();
    assert_eq!(answers, vec![Appended::Applied; 102]);
    assert_eq!(folds.load(Ordering::Relaxed), 2, "once for each request");
    let feed = store.changes_after(0, Some(*DAY), 1000).await.unwrap();
    let told: Vec<_> = feed.iter().filter(|change| change.subject == "R1").collect();
    let last = told.last().unwrap();
    assert_eq!(
        (last.body["state"].as_str(), last.body["note"].as_str()),
        (Some("closed"), Some("отдано соседке"))
    );
}

pub(crate) async fn events_off_the_route_are_kept_and_move_nothing(database: Database) {
    let store = database.open().await;
    keep(&store, "R1").await;
    let strange = NewEvent {
        is_on_route: false,
        ..event("x", "R1", StatusKind::Closed(Outcome::InHand), 10)
    };
    let before = store.request(&RequestId::from("R1")).await.unwrap().unwrap();
    let acting = store.by(me());
    let append = |new: NewEvent| acting.append_events(vec![new], at(1000), last_holds);
    append(strange.clone()).await.unwrap();
    append(strange).await.unwrap();
    assert_eq!(store.request(&RequestId::from("R1")).await.unwrap().unwrap(), before);
    let kept = store.events_of_request(&RequestId::from("R1")).await.unwrap();
    assert_eq!(kept.iter().map(|one| one.disputed).collect::<Vec<_>>(), [true]);
    // Nor does it count when a real one comes later.
    append(event("y", "R1", StatusKind::EnRoute, 5)).await.unwrap();
    let after = store.request(&RequestId::from("R1")).await.unwrap().unwrap();
    assert_eq!(after.state, RequestState::EnRoute);
}

pub(crate) async fn a_request_takes_so_many_events_and_repeats_of_kept_ones_are_still_known(database: Database) {
    let store = database.open().await;
    keep(&store, "R1").await;
    keep(&store, "R2").await;
    let many: Vec<NewEvent> = (0..EVENTS_OF_REQUEST_MAX + 3)
        .map(|number| event(&number.to_string(), "R1", StatusKind::EnRoute, 10))
        .collect();
    let answers = store
        .by(me())
        .append_events(many.clone(), at(1000), last_holds)
        .await
        .unwrap();
    let (kept, full) = answers.split_at(EVENTS_OF_REQUEST_MAX);
    assert!(kept.iter().all(|one| *one == Appended::Applied));
    assert_eq!(full, [Appended::Full; 3]);
    let again = vec![
        many[0].clone(),
        many[EVENTS_OF_REQUEST_MAX].clone(),
        event("z", "R2", StatusKind::EnRoute, 10),
    ];
    let answers = store.by(me()).append_events(again, at(1001), last_holds).await.unwrap();
    assert_eq!(answers, [Appended::Duplicate, Appended::Full, Appended::Applied]);
    let log = store.events_of_request(&RequestId::from("R1")).await.unwrap();
    assert_eq!(log.len(), EVENTS_OF_REQUEST_MAX);
}
