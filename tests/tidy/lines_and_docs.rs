//! No line of a Rust file is longer than 120 columns, and no doc comment is a single word. Banned words are in
//! `tidy.rs`.

use super::{assert_none, shown, sources};
use std::fs;

const COLUMNS_MAX: usize = 120;

/// Fails when a line of a Rust file has the fault.
fn assert_no_line(is_fault: impl Fn(&[&str], usize) -> bool) {
    let mut faults = Vec::new();
    for path in sources(&[".rs"]) {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let found = (0..lines.len()).filter(|at| is_fault(&lines, *at));
        faults.extend(found.map(|at| format!("{}:{}: {}", shown(&path), at + 1, lines[at].trim())));
    }
    assert_none(&faults);
}

fn is_doc(line: &str) -> bool {
    line.trim_start().starts_with("///")
}

/// A doc that is one line of one word.
fn is_one_word(lines: &[&str], at: usize) -> bool {
    let Some(said) = lines[at].trim().strip_prefix("/// ") else {
        return false;
    };
    let is_alone = (at == 0 || !is_doc(lines[at - 1])) && lines.get(at + 1).is_none_or(|next| !is_doc(next));
    is_alone && !said.contains(char::is_whitespace)
}

#[test]
fn lines_are_no_longer_than_a_screen_is_wide() {
    assert_no_line(|lines, at| lines[at].chars().count() > COLUMNS_MAX);
}

#[test]
fn docs_say_more_than_one_word() {
    assert_no_line(is_one_word);
}

#[test]
fn a_doc_of_one_word_is_told_from_others() {
    let lines = [
        "/// Which.",
        "a: u8,",
        "/// Which one.",
        "/// Two",
        "/// lines.",
        "// Which.",
        "/// Last.",
    ];
    let found: Vec<usize> = (0..lines.len()).filter(|at| is_one_word(&lines, *at)).collect();
    assert_eq!(found, [0, 6]);
}
