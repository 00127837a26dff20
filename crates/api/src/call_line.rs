//! The line of the log that every call leaves: method, template of the path, status, milliseconds and the call's id.
//!
//! Never the path itself, the query, a header or the body: they name people, hold links or are secrets.

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use std::time::Instant;

/// What stands for a path that no call has.
const NO_TEMPLATE: &str = "-";
/// What stands for a method that HTTP does not define: its name is the client's own word.
const OTHER_METHOD: &str = "OTHER";
/// The status of a call whose client was gone before the answer; no client ever sees it.
const CLIENT_GONE: u16 = 499;

/// A call under way. Dropped before it is answered, it says that the client went away.
pub(crate) struct CallLine {
    id: String,
    method: &'static str,
    template: Option<MatchedPath>,
    began: Instant,
    is_told: bool,
}

impl CallLine {
    pub(crate) fn begin(request: &Request) -> Self {
        Self {
            id: uuid::Uuid::new_v4().simple().to_string(),
            method: known(request.method()),
            template: request.extensions().get::<MatchedPath>().cloned(),
            began: Instant::now(),
            is_told: false,
        }
    }

    /// The id that the answer carries in `x-request-id`.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Says why a call failed.
    pub(crate) fn failed(&self, cause: &str) {
        let (request, method, template) = (self.id(), self.method, self.template());
        tracing::error!(request, method, template, cause, "a call failed");
    }

    /// Says how a call was answered.
    pub(crate) fn answered(mut self, status: StatusCode) {
        self.tell(status.as_u16());
    }

    fn template(&self) -> &str {
        self.template.as_ref().map_or(NO_TEMPLATE, MatchedPath::as_str)
    }

    fn tell(&mut self, status: u16) {
        let millis = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (request, method, template) = (self.id(), self.method, self.template());
        tracing::info!(request, method, template, status, millis, "answered");
        self.is_told = true;
    }
}

impl Drop for CallLine {
    fn drop(&mut self) {
        if !self.is_told {
            self.tell(CLIENT_GONE);
        }
    }
}

fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = [
        "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "CONNECT", "PATCH", "TRACE",
    ];
    let named = KNOWN.into_iter().find(|name| *name == method.as_str());
    named.unwrap_or(OTHER_METHOD)
}
