//! Tests: the migration of the landed fixture is killed by `strace` at calls of `pwrite64` and `fsync` (SQLite) or
//! `sendto` (PostgreSQL): the first and last 20 of each name and some between. Its large steps are then done whole or
//! not at all, and the next start finishes with all requests read.

use crate::engines::Database;
use crate::engines::postgres::Cluster;
use crate::{POSTGRES, SQLITE, fill};
use karavan_store::{RequestFilter, Store, Whose};
use sea_orm::{ConnectionTrait, Statement};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

const URL: &str = "KARAVAN_LANDED_URL";
/// More calls than any migration of the fixture makes.
const CALLS_MAX: usize = 5_000;
/// Readers are connected meanwhile, so that one run makes a few calls more than another.
const CALLS_APART: usize = 8;
#[test]
#[ignore = "the sweep starts it, under strace"]
fn migrate() {
    let url = std::env::var(URL).unwrap();
    runtime().block_on(async { Store::open(&url).await.unwrap().close().await.unwrap() });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

/// Migrates until the n-th of these calls, which kills; answers whether it came so far.
fn killed_at(url: &str, calls: &str, n: usize) -> bool {
    let inject = format!("inject={calls}:signal=KILL:when={n}");
    let ended = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={calls}"),
            "-e",
            &inject,
        ])
        .arg(std::env::current_exe().unwrap())
        .args(["killed::migrate", "--exact", "--ignored"])
        .env(URL, url)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    // strace ends as its child did.
    ended.signal() == Some(9) || ended.code() == Some(137)
}

/// Old or new, and nothing between; then new, with all that was there.
async fn old_or_new(database: &Database, n: usize) -> bool {
    let db = database.connect().await;
    let count = async |sql: &str| {
        let row = db
            .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
            .await;
        row.map(|row| row.unwrap().try_get_by_index::<i64>(0).unwrap())
    };
    let is_new = count("SELECT COUNT(*) FROM log").await.is_ok();
    let migrations = "SELECT COUNT(*) FROM seaql_migrations WHERE version = '2026_12_01_regions'";
    assert_eq!(count(migrations).await.unwrap(), i64::from(is_new), "call {n}");
    let has_sources = count("SELECT COUNT(*) FROM sources").await.is_ok();
    let migrations = "SELECT COUNT(*) FROM seaql_migrations WHERE version = '2026_12_01_sources'";
    assert_eq!(count(migrations).await.unwrap(), i64::from(has_sources), "call {n}");
    assert_eq!(
        count("SELECT COUNT(owner) FROM api_keys").await.is_ok(),
        has_sources,
        "call {n}"
    );
    assert_eq!(count("SELECT COUNT(*) FROM was_requests").await.ok(), None, "call {n}");
    let has_people = count("SELECT COUNT(*) FROM persons").await.is_ok();
    let migrations = "SELECT COUNT(*) FROM seaql_migrations WHERE version = '2026_12_02_persons'";
    assert_eq!(count(migrations).await.unwrap(), i64::from(has_people), "call {n}");
    assert_eq!(count("SELECT COUNT(*) FROM was_log_words").await.ok(), None, "call {n}");
    match has_people {
        true => {
            let unsealed = "SELECT COUNT(*) FROM requests WHERE person = 0 OR personal IS NULL";
            assert_eq!(count(unsealed).await.unwrap(), 0, "call {n}");
        }
        false => assert_eq!(
            count("SELECT COUNT(search_norm) FROM requests").await.unwrap(),
            24,
            "call {n}"
        ),
    }
    let requests = count("SELECT COUNT(*) FROM requests").await.unwrap();
    let changes = count("SELECT COUNT(*) FROM changes").await.unwrap();
    db.close().await.unwrap();
    let store = database.open().await;
    assert_eq!(
        i64::try_from(store.changes_after(0, None, 1_000).await.unwrap().len()).unwrap(),
        changes
    );
    assert_eq!(store.verify_log().await.unwrap().fault, None, "call {n}");
    assert_eq!(store.sources().await.unwrap().len(), 1, "call {n}");
    let read = store
        .requests(&Whose::All, &RequestFilter::default(), None, 100)
        .await
        .unwrap();
    let whole = read
        .items
        .iter()
        .filter(|stored| !stored.is_erased && !stored.request.address.is_empty());
    assert_eq!(whole.count(), 24, "call {n}");
    store.close().await.unwrap();
    assert_eq!(requests, 24, "call {n}");
    has_people
}

/// Calls of the thread that migrates, found by halving: it is killed at the last one, and not at the one after.
fn calls(fresh: &impl Fn(usize) -> Database, names: &str) -> usize {
    let (mut killed, mut survived) = (0, CALLS_MAX);
    while survived - killed > 1 {
        let middle = usize::midpoint(killed, survived);
        match killed_at(&fresh(middle).url, names, middle) {
            true => killed = middle,
            false => survived = middle,
        }
    }
    killed
}

/// Kills it at the first and the last calls of each name, and at some between.
fn sweep(engine: &str, fresh: impl Fn(usize) -> Database, names: &[&str]) {
    let mut ends = [0, 0];
    for name in names {
        let [old, new] = of_call(name, &fresh);
        eprintln!(
            "{engine}: killed at {} calls of {name}: {old} old, {new} new",
            old + new
        );
        ends = [ends[0] + old, ends[1] + new];
    }
    assert!(ends[0] > 5 && ends[1] > 0, "{ends:?}");
}

fn of_call(names: &str, fresh: &impl Fn(usize) -> Database) -> [usize; 2] {
    let last = calls(fresh, names);
    let edge = 20.min(last / 2);
    let between = (edge + 1..=last - edge).step_by((last / 30).max(1));
    let points = (1..=edge).chain(between).chain(last - edge + 1..=last);
    let (mut old, mut new) = (0, 0);
    for n in points {
        let database = fresh(n);
        let is_killed = killed_at(&database.url, names, n);
        assert!(is_killed || n + CALLS_APART > last, "call {n} of {last}");
        match runtime().block_on(old_or_new(&database, n)) {
            true => new += 1,
            false => old += 1,
        }
    }
    [old, new]
}

#[test]
fn killed_at_any_call_on_sqlite_it_is_old_or_new() {
    let fresh = |_| {
        let database = Database::sqlite();
        runtime().block_on(fill(&database, SQLITE));
        database
    };
    sweep("SQLite", fresh, &["pwrite64", "fsync"]);
}

#[test]
fn killed_at_any_call_on_postgres_it_is_old_or_new() {
    let Some(cluster) = Cluster::start() else { return };
    let made = std::cell::Cell::new(0);
    let fresh = |_| {
        made.set(made.get() + 1);
        let database = Database::at(cluster.database(&format!("killed{}", made.get())));
        runtime().block_on(fill(&database, POSTGRES));
        database
    };
    sweep("PostgreSQL", fresh, &["sendto"]);
}
