//! The real server is killed again and again under writing clients, on SQLite and on PostgreSQL: every answered
//! request is kept once, and none twice.
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
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const DATE: &str = "2026-11-21";
/// Clients that write at the same time.
const CLIENTS: usize = 3;
/// A server that needs longer for an answer is one that does not answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(60);

/// How often the server is killed, unless the environment says another number.
fn kills(usual: usize) -> usize {
    match std::env::var("KARAVAN_SOAK_KILLS") {
        Ok(kills) => kills.parse().expect("KARAVAN_SOAK_KILLS is a number"),
        Err(_) => usual,
    }
}

/// What the clients of one life of the server know together.
#[derive(Default)]
struct Heard {
    answers: AtomicUsize,
    /// What one was told instead of an answer that its request is kept.
    refused: OnceLock<String>,
    /// Why one was not answered.
    broken_off: OnceLock<String>,
    stop: AtomicBool,
}

/// Sends requests until told to stop or the server is gone; answers the references and ids that were answered.
fn send(url: &str, key: &str, client: &str, heard: &Heard) -> Vec<(String, String)> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(ANSWERS_WITHIN))
        .build();
    let agent = config.new_agent();
    let mut answered = Vec::new();
    for number in 0.. {
        if heard.stop.load(Ordering::Relaxed) {
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
            let read =
                sent.and_then(|mut answer| Ok((answer.status().as_u16(), answer.body_mut().read_json::<Value>()?)));
            let (status, kept) = match read {
                Ok(read) => read,
                Err(error) => {
                    // Only before the server is killed is that a fault.
                    let _later = heard.broken_off.set(error.to_string());
                    return answered;
                }
            };
            if !matches!(status, 200 | 201) {
                let _later = heard.refused.set(format!("{status}: {kept}"));
                return answered;
            }
            heard.answers.fetch_add(1, Ordering::Relaxed);
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

/// Waits for so many answers, and not longer than it takes a server that answers for one.
fn heard_enough(heard: &Heard, answers: usize) -> Result<(), String> {
    let (mut before, mut until) = (0, Instant::now() + ANSWERS_WITHIN);
    loop {
        let now = heard.answers.load(Ordering::Relaxed);
        if now >= answers {
            return Ok(());
        }
        if now > before {
            (before, until) = (now, Instant::now() + ANSWERS_WITHIN);
        }
        if let Some(why) = heard.broken_off.get().or(heard.refused.get()) {
            return Err(why.clone());
        }
        if Instant::now() > until {
            return Err("the server does not answer".to_owned());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn kill_under_load(mut server: Server, kills: usize) {
    let bearer = format!("Bearer {}", server.intake_key());
    let mut answered: BTreeMap<String, String> = BTreeMap::new();
    for round in 0..kills {
        let heard = Heard::default();
        let url = server.url().to_owned();
        let (found, lived) = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let (url, bearer, heard) = (&url, &bearer, &heard);
                    scope.spawn(move || send(url, bearer, &format!("{round}-{client}"), heard))
                })
                .collect();
            let lived = heard_enough(&heard, 1 + round % 12);
            // Another time after the last of the answers each time.
            std::thread::sleep(Duration::from_millis(u64::try_from(round * 7 % 20).unwrap()));
            server.kill();
            heard.stop.store(true, Ordering::Relaxed);
            let found = clients.into_iter().flat_map(|client| client.join().unwrap());
            (found.collect::<Vec<_>>(), lived)
        });
        if let Err(why) = lived.and_then(|()| heard.refused.into_inner().map_or(Ok(()), Err)) {
            panic!("life {round}: {why}; its log: {:#?}", server.log_after_kill());
        }
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
