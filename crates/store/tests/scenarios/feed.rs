//! The change feed: complete, in order, and it wakes its readers.

use super::{DAY, insert, keep, new, request};
use crate::engines::Database;
use karavan_store::ChangeKind;
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
        let news = store.changes_after(last, Some(DAY), 1000).await.unwrap();
        assert!(
            news.iter()
                .all(|change| change.kind == ChangeKind::Request && change.date == DAY)
        );
        seen.extend(news.into_iter().map(|change| change.seq));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(seen, (1..=40).collect::<Vec<_>>());
    assert_eq!(*hint.borrow(), 40);
    let mut tomorrow = request("", None);
    tomorrow.date = "2026-11-22".to_owned();
    insert(&store, new(tomorrow)).await;
    assert_eq!(store.changes_after(40, Some(DAY), 10).await.unwrap(), []);
    assert_eq!(store.changes_after(40, None, 10).await.unwrap().len(), 1);
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
    assert_eq!(*hint.borrow(), 1);
    assert_eq!(store.request(&kept.request.id).await.unwrap(), Some(kept));
}
