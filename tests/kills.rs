//! Killed without a word, again and again, while others write: whatever was answered is there once, and nothing twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "../crates/store/tests/engines/postgres.rs"]
mod postgres;

use karavan_tests::server::Server;
use postgres::Cluster;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const DATE: &str = "2026-11-21";
/// Clients that write at the same time.
const CLIENTS: usize = 3;

/// How often the server is killed, unless the environment says another number.
fn kills(usual: usize) -> usize {
    match std::env::var("KARAVAN_SOAK_KILLS") {
        Ok(kills) => kills.parse().expect("KARAVAN_SOAK_KILLS is a number"),
        Err(_) => usual,
    }
}

/// Sends requests until told to stop or the server is gone; answers the references and ids that were answered.
fn send(url: &str, key: &str, client: &str, stop: &AtomicBool, heard: &AtomicUsize) -> Vec<(String, String)> {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let agent = config.new_agent();
    let mut answered = Vec::new();
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let source_ref = format!("{client}-{number}");
        let body = json!({"source": "112", "source_ref": source_ref, "date": DATE, "address": "ул. Небывальская, 5",
            "recipient": "Получатель 0001", "needs": [{"goods": "food", "quantity": 1}]});
        // Each is sent twice with the same key, as a client does that missed the answer.
        for _ in 0..2 {
            let sent = agent
                .post(format!("{url}/v1/requests"))
                .header("authorization", key)
                .header("idempotency-key", format!("kill-under-load-{source_ref}"))
                .send_json(&body);
            let Ok(mut answer) = sent else { return answered };
            let status = answer.status().as_u16();
            let Ok(kept) = answer.body_mut().read_json::<Value>() else {
                return answered;
            };
            assert!(matches!(status, 200 | 201), "{status}: {kept}");
            heard.fetch_add(1, Ordering::Relaxed);
            answered.push((source_ref.clone(), kept["id"].as_str().unwrap().to_owned()));
        }
    }
    answered
}

/// Every request kept, by reference.
fn all_kept(server: &Server, bearer: &str) -> BTreeMap<String, Vec<String>> {
    let mut kept: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut after = String::new();
    loop {
        let path = format!("/v1/requests?limit=200{after}");
        let page = server.get(&[("authorization", bearer)], &path).json();
        for item in page["items"].as_array().unwrap() {
            let source_ref = item["source_ref"].as_str().unwrap().to_owned();
            kept.entry(source_ref)
                .or_default()
                .push(item["id"].as_str().unwrap().to_owned());
        }
        let Some(next) = page["next"].as_str() else { return kept };
        after = format!("&after={next}");
    }
}

#[test]
fn nothing_answered_is_lost_or_doubled_by_kills_under_load() {
    let kills = kills(100);
    kill_under_load(Server::start(), kills);
}

#[test]
fn nor_on_postgres() {
    let Some(cluster) = Cluster::start() else { return };
    let url = cluster.database("kills");
    let kills = kills(10);
    kill_under_load(Server::start_with(&["--database-url", &url]), kills);
}

fn kill_under_load(mut server: Server, kills: usize) {
    let bearer = format!("Bearer {}", server.intake_key());
    let mut answered: BTreeMap<String, String> = BTreeMap::new();
    for round in 0..kills {
        let (stop, heard) = (AtomicBool::new(false), AtomicUsize::new(0));
        let url = server.url().to_owned();
        let found = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let (url, bearer, stop, heard) = (&url, &bearer, &stop, &heard);
                    scope.spawn(move || send(url, bearer, &format!("{round}-{client}"), stop, heard))
                })
                .collect();
            // After another number of answers each time, and a little later than the last of them.
            let until = Instant::now() + Duration::from_secs(60);
            while heard.load(Ordering::Relaxed) < 1 + round % 12 {
                assert!(Instant::now() < until, "the server does not answer");
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_millis(u64::try_from(round * 7 % 20).unwrap()));
            server.kill();
            stop.store(true, Ordering::Relaxed);
            clients
                .into_iter()
                .flat_map(|client| client.join().unwrap())
                .collect::<Vec<_>>()
        });
        for (source_ref, id) in found {
            let before = answered.insert(source_ref.clone(), id.clone());
            assert!(
                before.is_none_or(|before| before == id),
                "{source_ref} was given two numbers"
            );
        }
        server = server.begin_again();
    }
    let kept = all_kept(&server, &bearer);
    for (source_ref, id) in &answered {
        assert_eq!(kept.get(source_ref), Some(&vec![id.clone()]), "{source_ref}");
    }
    for (source_ref, ids) in &kept {
        assert_eq!(ids.len(), 1, "{source_ref} is kept {ids:?}");
    }
    eprintln!(
        "{kills} kills, {} requests answered, {} kept, 0 lost",
        answered.len(),
        kept.len()
    );
    assert!(answered.len() >= kills, "only {} were answered", answered.len());
    server.stop();
}
