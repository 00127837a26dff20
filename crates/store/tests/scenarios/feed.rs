//! Scenarios of the change feed: a reader that follows it misses nothing while eight tasks write, is woken by `hint`,
//! also by another process, and is told people's words, which the log itself does not hold.

use super::events::{event, last_holds};
use super::{DAY, at, insert, keep, me, new, request};
use crate::engines::Database;
use karavan_model::{Outcome, RequestId, RequestState, StatusKind};
use karavan_store::{ChangeKind, StateChange, StoredRequest, Whose};
use sea_orm::{ConnectionTrait, Statement};
use std::time::Duration;

pub(crate) async fn the_feed_has_no_gaps_and_wakes_its_readers(database: Database) {
    let store = database.open().await;
    assert_eq!(store.last_change().await.unwrap(), 0);
    let mut hint = store.hint();
    hint.mark_unchanged();
    let writers = (0..8).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            for _ in 0..5 {
                keep(&store, "").await;
            }
        })
    });
    // A reader that only ever asks for what comes after the last it saw, as a live screen does.
    let writers: Vec<_> = writers.collect();
    let mut seen = Vec::new();
    while seen.len() < 40 {
        tokio::time::timeout(Duration::from_secs(30), hint.changed())
            .await
            .unwrap()
            .unwrap();
        let last = seen.last().copied().unwrap_or(0);
        let news = store.changes_after(last, Some(*DAY), 1000).await.unwrap();
        assert!(
            news.iter()
                .all(|change| change.kind == ChangeKind::Request && change.date == Some(*DAY))
        );
        seen.extend(news.into_iter().map(|change| change.seq));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    // Each request is told with its submission, which is no news for a screen.
    assert_eq!(seen, (1..=80).step_by(2).collect::<Vec<_>>());
    assert_eq!(*hint.borrow(), 80);
    let mut tomorrow = request("", None);
    tomorrow.date = "2026-11-22".parse().unwrap();
    insert(&store, new(tomorrow)).await;
    assert_eq!(store.changes_after(80, Some(*DAY), 10).await.unwrap(), []);
    assert_eq!(store.changes_after(80, None, 10).await.unwrap().len(), 1);
    assert_eq!(store.changes_after(0, None, 3).await.unwrap().len(), 3);
}

pub(crate) async fn a_second_process_is_heard_too(database: Database) {
    let store = database.open().await;
    let other = database.open().await;
    let mut hint = store.hint();
    hint.mark_unchanged();
    let kept = keep(&other, "").await;
    tokio::time::timeout(Duration::from_secs(30), hint.changed())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(*hint.borrow(), 2);
    assert_eq!(store.request(&kept.request.id).await.unwrap(), Some(kept));
}

/// What people wrote is kept beside the log; the log itself keeps none of it, and stays whole when it is erased.
pub(crate) async fn what_people_wrote_is_told_and_not_copied(database: Database) {
    let store = database.open().await;
    for id in ["R1", "R2"] {
        keep(&store, id).await;
    }
    let closed = event("e", "R1", StatusKind::Closed(Outcome::InHand), 10);
    store
        .by(me())
        .append_events(vec![closed], at(1000), last_holds)
        .await
        .unwrap();
    let call_off = |stored: &StoredRequest| {
        Some(StateChange {
            request: stored.request.id.clone(),
            from: stored.state,
            state: RequestState::Closed(Outcome::Cancelled),
            volunteer: None,
        })
    };
    let said = "просила не приезжать".to_owned();
    store
        .by(me())
        .move_request(
            (&Whose::All, &RequestId::from("R2")),
            call_off,
            said.clone(),
            at(1001),
            None,
        )
        .await
        .unwrap();
    let told = store.changes_after(0, Some(*DAY), 10).await.unwrap();
    let notes: Vec<&str> = told.iter().filter_map(|change| change.body["note"].as_str()).collect();
    assert_eq!(notes, ["", "", "у соседки", said.as_str()]);
    assert!(told.iter().all(|change| change.body.get("event").is_none()), "{told:?}");

    let db = database.connect().await;
    let all = Statement::from_string(db.get_database_backend(), "SELECT body FROM log");
    for row in db.query_all_raw(all).await.unwrap() {
        let body: String = row.try_get_by_index(0).unwrap();
        assert!(!body.contains("соседки") && !body.contains("просила"), "{body}");
    }
    database.tamper("DELETE FROM log_words WHERE subject = 'R2'").await;
    let told = store.changes_after(0, Some(*DAY), 10).await.unwrap();
    assert_eq!(told.last().unwrap().body["note"], "");
    let check = store.verify_log().await.unwrap();
    assert_eq!((check.fault, check.erased), (None, 1), "an erasure breaks nothing");
}
