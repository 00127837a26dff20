//! `CallLine` writes the access log: method, template of the path, region, status, milliseconds and id of a call, and
//! why a call failed. The line is written when the call is answered, or dropped because its client left (499);
//! `middleware.rs` makes one for each call. Path, query, headers and body are left out: they may name people or hold
//! secrets.

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use karavan_model::RegionName;
use karavan_service::Stopwatch;
use uuid::Uuid;

/// Stands for a path without a route.
const NO_TEMPLATE: &str = "-";
/// Stands for a method that HTTP does not define, because its name may be any text.
const OTHER_METHOD: &str = "OTHER";
/// The status in the log of a call whose client disconnected before the answer, as in nginx.
const CLIENT_GONE: u16 = 499;

/// A running call. When it is dropped before it is answered, the log says that the client disconnected.
pub(crate) struct CallLine {
    id: String,
    method: &'static str,
    template: Option<MatchedPath>,
    /// Where several are served.
    region: Option<RegionName>,
    began: Stopwatch,
    is_written: bool,
}

impl CallLine {
    /// Starts the clock of a call with a new `id`.
    pub(crate) fn begin(request: &Request, region: Option<RegionName>, id: Uuid) -> Self {
        Self {
            id: id.simple().to_string(),
            method: known(request.method()),
            template: request.extensions().get::<MatchedPath>().cloned(),
            region,
            began: Stopwatch::start(),
            is_written: false,
        }
    }

    /// The id that the answer carries in `x-request-id`.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Logs why a call failed.
    pub(crate) fn failed(&self, cause: &str) {
        let (request, method, template) = (self.id(), self.method, self.template());
        let region = self.region();
        tracing::error!(request, region, method, template, cause, "a call failed");
    }

    /// Logs how a call was answered.
    pub(crate) fn answered(mut self, status: StatusCode) {
        self.write_line(status.as_u16());
    }

    fn template(&self) -> &str {
        self.template.as_ref().map_or(NO_TEMPLATE, MatchedPath::as_str)
    }

    /// Left out of the line where there is only one.
    fn region(&self) -> Option<&str> {
        self.region.as_ref().map(RegionName::as_str)
    }

    fn write_line(&mut self, status: u16) {
        let millis = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (request, method, template) = (self.id(), self.method, self.template());
        let region = self.region();
        tracing::info!(request, region, method, template, status, millis, "answered");
        self.is_written = true;
    }
}

impl Drop for CallLine {
    fn drop(&mut self) {
        if !self.is_written {
            self.write_line(CLIENT_GONE);
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::CallLine;
    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::StatusCode;
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use uuid::Uuid;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// The log of a call.
    fn log_of(request: Request, call: impl FnOnce(CallLine)) -> String {
        let page = Page::default();
        let writer = page.clone();
        let log = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || writer.clone());
        tracing::subscriber::with_default(log.finish(), || call(CallLine::begin(&request, None, Uuid::nil())));
        String::from_utf8(page.0.lock().unwrap().clone()).unwrap()
    }

    fn request(method: &str, path: &str) -> Request {
        let request = Request::builder().method(method).uri(path);
        request.body(Body::empty()).unwrap()
    }

    #[test]
    fn a_client_that_goes_away_leaves_a_line_too() {
        let gone = log_of(request("GET", "/v1/requests?q=secret"), drop);
        assert!(gone.lines().count() == 1 && gone.contains("status=499"), "{gone}");
        assert!(!gone.contains("secret"), "{gone}");
    }

    #[test]
    fn an_answered_call_leaves_one_line_and_nothing_of_its_path() {
        let line = log_of(request("SECRET", "/secret"), |line| {
            line.answered(StatusCode::NOT_FOUND);
        });
        assert!(line.lines().count() == 1 && line.contains("status=404"), "{line}");
        assert!(
            line.contains("OTHER") && !line.to_lowercase().contains("secret"),
            "{line}"
        );
    }
}
