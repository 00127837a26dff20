//! Forms are read whole, and every fault is named.
#![allow(clippy::unwrap_used, reason = "tests")]
use super::{Form, is_id, plain, read};
use serde_json::json;

fn everything(form: &Form) -> Option<()> {
    form.some_text("name", 3);
    form.date("date");
    form.list("needs", |need| need.quantity("quantity"));
    form.list("windows", |window| window.window("opens", "closes"));
    form.point("point");
    form.flag("flag");
    Some(())
}

#[test]
fn all_faults_are_found_at_once_and_each_is_pointed_at() {
    let sent = json!({
        "name": "much too long", "date": "21.11.2026", "needs": [{"quantity": 1}, {"quantity": -2}, {}, 5],
        "windows": [{"opens": "14:00", "closes": "12:00"}, {"opens": "25:00"}],
        "point": {"lon": 500, "lat": 1}, "flag": "yes", "a/b": 1,
    });
    let problem = read(&sent, everything).unwrap_err().body(None);
    let mut pointers: Vec<String> = problem.errors.into_iter().map(|fault| fault.pointer).collect();
    pointers.sort();
    let wanted = [
        "/a~1b",
        "/date",
        "/flag",
        "/name",
        "/needs/1/quantity",
        "/needs/2/quantity",
        "/needs/3",
        "/point",
        "/windows/0",
        "/windows/1/closes",
        "/windows/1/opens",
    ];
    assert_eq!(pointers, wanted);
}

#[test]
fn what_is_right_is_read_and_null_is_absent() {
    let sent = json!({"name": "abc", "date": null, "point": {"lon": 76.9, "lat": 43.2}});
    read(&sent, everything).unwrap();
    read(&json!([]), everything).unwrap_err();
}

#[test]
fn marks_that_deceive_a_reader_are_left_out() {
    assert_eq!(plain(" a\u{202e}b\u{0}c\nd "), "abc\nd");
    assert!(is_id("R-1/б") && !is_id("") && !is_id("a b") && !is_id(&"x".repeat(65)));
}
