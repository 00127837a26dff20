//! The real server overloaded from all sides at once (`load/overloaders.rs`), while intake, volunteers and coordinators
//! (`load/must_be_answered.rs`) must be answered all the time.
//!
//! `make test` runs it small. A soak sets its size by `KARAVAN_LOAD_BODIES`, `_CLIENTS`, `_LINKS`, `_EVENTS`,
//! `_BAD_ROWS` and `_GOOD_ROWS`; it prints how long answers took and the most memory the server had, and
//! `KARAVAN_LOAD_MEMORY_MIB` bounds that.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "load/must_be_answered.rs"]
mod must_be_answered;
#[path = "load/overloaders.rs"]
mod overloaders;

use karavan_tests::morning::morning_date;
use karavan_tests::server::Server;
use must_be_answered::MustBeAnswered;
use overloaders::Overloaders;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};

fn size(name: &str, usual: usize) -> usize {
    let told = std::env::var(format!("KARAVAN_LOAD_{name}")).ok();
    told.map_or(usual, |text| text.parse().expect("a whole number"))
}

/// An idempotency key, or an event's id, that was never used.
fn fresh() -> String {
    use std::sync::atomic::AtomicU64;
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("6f1a1d0e-0000-4000-8000-{:012x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A day with a published plan: the coordinator's cookie, and each link's token with a request of its route.
fn published() -> (Server, String, Vec<(String, String)>) {
    let server = Server::start();
    let cookie = server.log_in();
    for kind in ["hubs", "volunteers", "requests"] {
        let file = format!("{kind}.csv");
        let bytes = std::fs::read(karavan_tests::town().join(&file)).unwrap();
        let answer = server.upload(
            &cookie,
            &format!("/v1/tables/{kind}?date={}", morning_date()),
            &file,
            &bytes,
        );
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let own = |key: &str| {
        vec![
            ("cookie".to_owned(), cookie.clone()),
            ("idempotency-key".to_owned(), key.to_owned()),
        ]
    };
    let post = |path: &str, more: &[(&str, &str)], body: &Value| {
        let own = own(&fresh());
        let mut headers: Vec<(&str, &str)> = own.iter().map(|(name, value)| (&**name, &**value)).collect();
        headers.extend(more);
        server.post(&headers, path, body)
    };
    let run = post(
        "/v1/plans",
        &[],
        &json!({"date": morning_date(), "rounds": 200, "seed": 1}),
    )
    .json();
    let run = run["id"].as_str().unwrap().to_owned();
    let plan = loop {
        let run = server.get(&[("cookie", &cookie)], &format!("/v1/runs/{run}")).json();
        match run["state"].as_str().unwrap() {
            "succeeded" => break run["plan"].as_str().unwrap().to_owned(),
            "queued" | "running" => std::thread::sleep(std::time::Duration::from_millis(50)),
            _ => panic!("{run}"),
        }
    };
    let etag = server
        .get(&[("cookie", &cookie)], &format!("/v1/plans/{plan}"))
        .header("etag");
    let answer = post(&format!("/v1/plans/{plan}/publish"), &[("if-match", &etag)], &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text);
    let links = answer.json()["links"].as_array().unwrap().clone();
    let links = links.iter().map(|link| {
        let token = link["url"].as_str().unwrap().split_once("/r#").unwrap().1;
        let bearer = format!("Bearer {token}");
        let own = server.get(&[("authorization", &bearer)], "/v1/route").json();
        let stops = own["stops"].as_array().unwrap();
        let visit = stops.iter().find(|stop| stop["kind"] == "visit").unwrap();
        (bearer, visit["requests"][0].as_str().unwrap().to_owned())
    });
    let links = links.collect();
    (server, cookie, links)
}

#[test]
fn whatever_is_thrown_at_the_server_intake_volunteers_and_coordinators_are_answered() {
    let (server, cookie, links) = published();
    let (addresses, places) = overloaders::addresses(&server, &cookie);
    let thrown = Overloaders {
        server: &server,
        cookie: &cookie,
        over: AtomicBool::new(false),
    };
    let asked = MustBeAnswered::new(&server, &cookie, &links[0].0);
    std::thread::scope(|scope| {
        let (thrown, asked, places) = (&thrown, &asked, &places);
        scope.spawn(|| thrown.half_sent_bodies(size("BODIES", 20)));
        for _ in 0..size("CLIENTS", 6) {
            scope.spawn(move || thrown.tables_of_travel(places));
        }
        for (bearer, request) in links.iter().take(size("LINKS", 2)) {
            scope.spawn(move || thrown.events(bearer, request, size("EVENTS", 40)));
        }
        let bad = scope.spawn(|| thrown.spreadsheet("bad.csv", &overloaders::bad_rows(size("BAD_ROWS", 3_000))));
        let good = scope.spawn(|| {
            let rows = size("GOOD_ROWS", 600);
            let answer = thrown.spreadsheet("good.csv", &overloaders::good_rows(&addresses, rows));
            assert_eq!(
                (answer.status, &answer.json()["accepted"]),
                (200, &json!(rows)),
                "{}",
                answer.text
            );
        });
        for ask in [
            MustBeAnswered::intake,
            MustBeAnswered::volunteer,
            MustBeAnswered::coordinator,
        ] {
            scope.spawn(move || ask(asked, &thrown.over));
        }
        let bad = bad.join();
        let good = good.join();
        thrown.over.store(true, Ordering::Relaxed);
        good.unwrap();
        let bad = bad.unwrap();
        let (status, rows) = (bad.status, size("BAD_ROWS", 3_000));
        assert_eq!(status, if rows < 200_000 { 200 } else { 422 }, "{}", bad.text);
        if status == 200 {
            let body = bad.json();
            let told = body["rejected"].as_array().unwrap();
            let more: u64 = told.iter().filter_map(|one| one["more"].as_u64()).sum();
            // One fault in every row; the first five hundred are told.
            assert_eq!((told.len(), more), (rows.min(500), rows.saturating_sub(500) as u64));
        }
    });
    asked.report();
    let peak = server.memory_peak_mib();
    eprintln!("memory at its peak: {peak} MiB");
    let most = std::env::var("KARAVAN_LOAD_MEMORY_MIB").ok();
    if let Some(most) = most {
        let most: usize = most.parse().expect("a whole number");
        assert!(peak <= most, "{peak} MiB");
    }
    server.stop();
}
