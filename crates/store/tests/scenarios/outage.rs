//! Scenario for PostgreSQL only: while somebody holds the write lock, or the server is stopped, writes are refused as
//! `Unavailable` and reads under the lock go on; afterwards writing goes on. Crashes in the middle of writes are in
//! `tests/outage.rs`.

use super::{DAY, keep, me, new, request};
use crate::delivery::delivery;
use crate::engines::Database;
use crate::engines::postgres::Cluster;
use karavan_store::{Acted, Store, StoreError};
use sea_orm::ConnectionTrait;

/// The lock that every write of the first region takes.
const WRITE_LOCK: &str = "1801548385, 0";

async fn refused(store: &Store) {
    let tries = (0..8).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .by(me())
                .accept(delivery(vec![new(request("", None))]), None)
                .await
        })
    });
    for answer in tries.collect::<Vec<_>>() {
        let answer = answer.await.unwrap();
        assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
    }
}

/// Writes until one is kept.
async fn kept_again(store: &Store) {
    loop {
        match store
            .by(me())
            .accept(delivery(vec![new(request("", None))]), None)
            .await
        {
            Ok(Acted::Done(_)) => return,
            Ok(other) => panic!("{other:?}"),
            Err(StoreError::Unavailable(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

pub(crate) async fn of_a_postgres(database: Database, cluster: &Cluster) {
    let store = database.open().await;
    keep(&store, "").await;

    let holder = database.connect().await;
    holder
        .execute_unprepared(&format!("SELECT pg_advisory_lock({WRITE_LOCK})"))
        .await
        .unwrap();
    refused(&store).await;
    assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), 1, "reading goes on");
    holder
        .execute_unprepared(&format!("SELECT pg_advisory_unlock({WRITE_LOCK})"))
        .await
        .unwrap();
    kept_again(&store).await;
    holder.close().await.unwrap();
    assert_eq!(
        store.requests_of_day(*DAY).await.unwrap().len(),
        2,
        "what was refused was not kept"
    );

    cluster.stop();
    refused(&store).await;
    let read = store.requests_of_day(*DAY).await;
    assert!(matches!(read, Err(StoreError::Unavailable(_))), "{read:?}");
    cluster.begin();
    kept_again(&store).await;
    assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), 3);
}
