//! The process reads clocks and random numbers in one place, `service/src/clock.rs`. Every other source file that does
//! so is listed here (`ALLOWED`) with its reason.

use std::fs;
use std::path::PathBuf;

use super::circles::Files;
use super::{EDGES, assert_none, root, shown};

/// What reads a clock or draws from chance. Timers (`tokio::time::sleep`, `timeout`) are not among them: they only
/// wait.
const READS: &[&str] = &[
    "Instant::now",
    "SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "UtcDateTime::now",
    "OffsetDateTime::now",
    "clock_gettime",
    "new_v4",
    "now_v7",
    "getrandom",
    "OsRng",
    "SysRng",
    "thread_rng",
    "rand::rng",
    "from_os_rng",
    "hash_password(",
    "tempfile",
    "clock_timestamp",
    "CURRENT_TIMESTAMP",
    "unixepoch",
    "Date::now",
];

/// Where else, and why.
const ALLOWED: &[(&str, &[&str], &str)] = &[
    (
        "crates/service/src/clock.rs",
        &["Instant::now", "Timestamp::now", "getrandom"],
        "the place",
    ),
    (
        "crates/api/src/http/body.rs",
        &["Instant::now"],
        "how long a body has been on its way: it must keep a pace",
    ),
    (
        "crates/api/src/access/second_step.rs",
        &["Instant::now"],
        "how long ago codes failed, as for logins",
    ),
    (
        "crates/api/src/v1/session.rs",
        &["Instant::now"],
        "how long ago logins failed: a stopwatch that no clock put back can shorten",
    ),
    (
        "crates/store/src/writer.rs",
        &["Instant::now"],
        "how long a write has waited, and how long the database has refused",
    ),
    (
        "crates/store/src/write_probe.rs",
        &["Instant::now"],
        "for how long the answer of a trial write holds",
    ),
    (
        "crates/store/src/leases.rs",
        &["clock_timestamp", "unixepoch"],
        "leases run on the clock of the database, the one clock that several servers share",
    ),
    (
        "crates/map/src/file.rs",
        &["tempfile"],
        "the name of a file until it is whole",
    ),
    (
        "crates/cli/src/commands/demo.rs",
        &["tempfile"],
        "the name of the folder of a demonstration",
    ),
];

/// What a file reads, tests left out.
fn reads(text: &str) -> Vec<&'static str> {
    let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = product.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = lines.collect();
    let is_read = |word: &&&str| code.iter().any(|line| line.contains(**word));
    READS.iter().filter(is_read).copied().collect()
}

#[test]
fn moments_and_chance_enter_at_one_place() {
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    for room in EDGES.iter().map(|(room, _)| *room).chain(["cli"]) {
        let sources = root().join("crates").join(room).join("src");
        let firsts = ["lib.rs", "main.rs"].map(|name| sources.join(name));
        for first in firsts.iter().filter(|first| first.exists()) {
            let files: Vec<PathBuf> = Files::read(first).files().collect();
            for file in files {
                let read = reads(&fs::read_to_string(&file).unwrap());
                if !read.is_empty() {
                    found.push((shown(&file), read));
                }
            }
        }
    }
    let mut faults = Vec::new();
    for (file, read) in &found {
        let allowed = ALLOWED
            .iter()
            .find(|(name, ..)| name == file)
            .map_or(&[][..], |one| one.1);
        faults.extend(
            read.iter()
                .filter(|word| !allowed.contains(*word))
                .map(|word| format!("{file}: {word}")),
        );
    }
    for (file, allowed, why) in ALLOWED {
        let read = found
            .iter()
            .find(|(name, _)| name == file)
            .map_or(&[][..], |one| &one.1);
        let gone = allowed.iter().filter(|word| !read.contains(*word));
        faults.extend(gone.map(|word| format!("{file} reads {word} no more ({why}): take it off the list")));
    }
    assert_none(&faults);
}

#[test]
fn what_reads_a_clock_or_chance_is_seen_and_tests_may() {
    assert_eq!(
        reads("fn f() { let began = std::time::Instant::now(); }"),
        ["Instant::now"]
    );
    assert_eq!(reads("fn f() { info!(\"{}\", Uuid::new_v4()); }"), ["new_v4"]);
    assert_eq!(
        reads("fn f() {}\n#[cfg(test)]\nmod tests { fn g() { Instant::now(); } }"),
        [""; 0]
    );
    assert_eq!(reads("/// As `Instant::now`.\nfn f(now: Instant) {}"), [""; 0]);
}
