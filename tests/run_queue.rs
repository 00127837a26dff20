//! The queue of planning runs on the real server: after a kill or a stop every run at work or waiting ends once; one
//! that takes the server down three times ends with a reason.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_tests::day::{key, submit_tables};
use karavan_tests::server::Server;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const DAYS: [&str; 3] = ["2026-11-21", "2026-11-22", "2026-11-23"];

fn begin(server: &Server, cookie: &str, order: &Value) -> String {
    let begun = server.post(&[("cookie", cookie), ("idempotency-key", &key())], "/v1/plans", order);
    assert_eq!(begun.status, 202, "{}", begun.text);
    begun.json()["id"].as_str().unwrap().to_owned()
}

fn run(server: &Server, cookie: &str, id: &str) -> Value {
    server.get(&[("cookie", cookie)], &format!("/v1/runs/{id}")).json()
}

/// Waits until a run is as it should be.
fn wait(server: &Server, cookie: &str, id: &str, within: u64, is_so: impl Fn(&Value) -> bool) -> Value {
    let until = Instant::now() + Duration::from_secs(within);
    loop {
        let now = run(server, cookie, id);
        if is_so(&now) {
            return now;
        }
        assert!(Instant::now() < until, "{now}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// One run at work and two that wait, the one asked for last as urgent.
fn three_runs(server: &Server, cookie: &str) -> [String; 3] {
    let at_work = json!({"date": DAYS[0], "time_limit_seconds": 5, "seed": 1});
    let first = begin(server, cookie, &at_work);
    wait(server, cookie, &first, 30, |run| run["rounds"].as_u64() > Some(0));
    let second = begin(
        server,
        cookie,
        &json!({"date": DAYS[1], "rounds": 50, "class": "campaign"}),
    );
    let third = begin(
        server,
        cookie,
        &json!({"date": DAYS[2], "rounds": 50, "class": "urgent"}),
    );
    let told = |id: &str| {
        let run = run(server, cookie, id);
        (run["state"].as_str().unwrap().to_owned(), run["before"].clone())
    };
    assert_eq!(told(&first), ("running".to_owned(), Value::Null));
    assert_eq!(told(&second), ("queued".to_owned(), json!(2)));
    assert_eq!(told(&third), ("queued".to_owned(), json!(1)));
    [first, second, third]
}

fn all_end_once(server: &Server, cookie: &str, runs: &[String]) {
    for (id, day) in runs.iter().zip(DAYS) {
        let ended = wait(server, cookie, id, 120, |run| {
            !["queued", "running"].contains(&run["state"].as_str().unwrap())
        });
        assert_eq!(ended["state"], "succeeded", "{ended}");
        let plans = server
            .get(&[("cookie", cookie)], &format!("/v1/plans?date={day}"))
            .json();
        let plans: Vec<&str> = plans["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|plan| plan["id"].as_str().unwrap())
            .collect();
        assert_eq!(plans, [ended["plan"].as_str().unwrap()], "{day}");
    }
}

fn with_days() -> (Server, String) {
    let server = Server::start();
    let mut cookie = String::new();
    for day in DAYS {
        cookie = submit_tables(&server, day);
    }
    (server, cookie)
}

#[test]
fn a_kill_loses_no_run_that_was_at_work_or_waited() {
    let (mut server, cookie) = with_days();
    let runs = three_runs(&server, &cookie);
    server.kill();
    let mut server = server.begin_again();
    server.expect_in_log("a run that was broken off is taken up again");
    let cookie = server.log_in();
    all_end_once(&server, &cookie, &runs);
    // The campaign was asked for before the urgent run, and began after it.
    let audit = server.get(&[("cookie", &cookie)], "/v1/audit?limit=200").json();
    let begun = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["kind"] == "run");
    let begun: Vec<&str> = begun.map(|entry| entry["subject"].as_str().unwrap()).collect();
    let last = |id: &str| begun.iter().position(|subject| *subject == id);
    assert!(last(&runs[1]) < last(&runs[2]), "newest first: {begun:?}");
    server.stop();
}

#[test]
fn a_stop_puts_runs_back_and_the_next_start_takes_them_at_once() {
    let (server, cookie) = with_days();
    let runs = three_runs(&server, &cookie);
    let server = server.restart();
    let cookie = server.log_in();
    // Nobody waits for a lease to run out.
    wait(&server, &cookie, &runs[2], 15, |run| run["state"] != "queued");
    all_end_once(&server, &cookie, &runs);
    server.stop();
}

#[test]
fn a_run_that_takes_its_server_down_three_times_ends_with_a_reason() {
    let (mut server, mut cookie) = with_days();
    let endless = json!({"date": DAYS[0], "time_limit_seconds": 600, "seed": 1});
    let id = begin(&server, &cookie, &endless);
    for _ in 0..3 {
        // Its figures are those of the process that works on it now.
        wait(&server, &cookie, &id, 60, |run| run["rounds"].as_u64() > Some(0));
        server.kill();
        server = server.begin_again();
        server.expect_in_log("a run that was broken off is taken up again");
        cookie = server.log_in();
    }
    let ended = wait(&server, &cookie, &id, 60, |run| run["state"] == "failed");
    let told = ended["problem"]["detail"].as_str().unwrap();
    assert!(told.contains("three times"), "{ended}");
    let told = ended["problem"]["detail_ru"].as_str().unwrap();
    assert!(told.contains("трижды"), "{ended}");
    // Its day is free.
    let again = begin(&server, &cookie, &json!({"date": DAYS[0], "rounds": 20}));
    wait(&server, &cookie, &again, 60, |run| run["state"] == "succeeded");
    server.stop();
}
