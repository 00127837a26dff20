//! What is done in a region after it is filled: a draft changed and taken back, a second step confirmed, requests
//! listed and shown for a reason, days that pass until receipts are out of date.

use super::draft;
use super::rows::rows;
use crate::store::Store;
use crate::{
    Acted, DraftChange, DraftChanged, DraftWay, IDEMPOTENCY_DAYS, NewPlan, Once, Receipt, RequestFilter, Whose,
};
use karavan_model::{Actor, PlanId, RequestId, Timestamp};
use serde_json::{Value, json};

/// A draft of another day, changed and taken back: the change can be made again.
pub(super) async fn change_draft(store: &Store) {
    let acting = store.by(Actor::Terminal);
    let plan = NewPlan {
        id: PlanId::from("D"),
        date: "2026-12-24".parse().unwrap(),
        ..draft()
    };
    acting.insert_plan(plan).await.unwrap();
    let change = DraftChange {
        plan: PlanId::from("D"),
        expected_version: 1,
        summary: json!({}),
        body: "{ }".to_owned(),
        done: Value::Null,
        moves: Vec::new(),
        at: Timestamp(3),
    };
    let changed = acting.change_draft(change, None).await.unwrap();
    assert!(matches!(changed, Acted::Done(DraftChanged::Done(_))), "{changed:?}");
    let undo = acting.turn_draft((PlanId::from("D"), 2), DraftWay::Undo, Timestamp(3), None);
    assert!(matches!(undo.await.unwrap(), Acted::Done(DraftChanged::Done(_))));
}

/// The second step that was begun, with a recovery code.
pub(super) async fn confirm_second_step(store: &Store) {
    let acting = store.by(Actor::Terminal);
    let codes = vec![format!("code of {store:?}")];
    assert!(acting.confirm_second_step("one", 1, codes, Timestamp(2)).await.unwrap());
}

/// Its own request alone is listed, and shown to who says a reason.
pub(super) async fn own_requests(store: &Store, id: &str) {
    let every = RequestFilter::default();
    let all = store.requests(&Whose::All, &every, None, 10).await.unwrap();
    let all: Vec<&str> = all.items.iter().map(|kept| kept.request.id.as_str()).collect();
    assert_eq!(all, [id]);
    let (acting, own) = (store.by(Actor::Terminal), RequestId::from(id));
    let until = (Timestamp(4), Timestamp(9));
    let shown = acting.reveal((&Whose::All, &own), "one", "why".to_owned(), until);
    assert!(shown.await.unwrap().is_some());
    assert_eq!(store.revealed_to("one", Timestamp(5)).await.unwrap(), [own]);
    assert_eq!(store.reveals(None, 10).await.unwrap().len(), 1);
}

/// A receipt on each of more days than receipts are kept.
async fn outdate_receipts(store: &Store) {
    for day in 2..IDEMPOTENCY_DAYS + 4 {
        let at = Timestamp(day * 24 * 3_600_000_000);
        let receipt = |_: &()| {
            Some(Receipt {
                status: 201,
                body: json!({}),
            })
        };
        let once = Once::new("key1", "POST /day", day.to_string(), "f", at, receipt);
        store.remember(once).await.unwrap();
    }
}

/// Days come and go in the second region, and its oldest receipts with them.
pub(super) async fn days_pass([first, second]: [&Store; 2]) {
    let before = rows(first).await;
    outdate_receipts(second).await;
    assert!(second.receipt("key1", "POST /", "key").await.unwrap().is_none());
    assert!(rows(first).await == before, "a row of the first was touched");
}
