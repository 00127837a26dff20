//! Rules for the source tree that a machine can check: file length, opening comments, file names, banned words, which
//! crate may depend on which, unused dependencies, what crates may give out, listed tests. More are in
//! `tidy/`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "tidy/circles.rs"]
mod circles;
#[path = "tidy/clocks_and_chance.rs"]
mod clocks_and_chance;
#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/functions.rs"]
mod functions;
#[path = "tidy/judge.rs"]
mod judge;
#[path = "tidy/lines_and_docs.rs"]
mod lines_and_docs;
#[path = "tidy/lock_files.rs"]
mod lock_files;
#[path = "tidy/russian.rs"]
mod russian;
#[path = "tidy/store.rs"]
mod store;
#[path = "tidy/who_constructs.rs"]
mod who_constructs;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// No Rust file is longer. Lower it when the longest file gets shorter.
const LINES_MAX: usize = 400;

/// Which room may lean on which. A room that is not listed may lean on nothing.
const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("osm", &["model"]),
    ("roads", &["model", "osm"]),
    ("geocode", &["model", "osm"]),
    ("basemap", &["model", "osm"]),
    ("map", &["model", "osm", "roads", "geocode", "basemap"]),
    ("plan", &["model"]),
    ("formats", &["model", "plan"]),
    ("solver", &["model", "plan"]),
    ("store", &["model"]),
    ("intake", &["model"]),
    ("connect", &["model", "intake"]),
    ("city", &["model", "osm"]),
    ("planner", &["model", "roads", "map", "plan", "solver"]),
    // Of `roads` the day names the ways to travel.
    ("dispatch", &["model", "roads", "map", "plan", "planner", "intake"]),
    (
        "service",
        &[
            "model", "roads", "geocode", "map", "formats", "solver", "planner", "intake", "connect", "dispatch",
            "store",
        ],
    ),
    ("web", &[]),
    // Of `dispatch`, `plan`, `store`, `geocode` and `roads` the doors name values that `service` takes and gives.
    (
        "api",
        &[
            "model", "roads", "geocode", "map", "plan", "intake", "connect", "dispatch", "store", "service", "web",
        ],
    ),
];

/// What the tests and examples of a room may lean on beyond that.
const TEST_EDGES: &[(&str, &[&str])] = &[
    ("geocode", &["city"]),
    ("city", &["connect"]),
    ("solver", &["formats"]),
    ("planner", &["osm"]),
    ("dispatch", &["osm", "city", "connect"]),
    ("service", &["osm"]),
    ("api", &["osm"]),
];

/// Rooms that join everything.
const JOINERS: &[&str] = &["cli", "tests", "benches", "quality"];

/// Words that always mean two things, and names that mean none.
const BANNED_WORDS: &[&str] = &["pending"];
const BANNED_NAMES: &[&str] = &[
    "utils", "util", "common", "helpers", "helper", "types", "misc", "manager", "context",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "dist", "generated", ".git", "test-results"].contains(&name.as_str()) {
                files(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

fn sources(endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&root(), endings, &mut found);
    assert!(!found.is_empty(), "the sources are not where they were");
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let long = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().count() > LINES_MAX;
    let faults: Vec<String> = sources(&[".rs", ".ts", ".svelte"])
        .iter()
        .filter(|path| long(path))
        .map(|p| shown(p))
        .collect();
    assert_none(&faults);
}

#[test]
fn every_rust_file_begins_by_saying_what_it_is() {
    let dumb = |path: &PathBuf| !fs::read_to_string(path).unwrap().starts_with("//! ");
    let faults: Vec<String> = sources(&[".rs"])
        .iter()
        .filter(|path| dumb(path))
        .map(|path| shown(path))
        .collect();
    assert_none(&faults);
}

#[test]
fn files_are_not_named_after_nothing() {
    let nameless = |path: &PathBuf| {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        BANNED_NAMES.contains(&stem.as_str())
    };
    let faults: Vec<String> = sources(&[".rs", ".ts"])
        .iter()
        .filter(|path| nameless(path))
        .map(|path| shown(path))
        .collect();
    assert_none(&faults);
}

#[test]
fn banned_words_are_not_used() {
    let own = root().join("tests/tidy.rs");
    let mut faults = Vec::new();
    for path in sources(&[".rs", ".ts", ".svelte", ".md"])
        .iter()
        .filter(|path| **path != own)
    {
        for (number, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
            let words: Vec<String> = line
                .split(|letter: char| !letter.is_alphabetic())
                .map(str::to_lowercase)
                .collect();
            if BANNED_WORDS
                .iter()
                .any(|banned| words.iter().any(|word| word == banned))
            {
                faults.push(format!("{}:{}: {}", shown(path), number + 1, line.trim()));
            }
        }
    }
    // The page that bans a word must name it.
    faults.retain(|fault| !fault.starts_with("docs/words.md"));
    assert_none(&faults);
}

#[test]
fn rooms_lean_only_on_those_they_may() {
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap();
    let allowed: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    let of_tests: BTreeMap<&str, &[&str]> = TEST_EDGES.iter().copied().collect();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for package in &metadata.packages {
        let name = package.name.trim_start_matches("karavan-").to_owned();
        seen.insert(name.clone());
        if JOINERS.contains(&name.as_str()) {
            continue;
        }
        let Some(may) = allowed.get(name.as_str()) else {
            faults.push(format!("crate {name} has no place in the table of edges"));
            continue;
        };
        for dependency in &package.dependencies {
            let is_of_tests = dependency.kind == cargo_metadata::DependencyKind::Development;
            let may_too = of_tests.get(name.as_str()).copied().filter(|_| is_of_tests);
            if let Some(other) = dependency.name.strip_prefix("karavan-")
                && !may.contains(&other)
                && !may_too.unwrap_or_default().contains(&other)
            {
                faults.push(format!("{name} leans on {other}"));
            }
            if dependency.name == "osmpbfreader" && name != "osm" {
                faults.push(format!("{name} names osmpbfreader; only osm may"));
            }
        }
    }
    assert!(
        EDGES.iter().all(|(name, _)| seen.contains(*name)),
        "a room is gone: mend the table of edges"
    );
    assert_none(&faults);
}

/// The sources of a room without its tests.
fn sources_of(room: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&root().join("crates").join(room).join("src"), &[".rs"], &mut found);
    assert!(!found.is_empty(), "{room} has no sources");
    found
}

