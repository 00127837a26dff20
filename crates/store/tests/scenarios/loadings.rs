//! Scenario of loading events: each is kept once, a repeat and a conflict are told apart, and the feed is told once
//! for each loading how it stands.

use super::{DAY, at, me};
use crate::engines::Database;
use karavan_model::{EventId, LoadingEvent, LoadingKind, PlanId, Timestamp, VolunteerId};
use karavan_store::{Appended, ChangeKind, NewLoading};
use serde_json::json;

fn loading(id: &str, stop: u32, kind: LoadingKind, second: i64) -> NewLoading {
    NewLoading {
        fingerprint: format!("{stop} {kind:?} {second}"),
        event: LoadingEvent {
            id: EventId::from(id),
            plan: PlanId::from("P1"),
            volunteer: VolunteerId::from("V001"),
            stop,
            kind,
            occurred_at: at(second),
            received_at: at(1000),
            note: String::new(),
        },
        date: *DAY,
    }
}

fn last_holds(events: &[LoadingEvent]) -> Option<Timestamp> {
    let last = events.iter().max_by_key(|event| event.occurred_at)?;
    (last.kind == LoadingKind::Loaded).then_some(last.occurred_at)
}

pub(crate) async fn loadings_are_kept_once_and_announced(database: Database) {
    let store = database.open().await;
    let sent = vec![
        loading("a", 0, LoadingKind::Loaded, 10),
        loading("b", 2, LoadingKind::Loaded, 20),
        loading("c", 0, LoadingKind::Undone, 30),
        loading("a", 0, LoadingKind::Loaded, 10),
        loading("a", 1, LoadingKind::Loaded, 40),
    ];
    let new = [Appended::Applied; 3];
    let again = [Appended::Duplicate, Appended::Conflict];
    let answers = store
        .by(me())
        .append_loadings(sent.clone(), at(1000), last_holds)
        .await
        .unwrap();
    assert_eq!(answers, [&new[..], &again[..]].concat());
    let kept = store.loadings(&PlanId::from("P1"), None).await.unwrap();
    assert_eq!(kept, sent[..3].iter().map(|new| new.event.clone()).collect::<Vec<_>>());
    for (plan, volunteer, count) in [("P1", "V001", 3), ("P1", "V002", 0), ("P2", "V001", 0)] {
        let (plan, volunteer) = (PlanId::from(plan), VolunteerId::from(volunteer));
        let own = store.loadings(&plan, Some(&volunteer)).await.unwrap();
        assert_eq!(own.len(), count, "{plan} {volunteer}");
    }

    let told = store.changes_after(0, Some(*DAY), 10).await.unwrap();
    assert!(
        told.iter()
            .all(|change| change.kind == ChangeKind::Loading && change.subject == "P1")
    );
    // A batch is told once for each loading.
    let stands = told
        .iter()
        .map(|change| (change.body["stop"].clone(), change.body["loaded_at"].clone()));
    assert_eq!(
        stands.collect::<Vec<_>>(),
        [(json!(0), json!(null)), (json!(2), json!(at(20).to_rfc3339())),]
    );
}
