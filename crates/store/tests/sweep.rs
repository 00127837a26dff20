//! Tests: the n-th system call of a write, checkpoint or close fails, for every n (writes on both engines, the others
//! on SQLite): nothing that was answered is lost, nothing is half kept, and the same process writes again as soon as
//! calls succeed.
//!
//! A child process (`sweep/child.rs`) makes the writes under `strace`, which makes the n-th call of every thread
//! fail. On SQLite each connection has a thread of its own, so the try after a failure meets the same failing call,
//! as on a disk that stays full; on PostgreSQL each write is given a thread of its own, and the try after a failure
//! has to connect anew. Then the child sends its tracer away, and writes on. What it said was kept is looked for by a
//! process that never met a failing call (`sweep/run.rs`).
//!
//! SQLite writes to its files by `pwrite64`; `write` is swept with it, in case a build of it does not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "sweep/child.rs"]
mod child;
#[path = "sweep/databases.rs"]
mod databases;
#[path = "engines/delivery.rs"]
mod delivery;
#[path = "sweep/kept.rs"]
mod kept;
#[path = "sweep/kinds.rs"]
mod kinds;
#[path = "engines/postgres.rs"]
mod postgres;
#[path = "sweep/run.rs"]
mod run;
#[path = "sweep/values.rs"]
mod values;

use databases::Ground;
use kinds::KINDS;
use postgres::Cluster;
use run::{Fault, Run};
use std::collections::BTreeSet;

/// The calls that read from a file.
const READS: &str = "read,pread64";
/// The calls that send on a connection.
const SENDS: &str = "sendto";

/// How many writes of each kind are made while calls fail; one more is made when they do not any more. The environment
/// tells how many they are of all kinds together.
fn tries() -> usize {
    match std::env::var("KARAVAN_SOAK_WRITES") {
        Ok(writes) => {
            let writes: usize = writes.parse().expect("KARAVAN_SOAK_WRITES is a number");
            writes.div_ceil(KINDS.len()).max(2)
        }
        Err(_) => 2,
    }
}

/// Whether there is time for every call and error.
fn is_soak() -> bool {
    tries() > 2
}

/// When calls are made that fail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// By a write, or by the opening of another connection after one failed.
    Write,
    /// When a write was kept and its pages are moved from a long log to the file of the database.
    Checkpoint,
    /// When the store is closed, which moves all pages and removes the log.
    Close,
}

impl Moment {
    /// Checkpoints and closes move pages, whatever was written on them.
    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Checkpoint | Self::Close if !is_soak() => &["batch", "publish", "setting"],
            _ => &KINDS,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Write => "writes",
            Self::Checkpoint => "checkpoints",
            Self::Close => "closes",
        }
    }

    fn of(word: &str) -> Self {
        let all = [Self::Write, Self::Checkpoint, Self::Close];
        all.into_iter().find(|moment| moment.word() == word).unwrap()
    }
}

/// Lets the n-th call fail for n from one until no write meets one any more, two at a time. A kind whose writes make
/// fewer calls is left out of what follows.
fn sweep(ground: &Ground, moment: Moment, calls: &str, errors: &[&str]) {
    let mut kinds: BTreeSet<String> = moment.kinds().iter().map(|&kind| kind.to_owned()).collect();
    let mut kinds_met = BTreeSet::new();
    let (mut runs, mut injected, mut failed, mut unknown) = (0, 0, 0, 0);
    for first in (1..).step_by(2) {
        let both: Vec<Run> = std::thread::scope(|scope| {
            let both = [first, first + 1].map(|n| {
                let kinds = &kinds;
                let run = move |error: &&str| run::run(ground, moment, kinds, &Fault { calls, error, n });
                scope.spawn(move || errors.iter().map(run).collect::<Vec<_>>())
            });
            both.into_iter().flat_map(|one| one.join().unwrap()).collect()
        });
        runs += both.len();
        injected += both.iter().map(|run| run.injected).sum::<usize>();
        failed += both.iter().map(|run| run.failed).sum::<usize>();
        unknown += both.iter().map(|run| run.unknown).sum::<usize>();
        let met: BTreeSet<String> = both.into_iter().flat_map(|run| run.met).collect();
        kinds_met.extend(met.iter().cloned());
        if met.is_empty() {
            break;
        }
        // Those of an opening are met long before those of a write.
        if moment == Moment::Write && calls != READS {
            kinds = met;
        }
    }
    eprintln!(
        "{} {}, {} of {calls}: {runs} runs, {injected} calls failed, {failed} writes with them, \
         {unknown} of them unknown, 0 lost",
        ground.name(),
        moment.word(),
        errors.join(" and "),
    );
    assert_eq!(
        kinds_met.len(),
        moment.kinds().len(),
        "{calls}: only {kinds_met:?} met one"
    );
    assert!(injected >= kinds_met.len(), "{calls}: only {injected} calls failed");
}

/// Both errors when there is time, else the first.
fn of<'a>(errors: &'a [&'a str]) -> &'a [&'a str] {
    if is_soak() { errors } else { &errors[..1] }
}

#[test]
fn every_write_to_a_file_may_fail() {
    let ground = Ground::files();
    sweep(&ground, Moment::Write, "write,pwrite64", of(&["ENOSPC", "EIO"]));
}

#[test]
#[ignore = "too long for every day; make soak runs it"]
fn every_read_of_a_file_may_fail() {
    let ground = Ground::files();
    sweep(&ground, Moment::Write, READS, &["EIO"]);
}

#[test]
fn every_flush_to_the_disk_may_fail() {
    let ground = Ground::files();
    sweep(&ground, Moment::Write, "fsync,fdatasync", &["EIO", "ENOSPC"]);
}

#[test]
fn every_call_of_a_checkpoint_may_fail() {
    let ground = Ground::files_with_a_long_log();
    for calls in ["write,pwrite64", "fsync,fdatasync"] {
        sweep(&ground, Moment::Checkpoint, calls, of(&["ENOSPC", "EIO"]));
    }
}

#[test]
fn every_call_of_a_close_may_fail() {
    let ground = Ground::files();
    for calls in ["fsync,fdatasync", "ftruncate", "unlink", "write,pwrite64"] {
        sweep(&ground, Moment::Close, calls, of(&["EIO", "ENOSPC"]));
    }
}

#[test]
fn every_call_on_a_connection_to_postgres_may_fail() {
    let Some(cluster) = Cluster::start() else { return };
    let ground = Ground::cluster(cluster);
    sweep(&ground, Moment::Write, SENDS, of(&["EPIPE", "ECONNRESET"]));
    sweep(&ground, Moment::Write, "recvfrom", &["ECONNRESET"]);
}
