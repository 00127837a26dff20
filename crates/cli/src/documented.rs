//! Tests that `karavan` commands shown in Markdown pages of some folders (not the changelog) exist: whole command lines
//! are parsed, and mentions in backticks name commands and options that exist.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use crate::args::Karavan;
use clap::{Command, CommandFactory, Parser};
use std::fs;
use std::path::{Path, PathBuf};

fn pages() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths = Vec::new();
    for folder in ["", "docs", "docs/decisions", "data", "benches"] {
        let entries = fs::read_dir(root.join(folder)).unwrap();
        paths.extend(entries.map(|entry| entry.unwrap().path()));
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("CHANGELOG.md"));
    paths.sort();
    assert!(paths.len() > 10, "{paths:?}");
    paths
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// Lines of blocks of code, without their remarks.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let blocks = text.split("```").skip(1).step_by(2).flat_map(str::lines);
    blocks.map(|line| line.split(" #").next().unwrap_or_default().trim())
}

/// What stands between backticks outside of blocks.
fn mentions(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split("```").step_by(2);
    outside.flat_map(|block| block.split('`').skip(1).step_by(2))
}

#[test]
fn every_command_line_of_a_page_is_read() {
    let mut seen = 0;
    for (path, text) in pages() {
        for line in lines(&text).filter(|line| line.starts_with("karavan ")) {
            let read = Karavan::try_parse_from(line.split_whitespace());
            assert!(read.is_ok(), "{}: {line}\n{}", path.display(), read.unwrap_err());
            seen += 1;
        }
    }
    assert!(seen > 6, "only {seen} command lines were found");
}

/// The command that these words lead to, and the words behind its name.
fn found<'a, 'w>(command: &'a Command, words: &'w [&'w str]) -> Option<(Vec<&'a Command>, &'w [&'w str])> {
    let Some((first, rest)) = words.split_first() else {
        return Some((vec![command], words));
    };
    if !command.has_subcommands() || first.starts_with('-') || first.chars().any(char::is_uppercase) {
        return Some((vec![command], words));
    }
    // `new|list|revoke` are three commands.
    let inner: Option<Vec<&Command>> = first.split('|').map(|name| command.find_subcommand(name)).collect();
    match inner?[..] {
        [one] => found(one, rest),
        ref several => Some((several.to_vec(), rest)),
    }
}

#[test]
fn every_mention_of_a_command_names_what_there_is() {
    let whole = Karavan::command();
    let global: Vec<String> = whole
        .get_arguments()
        .filter_map(|one| one.get_long().map(str::to_owned))
        .collect();
    let mut seen = 0;
    for (path, text) in pages() {
        for mention in mentions(&text) {
            let words: Vec<&str> = mention.split_whitespace().collect();
            let ["karavan", rest @ ..] = words.as_slice() else {
                continue;
            };
            let place = format!("{}: `{mention}`", path.display());
            let (commands, rest) = found(&whole, rest).unwrap_or_else(|| panic!("{place}: no such command"));
            let options = rest
                .iter()
                .filter_map(|word| word.trim_matches(['[', ']']).strip_prefix("--"));
            for option in options.filter(|option| !["version", "help"].contains(option)) {
                let has = |command: &&Command| command.get_arguments().any(|one| one.get_long() == Some(option));
                let is_there = commands.iter().any(has) || global.iter().any(|one| one == option);
                assert!(is_there, "{place}: no option --{option}");
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} mentions were found");
}
