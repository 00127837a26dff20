//! A server of its own for a test: the real binary, a temporary database, a port the system gives.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a harness fails loudly"
)]

use crate::{command, town};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

/// A server at work. Its log must be clean when it is stopped.
pub struct Server {
    folder: tempfile::TempDir,
    /// Arguments beside the usual ones.
    more: Vec<String>,
    child: Child,
    /// Behind a lock, so that several threads may ask one server.
    lines: Mutex<Receiver<String>>,
    url: String,
    password: String,
    key: String,
}

/// A zone where it is between eight and nine in the morning now: routes of the server's today are open to their drivers,
/// at whatever hour the tests run.
#[must_use]
pub fn morning_zone() -> String {
    let since = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .expect("a clock of our time");
    let hour = i64::try_from(since.as_secs() / 3600 % 24).expect("an hour");
    // Offsets from 12 hours behind to 11 hours ahead; POSIX writes those ahead with a minus.
    let ahead = (8 - hour + 12).rem_euclid(24) - 12;
    format!("Etc/GMT{:+}", -ahead)
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

    /// A header; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }
}

impl Server {
    /// Starts one on the small synthetic town, for the first time: its secrets are read from what it says.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same with more arguments for `serve`, which stay when it is started again.
    #[must_use]
    pub fn start_with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut server = Self::begin(folder, arguments.iter().map(|&one| one.to_owned()).collect());
        server.password = server.said("password: ");
        server.key = server.said("intake key: ");
        server
    }

    /// The same with its data in a folder of the caller's.
    #[must_use]
    pub fn start_in(data: &str) -> Self {
        Self::start_with(&["--data-dir", data])
    }

    /// Stops it and starts it again on the same data. Its secrets are not said again.
    #[must_use]
    pub fn restart(mut self) -> Self {
        self.end();
        self.begin_again()
    }

    /// Ends it without a word, as a power cut would. What its log complained of is not looked at.
    pub fn kill(&mut self) {
        self.child.kill().expect("the server was gone before it was killed");
        let _killed = self.child.wait().expect("the server ends");
    }

    /// Starts it again on the same data after it was ended.
    #[must_use]
    pub fn begin_again(mut self) -> Self {
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a temporary folder"));
        let mut server = Self::begin(folder, std::mem::take(&mut self.more));
        server.password.clone_from(&self.password);
        server.key.clone_from(&self.key);
        server
    }

    /// Stops it; a log that complains fails the test.
    pub fn stop(mut self) {
        self.end();
    }

    fn begin(folder: tempfile::TempDir, more: Vec<String>) -> Self {
        let map = town().join("city.karavan");
        let map = map.to_str().expect("a path in UTF-8");
        let data = folder.path().to_str().expect("a path in UTF-8");
        let arguments = [
            "serve",
            "--map",
            map,
            "--listen",
            "127.0.0.1:0",
            "--timezone",
            &morning_zone(),
        ];
        let elsewhere = more
            .iter()
            .any(|argument| ["--data-dir", "--database-url"].contains(&argument.as_str()));
        let own_data = if elsewhere { vec![] } else { vec!["--data-dir", data] };
        let mut child = command(folder.path(), &arguments)
            .args(&more)
            .args(own_data)
            .stderr(Stdio::piped())
            .spawn()
            .expect("karavan starts");
        let pipe = child.stderr.take().expect("a pipe");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut server = Self {
            folder,
            more,
            child,
            lines: Mutex::new(lines),
            url: String::new(),
            password: String::new(),
            key: String::new(),
        };
        server.url = server.said("Karavan listens on ");
        server
    }

    /// The rest of the line that begins so.
    fn said(&self, beginning: &str) -> String {
        let lines = self.lines.lock().unwrap();
        loop {
            let line = lines.recv_timeout(Duration::from_secs(60)).expect("the server speaks");
            if let Some(rest) = line.strip_prefix(beginning) {
                return rest.to_owned();
            }
        }
    }

    fn end(&mut self) {
        let stopped = std::process::Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(
            stopped.expect("kill runs").success(),
            "the server was gone before it was stopped"
        );
        let status = self.child.wait().expect("the server ends");
        assert!(status.success(), "the server ended with {status}");
        let complaints: Vec<String> = self
            .lines
            .lock()
            .unwrap()
            .iter()
            .filter(|line| ["WARN", "ERROR", "panicked"].iter().any(|word| line.contains(word)))
            .collect();
        assert!(complaints.is_empty(), "the log is not clean: {complaints:#?}");
    }

    /// Where it listens, e.g. `http://127.0.0.1:41234`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The most memory it had at once, as the system counts it; 0 where the system does not tell.
    #[must_use]
    pub fn memory_peak_mib(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        kib.unwrap_or_default() / 1024
    }

    /// The folder of its data.
    #[must_use]
    pub fn data_dir(&self) -> &str {
        self.folder.path().to_str().expect("a path in UTF-8")
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
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        config.new_agent()
    }

    /// `GET`.
    #[must_use]
    pub fn get(&self, headers: &[(&str, &str)], path: &str) -> Answer {
        let mut request = Self::agent().get(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.call().expect("the server answers"))
    }

    /// `POST` with JSON.
    #[must_use]
    pub fn post(&self, headers: &[(&str, &str)], path: &str, body: &Value) -> Answer {
        let mut request = Self::agent().post(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send_json(body).expect("the server answers"))
    }

    /// A table, as the coordinator sends it.
    #[must_use]
    pub fn upload(&self, cookie: &str, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let request = Self::agent().post(format!("{}{path}", self.url));
        let request = request
            .header("cookie", cookie)
            .header("content-type", "text/csv")
            .header("x-file-name", name);
        let key = format!("upload-of-{name}-{}", bytes.len());
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

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves its server running; the kill of one that ended is refused, and that is well.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
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

/// Server-sent events, line by line.
pub struct Feed {
    lines: Receiver<String>,
}

impl Feed {
    /// The data of the next event of this name.
    ///
    /// # Panics
    /// When none comes in time.
    pub fn next_data(&mut self, name: &str, within: Duration) -> Value {
        let mut event = String::new();
        loop {
            let line = self.lines.recv_timeout(within).expect("an event comes");
            if let Some(named) = line.strip_prefix("event:") {
                named.trim().clone_into(&mut event);
            } else if let Some(data) = line.strip_prefix("data:").filter(|_| event == name) {
                return serde_json::from_str(data.trim()).expect("events carry JSON");
            }
        }
    }
}
