//! Scenarios of requests of several senders: a source's reference belongs to its sender, who finds no stranger's
//! request under it (`Reach::Own`), while the desk finds everybody's (`Reach::All`); days of references are told
//! likewise.

use super::{DAY, insert, new, request};
use crate::engines::Database;
use karavan_store::{Inserted, NewRequest, Reach};

fn of(owner: &str, reach: Reach) -> NewRequest {
    NewRequest {
        owner: owner.to_owned(),
        reach,
        ..new(request("", Some("A-17")))
    }
}

pub(crate) async fn a_reference_is_its_senders_own(database: Database) {
    let store = database.open().await;
    let Inserted::Created(first) = insert(&store, of("key A", Reach::Own)).await else {
        panic!("the first is new");
    };
    // The same draft of another system: nothing of the first is told, and none of its references is taken.
    let Inserted::Created(second) = insert(&store, of("key B", Reach::Own)).await else {
        panic!("a stranger's request is absent");
    };
    assert_ne!(first.request.id, second.request.id);
    assert_eq!(
        insert(&store, of("key A", Reach::Own)).await,
        Inserted::Existing(first.clone())
    );
    assert_eq!(
        insert(&store, of("key B", Reach::Own)).await,
        Inserted::Existing(second)
    );
    let other = NewRequest {
        fingerprint: "other".to_owned(),
        ..of("key A", Reach::Own)
    };
    assert_eq!(insert(&store, other.clone()).await, Inserted::Conflict(first.clone()));

    // The desk sees everybody's, and does not send anybody twice.
    assert_eq!(
        insert(&store, of("desk", Reach::All)).await,
        Inserted::Existing(first.clone())
    );
    let other = NewRequest {
        owner: "desk".to_owned(),
        reach: Reach::All,
        ..other
    };
    assert_eq!(insert(&store, other).await, Inserted::Conflict(first.clone()));
    assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), 2);

    // An id is given to one request only, whoever sends it.
    let named = |owner: &str| NewRequest {
        owner: owner.to_owned(),
        reach: Reach::Own,
        ..new(request("R0001", None))
    };
    assert!(matches!(insert(&store, named("key A")).await, Inserted::Created(_)));
    assert!(matches!(insert(&store, named("key B")).await, Inserted::Conflict(_)));
    assert!(matches!(insert(&store, named("key A")).await, Inserted::Existing(_)));
}

pub(crate) async fn days_of_references_are_told_within_reach(database: Database) {
    let store = database.open().await;
    insert(&store, of("key A", Reach::Own)).await;
    let asked = [
        ("112".to_owned(), "A-17".to_owned()),
        ("112".to_owned(), "A-18".to_owned()),
    ];
    let dates = async |owner: &str, reach| store.dates_of_refs(owner, reach, &asked).await.unwrap();
    assert_eq!(dates("key A", Reach::Own).await.get(&asked[0]), Some(&*DAY));
    assert_eq!(dates("desk", Reach::All).await.get(&asked[0]), Some(&*DAY));
    assert!(dates("key B", Reach::Own).await.is_empty());
}
