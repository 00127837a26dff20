//! Module list of the scenarios, which `both_engines.rs` runs on both engines, and their shared helpers: `DAY`, `me`,
//! `at`, `request`, `new`, `insert` and `keep`.

pub(crate) mod canary;
pub(crate) mod columns;
pub(crate) mod corrections;
pub(crate) mod credentials;
pub(crate) mod drafts;
pub(crate) mod erase;
pub(crate) mod events;
pub(crate) mod feed;
pub(crate) mod first_start;
pub(crate) mod idempotency;
pub(crate) mod leases;
pub(crate) mod loadings;
pub(crate) mod outage;
pub(crate) mod owners;
pub(crate) mod plans;
pub(crate) mod remits;
pub(crate) mod requests;
pub(crate) mod reveals;
pub(crate) mod submissions;
pub(crate) mod vehicles_and_stock;
pub(crate) mod volunteers_and_hubs;

use crate::delivery::delivery;
use karavan_model::{Actor, Date, Request, RequestState, Timestamp};
use karavan_store::{Accepted, Acted, Inserted, NewRequest, Reach, Store, StoredRequest};
use std::sync::LazyLock;

pub(crate) static DAY: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());

/// Who acts in tests.
pub(crate) fn me() -> Actor {
    Actor::Person("coordinator".to_owned())
}

/// A second of the planned morning.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp(1_795_240_000_000_000 + second * 1_000_000)
}

/// A request for food; an empty id asks for a number.
pub(crate) fn request(id: &str, source_ref: Option<&str>) -> Request {
    serde_json::from_value(serde_json::json!({
        "id": id,
        "source": "112",
        "source_ref": source_ref,
        "date": *DAY,
        "recipient": "Получатель 0001",
        "phone": "+7 911 101-11-17",
        "address": "улица Ёлочная, д 5",
        "needs": [{ "goods": "food", "quantity": 2 }],
    }))
    .unwrap()
}

pub(crate) fn new(request: Request) -> NewRequest {
    NewRequest {
        fingerprint: format!("{:?}", request.address),
        request,
        state: RequestState::Located,
        why: None,
        received_at: at(0),
        owner: "key1".to_owned(),
        reach: Reach::All,
    }
}

pub(crate) async fn keep(store: &Store, id: &str) -> StoredRequest {
    match insert(store, new(request(id, None))).await {
        Inserted::Created(stored) => stored,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn insert(store: &Store, new: NewRequest) -> Inserted {
    match store.by(me()).accept(delivery(vec![new]), None).await.unwrap() {
        Acted::Done(Accepted::Kept { mut inserted, .. }) => inserted.remove(0),
        other => panic!("{other:?}"),
    }
}
