//! Lost or leaked passwords and keys: the commands that set a new password, make a one-time link for one, and list
//! and revoke keys, beside a running server.
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

/// The part of a link that the page sends.
fn of_link(made: &Finished) -> String {
    let link = shown(made, "link: ");
    link.strip_prefix("https://karavan.example/#password=")
        .unwrap()
        .to_owned()
}

#[test]
fn a_link_sets_a_password_once_and_the_old_one_holds_until_then() {
    let server = Server::start();
    let cookie = server.log_in();
    let who = |cookie: &str| server.get(&[("cookie", cookie)], "/v1/session").status;
    let make = |more: &[&str]| {
        let base_url = ["--base-url", "https://karavan.example/"];
        karavan(&server, &[&["user", "link"], more, &base_url].concat())
    };
    let choose = |link: &str, password: &str| {
        let body = json!({"link": link, "password": password});
        server.post(&[], "/v1/session/password", &body)
    };
    let link = of_link(&make(&["coordinator"]).ok());
    assert_eq!(who(&cookie), 200, "nothing changed yet");
    let short = choose(&link, "четырнадцать14");
    assert_eq!(
        (short.status, &short.json()["errors"][0]["code"]),
        (422, &json!("K3010")),
        "{}",
        short.text
    );
    assert_eq!(who(&cookie), 200);

    // Of many who use one link at once, one sets the password.
    let answers: Vec<_> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..4)
            .map(|number| {
                let (choose, link) = (&choose, &link);
                scope.spawn(move || choose(link, &format!("пароль, который задан {number}")))
            })
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410, 410]);
    assert_eq!(who(&cookie), 401, "earlier sessions have ended");
    let winner = answers.iter().position(|answer| answer.status == 200).unwrap();
    let session = answers[winner].header("set-cookie");
    assert_eq!(who(session.split(';').next().unwrap()), 200);
    for number in 0..4 {
        let logged_in = logs_in(&server, "coordinator", &format!("пароль, который задан {number}"));
        assert_eq!(logged_in == 200, number == winner, "{number}: {logged_in}");
    }

    let new = of_link(&make(&["анна", "--new"]).ok());
    assert_eq!(choose(&new, "длинный пароль Анны").status, 200);
    assert_eq!(logs_in(&server, "анна", "длинный пароль Анны"), 200);
    assert_eq!(choose("YW5uYQ.1.x", "длинный пароль Анны").status, 410);
    assert_eq!(make(&["никто"]).code, Some(2));
    server.stop();
}
