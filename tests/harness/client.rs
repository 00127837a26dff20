//! `Client`: calls a server, or one region of it, over HTTP as its clients do; `Answer` is what comes back.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a harness fails loudly"
)]

use crate::feed::Feed;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::sync::mpsc::channel;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, RequestBuilder};

/// Where a region is served, and the secrets of its first start.
#[derive(Clone, Debug, Default)]
pub struct Client {
    pub(crate) url: String,
    pub(crate) password: String,
    pub(crate) key: String,
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    /// Its HTTP status.
    pub status: u16,
    /// Its body.
    pub text: String,
    headers: HeaderMap,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Status, headers and body without what differs from call to call: the id of the call and the time. Two answers
    /// that are equal here tell their readers the same.
    ///
    /// # Panics
    /// When the body is no JSON object.
    #[must_use]
    pub fn fixed(&self) -> (u16, Vec<(String, String)>, Value) {
        let mut headers: Vec<(String, String)> = self
            .headers
            .iter()
            .filter(|(name, _)| !["date", "x-request-id"].contains(&name.as_str()))
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        headers.sort();
        let mut body = self.json();
        body.as_object_mut().unwrap().remove("instance");
        (self.status, headers, body)
    }

    /// A header; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }
}

impl Client {
    /// Where it is, e.g. `http://127.0.0.1:41234`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The key made at the first start.
    #[must_use]
    pub fn intake_key(&self) -> &str {
        &self.key
    }

    /// The server's today, `YYYY-MM-DD`.
    ///
    /// # Panics
    /// When it tells none.
    #[must_use]
    pub fn today(&self) -> String {
        let map = self.get(&[], "/v1/map").json();
        map["today"].as_str().expect("a day").to_owned()
    }

    /// The coordinator's password made at the first start.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.password
    }

    /// The cookie of a coordinator who logged in.
    ///
    /// # Panics
    /// When the password is refused.
    #[must_use]
    pub fn log_in(&self) -> String {
        let body = serde_json::json!({"login": "coordinator", "password": self.password});
        let answer = self.post(&[], "/v1/session", &body);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    fn agent() -> Agent {
        let config = Agent::config_builder().http_status_as_error(false);
        config.max_redirects(0).build().new_agent()
    }

    /// Sends a GET and waits for the answer.
    #[must_use]
    pub fn get(&self, headers: &[(&str, &str)], path: &str) -> Answer {
        let request = with(Self::agent().get(format!("{}{path}", self.url)), headers);
        read(request.call().expect("the server answers"))
    }

    /// `POST` with JSON.
    #[must_use]
    pub fn post(&self, headers: &[(&str, &str)], path: &str, body: &Value) -> Answer {
        let request = with(Self::agent().post(format!("{}{path}", self.url)), headers);
        read(request.send_json(body).expect("the server answers"))
    }

    /// `PATCH` with JSON.
    #[must_use]
    pub fn patch(&self, headers: &[(&str, &str)], path: &str, body: &Value) -> Answer {
        let request = with(Self::agent().patch(format!("{}{path}", self.url)), headers);
        read(request.send_json(body).expect("the server answers"))
    }

    /// `PUT` with JSON.
    #[must_use]
    pub fn put(&self, headers: &[(&str, &str)], path: &str, body: &Value) -> Answer {
        let request = with(Self::agent().put(format!("{}{path}", self.url)), headers);
        read(request.send_json(body).expect("the server answers"))
    }

    /// `DELETE`, as a coordinator does it.
    #[must_use]
    pub fn delete(&self, headers: &[(&str, &str)], path: &str) -> Answer {
        let request = with(Self::agent().delete(format!("{}{path}", self.url)), headers);
        read(request.call().expect("the server answers"))
    }

    /// A table, as the coordinator sends it.
    #[must_use]
    pub fn upload(&self, cookie: &str, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let request = Self::agent()
            .post(format!("{}{path}", self.url))
            .header("cookie", cookie)
            .header("content-type", "text/csv")
            .header("x-file-name", name);
        let day = path.split_once("date=").map_or("", |(_, day)| day);
        let key = format!("upload-of-{name}-{}-{day}", bytes.len());
        read(
            request
                .header("idempotency-key", key)
                .send(bytes)
                .expect("the server answers"),
        )
    }

    /// Follows a stream of events.
    #[must_use]
    pub fn follow(&self, cookie: &str, path: &str) -> Feed {
        let request = Self::agent()
            .get(format!("{}{path}", self.url))
            .header("cookie", cookie);
        let answer = request.call().expect("the server answers");
        assert_eq!(answer.status().as_u16(), 200);
        let (sender, lines) = channel();
        let reader = BufReader::new(answer.into_body().into_reader());
        std::thread::spawn(move || {
            for line in reader.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Feed { lines }
    }
}

fn with<B>(request: RequestBuilder<B>, headers: &[(&str, &str)]) -> RequestBuilder<B> {
    headers
        .iter()
        .fold(request, |request, (name, value)| request.header(*name, *value))
}

fn read(answer: Response<Body>) -> Answer {
    let (parts, body) = answer.into_parts();
    let mut bytes = Vec::new();
    body.into_reader().read_to_end(&mut bytes).expect("the whole answer");
    Answer {
        status: parts.status.as_u16(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        headers: parts.headers,
    }
}
