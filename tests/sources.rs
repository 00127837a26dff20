//! A source (a partner's system) with the real binary: it and its key are made in the terminal, its requests come in
//! and are found again, the quota is reached, the key is replaced, the source is closed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_tests::server::{Answer, Server};
use karavan_tests::{Finished, run};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

fn karavan(server: &Server, arguments: &[&str]) -> Finished {
    let folder = server.data_dir();
    run(Path::new(folder), &[arguments, &["--data-dir", folder]].concat())
}

/// The key that a command shows.
fn key(made: Finished) -> String {
    let made = made.ok();
    let line = made.out.lines().find_map(|line| line.strip_prefix("intake key: "));
    line.unwrap_or_else(|| panic!("{made:?}")).to_owned()
}

fn bearer(key: &str) -> String {
    format!("Bearer {key}")
}

fn draft(number: usize) -> Value {
    json!({"source": "partner", "source_ref": format!("P-{number}"), "address": "ул. Небывальская, 5",
        "recipient": "Получатель 0001", "phone": "+7 900 000-00-01", "needs": [{"goods": "food", "quantity": 1}]})
}

fn batch(server: &Server, key: &str, once: &str, requests: &[Value]) -> Answer {
    let bearer = bearer(key);
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", once)];
    server.post(&headers, "/v1/requests/batch", &json!({"requests": requests}))
}

fn get(server: &Server, key: &str, path: &str) -> Answer {
    server.get(&[("authorization", bearer(key).as_str())], path)
}

/// Status and body, without the id of the call.
fn seen(answer: &Answer) -> (u16, String) {
    (answer.status, answer.text.replace(&answer.header("x-request-id"), ""))
}

#[test]
fn a_partner_sends_reads_its_own_reaches_its_quota_and_changes_its_key() {
    let server = Server::start();
    let unknown = karavan(&server, &["key", "add", "--source", "partner"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("karavan source add"), "{}", unknown.err);
    for (id, name) in [("partner", "Партнёр"), ("other", "Другой")] {
        let _kept = karavan(&server, &["source", "add", id, "--name", name]).ok();
    }
    let add = |source: &str| {
        let scopes = "requests:write,requests:read-own,requests:cancel-own";
        let quota = ["--quota", "5/day", "--quota", "600/minute"];
        let arguments = [
            "key",
            "add",
            "--source",
            source,
            "--scopes",
            scopes,
            "--expires",
            "2099-01-01",
        ];
        key(karavan(&server, &[&arguments[..], &quota].concat()))
    };
    let (partner, other) = (add("partner"), add("other"));

    let own = three_of_which_one_is_faulty(&server, &partner);
    foreign_is_absent(&server, &partner, &other, &own);
    quota_is_reached(&server, &partner);
    let new = replaced(&server, &partner, &own);
    told(&server);
    closed(&server, &new);
    server.stop();
}

/// The address of the first that was taken.
fn three_of_which_one_is_faulty(server: &Server, partner: &str) -> String {
    let mut wrong = draft(2);
    wrong["needs"] = json!([{"goods": "food", "quantity": 0}]);
    let sent = batch(server, partner, "the-first-delivery-1", &[draft(1), wrong, draft(3)]);
    assert_eq!(sent.status, 200, "{}", sent.text);
    let results = sent.json()["results"].as_array().unwrap().clone();
    let statuses: Vec<&str> = results.iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["created", "rejected", "created"]);
    assert_eq!(results[1]["problem"]["errors"][0]["code"], "K2006");
    format!("/v1/requests/{}", results[0]["request"]["id"].as_str().unwrap())
}

