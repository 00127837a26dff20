//! Lines of at most 120 columns, and docs that say more than one word. The counts of rooms that are not there yet only
//! go down: lower a number here when a room gets better, and take the room off the list at zero.

use super::{assert_none, shown, sources};
use std::collections::BTreeMap;
use std::fs;

const COLUMNS_MAX: usize = 120;

/// How many longer lines a room may still have; rooms that are not listed have none.
const LONG_LINES: &[(&str, usize)] = &[("api", 121)];

/// How many docs of one word ("Which.") a room may still have; rooms that are not listed have none.
const ONE_WORD_DOCS: &[(&str, usize)] = &[("api", 13)];

/// The crate that a file belongs to, or the folder at the top.
fn room_of(path: &str) -> &str {
    let inside = path.strip_prefix("crates/").unwrap_or(path);
    inside.split('/').next().unwrap_or_default()
}

/// What `is_fault` finds in all Rust files, held against the limits of the rooms.
fn assert_within(limits: &[(&str, usize)], is_fault: impl Fn(&[&str], usize) -> bool) {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in sources(&[".rs"]) {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let name = shown(&path);
        for at in (0..lines.len()).filter(|at| is_fault(&lines, *at)) {
            let place = format!("{name}:{}: {}", at + 1, lines[at].trim());
            found.entry(room_of(&name).to_owned()).or_default().push(place);
        }
    }
    let limit_of = |room: &str| {
        limits
            .iter()
            .find(|(name, _)| *name == room)
            .map_or(0, |(_, most)| *most)
    };
    let mut faults = Vec::new();
    for (room, places) in &found {
        let most = limit_of(room);
        if places.len() > most {
            faults.push(format!("{room} has {}, at most {most} are allowed:", places.len()));
            faults.extend(places.iter().cloned());
        }
    }
    let clean = limits.iter().filter(|(room, _)| !found.contains_key(*room));
    faults.extend(clean.map(|(room, _)| format!("{room} has none any more: take it off the list")));
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
    assert_within(LONG_LINES, |lines, at| lines[at].chars().count() > COLUMNS_MAX);
}

#[test]
fn docs_say_more_than_one_word() {
    assert_within(ONE_WORD_DOCS, is_one_word);
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
