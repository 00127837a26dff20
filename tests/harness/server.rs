//! `Server`: starts the real binary for a test on a temporary database and a free port, with restart, kill and HTTP
//! calls. When it is dropped, unexpected complaints in its log fail the test.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a harness fails loudly"
)]

use crate::feed::Feed;
use crate::log_lines::LogLines;
use crate::morning::morning_zone;
use crate::{command, town};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;
use tempfile::TempDir;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, RequestBuilder};

/// A server at work. Its log must be clean when it is gone, however that came.
pub struct Server {
    folder: TempDir,
    map: PathBuf,
    /// Arguments beside the usual ones.
    more: Vec<String>,
    /// Variables of its environment beside the usual ones.
    variables: Vec<(String, String)>,
    child: Child,
    log: LogLines,
    is_killed: bool,
    url: String,
    password: String,
    key: String,
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
        Self::start_on(&town().join("city.karavan"), arguments, &[])
    }

    /// With its data in a folder of the caller's.
    #[must_use]
    pub fn start_in(data: &str) -> Self {
        Self::start_with(&["--data-dir", data])
    }

    /// The same with variables of its environment beside the usual ones.
    #[must_use]
    pub fn start_among(variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        Self::start_on(&town().join("city.karavan"), arguments, variables)
    }

    /// The same on another map.
    #[must_use]
    pub fn start_on(map: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let arguments = arguments.iter().map(|&one| one.to_owned()).collect();
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut server = Self::begin(folder, map.to_owned(), arguments, variables.collect());
        server.password = server.said("password: ");
        server.key = server.said("intake key: ");
        server
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
        self.is_killed = true;
    }

    /// Starts it again on the same data after it was ended.
    #[must_use]
    pub fn begin_again(mut self) -> Self {
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a temporary folder"));
        let (more, variables) = (std::mem::take(&mut self.more), std::mem::take(&mut self.variables));
        let mut server = Self::begin(folder, self.map.clone(), more, variables);
        server.password.clone_from(&self.password);
        server.key.clone_from(&self.key);
        server.log.expect_as(&self.log);
        server
    }

    /// The log of one that was killed.
    #[must_use]
    pub fn log_after_kill(&mut self) -> Vec<String> {
        self.log.whole()
    }

    /// Stops it; a log that complains fails the test.
    pub fn stop(self) {
        let _log = self.stop_and_read();
    }

    /// The same, for a test that reads the log.
    #[must_use]
    pub fn stop_and_read(mut self) -> Vec<String> {
        self.end();
        self.log.whole()
    }

    /// Tells that complaints with these words will be in the log, after a restart too, and are part of the test.
    pub fn expect_in_log(&mut self, words: &str) {
        self.log.expect(words);
    }

    fn begin(folder: TempDir, map: PathBuf, more: Vec<String>, variables: Vec<(String, String)>) -> Self {
        let of_map = map.to_str().expect("a path in UTF-8").to_owned();
        let data = folder.path().to_str().expect("a path in UTF-8");
        let arguments = [
            "serve",
            "--map",
            &of_map,
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
            .envs(variables.iter().cloned())
            .stderr(Stdio::piped())
            .spawn()
            .expect("karavan starts");
        let log = LogLines::of(child.stderr.take().expect("a pipe"));
        let mut server = Self {
            folder,
            map,
            more,
            variables,
            child,
            log,
            is_killed: false,
            url: String::new(),
            password: String::new(),
            key: String::new(),
        };
        server.url = server.said("Karavan listens on ");
        server
    }

    /// The rest of the line that begins so.
    fn said(&mut self, beginning: &str) -> String {
        self.log.said(beginning, Duration::from_secs(60))
    }

    fn end(&mut self) {
        let id = self.child.id().to_string();
        let stopped = std::process::Command::new("kill").arg(id).status();
        assert!(
            stopped.expect("kill runs").success(),
            "the server was gone before it was stopped"
        );
        let status = self.child.wait().expect("the server ends");
        assert!(
            status.success(),
            "the server ended with {status}: {:#?}",
            self.log.whole()
        );
    }

    /// Where it listens, e.g. `http://127.0.0.1:41234`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
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

    /// The most memory it had at once, as the system counts it; 0 where the system does not tell.
    #[must_use]
    pub fn memory_peak_mib(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        kib.unwrap_or_default() / 1024
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

impl Drop for Server {
    fn drop(&mut self) {
        // A test may leave its server running; the kill of one that ended is refused, and that is well.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
        let complaints = self.log.complaints();
        assert!(
            complaints.is_empty() || self.is_killed || std::thread::panicking(),
            "the log is not clean: {complaints:#?}"
        );
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