/// The lines of these files that hold one of the words, as faults.
fn lines_with(paths: &[PathBuf], words: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for path in paths {
        for (number, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
            let mut parts = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            if parts.any(|part| words.contains(&part)) {
                faults.push(format!("{}:{}: {}", shown(path), number + 1, line.trim()));
            }
        }
    }
    faults
}

#[test]
fn no_room_gives_out_what_another_room_holds() {
    let given_out = |line: &&str| {
        let line = line.trim_start();
        (line.starts_with("pub use karavan_") || line.starts_with("pub type ") && line.contains("karavan_"))
            && !line.contains("karavan_model")
    };
    let mut faults = Vec::new();
    for (room, _) in EDGES {
        for path in sources_of(room) {
            let text = fs::read_to_string(&path).unwrap();
            faults.extend(
                text.lines()
                    .filter(given_out)
                    .map(|line| format!("{}: {line}", shown(&path))),
            );
        }
    }
    assert_none(&faults);
}

#[test]
fn the_day_is_pure() {
    let waits_keeps_or_reads_a_clock = ["tokio", "async", "karavan_store", "jiff", "Instant", "SystemTime"];
    assert_none(&lines_with(&sources_of("dispatch"), &waits_keeps_or_reads_a_clock));
}

#[test]
fn the_doors_never_call_the_store_or_plan_past_the_service() {
    let of_tests = root().join("crates/api/src/tests");
    let doors: Vec<PathBuf> = sources_of("api")
        .into_iter()
        .filter(|path| !path.starts_with(&of_tests))
        .collect();
    let mut faults = lines_with(&doors, &["Store", "plan_day"]);
    faults.retain(|fault| !fault.contains("ServiceError::Store"));
    assert_none(&faults);
}

/// The texts of all sources beside and below a target's first file, and of files that they name by their path. Packages
/// inside are left out.
fn texts_of(target: &cargo_metadata::Target) -> String {
    let mut text = String::new();
    let mut folders = vec![target.src_path.parent().unwrap().as_std_path().to_owned()];
    let mut is_first = true;
    while let Some(folder) = folders.pop() {
        if !std::mem::take(&mut is_first) && folder.join("Cargo.toml").exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let own = fs::read_to_string(&path).unwrap();
                for line in own.lines() {
                    if let Some(elsewhere) = line.trim().strip_prefix("#[path = \"") {
                        let elsewhere = elsewhere.trim_end_matches("\"]");
                        text.push_str(&fs::read_to_string(folder.join(elsewhere)).unwrap());
                    }
                }
                text.push_str(&own);
            }
        }
    }
    text
}

#[test]
fn every_dependency_is_used() {
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap();
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let is_product =
            |target: &&cargo_metadata::Target| target.is_lib() || target.is_bin() || target.is_custom_build();
        let product: String = package.targets.iter().filter(is_product).map(texts_of).collect();
        let all: String = package.targets.iter().map(texts_of).collect();
        for dependency in &package.dependencies {
            let is_of_tests = dependency.kind == cargo_metadata::DependencyKind::Development;
            let text = if is_of_tests { &all } else { &product };
            let name = dependency.rename.as_ref().unwrap_or(&dependency.name).replace('-', "_");
            let mut words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            if !words.any(|word| word == name) {
                faults.push(format!(
                    "{} names {} and uses it nowhere",
                    package.name, dependency.name
                ));
            }
        }
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let declared = manifest.split("[workspace.dependencies]").nth(1).unwrap();
    let declared = declared.split("\n[").next().unwrap().lines();
    let named: BTreeSet<&str> = metadata
        .packages
        .iter()
        .flat_map(|package| package.dependencies.iter().map(|dependency| dependency.name.as_str()))
        .collect();
    let names = declared.filter_map(|line| line.split_once(" = ").filter(|_| !line.starts_with('#')));
    let unused = names.map(|(name, _)| name).filter(|name| !named.contains(name));
    faults.extend(unused.map(|name| format!("the workspace names {name} and no package uses it")));
    assert_none(&faults);
}

#[test]
fn every_test_and_bench_is_listed_in_its_manifest() {
    let mut faults = Vec::new();
    for folder in ["tests", "benches"] {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            if name.ends_with(".rs") && name != "lib.rs" && !manifest.contains(&format!("path = \"{name}\"")) {
                faults.push(format!("{folder}/{name} is listed nowhere: cargo skips it silently"));
            }
        }
    }
    assert_none(&faults);
}
