//! The child process of the sweep, whose calls fail: it makes the writes named by its environment, prints whether
//! each was kept, sends `strace` away and writes on. `Pin` is a reader that keeps SQLite's log from beginning anew.
//! It is started and judged by `run.rs`.

use crate::kept::kept;
use crate::kinds::act;
use crate::run::runtime;
use crate::values::me;
use crate::{Moment, tries};
use karavan_model::Timestamp;
use karavan_store::{Store, StoreError};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait};
use std::ops::Range;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

pub(crate) const URL: &str = "KARAVAN_SWEEP_URL";
pub(crate) const MOMENT: &str = "KARAVAN_SWEEP_MOMENT";

/// The number of the first write of each kind.
pub(crate) const FIRST: &str = "KARAVAN_SWEEP_FIRST";
/// With commas between.
pub(crate) const KINDS: &str = "KARAVAN_SWEEP_KINDS";

#[test]
#[ignore = "the sweep starts it, under strace"]
fn child() {
    let url = std::env::var(URL).unwrap();
    let moment = Moment::of(&std::env::var(MOMENT).unwrap());
    let kinds = std::env::var(KINDS).unwrap();
    let kinds = || kinds.split(',');
    let first: usize = std::env::var(FIRST).unwrap().parse().unwrap();
    let numbers = first..first + tries();
    let runtime = runtime();
    let mut stores = Vec::new();
    let mut pin = None;
    if url.starts_with("postgres") {
        let store = again_until_done(|| runtime.block_on(Store::open(&url)));
        for kind in kinds() {
            // Begins on a sound connection.
            again_until_done(|| runtime.block_on(store.by(me()).put_setting("sound", kind, Timestamp(0))));
            write(&runtime, &store, kind, numbers.clone());
            stores.push((kind, store.clone()));
        }
    } else {
        for kind in kinds() {
            let Ok(store) = runtime.block_on(Store::open(&url)) else {
                println!("\nsaid nothing {kind} {first}");
                continue;
            };
            if moment == Moment::Checkpoint {
                // At what the log holds now; the reader before it stays until this one does.
                let next = runtime.block_on(Pin::new(&url));
                runtime.block_on(async {
                    if let Some(before) = pin.replace(next) {
                        Pin::release(before).await;
                    }
                });
            }
            write(&runtime, &store, kind, numbers.clone());
            if moment == Moment::Close {
                // Whether it succeeds is nobody's promise.
                let _closed = alone(&runtime, kind, store.close());
            } else {
                stores.push((kind, store));
            }
        }
    }
    disarm();
    if let Some(pin) = pin {
        runtime.block_on(pin.release());
    }
    if moment == Moment::Close {
        let store = runtime.block_on(Store::open(&url)).unwrap();
        stores.extend(kinds().map(|kind| (kind, store.clone())));
    }
    runtime.block_on(async {
        for (kind, store) in &stores {
            let last = numbers.end;
            act(store, kind, last).await.unwrap();
            println!("\nsaid kept {kind} {last}");
            // It is there for the readers of this process too.
            assert_eq!(kept(store, kind, last).await, 1, "{kind}");
            store.ready().await.unwrap();
        }
    });
}

/// Does it on a thread of its own, whose calls are counted from one.
fn alone<T: Send>(runtime: &Runtime, kind: &str, work: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let link = std::fs::read_link("/proc/thread-self").unwrap();
            (runtime.block_on(work), link)
        });
        let (done, link) = thread.join().unwrap();
        println!("\nsaid thread {kind} {}", link.file_name().unwrap().display());
        done
    })
}

/// Makes the writes of a kind.
fn write(runtime: &Runtime, store: &Store, kind: &str, numbers: Range<usize>) {
    for n in numbers {
        match alone(runtime, kind, act(store, kind, n)) {
            Ok(()) => println!("\nsaid kept {kind} {n}"),
            Err(StoreError::Full | StoreError::Interrupted) => println!("\nsaid nothing {kind} {n}"),
            Err(StoreError::Unavailable(_)) => println!("\nsaid unknown {kind} {n}"),
            Err(StoreError::Corrupt(_)) => println!("\nsaid damaged {kind} {n}"),
            Err(error) => println!("\nsaid wrong {kind} {n} {error:?}"),
        }
    }
}

/// Only the n-th call of the thread that asks fails, so that another try soon succeeds.
fn again_until_done<T>(mut act: impl FnMut() -> Result<T, StoreError>) -> T {
    for _ in 0..5 {
        if let Ok(done) = act() {
            return done;
        }
    }
    act().unwrap()
}

/// A reader that stays with what it read last. While there is one the log cannot begin anew: it stays as long as it is,
/// and every write is followed by a checkpoint of what that reader has seen.
pub(crate) struct Pin {
    db: DatabaseConnection,
    held: DatabaseTransaction,
}

impl Pin {
    pub(crate) async fn new(url: &str) -> Self {
        let db = Database::connect(url).await.unwrap();
        let held = db.begin().await.unwrap();
        let read = Statement::from_string(db.get_database_backend(), "SELECT count(*) FROM settings");
        held.query_one_raw(read).await.unwrap();
        Self { db, held }
    }

    pub(crate) async fn release(self) {
        self.held.rollback().await.unwrap();
        self.db.close().await.unwrap();
    }
}

/// Sends the tracer away.
fn disarm() {
    let tracer = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("TracerPid:")).unwrap();
        line.trim().to_owned()
    };
    let armed = tracer();
    if armed == "0" {
        return;
    }
    assert!(Command::new("kill").arg(&armed).status().unwrap().success());
    let until = Instant::now() + Duration::from_secs(20);
    while tracer() != "0" {
        assert!(Instant::now() < until, "strace does not let go");
        std::thread::sleep(Duration::from_millis(5));
    }
}
