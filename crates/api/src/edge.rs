//! The outermost layer: every answer gets its id, its headers and, when it is a problem, its body. Nothing that can
//! name a person is logged: the template of the path, never the path, and no query.

use crate::call_line::CallLine;
use crate::problem::{Kind, Problem};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Longer than any call should take; streams answer at once and are not held to it.
const PATIENCE: Duration = Duration::from_secs(60);
/// Calls at work at once; more are told to come back.
const AT_ONCE: usize = 128;

/// Nothing from elsewhere: no scripts, fonts, tiles or analytics, and nobody may frame us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self' blob:; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), microphone=(), payment=(), usb=()"),
    ("x-robots-tag", "noindex"),
];
const LASTING_TLS: &str = "max-age=31536000";

/// What the layer needs to know.
#[derive(Clone)]
pub(crate) struct Edge {
    places: Arc<Semaphore>,
    is_secure: bool,
}

impl Edge {
    pub(crate) fn new(is_secure: bool) -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            is_secure,
        }
    }
}

/// Marks a refusal in the words of another program's format, which its clients wait for: it stays as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnWords;

/// Wraps every call.
pub(crate) async fn edge(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let line = CallLine::begin(&request);
    let mut response = answered(&edge, request, next).await;
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => Some(problem),
        None if response.extensions().get::<OwnWords>().is_some() => None,
        // A refusal of the router or of a layer, as plain text: it becomes a problem too.
        None => foreign_refusal(&response).map(Problem::from),
    };
    if let Some(problem) = problem {
        let headers = std::mem::take(response.headers_mut());
        response = problem.answer(line.id());
        if let Some(allow) = headers.get("allow") {
            response.headers_mut().insert("allow", allow.clone());
        }
        match problem.cause() {
            Some(cause) => line.failed(cause),
            None if problem.status() == StatusCode::INTERNAL_SERVER_ERROR => line.failed("what should be there is not"),
            None => {}
        }
    }
    dress(response.headers_mut(), line.id(), edge.is_secure);
    line.answered(response.status());
    response
}

/// Logging in reads a body of anybody: it has places of its own, taken when the body is in.
const LOGIN: (Method, &str) = (Method::POST, "/v1/session");

/// A call that changes something runs in a task of its own: a client that goes away, or is told to come back, leaves it
/// to end as it would have. Its key stays taken meanwhile, so that a second try waits for the first.
async fn answered(edge: &Edge, request: Request, next: Next) -> Response {
    let place = match (request.method(), request.uri().path()) == (&LOGIN.0, LOGIN.1) {
        true => None,
        false => match Arc::clone(&edge.places).try_acquire_owned() {
            Ok(place) => Some(place),
            Err(_) => return Problem::from(Kind::Busy).retry_after(1).into_response(),
        },
    };
    let is_safe = request.method().is_safe();
    let call = async move {
        let response = next.run(request).await;
        drop(place);
        response
    };
    let ended = tokio::time::timeout(PATIENCE, async {
        match is_safe {
            true => AssertUnwindSafe(call).catch_unwind().await.ok(),
            false => tokio::spawn(call).await.ok(),
        }
    });
    match ended.await {
        Ok(Some(response)) => response,
        Ok(None) => Problem::from(Kind::Internal)
            .because("the call panicked")
            .into_response(),
        Err(_) => Problem::from(Kind::Busy).retry_after(5).into_response(),
    }
}

fn foreign_refusal(response: &Response) -> Option<Kind> {
    match response.status() {
        StatusCode::NOT_FOUND => Some(Kind::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Kind::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Kind::TooLarge),
        status if status.is_client_error() => Some(Kind::Malformed),
        status if status.is_server_error() => Some(Kind::Internal),
        _ => None,
    }
}

fn dress(headers: &mut HeaderMap, id: &str, is_secure: bool) {
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_secure {
        headers.insert("strict-transport-security", HeaderValue::from_static(LASTING_TLS));
    }
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert("x-request-id", id);
    }
    // What does not say otherwise may hold names and addresses.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}
