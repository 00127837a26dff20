//! Tests of `Form`: all faults of an object are found in one reading, each with its JSON pointer, and `null` counts
//! as absent.
#![allow(clippy::unwrap_used, reason = "tests")]
use super::{Form, read};
use karavan_intake::{Known, NeedDraft, RequestDraft, accept_request};
use serde_json::json;

fn everything(form: &Form) -> Option<()> {
    form.some_text("name", 3);
    form.point("point");
    form.draft_flag("flag");
    let draft = RequestDraft {
        source: "112".into(),
        address: "".into(),
        date: form.draft_date("date"),
        needs: form.draft_list("needs", |need| NeedDraft {
            goods: "food".into(),
            quantity: need.draft_number("quantity"),
        }),
        windows: form.draft_list("windows", |window| window.draft_window("opens", "closes")),
        ..RequestDraft::default()
    };
    form.accepted(accept_request(draft, &Known::default())).map(drop)
}

#[test]
fn all_faults_are_found_at_once_and_each_is_pointed_at() {
    let sent = json!({
        "name": "much too long", "date": "21.11.2026", "needs": [{"quantity": 1}, {"quantity": -2}, {"quantity": "x"},
            5],
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
    let sent = json!({"name": "abc", "date": null, "point": {"lon": 76.9, "lat": 43.2}, "needs": [{"quantity": null}]});
    read(&sent, everything).unwrap();
    read(&json!([]), everything).unwrap_err();
}
