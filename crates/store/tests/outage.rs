//! Test of the store during PostgreSQL outages: while three tasks write, backends are killed or the server crashes,
//! five times each (or `KARAVAN_SOAK_OUTAGES`). The same store writes on by itself, and each answered write is kept
//! once. A server that stays away is tested in `scenarios/outage.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    dead_code,
    reason = "tests"
)]

#[path = "engines/delivery.rs"]
mod delivery;
#[path = "sweep/kept.rs"]
mod kept;
#[path = "sweep/kinds.rs"]
mod kinds;
#[path = "engines/postgres.rs"]
mod postgres;
#[path = "sweep/values.rs"]
mod values;

use karavan_store::{Store, StoreError};
use kept::kept;
use kinds::{act, prepare};
use postgres::Cluster;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How often each is done: a few times, or as the environment says.
fn rounds() -> usize {
    match std::env::var("KARAVAN_SOAK_OUTAGES") {
        Ok(rounds) => rounds.parse().expect("KARAVAN_SOAK_OUTAGES is a number"),
        Err(_) => 5,
    }
}

/// Writes until told to stop; answers the numbers that were answered as kept, and how many were refused.
async fn write(store: Store, next: Arc<AtomicUsize>, stop: Arc<AtomicBool>) -> (Vec<usize>, usize) {
    let (mut answered, mut refused) = (Vec::new(), 0);
    while !stop.load(Ordering::Relaxed) {
        let n = next.fetch_add(1, Ordering::Relaxed);
        match act(&store, "batch", n).await {
            Ok(()) => answered.push(n),
            Err(StoreError::Unavailable(_) | StoreError::Interrupted) => refused += 1,
            Err(error) => panic!("an outage is told as {error:?}"),
        }
    }
    (answered, refused)
}

async fn written_again(store: &Store, next: &AtomicUsize) -> usize {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        if act(store, "batch", n).await.is_ok() {
            return n;
        }
        assert!(Instant::now() < until, "it does not write again");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn survives(cluster: &Cluster, name: &str, outage: impl Fn()) {
    let store = Store::open(&cluster.database(name)).await.unwrap();
    prepare(&store).await;
    let next = Arc::new(AtomicUsize::new(0));
    let mut answered = Vec::new();
    let mut refused = 0;
    for _ in 0..rounds() {
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..3)
            .map(|_| tokio::spawn(write(store.clone(), Arc::clone(&next), Arc::clone(&stop))))
            .collect();
        tokio::time::sleep(Duration::from_millis(60)).await;
        tokio::task::block_in_place(&outage);
        tokio::time::sleep(Duration::from_millis(60)).await;
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            let (kept, not) = writer.await.unwrap();
            answered.extend(kept);
            refused += not;
        }
        answered.push(written_again(&store, &next).await);
        let until = Instant::now() + Duration::from_secs(60);
        while store.ready().await.is_err() {
            assert!(Instant::now() < until, "it is not ready again");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    for n in 0..next.load(Ordering::Relaxed) {
        let found = kept(&store, "batch", n).await;
        assert!(
            found == 1 || !answered.contains(&n),
            "{name}: {n} was answered and is not kept"
        );
    }
    eprintln!(
        "{name}: {} outages, {} answered, {refused} refused, 0 lost",
        rounds(),
        answered.len()
    );
}

#[test]
fn backends_are_killed_and_the_server_crashes_and_nothing_answered_is_lost() {
    let Some(cluster) = Cluster::start() else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        survives(&cluster, "killed", || cluster.kill_backends("killed")).await;
        survives(&cluster, "crashed", || cluster.crash()).await;
    });
}
