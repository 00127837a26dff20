//! The real server on a real PostgreSQL: two first starts at once, an outage, NUL characters, and runs that outlive
//! or are shared by several servers.
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
use serde_json::{Value, json};
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

    fn get_json(&self, cookie: &str, path: &str) -> Value {
        let answer = Self::agent()
            .get(format!("{}{path}", self.url))
            .header("cookie", cookie);
        answer.call().unwrap().body_mut().read_json().unwrap()
    }

    fn delete(&self, cookie: &str, path: &str) -> u16 {
        let answer = Self::agent()
            .delete(format!("{}{path}", self.url))
            .header("cookie", cookie);
        answer.call().unwrap().status().as_u16()
    }

    /// The tables of a day.
    fn take_tables(&self, cookie: &str, day: &str) {
        for kind in ["hubs", "volunteers", "requests"] {
            let table = std::fs::read(karavan_tests::town().join(format!("{kind}.csv"))).unwrap();
            let path = format!("/v1/tables/{kind}?date={day}");
            let key = format!("table-of-{kind}-{day}");
            assert_eq!(self.desk(cookie, &path, &key, "text/csv", &table), 200, "{kind}");
        }
    }

    /// A run.
    fn run(&self, cookie: &str, id: &str) -> Value {
        self.get_json(cookie, &format!("/v1/runs/{id}"))
    }

    /// The newest run of a day.
    fn run_of(&self, cookie: &str, day: &str) -> Value {
        let day = self.get_json(cookie, &format!("/v1/days/{day}"));
        self.run(cookie, day["run"].as_str().unwrap())
    }

    /// Waits until a run stands there.
    fn wait_for(&self, cookie: &str, id: &str, state: &str) {
        let until = Instant::now() + Duration::from_secs(60);
        while self.run(cookie, id)["state"] != state {
            assert!(Instant::now() < until, "{}", self.run(cookie, id));
            std::thread::sleep(Duration::from_millis(100));
        }
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

/// A server may plan while another starts: its run is left alone as long as it lives, and taken up soon after it died.
#[test]
fn a_run_outlives_the_start_of_another_server_and_the_server_it_was_begun_on() {
    let Some(cluster) = Cluster::start() else { return };
    let database = cluster.database("runs");
    let mut one = OnPostgres::begin(&database).answering();
    let cookie = one.log_in();
    one.take_tables(&cookie, "2026-11-21");
    let order = json!({"date": "2026-11-21", "time_limit_seconds": 300, "seed": 1}).to_string();
    let start = |server: &OnPostgres, nth: usize| {
        let key = format!("start-of-a-run-{nth:04}");
        server.desk(&cookie, "/v1/plans", &key, "application/json", order.as_bytes())
    };
    assert_eq!(start(&one, 0), 202);
    let run = one.run_of(&cookie, "2026-11-21");
    let id = run["id"].as_str().unwrap();
    one.wait_for(&cookie, id, "running");
    let two = OnPostgres::begin(&database).answering();
    assert_eq!(start(&two, 1), 409, "the run of the first goes on");
    assert_eq!(start(&one, 2), 409);
    one.child.kill().unwrap();
    one.child.wait().unwrap();
    // It is broken off, and found by the second: which tells how far it is, so it works on it itself.
    let until = Instant::now() + Duration::from_secs(240);
    while two.run_of(&cookie, "2026-11-21")["rounds"] == 0 {
        assert!(Instant::now() < until, "the run of a dead server is not taken up");
        std::thread::sleep(Duration::from_secs(1));
    }
    assert_eq!(two.run_of(&cookie, "2026-11-21")["id"], *id);
    assert_eq!(two.delete(&cookie, &format!("/v1/runs/{id}")), 204);
    two.wait_for(&cookie, id, "cancelled");
    assert_eq!(start(&two, 3), 202, "its day is free");
}

/// Two servers work off one queue: two runs at once, the third waits for whoever is free first, and each ends once.
#[test]
fn two_servers_share_the_queue_of_runs() {
    let Some(cluster) = Cluster::start() else { return };
    let database = cluster.database("queue");
    let one = OnPostgres::begin(&database).answering();
    let two = OnPostgres::begin(&database).answering();
    let cookie = one.log_in();
    let days = ["2026-11-21", "2026-11-22", "2026-11-23"];
    for day in days {
        one.take_tables(&cookie, day);
    }
    let mut runs = Vec::new();
    for (nth, day) in days.iter().enumerate() {
        let order = json!({"date": day, "time_limit_seconds": 6, "seed": 1}).to_string();
        let key = format!("run-of-two-servers-{nth}");
        assert_eq!(
            one.desk(&cookie, "/v1/plans", &key, "application/json", order.as_bytes()),
            202
        );
        let run = one.run_of(&cookie, day);
        runs.push(run["id"].as_str().unwrap().to_owned());
    }
    let until = Instant::now() + Duration::from_secs(120);
    let mut shared = false;
    loop {
        let told: Vec<Value> = runs.iter().map(|id| two.run(&cookie, id)).collect();
        let states: Vec<&str> = told.iter().map(|run| run["state"].as_str().unwrap()).collect();
        shared |= states == ["running", "running", "queued"] && told[2]["before"] == 2;
        if states == ["succeeded"; 3] {
            break;
        }
        assert!(Instant::now() < until, "{states:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(shared, "each server works on one, and the third waits");
    for day in days {
        let plans = two.get_json(&cookie, &format!("/v1/plans?date={day}"));
        assert_eq!(plans["items"].as_array().unwrap().len(), 1, "{plans}");
    }
}
