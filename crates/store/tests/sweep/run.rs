//! `run`: one run of the child under `strace` with one `Fault` (the n-th of some calls fails), after which another
//! process checks what the child said was kept; it answers the counts (`Run`). Nothing to do with runs of planning.

use crate::child::{FIRST, KINDS, MOMENT, URL};
use crate::databases::Ground;
use crate::kept::kept;
use crate::values::me;
use crate::{Moment, READS, SENDS};
use karavan_model::Timestamp;
use karavan_store::Store;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The n-th of these calls of every thread fails.
pub(crate) struct Fault<'a> {
    /// By name, with commas between.
    pub(crate) calls: &'a str,
    pub(crate) error: &'a str,
    /// From one.
    pub(crate) n: usize,
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Run {
    /// Kinds whose writes, checkpoints or closes met the failing call.
    pub(crate) met: BTreeSet<String>,
    /// Calls that failed.
    pub(crate) injected: usize,
    /// Writes that were not answered as kept.
    pub(crate) failed: usize,
    /// How many of them were answered in words that leave open whether they are kept.
    pub(crate) unknown: usize,
}

/// Makes the writes of these kinds with the call failing, and looks for what was said to be kept.
pub(crate) fn run(ground: &Ground, moment: Moment, kinds: &BTreeSet<String>, fault: &Fault) -> Run {
    let fresh = ground.fresh(fault.n);
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("strace.log");
    // What is written to the file of the database itself is written by checkpoints.
    let is_elsewhere = moment != Moment::Write && ["write,pwrite64", "ftruncate"].contains(&fault.calls);
    let files = &fresh.files[..if is_elsewhere { 1 } else { fresh.files.len() }];
    let mut child = traced(fault, files, &log);
    child.env(URL, &fresh.url).env(MOMENT, moment.word());
    child.env(FIRST, fresh.first.to_string());
    child.env(KINDS, Vec::from_iter(kinds.iter().map(String::as_str)).join(","));
    let output = child.output().expect("strace is installed (tests/install-needs)");
    let said = String::from_utf8_lossy(&output.stdout);
    let place = format!("{} meet {} of {}, {}", moment.word(), fault.error, fault.calls, fault.n);
    assert!(
        output.status.success(),
        "{place}: {said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let log = std::fs::read_to_string(&log).unwrap();
    let injected: Vec<&str> = log.lines().filter(|line| line.ends_with("(INJECTED)")).collect();
    let threads: BTreeSet<&str> = injected.iter().filter_map(|line| line.split(' ').next()).collect();
    let mut run = Run {
        injected: injected.len(),
        ..Run::default()
    };
    let mut tally = Vec::new();
    for line in said.lines().filter_map(|line| line.strip_prefix("said ")) {
        let words: Vec<&str> = line.split(' ').collect();
        let (answer, kind) = (words[0], words[1].to_owned());
        assert_ne!(answer, "wrong", "{place}: {line}");
        // SQLite tells so of a long value of which a page cannot be read.
        assert!(answer != "damaged" || fault.calls == READS, "{place}: {line}");
        if answer == "thread" {
            // What met one may be kept all the same: the engine's library tries some calls again.
            if threads.contains(words[2]) {
                run.met.insert(kind);
            }
            continue;
        }
        let n: usize = words[2].parse().unwrap();
        if answer != "kept" {
            run.failed += 1;
            run.unknown += usize::from(answer == "unknown");
            if n == fresh.first {
                run.met.insert(kind.clone());
            }
        }
        tally.push((answer.to_owned(), kind, n));
    }
    if (moment != Moment::Write || fault.calls == READS) && run.injected > 0 {
        // No answer tells of one that failed in a checkpoint, nor of one that was read again.
        run.met.extend(kinds.iter().cloned());
    }
    runtime().block_on(async {
        let store = Store::open(&fresh.url).await.unwrap();
        for (answer, kind, n) in tally {
            let found = kept(&store, &kind, n).await;
            let may_be = match answer.as_str() {
                "kept" => found == 1,
                "unknown" => found <= 1,
                _ => found == 0,
            };
            assert!(
                may_be,
                "{place}: {kind} {n} was answered as {answer} and is kept {found} times"
            );
        }
        store.by(me()).put_setting("after", "all", Timestamp(0)).await.unwrap();
        store.close().await.unwrap();
    });
    run
}

/// The child under a tracer that lets the call fail, on these files if there are any.
fn traced(Fault { calls, error, n }: &Fault, files: &[PathBuf], log: &Path) -> Command {
    // A lost connection stays lost: what was not sent must not be sent when the connection is closed.
    let when = match *calls {
        SENDS => format!("{n}..{}", n + 2),
        _ => n.to_string(),
    };
    let mut command = Command::new("strace");
    command
        // The tracer is no parent of what it traces, so that it can be sent away.
        .args(["-D", "-f", "-qq", "-I2", "-o"])
        .arg(log)
        .args(files.iter().flat_map(|file| [OsStr::new("-P"), file.as_os_str()]))
        .args(["-e", &format!("trace={calls}"), "-e", "signal=none", "-e"])
        .arg(format!("inject={calls}:error={error}:when={when}"))
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "child::child",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        // One heap for all threads: each of its own is grown by hundreds of calls, at each of which the tracer stops.
        .env("MALLOC_ARENA_MAX", "1")
        .stdin(Stdio::null());
    command
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}
