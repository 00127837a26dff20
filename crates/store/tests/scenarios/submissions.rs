//! Scenarios of `accept`: every row of a delivery is found again with what became of it, a delivery in steps is
//! unfinished until its last, a repeat that brings nothing is the earlier one, and a quota bounds a day.

use super::{DAY, at, me, new, request};
use crate::delivery::delivery;
use crate::engines::Database;
use karavan_model::{Door, Source, SourceId};
use karavan_store::{
    Accepted, Acted, Delivery, ItemFinding, ItemOutcome, NewItem, Store, SubmissionPart, SubmissionState, SubmittedRow,
};
use serde_json::json;

fn source(id: &str) -> Source {
    serde_json::from_value(json!({ "id": id, "name": id, "door": "api", "state": "active" })).unwrap()
}

fn refused(place: i64, code: &str, more: i64) -> NewItem {
    NewItem {
        place,
        source: "112".to_owned(),
        source_ref: Some(format!("A-{place}")),
        row: SubmittedRow::Refused {
            findings: vec![ItemFinding {
                code: code.to_owned(),
                place: "/needs/0/quantity".to_owned(),
            }],
            more,
        },
    }
}

async fn accept(store: &Store, delivery: Delivery) -> Accepted {
    match store.by(me()).accept(delivery, None).await.unwrap() {
        Acted::Done(accepted) => accepted,
        other => panic!("{other:?}"),
    }
}

fn number(accepted: &Accepted) -> i64 {
    match accepted {
        Accepted::Kept { submission, .. } => *submission,
        Accepted::OverQuota { .. } => panic!("over its quota"),
    }
}

pub(crate) async fn every_row_of_a_delivery_is_found_again(database: Database) {
    let store = database.open().await;
    let mut first = delivery(vec![new(request("", Some("A-1"))), new(request("", Some("A-2")))]);
    first.items.push(refused(3, "K2006", 0));
    first.sources = vec![source("112")];
    let accepted = accept(&store, first.clone()).await;
    let Accepted::Kept {
        submission,
        new_sources,
        ..
    } = &accepted
    else {
        panic!("{accepted:?}")
    };
    assert_eq!((*submission, new_sources.as_slice()), (1, &[SourceId::from("112")][..]));
    let kept = store.submission(1).await.unwrap().unwrap();
    assert_eq!((kept.created, kept.identical, kept.rejected), (2, 0, 1));
    assert_eq!(
        (kept.state, kept.door, kept.actor.as_str()),
        (SubmissionState::Partly, Door::Api, "coordinator")
    );
    let items = store.submission_items(1, None, None, 10).await.unwrap().items;
    let told: Vec<_> = items
        .iter()
        .map(|item| (item.place, item.outcome, item.request.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            (1, ItemOutcome::Created, true),
            (2, ItemOutcome::Created, true),
            (3, ItemOutcome::Rejected, false)
        ]
    );
    assert_eq!(items[0].findings[0].code, "K1506", "the source is new");
    assert!(items[1].findings.is_empty());
    assert_eq!(
        (items[2].source_ref.as_deref(), items[2].findings[0].code.as_str()),
        (Some("A-3"), "K2006")
    );

    sent_again(&store).await;
    day_and_pages(&store).await;
    assert_eq!(store.verify_log().await.unwrap().fault, None);
}

/// The same requests are there already, and one says something else now.
async fn sent_again(store: &Store) {
    let mut other = new(request("", Some("A-2")));
    other.fingerprint = "other".to_owned();
    let again = delivery(vec![new(request("", Some("A-1"))), other]);
    let second = number(&accept(store, again).await);
    let items = store.submission_items(second, None, None, 10).await.unwrap().items;
    assert_eq!(
        (items[0].outcome, items[1].outcome),
        (ItemOutcome::Identical, ItemOutcome::Rejected)
    );
    assert_eq!(items[1].findings[0].code, "K2017");
    let rejected = store
        .submission_items(second, Some(ItemOutcome::Rejected), None, 10)
        .await
        .unwrap();
    assert_eq!(rejected.items.len(), 1);
}