/// It reads its own; to another source they are as if they were not.
fn foreign_is_absent(server: &Server, partner: &str, other: &str, own: &str) {
    assert_eq!(get(server, partner, own).status, 200);
    assert_eq!(
        get(server, partner, "/v1/requests").json()["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let foreign = seen(&get(server, other, own));
    assert_eq!(
        (foreign.0, &foreign),
        (404, &seen(&get(server, other, "/v1/requests/none")))
    );
    assert_eq!(get(server, other, "/v1/requests").json()["items"], json!([]));
    assert_eq!(
        get(server, partner, "/v1/plans").status,
        403,
        "a scope it does not have"
    );
}

/// Three of five were sent: three more are too many, two are not.
fn quota_is_reached(server: &Server, partner: &str) {
    let over = batch(server, partner, "the-second-delivery1", &[draft(4), draft(5), draft(6)]);
    assert_eq!(
        (over.status, over.json()["type"].as_str()),
        (429, Some("/problems/quota"))
    );
    assert!(over.header("retry-after").parse::<u64>().unwrap() > 0);
    let rest = batch(server, partner, "the-third-delivery-1", &[draft(4), draft(5)]);
    assert_eq!(rest.status, 200, "{}", rest.text);
    assert_eq!(batch(server, partner, "the-fourth-delivery1", &[draft(6)]).status, 429);
}

/// Both open for a moment, a third is refused, then the old one opens nothing. The new key.
fn replaced(server: &Server, partner: &str, own: &str) -> String {
    let new = key(karavan(server, &["key", "rotate", &partner[4..16], "--overlap", "3s"]));
    assert_eq!(
        get(server, &new, own).status,
        200,
        "it sees what the source sent before"
    );
    assert_eq!(get(server, partner, own).status, 200);
    let third = karavan(server, &["key", "add", "--source", "partner"]);
    assert_eq!(third.code, Some(2));
    assert!(third.err.contains("two keys are live"), "{}", third.err);
    std::thread::sleep(Duration::from_millis(3_200));
    assert_eq!(get(server, partner, own).status, 401);
    assert_eq!(get(server, &new, own).status, 200);
    assert_eq!(
        batch(server, &new, "the-fifth-delivery-1", &[draft(6)]).status,
        429,
        "no quota of its own"
    );
    let listed = karavan(server, &["key", "list"]).ok().out;
    let line = listed.lines().find(|line| line.starts_with(&new[4..16])).unwrap();
    let scopes = "\tpartner\trequests:write,requests:read-own,requests:cancel-own\t5/day,600/minute\t";
    assert!(line.contains(scopes) && !listed.contains(&new[17..]), "{listed}");
    new
}

/// The desk finds every row of what came in, and no word of a person.
fn told(server: &Server) {
    let cookie = server.log_in();
    let desk = [("cookie", cookie.as_str())];
    let day = server.get(&desk, &format!("/v1/days/{}/intake", server.today())).json();
    let partner = json!({"source": "partner", "name": "Партнёр", "deliveries": 2, "doors": ["api"], "created": 4,
        "identical": 0, "rejected": 1, "reasons": [{"code": "K2006", "rows": 1}]});
    assert_eq!(day["sources"], json!([partner]));
    let listed = server.get(&desk, "/v1/submissions?source=partner").json();
    let first = listed["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&first["state"], &first["receipt"]),
        (&json!("partly"), &json!("the-first-delivery-1"))
    );
    let rows = server.get(&desk, &format!("/v1/submissions/{}", first["id"]));
    assert!(
        !rows.text.contains("Получатель") && !rows.text.contains("Небывальская"),
        "{}",
        rows.text
    );
    let refused = rows.json()["items"][1].clone();
    assert_eq!((&refused["place"], &refused["source_ref"]), (&json!(2), &json!("P-2")));
    assert_eq!(
        refused["findings"],
        json!([{"code": "K2006", "place": "/needs/0/quantity"}])
    );
}

/// A closed source is refused by its own key and at the desk.
fn closed(server: &Server, key: &str) {
    let said = karavan(server, &["source", "close", "other"]).ok();
    assert!(said.err.contains("refused"), "{}", said.err);
    let listed = karavan(server, &["source", "list"]).ok().out;
    assert!(listed.contains("other\tapi\tclosed\tДругой\t"), "{listed}");
    let cookie = server.log_in();
    let headers = [("cookie", cookie.as_str()), ("idempotency-key", "a-call-of-the-desk-1")];
    let mut sent = draft(9);
    sent["source"] = json!("other");
    let refused = server.post(&headers, "/v1/requests", &sent);
    assert_eq!(
        (refused.status, &refused.json()["errors"][0]["code"]),
        (422, &json!("K2033"))
    );
    assert_eq!(
        get(server, key, "/v1/requests").status,
        200,
        "what is kept of another source stays"
    );
    assert_eq!(karavan(server, &["source", "close", "none"]).code, Some(2));
}
