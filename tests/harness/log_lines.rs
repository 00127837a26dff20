//! `LogLines`: collects what a test server writes on standard error, waits for a line, and finds warnings and errors
//! that the test did not expect.
#![allow(clippy::expect_used, clippy::panic, reason = "a harness fails loudly")]

use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Words of a line that is a complaint, in a log of text and of JSON.
const COMPLAINTS: [&str; 3] = ["WARN", "ERROR", "panicked"];

/// The lines so far, and those to come while the server lives.
pub(crate) struct LogLines {
    shared: Arc<(Mutex<Written>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    /// How many lines [`LogLines::said`] has passed.
    read: usize,
    expected: Vec<String>,
}

#[derive(Default)]
struct Written {
    lines: Vec<String>,
    is_over: bool,
}

impl LogLines {
    pub(crate) fn of(pipe: impl Read + Send + 'static) -> Self {
        let shared: Arc<(Mutex<Written>, Condvar)> = Arc::default();
        let writer = Arc::clone(&shared);
        let reader = std::thread::spawn(move || {
            let (written, news) = &*writer;
            for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                written.lock().expect("a lock").lines.push(line);
                news.notify_all();
            }
            written.lock().expect("a lock").is_over = true;
            news.notify_all();
        });
        Self {
            shared,
            reader: Some(reader),
            read: 0,
            expected: Vec::new(),
        }
    }

    /// The rest of the next line that begins so.
    pub(crate) fn said(&mut self, beginning: &str, within: Duration) -> String {
        let until = Instant::now() + within;
        let (written, news) = &*self.shared;
        let mut written = written.lock().expect("a lock");
        loop {
            while let Some(line) = written.lines.get(self.read) {
                self.read += 1;
                if let Some(rest) = line.strip_prefix(beginning) {
                    return rest.to_owned();
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(
                !written.is_over && !left.is_zero(),
                "the server never said “{beginning}”: {:#?}",
                written.lines
            );
            written = news.wait_timeout(written, left).expect("a lock").0;
        }
    }

    /// Complaints with these words are part of the test.
    pub(crate) fn expect(&mut self, words: &str) {
        self.expected.push(words.to_owned());
    }

    /// Expects what another log was expected to hold.
    pub(crate) fn expect_as(&mut self, other: &Self) {
        self.expected.clone_from(&other.expected);
    }

    /// All lines of a server that has ended.
    pub(crate) fn whole(&mut self) -> Vec<String> {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the log is read");
        }
        self.shared.0.lock().expect("a lock").lines.clone()
    }

    /// The complaints of a server that has ended which nobody expected.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        let mut lines = self.whole();
        lines.retain(|line| {
            COMPLAINTS.iter().any(|word| line.contains(word)) && !self.expected.iter().any(|words| line.contains(words))
        });
        lines
    }
}