async fn day_and_pages(store: &Store) {
    let days = store.sources_of_day(*DAY).await.unwrap();
    assert_eq!(days.len(), 1);
    assert_eq!(
        (days[0].deliveries, days[0].created, days[0].identical, days[0].rejected),
        (2, 2, 1, 2)
    );
    let reasons: Vec<_> = days[0]
        .reasons
        .iter()
        .map(|reason| (reason.code.as_str(), reason.count))
        .collect();
    assert_eq!(reasons, [("K2006", 1), ("K2017", 1)]);
    let page = store.submissions(*DAY, Some("112"), None, 1).await.unwrap();
    assert_eq!((page.items[0].number, page.next), (2, Some(2)));
    let rest = store.submissions(*DAY, Some("112"), page.next, 1).await.unwrap();
    assert_eq!((rest.items[0].number, rest.next), (1, None));
    assert!(
        store
            .submissions(*DAY, Some("crm"), None, 1)
            .await
            .unwrap()
            .items
            .is_empty()
    );
}

pub(crate) async fn a_submission_in_steps_is_unfinished_until_its_last(database: Database) {
    let store = database.open().await;
    let mut first = delivery(vec![new(request("", Some("A-1")))]);
    first.is_last = false;
    let one = number(&accept(&store, first.clone()).await);
    let state = async || store.submission(one).await.unwrap().unwrap().state;
    assert_eq!(state().await, SubmissionState::Unfinished);
    let mut next = delivery(vec![new(request("", Some("A-2")))]);
    next.items[0].place = 2;
    next.items.push(refused(3, "K2009", 40));
    next.part = SubmissionPart::Next(one);
    assert_eq!(number(&accept(&store, next).await), one);
    assert_eq!(state().await, SubmissionState::Partly);
    let kept = store.submission(one).await.unwrap().unwrap();
    assert_eq!((kept.created, kept.rejected), (2, 41), "those that are not told count");
}

pub(crate) async fn a_repeat_that_brings_nothing_is_the_one_of_before(database: Database) {
    let store = database.open().await;
    let sent = |receipt: &str, digest: &str| {
        let mut sent = delivery(Vec::new());
        sent.items = vec![refused(1, "K2006", 0)];
        if let SubmissionPart::First(new) = &mut sent.part {
            new.receipt = Some(receipt.to_owned());
            new.digest = digest.to_owned();
        }
        sent
    };
    let one = number(&accept(&store, sent("key", "a")).await);
    assert_eq!(number(&accept(&store, sent("key", "a")).await), one);
    assert_ne!(
        number(&accept(&store, sent("key", "b")).await),
        one,
        "another body is another delivery"
    );
    assert_ne!(number(&accept(&store, sent("other", "a")).await), one);
}

pub(crate) async fn a_quota_bounds_the_requests_of_a_day(database: Database) {
    let store = database.open().await;
    let sent = |count: usize| {
        let mut sent = delivery((0..count).map(|_| new(request("", None))).collect());
        if let SubmissionPart::First(new) = &mut sent.part {
            new.owner = "source:112".to_owned();
            new.requests_per_day = Some(3);
        }
        sent
    };
    assert!(accept(&store, sent(2)).await.inserted().is_some());
    assert_eq!(accept(&store, sent(2)).await, Accepted::OverQuota { left: 1 });
    assert!(accept(&store, sent(1)).await.inserted().is_some());
    assert_eq!(accept(&store, sent(1)).await, Accepted::OverQuota { left: 0 });
    assert_eq!(
        store.requests_of_day(*DAY).await.unwrap().len(),
        3,
        "nothing of what was too much is kept"
    );
    let mut tomorrow = sent(3);
    if let SubmissionPart::First(new) = &mut tomorrow.part {
        new.date = "2026-11-22".parse().unwrap();
    }
    tomorrow.at = at(24 * 3600);
    assert!(accept(&store, tomorrow).await.inserted().is_some());
}
