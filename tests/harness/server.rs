//! `Server`: starts the real binary for a test on a temporary database and a free port, with restart and kill; it is
//! called as a `Client`. When it is dropped, unexpected complaints in its log fail the test.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a harness fails loudly"
)]

pub use crate::client::{Answer, Client};
use crate::log_lines::LogLines;
use crate::morning::morning_zone;
use crate::{command, town};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;
use tempfile::TempDir;

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
    client: Client,
    /// Of a server of several regions, by name; each has secrets of its own.
    regions: BTreeMap<String, Client>,
}

/// A server is called as its only region is.
impl Deref for Server {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
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
        server.client.password = server.said("password: ");
        server.client.key = server.said("intake key: ");
        server
    }

    /// Starts one on a folder of maps, for the first time in these regions, which come in the order of their numbers.
    #[must_use]
    pub fn start_regions(maps: &Path, regions: &[&str], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let arguments = arguments.iter().map(|&one| one.to_owned()).collect();
        let mut server = Self::begin(folder, maps.to_owned(), arguments, Vec::new());
        for name in regions {
            assert_eq!(server.said("region: "), *name);
            let client = Client {
                url: format!("{}/regions/{name}", server.url),
                password: server.said("password: "),
                key: server.said("intake key: "),
            };
            server.regions.insert((*name).to_owned(), client);
        }
        server
    }

    /// A region of a server of several.
    ///
    /// # Panics
    /// When it was not started with it.
    #[must_use]
    pub fn region(&self, name: &str) -> &Client {
        &self.regions[name]
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
        server.client.password.clone_from(&self.client.password);
        server.client.key.clone_from(&self.client.key);
        server.regions = std::mem::take(&mut self.regions);
        for (name, region) in &mut server.regions {
            region.url = format!("{}/regions/{name}", server.client.url);
        }
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
            if map.is_dir() { "--maps" } else { "--map" },
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
            client: Client::default(),
            regions: BTreeMap::new(),
        };
        server.client.url = server.said("Karavan listens on ");
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

    /// The folder of its data.
    #[must_use]
    pub fn data_dir(&self) -> &str {
        self.folder.path().to_str().expect("a path in UTF-8")
    }

    /// The most memory it had at once, as the system counts it; 0 where the system does not tell.
    #[must_use]
    pub fn memory_peak_mib(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        kib.unwrap_or_default() / 1024
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
