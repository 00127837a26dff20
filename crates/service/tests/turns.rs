//! Regions of one process take turns at the search, however many runs one of them has.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_model::{Region, RunId, Timestamp};
use karavan_service::{Machine, Outside, Service, close_all};
use karavan_store::{NewOrder, RegionAdded, Run, RunClass, RunState, Store};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use world::me;
use world::town::map;

/// Two regions of one file, opened side by side.
async fn two_stores(folder: &std::path::Path) -> [Store; 2] {
    let first = Store::open_file(&folder.join("karavan.db")).await.unwrap();
    let added = first
        .by(me())
        .add_region(&"north".parse().unwrap(), "", Timestamp(0))
        .await
        .unwrap();
    assert_eq!(added, RegionAdded::Done(Region(1)));
    let stores = first.side_by_side(&[Region(0), Region(1)]).await.unwrap();
    let stores: Vec<Store> = stores.into_iter().map(Result::unwrap).collect();
    stores.try_into().unwrap()
}

/// A run that waits in the queue; its order says nothing, so it ends at once, as failed.
async fn queue(store: &Store, number: u32) -> RunId {
    let id = RunId(format!("{}-{number}", store.region()));
    let run = Run {
        id: id.clone(),
        date: format!("2026-12-{:02}", number + 1).parse().unwrap(),
        state: RunState::Queued,
        plan: None,
        created_at: Timestamp(i64::from(number)),
        changed_at: Timestamp(i64::from(number)),
        body: Value::Null,
    };
    let order = NewOrder {
        class: RunClass::default(),
        body: Value::Null,
    };
    let _kept = store.by(me()).insert_run(run, order, None).await.unwrap();
    id
}

/// When a run ended.
async fn ended(store: &Store, id: &RunId) -> Timestamp {
    for _ in 0..600 {
        let run = store.run(id).await.unwrap().unwrap();
        if run.state == RunState::Failed {
            return run.changed_at;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{id} does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_with_many_runs_keeps_none_of_another_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let stores = two_stores(folder.path()).await;
    // One region has six runs before the other has its two.
    let (mut many, mut few) = (Vec::new(), Vec::new());
    for number in 0..6 {
        many.push(queue(&stores[0], number).await);
    }
    for number in 0..2 {
        few.push(queue(&stores[1], number).await);
    }
    let machine = Machine::for_regions(2).unwrap();
    let map = Arc::new(map());
    let start = |store: &Store| {
        let settings = world::settings("own");
        Service::start_on(
            &machine,
            store.clone(),
            Arc::clone(&map),
            Outside::of_machine(),
            settings,
        )
        .unwrap()
    };
    let services: Vec<Service> = stores.iter().map(start).collect();
    let mut order = Vec::new();
    for (store, ids) in stores.iter().zip([&many, &few]) {
        for id in ids {
            order.push((ended(store, id).await, store.region().0));
        }
    }
    order.sort_unstable();
    let regions: Vec<u16> = order.into_iter().map(|(_, region)| region).collect();
    let last_of_few = regions.iter().rposition(|region| *region == 1).unwrap();
    assert!(
        last_of_few <= 4,
        "two runs of the one wait for three of the other at most: {regions:?}"
    );
    close_all(services).await.unwrap();
}
