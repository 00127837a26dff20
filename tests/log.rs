//! The log of the real server: one line per call, and no word that a person wrote (planted canaries), at the most
//! talkative level, as text or JSON; the level and the form can be chosen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_tests::server::Server;
use serde_json::{Value, json};

const DATE: &str = "2026-11-21";

/// What is planted: each is said to the server and must not come back in its log. Percent-encoded forms count too.
const CANARIES: [&str; 15] = [
    "Канарейкина",
    "9111234567",
    "Секретная",
    "Собаказлая",
    "Пернатых",
    "Волонтёрова",
    "Искомое",
    "SECRETPASSWORD",
    "SECRETLOGIN",
    "krv_SECRETKEY",
    "SECRETTOKEN",
    "SECRETCOOKIE",
    "SECRETMETHOD",
    "SECRETPATH",
    "SECRETQUERY",
];

struct Planted<'a> {
    server: &'a Server,
    cookie: String,
    bearer: String,
    next: std::cell::Cell<u32>,
}

impl Planted<'_> {
    fn key(&self) -> String {
        self.next.set(self.next.get() + 1);
        format!("canary-key-{:08}", self.next.get())
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let key = self.key();
        let headers = [("cookie", self.cookie.as_str()), ("idempotency-key", key.as_str())];
        let answer = self.server.post(&headers, path, body);
        assert!(answer.status < 500, "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap_or_default()
    }

    fn intake(&self, path: &str, body: &Value) -> Value {
        let key = self.key();
        let headers = [
            ("authorization", self.bearer.as_str()),
            ("idempotency-key", key.as_str()),
        ];
        let answer = self.server.post(&headers, path, body);
        assert!(answer.status < 500, "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap_or_default()
    }

    fn get(&self, path: &str) {
        let answer = self.server.get(&[("cookie", self.cookie.as_str())], path);
        assert!(answer.status < 500, "{path}: {}", answer.text);
    }
}

fn request(source_ref: &str) -> Value {
    json!({"source": "112", "source_ref": source_ref, "date": DATE, "recipient": "Канарейкина Анна",
        "phone": "+7 911 123-45-67 9111234567", "address": "ул. Секретная, 5", "comment": "Собаказлая",
        "needs": [{"goods": "food", "quantity": 1}]})
}

/// Every door that takes a person's words, in what is accepted and in what is refused.
fn plant(server: &Server) {
    let planted = Planted {
        server,
        cookie: server.log_in(),
        bearer: format!("Bearer {}", server.intake_key()),
        next: std::cell::Cell::new(0),
    };
    let made = planted.intake("/v1/requests", &request("Канарейкина-1"));
    let id = made["id"].as_str().unwrap().to_owned();
    let mut bad = request("Канарейкина-2");
    bad["date"] = "Канарейкина".into();
    bad["Секретная"] = "Секретная".into();
    planted.intake("/v1/requests", &bad);
    let batch = json!({"requests": [request("Канарейкина-3"), bad, "Канарейкина", {"needs": "Секретная"}]});
    planted.intake("/v1/requests/batch", &batch);
    planted.post(&format!("/v1/requests/{id}/cancel"), &json!({"note": "Пернатых"}));
    planted.post(&format!("/v1/requests/{id}/retry"), &json!({"note": "Пернатых"}));
    planted.get("/v1/requests/Канарейкина?q=SECRETQUERY");
    planted.get("/v1/requests?q=%D0%9A%D0%B0%D0%BD%D0%B0%D1%80%D0%B5%D0%B9%D0%BA%D0%B8%D0%BD%D0%B0");
    planted.post("/v1/geocode", &json!({"address": "Секретная 5"}));
    planted.get("/v1/addresses?q=Искомое");
    planted.post(
        "/v1/session",
        &json!({"login": "SECRETLOGIN", "password": "SECRETPASSWORD"}),
    );
    planted.post("/v1/session", &json!("SECRETPASSWORD"));
    for (kind, table) in [
        (
            "requests",
            "id,address,need,phone,recipient,comment,lon,lat,Секретная\n\
             R1,Секретная 5,food,9111234567,Канарейкина,Собаказлая,,,x\n\
             R2,Секретная 6,Собаказлая,9111234567,Канарейкина,,,,\n\
             R3,Секретная 7,food,Канарейкина,Канарейкина,,Секретная,Секретная,\n",
        ),
        (
            "volunteers",
            "id,name,home,shift_from,shift_to,capacity,phone\n\
             V1,Волонтёрова,Секретная 1,9:00,14:00,12,9111234567\n\
             V2,Волонтёрова,Секретная 1,Волонтёрова,14:00,12,9111234567\n",
        ),
        (
            "hubs",
            "id,address,offers\nH1,Секретная 2,food\nH2,Секретная 2,Секретная\n",
        ),
        ("hubs", "Секретная\nСекретная\n"),
    ] {
        let path = format!("/v1/tables/{kind}?date={DATE}");
        let answer = server.upload(&planted.cookie, &path, "SECRETPATH.csv", table.as_bytes());
        assert!(answer.status < 500, "{}", answer.text);
    }
    planted.post("/v1/plans", &json!({"date": DATE, "rounds": 10, "seed": "Канарейкина"}));
    planted.post(
        "/vroom",
        &json!({"vehicles": [{"id": 1, "description": "Волонтёрова", "start": "Секретная"}], "jobs": ["Канарейкина"]}),
    );
    for path in [
        "/table/v1/driving/Секретная;SECRETPATH",
        "/route/v1/SECRETPATH/76.9,43.2;76.8,43.2?SECRETQUERY=1",
        "/nearest/v1/driving/SECRETPATH",
        "/api?q=Искомое",
        "/reverse?lat=Искомое&lon=SECRETQUERY",
        "/search?q=Искомое&format=json",
        "/search?street=Секретная&format=SECRETQUERY",
        "/r?SECRETTOKEN",
        "/SECRETPATH/Канарейкина",
        "/v1/SECRETPATH?token=SECRETTOKEN",
    ] {
        planted.get(path);
    }
    for headers in [
        [("authorization", "Bearer SECRETTOKEN")],
        [("authorization", "Bearer krv_SECRETKEY")],
        [("cookie", "karavan_session=SECRETCOOKIE")],
    ] {
        for path in ["/v1/route", "/v1/requests", "/v1/volunteers"] {
            let answer = server.get(&headers, path);
            assert!(answer.status >= 400 && answer.status < 500, "{path}: {}", answer.text);
        }
        let events = json!({"sent_at": "Канарейкина", "events": [{"id": "SECRETTOKEN", "note": "Пернатых"}]});
        let answer = server.post(&headers, "/v1/route/events", &events);
        assert!(answer.status < 500, "{}", answer.text);
    }
    broken(server, &planted.bearer);
}

/// Calls that break off or are no HTTP.
fn broken(server: &Server, bearer: &str) {
    raw(
        server,
        "SECRETMETHOD /v1/requests HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    raw(server, "GET /SECRETPATH \u{7f}SECRETQUERY\r\n\r\n");
    raw(
        server,
        &format!(
            "POST /v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: {bearer}\r\n\
             idempotency-key: SECRETKEY-0123456789\r\ncontent-type: application/json\r\ncontent-length: 29\r\n\
             connection: close\r\n\r\n{{\"recipient\":\"SECRETPASSWORD\""
        ),
    );
}

/// Bytes as they are, to the end of the answer.
fn raw(server: &Server, bytes: &str) {
    use std::io::{Read, Write};
    let address = server.url().trim_start_matches("http://");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A server that cuts off what is no HTTP is right too.
    let _cut = stream.read_to_end(&mut answer);
}

/// A whole published day with canaries on the way to the door: links, routes, events with notes.
fn drive(server: &Server, cookie: &str) -> String {
    for (kind, file) in [
        ("hubs", "hubs.csv"),
        ("volunteers", "volunteers.csv"),
        ("requests", "requests.csv"),
    ] {
        let bytes = std::fs::read(karavan_tests::town().join(file)).unwrap();
        let answer = server.upload(cookie, &format!("/v1/tables/{kind}?date={DATE}"), file, &bytes);
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let order = json!({"date": DATE, "rounds": 50, "seed": 1});
    let headers = [("cookie", cookie), ("idempotency-key", "canary-plan-00001")];
    let begun = server.post(&headers, "/v1/plans", &order);
    assert_eq!(begun.status, 202, "{}", begun.text);
    let run = begun.json()["id"].as_str().unwrap().to_owned();
    let plan = loop {
        let run = server.get(&[("cookie", cookie)], &format!("/v1/runs/{run}")).json();
        match run["state"].as_str().unwrap() {
            "succeeded" => break run["plan"].as_str().unwrap().to_owned(),
            "queued" | "running" => std::thread::sleep(std::time::Duration::from_millis(100)),
            _ => panic!("{run}"),
        }
    };
    let etag = server
        .get(&[("cookie", cookie)], &format!("/v1/plans/{plan}"))
        .header("etag");
    let headers = [
        ("cookie", cookie),
        ("if-match", etag.as_str()),
        ("idempotency-key", "canary-publish-00001"),
    ];
    let published = server.post(&headers, &format!("/v1/plans/{plan}/publish"), &json!({}));
    assert_eq!(published.status, 200, "{}", published.text);
    let url = published.json()["links"][0]["url"].as_str().unwrap().to_owned();
    let token = url.split_once("/r#").unwrap().1.to_owned();
    let bearer = format!("Bearer {token}");
    let _route = server.get(&[("authorization", &bearer)], "/v1/route");
    let events = json!({"sent_at": "2026-11-21T09:00:00Z", "events": [
        {"id": "6f1a1d0e-0000-4000-8000-000000000001", "request": "Канарейкина", "kind": "closed", "outcome": "in_hand",
         "occurred_at": "2026-11-21T09:00:00Z", "note": "Пернатых"}]});
    let told = server.post(&[("authorization", &bearer)], "/v1/route/events", &events);
    assert!(told.status < 500, "{}", told.text);
    token
}

/// The log as people and programs would search it: percent signs resolved too.
fn assert_silent(log: &[String], secrets: &[String]) {
    for line in log {
        let plain = unescaped(line);
        for secret in CANARIES
            .iter()
            .map(|one| (*one).to_owned())
            .chain(secrets.iter().cloned())
        {
            for form in [line, &plain] {
                assert!(
                    !form.to_lowercase().contains(&secret.to_lowercase()),
                    "the log tells “{secret}”: {line}"
                );
            }
        }
    }
}

fn unescaped(line: &str) -> String {
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn canaries_in(format: &str) -> Vec<String> {
    let variables = [
        ("RUST_LOG", "trace"),
        ("KARAVAN_LOG_FORMAT", format),
        ("RUST_BACKTRACE", "1"),
    ];
    let server = Server::start_among(&variables, &[]);
    plant(&server);
    let cookie = server.log_in();
    let token = drive(&server, &cookie);
    let session = cookie.split_once('=').unwrap().1.to_owned();
    let secrets = [
        token,
        session,
        server.intake_key().to_owned(),
        server.password().to_owned(),
    ];
    let log = server.stop_and_read();
    // The first start says its secrets to the person at the terminal, once, and not in the log.
    let after = log
        .iter()
        .position(|line| line.starts_with("These are shown once"))
        .unwrap();
    let log = log[after + 1..].to_vec();
    assert_silent(&log, &secrets);
    log
}

#[test]
fn no_word_of_a_person_is_in_the_log_at_any_level() {
    let log = canaries_in("text");
    let line = |words: &[&str]| log.iter().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(
        line(&["INFO", "POST", "/v1/requests", "status=201", "millis="]),
        "{log:#?}"
    );
    assert!(line(&["template=\"-\"", "status=404"]), "{log:#?}");
    assert!(line(&["OTHER"]), "{log:#?}");
}

#[test]
fn a_log_for_programs_is_json_and_as_silent() {
    let log = canaries_in("json");
    let lines: Vec<Value> = log.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let strangers = lines
        .iter()
        .filter(|line| !line["target"].as_str().unwrap().starts_with("karavan"));
    assert_eq!(strangers.count(), 0, "a library speaks: {log:#?}");
    let answered: Vec<&Value> = lines.iter().filter(|line| line["message"] == "answered").collect();
    let created = answered.iter().find(|line| line["status"] == 201).unwrap();
    assert_eq!(
        (&created["method"], &created["template"]),
        (&json!("POST"), &json!("/v1/requests"))
    );
    assert!(created["millis"].is_u64() && created["level"] == "INFO", "{created}");
}

#[test]
fn every_call_leaves_one_line_with_the_id_of_its_answer() {
    let server = Server::start();
    let ids: Vec<String> = ["/v1/health", "/v1/ready", "/nowhere", "/v1/requests", "/"]
        .iter()
        .map(|path| server.get(&[], path).header("x-request-id"))
        .collect();
    let log = server.stop_and_read();
    for id in ids {
        let told = log.iter().filter(|line| line.contains(&id)).count();
        assert!(!id.is_empty() && told == 1, "{id}: {told} lines of {log:#?}");
    }
}

#[test]
fn the_level_and_the_form_are_chosen_and_a_wrong_choice_is_told() {
    let server = Server::start_among(&[("RUST_LOG", "off")], &["--log-format", "json"]);
    let _told = server.get(&[], "/v1/health");
    let log = server.stop_and_read();
    assert!(log.iter().all(|line| !line.contains("answered")), "{log:#?}");
    let folder = tempfile::tempdir().unwrap();
    for (variables, words) in [
        ([("RUST_LOG", "karavan=loud=x")], "RUST_LOG"),
        ([("KARAVAN_LOG_FORMAT", "xml")], "json"),
    ] {
        let mut command = karavan_tests::command(folder.path(), &["check", "plan.json"]);
        let told = command.envs(variables).output().unwrap();
        let told_in_words = String::from_utf8_lossy(&told.stderr).into_owned();
        assert_eq!(told.status.code(), Some(2), "{told_in_words}");
        assert!(told_in_words.contains(words), "{told_in_words}");
    }
}
