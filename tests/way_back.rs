//! Passwords and keys that were lost or leaked: the real commands beside a real server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_tests::server::Server;
use karavan_tests::{Finished, command, run};
use serde_json::{Value, json};
use std::path::Path;

fn karavan(server: &Server, arguments: &[&str]) -> Finished {
    let folder = server.data_dir();
    run(Path::new(folder), &[arguments, &["--data-dir", folder]].concat())
}

fn shown(finished: &Finished, what: &str) -> String {
    let line = finished.out.lines().find_map(|line| line.strip_prefix(what));
    line.unwrap_or_else(|| panic!("{finished:?}")).to_owned()
}

fn logs_in(server: &Server, login: &str, password: &str) -> u16 {
    server
        .post(&[], "/v1/session", &json!({"login": login, "password": password}))
        .status
}

#[test]
fn a_lost_password_is_made_anew_beside_the_running_server() {
    let server = Server::start();
    let cookie = server.log_in();
    let who = |cookie: &str| server.get(&[("cookie", cookie)], "/v1/session").status;
    assert_eq!(who(&cookie), 200);
    let made = karavan(&server, &["user", "password", "coordinator"]).ok();
    let password = shown(&made, "password: ");
    assert_eq!(logs_in(&server, "coordinator", &password), 200);
    assert_eq!(who(&cookie), 401, "earlier sessions have ended");

    let unknown = karavan(&server, &["user", "password", "анна"]);
    assert_eq!(unknown.code, Some(2));
    assert!(
        unknown.err.contains("coordinator") && unknown.err.contains("--new"),
        "{}",
        unknown.err
    );
    let second = shown(
        &karavan(&server, &["user", "password", "анна", "--new"]).ok(),
        "password: ",
    );
    assert_eq!(logs_in(&server, "анна", &second), 200);
    assert_eq!(karavan(&server, &["user", "password", "анна", "--new"]).code, Some(2));

    // What cannot be shown is not kept: the password before still holds.
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let folder = server.data_dir();
    let arguments = ["user", "password", "coordinator", "--data-dir", folder];
    let unseen = command(Path::new(folder), &arguments).stdout(full).status().unwrap();
    assert_eq!(unseen.code(), Some(1));
    assert_eq!(logs_in(&server, "coordinator", &password), 200);

    let nowhere = tempfile::tempdir().unwrap();
    let wrong = run(nowhere.path(), &["user", "password", "coordinator"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.err.contains("karavan.db") && wrong.err.contains("--data-dir"),
        "{}",
        wrong.err
    );
    assert!(
        std::fs::read_dir(nowhere.path()).unwrap().next().is_none(),
        "no database is made by the way"
    );
    server.stop();
}

fn draft() -> Value {
    json!({"source": "112", "source_ref": "A-1", "date": "2026-11-21", "address": "ул. Небывальская, 5",
        "recipient": "Получатель 0001", "needs": [{"goods": "food", "quantity": 1}]})
}

#[test]
fn keys_are_made_listed_and_revoked_and_what_one_sent_does_not_exist_for_another() {
    let server = Server::start();
    let made = karavan(&server, &["key", "new", "CRM соседей"]).ok();
    let key = shown(&made, "intake key: ");
    // krv_, twelve letters of the id, _, the secret.
    let id = &key[4..16];
    let listed = karavan(&server, &["key", "list"]).ok();
    assert!(
        listed.out.contains(id) && listed.out.contains("CRM соседей"),
        "{}",
        listed.out
    );
    assert_eq!(listed.out.lines().count(), 3, "{}", listed.out);
    assert!(!listed.out.contains(&key[17..]), "a secret is shown once");

    let post = |key: &str, once: &str| {
        let bearer = format!("Bearer {key}");
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", once)];
        server.post(&headers, "/v1/requests", &draft())
    };
    let first = post(server.intake_key(), "a-key-of-the-first-1");
    assert_eq!(first.status, 201, "{}", first.text);
    let copy = post(&key, "a-key-of-the-second1");
    assert_eq!(copy.status, 201, "{}", copy.text);
    assert_ne!(copy.json()["id"], first.json()["id"]);
    assert_eq!(post(&key, "a-key-of-the-second2").json()["id"], copy.json()["id"]);

    let _revoked = karavan(&server, &["key", "revoke", id]).ok();
    assert_eq!(post(&key, "a-key-of-the-second3").status, 401);
    let again = karavan(&server, &["key", "revoke", id]).ok();
    assert!(again.err.contains("before"), "{}", again.err);
    let unknown = karavan(&server, &["key", "revoke", "0123456789ab"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("karavan key list"), "{}", unknown.err);
    server.stop();
}
