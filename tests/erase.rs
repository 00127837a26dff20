//! Erasing a person on the real server: their words are sent through many kinds of calls, then looked for in answers,
//! exports, files and the log, and in an older copy of the data.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_tests::day::{key, planned, published, submit_tables, token};
use karavan_tests::server::Server;
use karavan_tests::{Finished, run};
use serde_json::{Value, json};
use std::path::Path;

/// Each is said of the person at another place. The address itself names a building, which corrections may name, too.
const CANARIES: [&str; 8] = [
    "Канарейкина",
    "9110007755",
    "000-77-55",
    "Подъездсзади",
    "Собаказлая",
    "Правленая",
    "Передансоседке",
    "Отменапопросьбе",
];

fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let is_there = |canary: &&&str| text.contains(&canary.to_lowercase());
    CANARIES.iter().filter(is_there).copied().collect()
}

/// The canaries in all files under a folder.
fn found_under(folder: &Path) -> Vec<(String, Vec<&'static str>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(found_under(&path));
            continue;
        }
        let canaries = found_in(&std::fs::read(&path).unwrap());
        if !canaries.is_empty() {
            found.push((path.display().to_string(), canaries));
        }
    }
    found
}

struct Desk<'s> {
    server: &'s Server,
    cookie: String,
}

impl Desk<'_> {
    fn get(&self, path: &str) -> Value {
        let answer = self.server.get(&[("cookie", &self.cookie)], path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    }

    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let key = key();
        let headers = [("cookie", self.cookie.as_str()), ("idempotency-key", key.as_str())];
        let answer = self.server.post(&headers, path, body);
        (answer.status, answer.json())
    }
}

fn karavan(server: &Server, arguments: &[&str]) -> Finished {
    let folder = server.data_dir();
    run(Path::new(folder), &[arguments, &["--data-dir", folder]].concat())
}

/// A request of the canary at an address of the town's morning.
fn draft(address: &str, source_ref: &str, day: &str) -> Value {
    json!({
        "source": "112", "source_ref": source_ref, "date": day, "recipient": "Канарейкина Анна",
        "phone": "+7 911 000-77-55", "address": format!("{address}, Подъездсзади"), "comment": "Собаказлая",
        "needs": [{ "goods": "food", "quantity": 1 }],
    })
}

