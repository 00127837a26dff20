//! `Overloaders`: for `overload.rs`, what overloads the server: half-sent bodies, travel tables, batches of events,
//! spreadsheets of bad and good rows.

use super::fresh;
use karavan_tests::morning::morning_date;
use karavan_tests::server::{Answer, Server};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub(crate) struct Overloaders<'a> {
    pub(crate) server: &'a Server,
    pub(crate) cookie: &'a str,
    pub(crate) over: AtomicBool,
}

/// Addresses of the town, as its requests write them, and places of those that are found, as OSRM takes them.
pub(crate) fn addresses(server: &Server, cookie: &str) -> (Vec<String>, Vec<String>) {
    let page = server.get(&[("cookie", cookie)], "/v1/requests?limit=50").json();
    let items = page["items"].as_array().unwrap();
    let addresses = items.iter().map(|item| item["address"].as_str().unwrap().to_owned());
    let place = |item: &Value| {
        let point = &item["place"]["point"];
        Some(format!("{:.6},{:.6}", point["lon"].as_f64()?, point["lat"].as_f64()?))
    };
    let places: Vec<String> = items.iter().filter_map(place).collect();
    assert!(places.len() > 10, "{page}");
    (addresses.collect(), places)
}

/// Rows that each lack what is needed.
pub(crate) fn bad_rows(rows: usize) -> String {
    let mut text = "id,address,need\n".to_owned();
    for row in 0..rows {
        let _ = writeln!(text, "B{row},somewhere,wings");
    }
    text
}

pub(crate) fn good_rows(addresses: &[String], rows: usize) -> String {
    let mut text = "id;address;need\n".to_owned();
    for row in 0..rows {
        let address = addresses[row % addresses.len()].replace(['"', ';'], " ");
        let _ = writeln!(text, "G{row};\"{address}\";food");
    }
    text
}

impl Overloaders<'_> {
    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Bodies that begin and never end, as many as are cut off so many are begun again.
    pub(crate) fn half_sent_bodies(&self, count: usize) {
        let address = self.server.url().trim_start_matches("http://");
        let begun = |number: usize| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_nonblocking(false).unwrap();
            let path = ["/vroom", "/v1/session", "/v1/requests", "/v1/route/events"][number % 4];
            let head = format!(
                "POST {path} HTTP/1.1\r\nhost: us\r\ncontent-type: application/json\r\ncontent-length: 200000\r\n\r\n{{"
            );
            // A server that has cut it off by now has done what it should.
            let _ = stream.write_all(head.as_bytes());
            stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
            stream
        };
        let mut streams: Vec<TcpStream> = (0..count).map(begun).collect();
        while !self.is_over() {
            std::thread::sleep(Duration::from_millis(50));
            for (number, stream) in streams.iter_mut().enumerate() {
                let mut answer = [0; 1024];
                if matches!(stream.read(&mut answer), Ok(0)) {
                    *stream = begun(number);
                }
            }
        }
    }

    /// A stranger who asks for one table after another.
    pub(crate) fn tables_of_travel(&self, places: &[String]) {
        let points: Vec<&str> = places.iter().map(String::as_str).cycle().take(500).collect();
        let path = format!("/table/v1/driving/{}", points.join(";"));
        while !self.is_over() {
            let answer = self.server.get(&[], &path);
            // Served, or told to come back.
            assert!([200, 503].contains(&answer.status), "{}", answer.text);
        }
    }

    /// A telephone that sends batches about one request.
    pub(crate) fn events(&self, bearer: &str, request: &str, count: usize) {
        let mut applied = 0;
        while !self.is_over() {
            let events: Vec<Value> = (0..count)
                .map(|_| {
                    json!({"id": fresh(), "request": request, "kind": "en_route",
                        "occurred_at": "2026-11-21T09:00:00Z"})
                })
                .collect();
            let report = json!({"sent_at": "2026-11-21T09:00:00Z", "events": events});
            let answer = self
                .server
                .post(&[("authorization", bearer)], "/v1/route/events", &report);
            assert_eq!(answer.status, 200, "{}", answer.text);
            let body = answer.json();
            let results = body["results"].as_array().unwrap();
            assert_eq!(results.len(), count);
            let is = |word: &str| results.iter().filter(|one| one["result"] == word).count();
            applied += is("applied");
            assert_eq!(is("applied") + is("rejected"), count, "{}", answer.text);
            assert!(is("rejected") == 0 || applied >= 500, "{}", answer.text);
        }
    }

    pub(crate) fn spreadsheet(&self, name: &str, text: &str) -> Answer {
        let path = format!("/v1/tables/requests?date={}", morning_date());
        self.server.upload(self.cookie, &path, name, text.as_bytes())
    }
}
