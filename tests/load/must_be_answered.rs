//! `MustBeAnswered`: for `overload.rs`, the intake system, volunteer and coordinator who must be answered during the
//! overload, and how long their answers took.

use super::fresh;
use karavan_tests::morning::morning_date;
use karavan_tests::server::Server;
use serde_json::json;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The people and systems that the server is for.
pub(crate) struct MustBeAnswered<'a> {
    server: &'a Server,
    cookie: &'a str,
    bearer: &'a str,
    took: Mutex<Vec<(&'static str, Duration)>>,
}

impl<'a> MustBeAnswered<'a> {
    pub(crate) fn new(server: &'a Server, cookie: &'a str, bearer: &'a str) -> Self {
        Self {
            server,
            cookie,
            bearer,
            took: Mutex::new(Vec::new()),
        }
    }

    /// Asks until all is over, and at least a few times.
    fn until(&self, over: &AtomicBool, who: &'static str, ask: impl Fn(usize)) {
        let mut count = 0;
        while count < 5 || !over.load(Ordering::Relaxed) {
            let began = Instant::now();
            ask(count);
            self.took.lock().unwrap().push((who, began.elapsed()));
            count += 1;
        }
    }

    pub(crate) fn intake(&self, over: &AtomicBool) {
        let bearer = format!("Bearer {}", self.server.intake_key());
        self.until(over, "intake", |count| {
            let request = json!({"source": "112", "source_ref": format!("load-{count}"), "date": morning_date(),
                "address": "ул. Небывальская, 5", "needs": [{"goods": "food", "quantity": 1}]});
            let key = fresh();
            let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
            let answer = self.server.post(&headers, "/v1/requests", &request);
            assert_eq!(answer.status, 201, "{}", answer.text);
        });
    }

    pub(crate) fn volunteer(&self, over: &AtomicBool) {
        self.until(over, "volunteers", |_| {
            let answer = self.server.get(&[("authorization", self.bearer)], "/v1/route");
            assert_eq!(answer.status, 200, "{}", answer.text);
        });
    }

    pub(crate) fn coordinator(&self, over: &AtomicBool) {
        let paths = [
            format!("/v1/days/{}", morning_date()),
            "/v1/requests?limit=50".to_owned(),
            "/v1/tiles/10/0/0".to_owned(),
        ];
        self.until(over, "coordinators", |count| {
            let path = &paths[count % paths.len()];
            let answer = self.server.get(&[("cookie", self.cookie)], path);
            assert!(
                [200, 204].contains(&answer.status),
                "{path}: {} {}",
                answer.status,
                answer.text
            );
        });
    }

    pub(crate) fn report(&self) {
        let took = self.took.lock().unwrap();
        for who in ["intake", "volunteers", "coordinators"] {
            let mut own: Vec<Duration> = took.iter().filter(|one| one.0 == who).map(|one| one.1).collect();
            own.sort();
            let at = |share: usize| own[(own.len() * share / 100).min(own.len() - 1)].as_millis();
            eprintln!(
                "{who}: {} answers, median {} ms, 99 of 100 within {} ms, longest {} ms",
                own.len(),
                at(50),
                at(99),
                at(100)
            );
        }
    }
}
