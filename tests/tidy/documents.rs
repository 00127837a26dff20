//! Markdown pages are up to date: every relative link leads to a file and a heading, every path between backticks
//! exists, and every target of make, package, test, bench and example that a command names is there. Commands of
//! `karavan` are read by the command line itself (`crates/cli/src/documented.rs`). The changelog is left out, and so
//! are a few names of files that are said to be elsewhere.

use super::{assert_none, files, root, shown, sources};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings by which a word between backticks is known to be a file of ours.
const OURS: &[&str] = &["rs", "md", "toml", "ts", "svelte", "py", "js", "sql", "jsonl"];
/// Files that are said not to be here, or to be made.
const ELSEWHERE: &[&str] = &[
    "check.py",
    "solve_pyvrp.py",
    "solve_ortools.py",
    "solve_vroom.py",
    "make_vrpcli.py",
];

/// Pages of today.
fn pages() -> Vec<(PathBuf, String)> {
    let all = sources(&[".md"]).into_iter();
    all.filter(|path| !path.ends_with("CHANGELOG.md"))
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// A heading as the anchor of a link.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars()
        .filter(|one| one.is_alphanumeric() || "-_".contains(*one))
        .collect()
}

/// What stands between `](` and `)`.
fn links(text: &str) -> Vec<&str> {
    let parts = text.split("](").skip(1);
    parts.filter_map(|part| part.split(')').next()).collect()
}

/// What stands between backticks, outside blocks of code.
fn quoted(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (place, block) in text.split("```").enumerate() {
        if place % 2 == 0 {
            found.extend(block.split('`').skip(1).step_by(2).map(|one| one.replace('\n', " ")));
        }
    }
    found
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    let mut faults = Vec::new();
    for (path, text) in pages() {
        for link in links(&text).into_iter().filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                path.clone()
            } else {
                path.parent().unwrap().join(file)
            };
            let has_heading = |text: String| {
                text.lines()
                    .any(|line| anchor(line.trim_start_matches(['#', ' '])) == heading)
            };
            let is_there =
                target.exists() && (heading.is_empty() || fs::read_to_string(&target).is_ok_and(has_heading));
            if !is_there {
                faults.push(format!("{}: {link}", shown(&path)));
            }
        }
    }
    assert_none(&faults);
}

/// Whether some file or folder of the repository has this path, or ends in it; `crates/x/src` may be said as `x`.
fn is_here(path: &str, all: &BTreeSet<String>) -> bool {
    let path = path.trim_end_matches('/');
    if all.contains(path) {
        return true;
    }
    let inside = path
        .split_once('/')
        .map(|(room, rest)| format!("crates/{room}/src/{rest}"));
    let end = format!("/{path}");
    inside.is_some_and(|inside| all.contains(&inside)) || all.iter().any(|one| one.ends_with(&end))
}

/// All files and folders, by their paths.
fn everything() -> BTreeSet<String> {
    let mut found = Vec::new();
    files(&root(), &[""], &mut found);
    let mut all = BTreeSet::new();
    for path in found {
        let mut path = path.as_path();
        while let Some(name) = path
            .strip_prefix(root())
            .ok()
            .and_then(Path::to_str)
            .filter(|name| !name.is_empty())
        {
            if !all.insert(name.to_owned()) {
                break;
            }
            path = path.parent().unwrap();
        }
    }
    all
}

/// Whether a word is the path of a file or a folder of ours.
fn is_path(word: &str) -> bool {
    let is_plain = word
        .chars()
        .all(|one| one.is_ascii_alphanumeric() || "/._-".contains(one));
    let ending = word.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = OURS.contains(&ending) && !word.starts_with('.');
    let is_folder = word.contains('/') && word.ends_with('/');
    is_plain && !word.starts_with('/') && (is_file || is_folder) && !ELSEWHERE.contains(&word)
}

#[test]
fn every_path_of_a_page_exists() {
    let all = everything();
    let mut faults = Vec::new();
    for (path, text) in pages() {
        let words = quoted(&text).into_iter().filter(|word| is_path(word));
        // Folders that a program makes, and those that somebody gives.
        let strange = words
            .filter(|word| !is_here(word, &all) && !["instances/", "dist/", "generated/"].contains(&word.as_str()));
        faults.extend(strange.map(|word| format!("{}: {word}", shown(&path))));
    }
    assert_none(&faults);
}

/// Lines of commands: in blocks of code, and between backticks.
fn commands(text: &str) -> Vec<String> {
    let blocks = text
        .split("```")
        .skip(1)
        .step_by(2)
        .flat_map(str::lines)
        .map(str::to_owned);
    let indented = text
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .map(str::to_owned);
    blocks.chain(indented).chain(quoted(text)).collect()
}

#[test]
fn every_target_that_a_command_names_is_there() {
    let makefile = fs::read_to_string(root().join("Makefile")).unwrap();
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap();
    let packages: Vec<String> = metadata
        .packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let targets = metadata.packages.iter().flat_map(|package| &package.targets);
    let targets: Vec<String> = targets.map(|target| target.name.clone()).collect();
    let mut faults = Vec::new();
    for (path, text) in pages() {
        for line in commands(&text) {
            // What follows is for the program that cargo runs.
            let own = line.split(" -- ").next().unwrap_or_default();
            let words: Vec<&str> = own.split_whitespace().collect();
            for pair in words.windows(2) {
                let name = pair[1].trim_end_matches([',', ';', ')']);
                let is_there = match (pair[0], words[0]) {
                    ("make", "make") => makefile.contains(&format!("\n{name}:")) || name.contains(['=', '/']),
                    ("-p" | "--package", _) if line.contains("cargo ") => packages.iter().any(|one| one == name),
                    ("--test" | "--bench" | "--example" | "--bin", _) if line.contains("cargo ") => {
                        targets.iter().any(|one| one == name)
                    }
                    _ => true,
                };
                if !is_there {
                    faults.push(format!("{}: {} {name} in `{line}`", shown(&path), pair[0]));
                }
            }
        }
    }
    assert_none(&faults);
}
