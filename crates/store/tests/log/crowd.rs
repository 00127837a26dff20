//! Tests: random writes, 1,000 in all, by four processes at once on PostgreSQL and by one on SQLite, while a reader
//! follows the feed. The log verifies, and the reader sees every change once, in the order of commits.

use crate::engines::Database;
use crate::engines::postgres::Cluster;
use crate::kinds::{KINDS, act, prepare, prepare_numbers};
use karavan_store::Store;
use std::collections::HashMap;
use std::process::{Child, Command};
use std::time::Duration;

const URL: &str = "KARAVAN_CROWD_URL";
const PROCESS: &str = "KARAVAN_CROWD_PROCESS";
const WRITES: &str = "KARAVAN_CROWD_WRITES";
/// Numbers of one process, more than it has writes of a kind.
const NUMBERS: usize = 2_000;

/// Writes of all processes together.
fn writes() -> usize {
    std::env::var(WRITES).map_or(1_000, |writes| writes.parse().unwrap())
}

#[tokio::test]
async fn a_crowd_writes_one_whole_log_on_sqlite() {
    crowd(&Database::sqlite(), 1).await;
}

#[tokio::test]
async fn a_crowd_writes_one_whole_log_on_postgres() {
    if let Some(cluster) = Cluster::start() {
        crowd(&Database::at(cluster.database("crowd")), 4).await;
    }
}

async fn crowd(database: &Database, processes: usize) {
    let store = database.open().await;
    prepare(&store).await;
    let each = writes() / processes;
    for process in 0..processes {
        let first = process * NUMBERS;
        // A kind comes up so often at most, in numbers that look random.
        prepare_numbers(&store, first..first + each / KINDS.len() * 2 + 20).await;
    }
    let before = store.last_change().await.unwrap();
    let mut children: Vec<Child> = (0..processes)
        .map(|process| child(&database.url, process, each))
        .collect();
    let followed = follow(&store, before, &mut children).await;
    let last = store.last_change().await.unwrap();
    let written = usize::try_from(last - before).unwrap();
    assert!(
        written >= each * processes,
        "{written} entries of {each} writes by each of {processes}"
    );
    let check = store.verify_log().await.unwrap();
    assert_eq!((check.fault, check.entries), (None, u64::try_from(last).unwrap()));
    let all = store.changes_after(before, None, 1_000_000).await.unwrap();
    let all: Vec<i64> = all.iter().map(|change| change.seq).collect();
    assert_eq!(followed, all, "who followed the feed saw every change once, in order");
    eprintln!(
        "{processes} processes, {each} writes each: {written} entries, {} of them in the feed",
        all.len()
    );
}

/// Follows the feed until all children have ended well.
async fn follow(store: &Store, mut seen: i64, children: &mut [Child]) -> Vec<i64> {
    let mut followed = Vec::new();
    loop {
        let over = children.iter_mut().all(|child| match child.try_wait().unwrap() {
            Some(status) => {
                assert!(status.success(), "{status}");
                true
            }
            None => false,
        });
        loop {
            let changes = store.changes_after(seen, None, 100).await.unwrap();
            let Some(last) = changes.last() else { break };
            seen = last.seq;
            followed.extend(changes.iter().map(|change| change.seq));
        }
        if over {
            return followed;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn child(url: &str, process: usize, writes: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crowd::writer", "--exact", "--ignored", "--nocapture"])
        .env(URL, url)
        .env(PROCESS, process.to_string())
        .env(WRITES, writes.to_string())
        .spawn()
        .unwrap()
}

#[tokio::test]
#[ignore = "the crowd starts it"]
async fn writer() {
    let number = |name| std::env::var(name).unwrap().parse::<usize>().unwrap();
    let store = Store::open(&std::env::var(URL).unwrap()).await.unwrap();
    let (process, writes) = (number(PROCESS), number(WRITES));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut state = u64::try_from(process).unwrap() + 1;
    for _ in 0..writes {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // Kinds that write no entry are in the crowd too, but for the ones that count nothing.
        let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| *kind != "receipt").collect();
        let kind = kinds[usize::try_from(state >> 33).unwrap() % kinds.len()];
        let count = counts.entry(kind).or_default();
        act(&store, kind, process * NUMBERS + *count).await.unwrap();
        *count += 1;
    }
    store.close().await.unwrap();
}
