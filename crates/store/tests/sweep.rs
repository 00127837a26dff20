//! The n-th system call of a write fails, for every n: nothing that was answered is lost, nothing is half kept, and the
//! same process writes again as soon as the disk does.
//!
//! A child process makes the writes under `strace`, which makes the n-th call of every thread fail; after a failure the
//! store writes with another connection, which has a thread of its own, so every try meets the same failing call, as on a
//! disk that stays full. Then the child sends its tracer away, and writes on. What it said was kept is looked for by a
//! process that never met a failing call.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "sweep/kept.rs"]
mod kept;
#[path = "sweep/kinds.rs"]
mod kinds;

use karavan_store::Store;
use kept::kept;
use kinds::{KINDS, act, prepare};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Writes of each kind while calls fail, unless the environment wants more; the one after is made when they do not any
/// more.
const TRIES: usize = 2;

fn tries() -> usize {
    match std::env::var("KARAVAN_SOAK_WRITES") {
        Ok(tries) => tries.parse().expect("KARAVAN_SOAK_WRITES is a number"),
        Err(_) => TRIES,
    }
}

const FOLDER: &str = "KARAVAN_SWEEP_FOLDER";

#[test]
#[ignore = "the sweep starts it, under strace"]
fn child() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut stores = Vec::new();
        for kind in KINDS {
            let store = Store::open_file(&folder.join("karavan.db")).await;
            let Ok(store) = store else {
                println!("\nsaid unopened {kind} 0");
                continue;
            };
            for n in 0..tries() {
                match act(&store, kind, n).await {
                    Ok(()) => println!("\nsaid kept {kind} {n}"),
                    Err(error) => println!("\nsaid failed {kind} {n} {error}"),
                }
            }
            stores.push((kind, store));
        }
        disarm();
        for (kind, store) in &stores {
            act(store, kind, tries()).await.unwrap();
            println!("\nsaid kept {kind} {}", tries());
            // It is there for the readers of this process too.
            assert_eq!(kept(store, kind, tries()).await, 1, "{kind}");
            store.ready().await.unwrap();
        }
    });
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

/// A database in which every kind of write finds what it needs.
fn template(folder: &Path) -> PathBuf {
    let file = folder.join("template.db");
    block_on(async {
        let store = Store::open_file(&file).await.unwrap();
        prepare(&store, tries() + 1).await;
        store.close().await.unwrap();
    });
    file
}

fn block_on(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(work);
}

/// Makes one write of each kind with the n-th such call failing; answers how many writes failed.
fn sweep_once(template: &Path, calls: &str, error: &str, n: usize) -> usize {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("karavan.db");
    std::fs::copy(template, &file).unwrap();
    let log = folder.path().join("strace.log");
    let output = Command::new("strace")
        // The tracer is no parent of what it traces, so that it can be sent away.
        .args(["-D", "-f", "-qq", "-I2", "-o"])
        .arg(&log)
        .args(["-e", &format!("trace={calls}"), "-e"])
        .arg(format!("inject={calls}:error={error}:when={n}"))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("strace is installed (tests/install-needs)");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let place = format!("{calls} {error} {n}");
    assert!(
        output.status.success(),
        "{place}: {said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut tally: BTreeMap<(String, usize), bool> = BTreeMap::new();
    let mut failed = 0;
    for line in said.lines().filter_map(|line| line.strip_prefix("said ")) {
        let words: Vec<&str> = line.split(' ').collect();
        failed += usize::from(words[0] != "kept");
        let _before = tally.insert((words[1].to_owned(), words[2].parse().unwrap()), words[0] == "kept");
    }
    block_on(async {
        let store = Store::open_file(&file).await.unwrap();
        for ((kind, n), answered) in tally {
            let found = kept(&store, &kind, n).await;
            assert!(found <= 1, "{place}: {kind} {n} is kept {found} times");
            assert!(
                found == 1 || !answered,
                "{place}: {kind} {n} was answered and is not kept"
            );
        }
        store.put_setting("after", "all").await.unwrap();
        store.close().await.unwrap();
    });
    failed
}

/// Lets the n-th call fail for n from one until nothing fails any more, two at a time.
fn sweep(calls: &str, errors: &[&str]) {
    let folder = tempfile::TempDir::new().unwrap();
    let template = template(folder.path());
    let (mut runs, mut failures) = (0, 0);
    for first in (1..).step_by(2) {
        let failed: Vec<usize> = std::thread::scope(|scope| {
            let both = [first, first + 1].map(|n| {
                let template = &template;
                scope.spawn(move || errors.iter().map(|error| sweep_once(template, calls, error, n)).sum())
            });
            both.map(|one| one.join().unwrap()).to_vec()
        });
        runs += 2 * errors.len();
        failures += failed.iter().sum::<usize>();
        if failed.contains(&0) {
            break;
        }
    }
    eprintln!("{calls}: {runs} runs, {failures} writes failed, none that was answered is lost");
    assert!(failures >= KINDS.len(), "{calls}: only {failures} writes failed");
}

#[test]
fn every_write_to_a_file_may_fail() {
    let both = ["ENOSPC", "EIO"];
    sweep("pwrite64", if tries() > TRIES { &both } else { &both[..1] });
}

#[test]
fn every_flush_to_the_disk_may_fail() {
    sweep("fsync,fdatasync", &["EIO", "ENOSPC"]);
}
