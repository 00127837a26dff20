//! `docs/constraints.md` against the code: every example of a rule is read, every rule of the judge and every reason
//! that it names exists, and every list of rules is on the page.

use super::tiny_town::parts;
use karavan_plan::{ProblemParts, ReasonCode, Rule, Rules};
use serde::de::DeserializeOwned;
use serde_json::Value;

const PAGE: &str = include_str!("../../../../docs/constraints.md");

/// The cells of the table of all rules, row by row.
fn rows() -> Vec<Vec<&'static str>> {
    let table = PAGE.split("## All rules of a problem").nth(1).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn is_word<T: DeserializeOwned>(word: &str) -> bool {
    serde_json::from_str::<T>(&format!("\"{word}\"")).is_ok()
}

#[test]
fn every_example_of_a_rule_is_read() {
    let examples: Vec<&str> = rows().iter().flat_map(|row| quoted(row[1])).collect();
    let rules: Vec<&str> = examples.iter().copied().filter(|one| one.starts_with('{')).collect();
    assert!(rules.len() >= 14, "only {} examples", rules.len());
    for example in rules {
        let read: Result<Rules, _> = serde_json::from_str(example);
        assert!(read.is_ok_and(|rules| !rules.is_empty()), "{example}");
    }
    // The others are fields of jobs, volunteers, depots or the whole problem: each takes its place in a town.
    let fields: Vec<&&str> = examples
        .iter()
        .filter(|one| one.starts_with('"') && one.contains(": "))
        .collect();
    assert!(fields.len() >= 10, "only {} examples of fields", fields.len());
    for text in fields {
        let fields: Value = serde_json::from_str(&format!("{{{text}}}")).unwrap();
        let mut town = serde_json::to_value(parts()).unwrap();
        for (name, value) in fields.as_object().unwrap() {
            let places = ["/jobs/1", "/vehicles/0", "/depots/0", ""];
            let has_it = |place: &&str| town.pointer(place).is_some_and(|part| part.get(name).is_some());
            let place = places.into_iter().find(has_it);
            let place = place.unwrap_or_else(|| panic!("{name} is no field of anything: {text}"));
            town.pointer_mut(place).unwrap()[name] = value.clone();
        }
        let read: Result<ProblemParts, _> = serde_json::from_value(town);
        assert!(read.is_ok(), "{text}: {read:?}");
    }
}

#[test]
fn every_word_of_the_judge_and_every_reason_is_known() {
    for row in rows() {
        assert_eq!(row.len(), 5, "{row:?}");
        for word in quoted(row[2]) {
            assert!(is_word::<Rule>(word), "{word}");
        }
        for word in quoted(row[3]) {
            assert!(is_word::<ReasonCode>(word), "{word}");
        }
    }
}

#[test]
fn every_list_of_rules_is_on_the_page() {
    let empty = serde_json::to_value(Rules::default()).unwrap();
    for name in empty.as_object().unwrap().keys() {
        assert!(PAGE.contains(&format!("{{\"{name}\": [")), "{name} has no example");
    }
}
