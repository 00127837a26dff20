//! Scenarios of idempotency keys: an act happens once and its answer is replayed, also with fifty at once; receipts
//! expire after their days, a clock that jumps to and fro expires none, and an outcome without a receipt may be tried
//! again.

use super::{DAY, at, me, new, request};
use crate::delivery::delivery;
use crate::engines::Database;
use karavan_model::Timestamp;
use karavan_store::{Accepted, Acted, IDEMPOTENCY_DAYS, Once, Receipt};
use serde_json::json;

const A_DAY: i64 = 24 * 3600;

fn once(client: &str, key: &str, fingerprint: &str, at: Timestamp) -> Option<Once<Accepted>> {
    Some(Once::new(
        client,
        "POST /v1/requests",
        key,
        fingerprint,
        at,
        |accepted: &Accepted| {
            let ids: Vec<_> = accepted
                .inserted()?
                .iter()
                .map(|one| one.stored().request.id.clone())
                .collect();
            Some(Receipt {
                status: 201,
                body: json!(ids),
            })
        },
    ))
}

pub(crate) async fn a_key_acts_once_and_answers_the_same_again(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    let act = |key: Option<Once<Accepted>>| acting.accept(delivery(vec![new(request("", None))]), key);
    let Acted::Done(first) = act(once("crm", "k1", "f1", at(0))).await.unwrap() else {
        panic!("the first is done");
    };
    let id = first.inserted().unwrap()[0].stored().request.id.clone();
    let receipt = Receipt {
        status: 201,
        body: json!([id]),
    };
    let again = || once("crm", "k1", "f1", at(5));
    assert_eq!(act(again()).await.unwrap(), Acted::Replayed(receipt.clone()));
    assert_eq!(act(once("crm", "k1", "f2", at(5))).await.unwrap(), Acted::KeyReused);
    assert!(matches!(
        act(once("other", "k1", "f2", at(5))).await.unwrap(),
        Acted::Done(_)
    ));
    assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), 2);

    let stored = store.receipt("crm", "POST /v1/requests", "k1").await.unwrap().unwrap();
    assert_eq!((stored.fingerprint.as_str(), stored.receipt), ("f1", receipt));
    assert_eq!(store.receipt("crm", "POST /v1/requests", "k2").await.unwrap(), None);

    // Fifty at once under one key: one does it, the rest get its answer.
    let tries = (0..50).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            let key = once("crm", "k50", "f50", at(6));
            store
                .by(me())
                .accept(delivery(vec![new(request("", None))]), key)
                .await
                .unwrap()
        })
    });
    let mut done = 0;
    for answer in tries.collect::<Vec<_>>() {
        match answer.await.unwrap() {
            Acted::Done(_) => done += 1,
            Acted::Replayed(receipt) => assert_eq!(receipt.status, 201),
            Acted::KeyReused => panic!("all say the same"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), 3);

    // After its days a key is free again.
    for day in 1..IDEMPOTENCY_DAYS {
        act(once("crm", &format!("day {day}"), "f", at(day * A_DAY)))
            .await
            .unwrap();
    }
    let known = |key: &'static str| store.receipt("crm", "POST /v1/requests", key);
    assert!(known("k1").await.unwrap().is_some(), "on its last day");
    act(once("crm", "the day after", "f", at(IDEMPOTENCY_DAYS * A_DAY)))
        .await
        .unwrap();
    assert_eq!(known("k1").await.unwrap(), None);
    assert!(known("day 1").await.unwrap().is_some());
}

/// Whatever a clock says for a while, ahead or behind, and however often: it outdates no receipt, and what is done
/// meanwhile is remembered as well.
pub(crate) async fn a_clock_that_jumps_outdates_no_receipt(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    let act = |key: &str, second| {
        let once = once("crm", key, "f", at(second));
        acting.accept(delivery(vec![new(request("", None))]), once)
    };
    let mut done = Vec::new();
    let jumps = [0, 31, 0, -31, 0, 400, -20_000, 0, 31, 1];
    for (turn, days) in jumps.into_iter().enumerate() {
        let key = format!("act {turn}");
        assert!(
            matches!(act(&key, days * A_DAY).await.unwrap(), Acted::Done(_)),
            "{key}"
        );
        done.push(key);
        for key in &done {
            let again = act(key, days * A_DAY).await.unwrap();
            assert!(matches!(again, Acted::Replayed(_)), "{key} after a jump of {days} days");
        }
    }
    assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), jumps.len());
}

pub(crate) async fn an_outcome_without_receipt_may_be_tried_again(database: Database) {
    let store = database.open().await;
    let refused = || Some(Once::new("crm", "POST", "k", "f", at(0), |_: &Accepted| None));
    for _ in 0..2 {
        let act = store
            .by(me())
            .accept(delivery(vec![new(request("R1", None))]), refused())
            .await
            .unwrap();
        assert!(matches!(act, Acted::Done(_)));
    }
    assert_eq!(store.receipt("crm", "POST", "k").await.unwrap(), None);
}
