//! The real server on a real PostgreSQL: first starts at once, an outage, and characters it cannot keep.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "../crates/store/tests/engines/postgres.rs"]
mod cluster;

use cluster::Cluster;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A server on a database; what it says is read line by line.
struct OnPostgres {
    child: Child,
    lines: Receiver<String>,
    url: String,
    said: Vec<String>,
}

impl OnPostgres {
    fn begin(database: &str) -> Self {
        let town = karavan_tests::town();
        let map = town.join("city.karavan");
        let arguments = [
            "serve",
            "--map",
            map.to_str().unwrap(),
            "--database-url",
            database,
            "--listen",
            "127.0.0.1:0",
        ];
        let mut child = karavan_tests::command(town, &arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let pipe = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            pipe.lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        Self {
            child,
            lines,
            url: String::new(),
            said: Vec::new(),
        }
    }

    /// Waits until it answers; its first start is then over.
    fn answering(mut self) -> Self {
        while self.url.is_empty() {
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(120))
                .expect("the server speaks");
            if let Some(url) = line.strip_prefix("Karavan listens on ") {
                url.clone_into(&mut self.url);
            }
            self.said.push(line);
        }
        assert_eq!(self.get("/v1/health").0, 200);
        // What it said before it answered is still on its way through the pipe.
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(2)) {
            self.said.push(line);
        }
        self
    }

    /// The rest of the line that begins so.
    fn told(&self, beginning: &str) -> Option<String> {
        self.said
            .iter()
            .find_map(|line| line.strip_prefix(beginning))
            .map(str::to_owned)
    }

    fn agent() -> ureq::Agent {
        ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .new_agent()
    }

    /// The status and whether a time for the next try is named.
    fn get(&self, path: &str) -> (u16, bool) {
        let answer = Self::agent().get(format!("{}{path}", self.url));
        let answer = answer.header("authorization", self.bearer()).call().unwrap();
        (answer.status().as_u16(), answer.headers().contains_key("retry-after"))
    }

    fn post(&self, path: &str, key: &str, body: &serde_json::Value) -> (u16, bool) {
        let answer = Self::agent()
            .post(format!("{}{path}", self.url))
            .header("authorization", self.bearer())
            .header("idempotency-key", key)
            .send_json(body)
            .unwrap();
        (answer.status().as_u16(), answer.headers().contains_key("retry-after"))
    }

    /// The cookie of the coordinator of the first start.
    fn log_in(&self) -> String {
        let body = json!({"login": "coordinator", "password": self.told("password: ").unwrap()});
        let answer = Self::agent()
            .post(format!("{}/v1/session", self.url))
            .send_json(body)
            .unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// The status of a coordinator's act.
    fn desk(&self, cookie: &str, path: &str, key: &str, kind: &str, body: &[u8]) -> u16 {
        let call = Self::agent()
            .post(format!("{}{path}", self.url))
            .header("cookie", cookie);
        let call = call.header("idempotency-key", key).header("content-type", kind);
        call.send(body).unwrap().status().as_u16()
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.told("intake key: ").unwrap_or_default())
    }
}

impl Drop for OnPostgres {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn draft() -> serde_json::Value {
    json!({"source": "112", "date": "2026-11-21", "address": "ул. Небывальская, 5", "recipient": "Получатель 0001",
        "needs": [{"goods": "food", "quantity": 1}]})
}

#[test]
fn of_two_first_starts_one_shows_secrets_and_they_open_both_servers() {
    let Some(cluster) = Cluster::start() else { return };
    let database = cluster.database("first");
    let begun = [OnPostgres::begin(&database), OnPostgres::begin(&database)];
    let servers = begun.map(OnPostgres::answering);
    let passwords: Vec<String> = servers.iter().filter_map(|server| server.told("password: ")).collect();
    let [password] = passwords.as_slice() else {
        panic!("{passwords:?}")
    };
    for server in &servers {
        let body = json!({"login": "coordinator", "password": password});
        assert_eq!(server.post("/v1/session", "not-looked-at-here", &body).0, 200);
    }
}

#[test]
fn an_outage_is_told_with_a_time_to_come_back_and_a_nul_is_bad_input() {
    let Some(cluster) = Cluster::start() else { return };
    let server = OnPostgres::begin(&cluster.database("outage")).answering();
    for path in ["/v1/requests/%00", "/v1/requests?source=%00", "/v1/volunteers/%00"] {
        assert_eq!(server.get(path).0, 400, "{path}");
    }
    let mut nul = draft();
    nul["comment"] = json!("a\0b");
    assert_eq!(server.post("/v1/requests", "a-nul-in-the-comment", &nul).0, 422);
    assert_eq!(server.post("/v1/requests", "before-the-outage-1", &draft()).0, 201);

    cluster.stop();
    assert_eq!(server.get("/v1/requests"), (503, true));
    assert_eq!(
        server.post("/v1/requests", "during-the-outage-1", &draft()),
        (503, true)
    );
    cluster.begin();
    loop {
        match server.post("/v1/requests", "during-the-outage-1", &draft()) {
            (201, _) => break,
            (503 | 409, _) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(server.get("/v1/requests").0, 200);
}

/// A server may plan while another starts: its run is left alone as long as it lives, and its day is free soon after it
/// died.
#[test]
fn a_run_outlives_the_start_of_another_server_and_no_dead_server_keeps_a_day() {
    let Some(cluster) = Cluster::start() else { return };
    let database = cluster.database("runs");
    let mut one = OnPostgres::begin(&database).answering();
    let cookie = one.log_in();
    for kind in ["hubs", "volunteers", "requests"] {
        let table = std::fs::read(karavan_tests::town().join(format!("{kind}.csv"))).unwrap();
        let path = format!("/v1/tables/{kind}?date=2026-11-21");
        let answer = one.desk(&cookie, &path, &format!("table-of-{kind}-0001"), "text/csv", &table);
        assert_eq!(answer, 200, "{kind}");
    }
    let order = json!({"date": "2026-11-21", "time_limit_seconds": 300, "seed": 1}).to_string();
    let start = |server: &OnPostgres, nth: usize| {
        let key = format!("start-of-a-run-{nth:04}");
        server.desk(&cookie, "/v1/plans", &key, "application/json", order.as_bytes())
    };
    assert_eq!(start(&one, 0), 202);
    let two = OnPostgres::begin(&database).answering();
    assert_eq!(start(&two, 1), 409, "the run of the first goes on");
    assert_eq!(start(&one, 2), 409);
    one.child.kill().unwrap();
    one.child.wait().unwrap();
    let until = Instant::now() + Duration::from_secs(240);
    for nth in 3.. {
        match start(&two, nth) {
            202 => break,
            409 => assert!(Instant::now() < until, "the day of a dead server is never free"),
            other => panic!("{other}"),
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}
