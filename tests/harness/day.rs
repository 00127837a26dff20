//! Helpers that bring a day onto a test server: upload its tables, plan it, publish it, and take the tokens of its
//! links.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a harness fails loudly")]

use crate::client::Client;
use crate::server::Server;
use crate::town;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// A server with the tables of its today, and the cookie of a coordinator.
#[must_use]
pub fn with_tables() -> (Server, String) {
    let server = Server::start();
    let today = server.today();
    let cookie = submit_tables(&server, &today);
    (server, cookie)
}

/// The tables of a day, sent in by a coordinator; their cookie.
///
/// # Panics
/// When a row is refused.
#[must_use]
pub fn submit_tables(server: &Client, day: &str) -> String {
    submit_tables_of(server, town(), day)
}

/// The same with the tables of a folder.
///
/// # Panics
/// When a row is refused.
#[must_use]
pub fn submit_tables_of(server: &Client, folder: &Path, day: &str) -> String {
    let cookie = server.log_in();
    for (kind, file) in [
        ("hubs", "hubs.csv"),
        ("volunteers", "volunteers.csv"),
        ("requests", "requests.csv"),
    ] {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let answer = server.upload(&cookie, &format!("/v1/tables/{kind}?date={day}"), file, &bytes);
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.json()["rejected"], json!([]), "{}", answer.text);
    }
    cookie
}

/// The plan of today.
#[must_use]
pub fn planned(server: &Client, cookie: &str) -> String {
    planned_for(server, cookie, &server.today())
}

/// The plan of a day, once its run has succeeded.
///
/// # Panics
/// When it does not succeed.
#[must_use]
pub fn planned_for(server: &Client, cookie: &str, day: &str) -> String {
    let order = json!({"date": day, "rounds": 200, "seed": 1});
    let begun = server.post(&[("cookie", cookie), ("idempotency-key", &key())], "/v1/plans", &order);
    assert_eq!(begun.status, 202, "{}", begun.text);
    let run = begun.json()["id"].as_str().unwrap().to_owned();
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let run = server.get(&[("cookie", cookie)], &format!("/v1/runs/{run}")).json();
        match run["state"].as_str().unwrap() {
            "succeeded" => return run["plan"].as_str().unwrap().to_owned(),
            "queued" | "running" => assert!(Instant::now() < until, "the run does not end: {run}"),
            _ => panic!("{run}"),
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// An idempotency key that was never used.
#[must_use]
pub fn key() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("test-key-{:08}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The links of a plan, published.
///
/// # Panics
/// When it is refused.
#[must_use]
pub fn published(server: &Client, cookie: &str, plan: &str) -> Vec<Value> {
    let head = server.get(&[("cookie", cookie)], &format!("/v1/plans/{plan}"));
    let etag = head.header("etag");
    let headers = [
        ("cookie", cookie),
        ("if-match", etag.as_str()),
        ("idempotency-key", &key()),
    ];
    let answer = server.post(&headers, &format!("/v1/plans/{plan}/publish"), &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["links"].as_array().unwrap().clone()
}

/// What the page behind a link sends in `authorization`.
///
/// # Panics
/// When it is no link.
#[must_use]
pub fn token(link: &Value) -> String {
    format!("Bearer {}", link["url"].as_str().unwrap().split_once("/r#").unwrap().1)
}