/// Says everything of the person that can be said, through every door. Answers the person and the requests.
fn plant(desk: &Desk, day: &str) -> (i64, Vec<String>) {
    let server = desk.server;
    let of_town = desk.get(&format!("/v1/requests?date={day}&state=located&limit=1"));
    let address = of_town["items"][0]["address"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {}", server.intake_key());
    let once = key();
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", once.as_str())];
    let first = server.post(&headers, "/v1/requests", &draft(&address, "CAN-1", day));
    assert_eq!(first.status, 201, "{}", first.text);
    let again = server.post(&headers, "/v1/requests", &draft(&address, "CAN-1", day));
    assert_eq!(again.json()["id"], first.json()["id"], "a receipt is kept");
    let batch = json!({ "requests": [draft(&address, "CAN-2", day)] });
    let (status, batch) = desk.post("/v1/requests/batch", &batch);
    assert_eq!(status, 200, "{batch}");
    let table = format!(
        "id,recipient,phone,address,need,comment\n\
        CAN-3,\"Канарейкина Анна\",\"8 (911) 000-77-55\",\"{address}\",food,Собаказлая\n"
    );
    let table = server.upload(
        &desk.cookie,
        &format!("/v1/tables/requests?date={day}"),
        "canary.csv",
        table.as_bytes(),
    );
    assert_eq!(
        (table.status, &table.json()["accepted"]),
        (200, &json!(1)),
        "{}",
        table.text
    );
    let (_, found) = desk.post("/v1/requests/search", &json!({ "q": "Канарейкина" }));
    let items = found["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 3, "{found}");
    let person = items[0]["person"].as_i64().unwrap();
    assert!(items.iter().all(|item| item["person"] == person), "one person: {found}");
    let ids: Vec<String> = items
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    let amended = amend(server, &desk.cookie, &ids[0], &json!({ "comment": "Правленая" }));
    assert_eq!(amended, 200);
    let point = &of_town["items"][0]["place"]["point"];
    let correction = json!({ "address": address, "point": point });
    let corrected = server.put(&[("cookie", &desk.cookie)], "/v1/corrections", &correction);
    assert_eq!(corrected.status, 200, "{}", corrected.text);
    (person, ids)
}

fn amend(server: &Server, cookie: &str, id: &str, change: &Value) -> u16 {
    let path = format!("/v1/requests/{id}");
    let etag = server.get(&[("cookie", cookie)], &path).header("etag");
    server
        .patch(&[("cookie", cookie), ("if-match", &etag)], &path, change)
        .status
}

fn event_id(number: usize) -> String {
    format!("00000000-0000-4000-8000-00000000000{number}")
}

/// The day is planned and published, and its volunteer tells of the person.
fn drive(desk: &Desk, day: &str, ids: &[String]) {
    let plan = planned(desk.server, &desk.cookie);
    let links = published(desk.server, &desk.cookie, &plan);
    let routes = desk.get(&format!("/v1/plans/{plan}/routes"));
    let mut told = 0;
    for (link, route) in links.iter().zip(routes["items"].as_array().unwrap()) {
        let text = route.to_string();
        for id in ids.iter().filter(|id| text.contains(&format!("\"{id}\""))) {
            let bearer = token(link);
            let own = desk.server.get(&[("authorization", &bearer)], "/v1/route");
            let now = format!("{day}T12:00:00Z");
            let event = json!({ "id": event_id(told), "request": id, "kind": "closed",
                "outcome": "not_home", "occurred_at": now, "note": "Передансоседке" });
            let report = json!({ "sent_at": now, "events": [event] });
            let answer = desk
                .server
                .post(&[("authorization", &bearer)], "/v1/route/events", &report);
            assert_eq!(answer.status, 200, "{} {}", answer.text, own.status);
            told += 1;
        }
    }
    assert!(told > 0, "the person is on no route: {routes}");
}

/// What is kept of the person is told on the command line and over HTTP.
fn shown(desk: &Desk, person: i64, ids: &[String]) {
    let shown = karavan(desk.server, &["person", "show", "--request", &ids[0]]).ok();
    let held: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(held["requests"].as_array().unwrap().len(), ids.len());
    assert!(
        held["plans"].as_array().is_some_and(|plans| !plans.is_empty()),
        "{held}"
    );
    let told = found_in(shown.out.as_bytes());
    assert!(
        told.contains(&"Передансоседке") && told.contains(&"Правленая"),
        "{told:?}"
    );
    let held = desk.get(&format!("/v1/persons/{person}"));
    assert_eq!(held["requests"].as_array().unwrap().len(), ids.len());
    let found = karavan(desk.server, &["person", "find", "Канарейкина"]).ok();
    assert!(found.out.starts_with(&format!("{person}\t")), "{found:?}");
}

/// The person is erased, once their last request is off the route.
fn erase(desk: &Desk, person: i64, ids: &[String]) {
    let erase = || desk.post(&format!("/v1/persons/{person}/erase"), &json!({ "reason": "asked" }));
    let (status, refused) = erase();
    assert_eq!((status, refused["detail_ru"].is_string()), (409, true), "{refused}");
    let is_open = |id: &&String| desk.get(&format!("/v1/requests/{id}"))["state"] != "closed";
    for id in ids.iter().filter(is_open) {
        let note = json!({ "note": "Отменапопросьбе" });
        let (status, told) = desk.post(&format!("/v1/requests/{id}/cancel"), &note);
        assert_eq!(status, 200, "{told}");
    }
    let number = person.to_string();
    let order = ["person", "erase", "--id", &number, "--reason", "asked"];
    let unsure = karavan(desk.server, &order);
    assert!(unsure.code == Some(2) && unsure.err.contains("--yes"), "{unsure:?}");
    let (status, done) = erase();
    assert_eq!((status, &done["swept"]), (200, &json!(true)), "{done}");
    assert_eq!(done["requests"].as_array().unwrap().len(), ids.len());
    let again = karavan(desk.server, &[&order[..], &["--yes"]].concat());
    assert!(again.code == Some(2) && again.err.contains("before"), "{again:?}");
    let one = desk.get(&format!("/v1/requests/{}", ids[0]));
    let left = (&one["erased"], &one["recipient"], &one["state"]);
    assert_eq!(left, (&json!(true), &json!(""), &json!("closed")));
    let etag = format!("\"v{}\"", one["version"]);
    let headers = [("cookie", desk.cookie.as_str()), ("if-match", etag.as_str())];
    let path = format!("/v1/requests/{}", ids[0]);
    let amended = desk
        .server
        .patch(&headers, &path, &json!({ "recipient": "Канарейкина" }));
    assert_eq!(amended.status, 409, "{}", amended.text);
    let (status, retried) = desk.post(&format!("{path}/retry"), &json!({}));
    assert_eq!(status, 409, "{retried}");
}

/// Whatever the server tells or exports, and whatever lies on the disk while it runs.
fn nowhere(desk: &Desk, person: i64, day: &str) {
    for path in [
        format!("/v1/requests?date={day}&limit=200"),
        format!("/v1/days/{day}/events"),
        "/v1/audit?limit=200".to_owned(),
        "/v1/corrections".to_owned(),
        format!("/v1/persons/{person}"),
        format!("/v1/plans?date={day}"),
    ] {
        assert_eq!(found_in(desk.get(&path).to_string().as_bytes()), [""; 0], "{path}");
    }
    let notes = desk.server.get(&[("cookie", &desk.cookie)], "/v1/corrections.osn");
    assert_eq!(found_in(notes.text.as_bytes()), [""; 0]);
    assert_eq!(found_under(Path::new(desk.server.data_dir())), []);
    let _swept = karavan(desk.server, &["person", "sweep"]).ok();
    let whole = karavan(desk.server, &["audit", "verify"]).ok();
    assert!(whole.err.contains("as they were written"), "{whole:?}");
}

/// The newest keys open an older copy, but for who was erased since.
fn older_copy(old: &str, keys: &str, request: &str) {
    let back = tempfile::tempdir().unwrap();
    let there = |arguments: &[&str]| {
        let folder = back.path().to_str().unwrap();
        run(back.path(), &[arguments, &["--data-dir", folder]].concat())
    };
    let without = there(&["restore", old]);
    assert!(without.code == Some(2) && without.err.contains("keys"), "{without:?}");
    let restored = there(&["restore", old, "--keys", keys]).ok();
    assert!(
        restored.err.contains("people erased since the backup was made"),
        "{restored:?}"
    );
    assert_eq!(found_under(back.path()), []);
    let shown: Value = serde_json::from_str(&there(&["person", "show", "--request", request]).ok().out).unwrap();
    let one = &shown["requests"][0];
    assert_eq!((&one["erased"], &one["recipient"]), (&json!(true), &json!("")));
    let others = there(&["person", "find", "Получатель"]).ok();
    assert!(
        others.out.lines().count() > 10,
        "the others are there, and found: {others:?}"
    );
    let _sound = there(&["audit", "verify"]).ok();
}

#[test]
fn an_erased_person_is_in_no_byte_and_in_no_older_copy() {
    let apart = tempfile::tempdir().unwrap();
    let server = Server::start();
    let day = server.today();
    let cookie = submit_tables(&server, &day);
    let desk = Desk {
        server: &server,
        cookie,
    };
    let (person, ids) = plant(&desk, &day);
    // One of them is still to be visited.
    drive(&desk, &day, &ids[..2]);
    let planted = found_under(Path::new(server.data_dir()));
    assert!(
        !planted.is_empty(),
        "what is searched is in plain letters while the person is kept"
    );

    // A copy says nothing of anybody, and neither do its keys.
    let file = |name: &str| apart.path().join(name).to_str().unwrap().to_owned();
    let (old, keys, older_keys) = (file("monday.db"), file("keys"), file("older-keys"));
    let _made = karavan(&server, &["backup", "--out", &old, "--keys", &keys]).ok();
    std::fs::copy(&keys, &older_keys).unwrap();
    assert_eq!(found_under(apart.path()), []);

    shown(&desk, person, &ids);
    erase(&desk, person, &ids);
    nowhere(&desk, person, &day);

    let new = file("tuesday.db");
    let _made = karavan(&server, &["backup", "--out", &new, "--keys", &keys]).ok();
    let log = server.stop_and_read();
    assert_eq!(found_in(log.join("\n").as_bytes()), [""; 0]);
    older_copy(&old, &keys, &ids[0]);
    let nowhere = tempfile::tempdir().unwrap();
    let folder = nowhere.path().to_str().unwrap();
    let older = run(
        nowhere.path(),
        &["restore", &new, "--keys", &older_keys, "--data-dir", folder],
    );
    assert!(
        older.code == Some(2) && older.err.contains("older than the backup"),
        "{older:?}"
    );
}
