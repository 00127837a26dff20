//! `Feed`: reads a stream of server-sent events in a test; `next_data` waits for the next event of a name.
#![allow(clippy::expect_used, reason = "a harness fails loudly")]

use serde_json::Value;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Server-sent events, line by line.
pub struct Feed {
    pub(crate) lines: Receiver<String>,
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
