//! Helpers of tests that compare a table with a JSON body: for a `Rule` both must accept or refuse the same content,
//! and give the same value (`alike`). The rules are in the files of this folder.

mod people;
mod requests;
mod through_http;

use crate::http::form::{Form, read};
use karavan_connect::ReadTable;
use karavan_intake::Rejection;
use serde_json::{Value, json};
use std::fmt::Debug;

/// What a door says: a value, or the codes of its faults, those of a missing field as of a missing cell.
type Said<T> = Result<T, Vec<String>>;

/// One rule: what a table and a call say beside what must be there, and the code of the refusal; none when it is taken.
type Rule = (&'static [(&'static str, &'static str)], Value, Option<&'static str>);

/// A table of one row: the cells that must be there, those of the rule in their place or beside them.
fn table(must: &[(&str, &str)], cells: &[(&str, &str)]) -> String {
    let mut all: Vec<(&str, &str)> = must.to_vec();
    for cell in cells {
        match all.iter_mut().find(|(name, _)| *name == cell.0) {
            Some(own) => own.1 = cell.1,
            None => all.push(*cell),
        }
    }
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let heads: Vec<String> = all.iter().map(|(name, _)| quoted(name)).collect();
    let cells: Vec<String> = all.iter().map(|(_, text)| quoted(text)).collect();
    format!("{}\n{}\n", heads.join(","), cells.join(","))
}

fn of_table<T: Clone>(table: Result<ReadTable<T>, Vec<Rejection>>) -> Said<T> {
    let table = table.unwrap();
    match table.rows.first() {
        Some(row) => Ok(row.value.clone()),
        None => Err(table.rejected.into_iter().map(|one| one.code).collect()),
    }
}

/// A body: the fields that must be there, those of the rule in their place or beside them; `null` is absent.
fn of_json<T>(mut must: Value, fields: &Value, read_it: impl FnOnce(&Form) -> Option<T>) -> Said<T> {
    must.as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    read(&must, read_it).map_err(|problem| {
        let codes = problem.body(None).errors.into_iter().map(|fault| fault.code);
        codes.map(|code| code.replace("K3001", "K2004")).collect()
    })
}

/// Both doors decide as the rule says, and make one value.
fn alike<T: Debug + PartialEq>(rule: &Rule, table: &Said<T>, json: &Said<T>) {
    let (cells, fields, code) = rule;
    let shown = format!(
        "{cells:?} | {}",
        fields.to_string().chars().take(120).collect::<String>()
    );
    match code {
        None => {
            assert!(table.is_ok() && json.is_ok(), "{shown}: {table:?} | {json:?}");
            assert_eq!(table, json, "{shown}");
        }
        Some(code) => {
            let wanted: Said<T> = Err(vec![(*code).to_owned()]);
            assert_eq!((table, json), (&wanted, &wanted), "{shown}");
        }
    }
}

fn long(letters: usize) -> &'static str {
    Box::leak("я".repeat(letters).into_boxed_str())
}

fn cells(list: &[(&'static str, &'static str)]) -> &'static [(&'static str, &'static str)] {
    Box::leak(list.to_vec().into_boxed_slice())
}

/// Texts of a field up to its limit and one letter beyond.
fn texts(field: &'static str, most: usize) -> [Rule; 3] {
    [
        (cells(&[(field, long(most))]), json!({field: long(most)}), None),
        (
            cells(&[(field, long(most + 1))]),
            json!({field: long(most + 1)}),
            Some("K2024"),
        ),
        // What only deceives a reader is left out at both.
        (
            cells(&[(field, " а\u{202e}б\u{7} ")]),
            json!({field: " а\u{202e}б\u{7} "}),
            None,
        ),
    ]
}
