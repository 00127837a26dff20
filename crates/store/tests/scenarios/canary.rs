//! `CANARIES`, twelve telltale texts, and `plant`, which says them of one person in requests, a plan, a route, events
//! and notes; `canary` is such a request, `closed` a change that closes one. No scenario is here; `erase.rs` looks for
//! the texts afterwards.

use super::{DAY, at, events, me, new, plans};
use crate::delivery::delivery;
use karavan_model::{
    EventId, LoadingEvent, LoadingKind, Outcome, PlanId, Request, RequestId, RequestState, StatusKind, VolunteerId,
};
use karavan_store::{
    Accepted, Acted, Assignment, NewEvent, NewLoading, NewPlan, NewRequest, Once, PersonalPart, Publication,
    PublishedRoute, Receipt, RequestChange, RequestUpdated, StateChange, Store, StoredRequest, Whose,
};
use serde_json::json;

/// Each is said of the person at another place.
pub(crate) const CANARIES: [&str; 12] = [
    "Канарейкина",
    "9110007755",
    "110-00-77-55",
    "Пернатых",
    "Домофонов",
    "Собаказлая",
    "Правленая",
    "Переданососедке",
    "Отмененапросьбой",
    "Зерновой",
    "77.123456",
    MUNICIPALITY,
];

/// What the sender calls the municipality: it is not sealed.
pub(crate) const MUNICIPALITY: &str = "Дворканареек";

pub(crate) fn canary(id: &str) -> Request {
    serde_json::from_value(json!({
        "id": id, "source": "112", "source_ref": format!("ref-{id}"), "date": *DAY, "recipient": "Канарейкина Ёлка",
        "phone": "8 (911) 000-77-55", "address": "улица Пернатых, д 5",
        "door": { "flat": "7", "note": "Домофонов" },
        "place": { "point": { "lon": 77.123_456, "lat": 43.2 }, "label": "улица Пернатых, 5", "precision": "house",
            "confidence": 1.0 },
        "candidates": [{ "point": { "lon": 77.123_456, "lat": 43.2 }, "label": "улица Зерновой, 5",
            "precision": "house", "confidence": 0.5 }],
        "needs": [{ "goods": "food", "quantity": 2 }], "comment": "Собаказлая",
        "municipality": format!("{MUNICIPALITY} №1"),
    }))
    .unwrap()
}

pub(crate) fn closed(stored: &StoredRequest, outcome: Outcome) -> StateChange {
    StateChange {
        request: stored.request.id.clone(),
        from: stored.state,
        state: RequestState::Closed(outcome),
        volunteer: None,
    }
}

/// Says everything of the person that can be said; answers their requests.
pub(crate) async fn plant(store: &Store) -> Vec<StoredRequest> {
    let acting = store.by(me());
    let receipt = |accepted: &Accepted| match accepted {
        Accepted::Kept { inserted, .. } => Some(Receipt {
            status: 201,
            body: json!(inserted[0].stored().request.id),
        }),
        _ => None,
    };
    let once = Once::new(
        "key1",
        "POST /v1/requests",
        "a-key-of-a-canary",
        "print",
        at(0),
        receipt,
    );
    let both: Vec<NewRequest> = ["C1", "C2"].map(canary).map(new).into();
    let accepted = acting.accept(delivery(both), Some(once)).await.unwrap();
    let Acted::Done(Accepted::Kept { inserted, .. }) = accepted else {
        panic!("a replay")
    };
    let kept: Vec<StoredRequest> = inserted.iter().map(|inserted| inserted.stored().clone()).collect();
    let change = RequestChange {
        request: Request {
            comment: "Правленая".to_owned(),
            ..kept[0].request.clone()
        },
        state: kept[0].state,
        why: None,
        volunteer: None,
    };
    let updated = acting
        .update_request(&kept[0].request.id, 1, change, at(1))
        .await
        .unwrap();
    assert!(matches!(updated, RequestUpdated::Updated(_)), "{updated:?}");
    promise(store).await;
    report(store).await;
    kept
}

/// A plan and a route that say where the first request is.
async fn promise(store: &Store) {
    let acting = store.by(me());
    let said = json!({ "point": { "lon": 77.123_456, "lat": 43.2 }, "address": "улица Пернатых" });
    let draft = NewPlan {
        personal: vec![PersonalPart {
            request: RequestId::from("C1"),
            place: String::new(),
            body: said.clone(),
        }],
        made_from: r#"{"requests":{"C1":"print"}}"#.to_owned(),
        ..plans::plan("P1")
    };
    acting.insert_plan(draft).await.unwrap();
    let stop = Assignment {
        kind: "visit".to_owned(),
        hub: None,
        body: json!({ "visits": [{ "request": "C1" }] }),
        personal: vec![(0, RequestId::from("C1"), said)],
    };
    let publication = Publication {
        plan: PlanId::from("P1"),
        expected_version: 1,
        routes: vec![PublishedRoute {
            volunteer: VolunteerId::from("V001"),
            body: json!({ "name": "Волонтёр 001" }),
            stops: vec![stop],
        }],
        links: Vec::new(),
        at: at(2),
    };
    let place = |stored: &StoredRequest| {
        (stored.request.id.as_str() == "C1").then(|| StateChange {
            request: stored.request.id.clone(),
            from: stored.state,
            state: RequestState::Published,
            volunteer: Some(VolunteerId::from("V001")),
        })
    };
    acting.publish(publication, place, None).await.unwrap();
}

/// What volunteers and coordinators say afterwards.
async fn report(store: &Store) {
    let acting = store.by(me());
    let mut told = events::event("canary-event", "C1", StatusKind::Closed(Outcome::NotHome), 10);
    told.event.note = "Переданососедке".to_owned();
    let told: Vec<NewEvent> = vec![told];
    assert_eq!(store.events_of_request(&RequestId::from("C1")).await.unwrap(), []);
    acting.append_events(told, at(11), events::last_holds).await.unwrap();
    let call_off = |stored: &StoredRequest| Some(closed(stored, Outcome::Cancelled));
    let note = "Отмененапросьбой".to_owned();
    acting
        .move_request((&Whose::All, &RequestId::from("C2")), call_off, note, at(12), None)
        .await
        .unwrap();
    let loading = NewLoading {
        event: LoadingEvent {
            id: EventId::from("loading"),
            plan: PlanId::from("P1"),
            volunteer: VolunteerId::from("V001"),
            stop: 0,
            kind: LoadingKind::Loaded,
            occurred_at: at(3),
            received_at: at(3),
            note: "не хватило одной".to_owned(),
        },
        date: *DAY,
        fingerprint: "f".to_owned(),
    };
    acting.append_loadings(vec![loading], at(3), |_| None).await.unwrap();
}
