//! The scenarios, by what they are about, and the small world they share.

pub mod credentials;
pub mod events;
pub mod feed;
pub mod idempotency;
pub mod people;
pub mod plans;
pub mod requests;

use karavan_model::{Request, RequestState, Timestamp};
use karavan_store::{Inserted, NewRequest, Store, StoredRequest};

pub const DAY: &str = "2026-11-21";

/// A second of the planned morning.
pub fn at(second: i64) -> Timestamp {
    Timestamp(1_795_240_000_000_000 + second * 1_000_000)
}

/// A request for food; an empty id asks for a number.
pub fn request(id: &str, source_ref: Option<&str>) -> Request {
    serde_json::from_value(serde_json::json!({
        "id": id,
        "source": "112",
        "source_ref": source_ref,
        "date": DAY,
        "recipient": "Получатель 0001",
        "phone": "+7 911 101-11-17",
        "address": "улица Ёлочная, д 5",
        "needs": [{ "goods": "food", "quantity": 2 }],
    }))
    .unwrap()
}

pub fn new(request: Request) -> NewRequest {
    NewRequest {
        fingerprint: format!("{:?}", request.address),
        request,
        state: RequestState::Located,
        why: None,
        received_at: at(0),
        owner: "key1".to_owned(),
    }
}

pub async fn keep(store: &Store, id: &str) -> StoredRequest {
    match store.insert_request(new(request(id, None))).await.unwrap() {
        Inserted::Created(stored) => stored,
        other => panic!("{other:?}"),
    }
}
