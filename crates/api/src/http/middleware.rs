//! The outermost layer: every answer gets its id, its headers and, when it is a problem, its body. Nothing that can
//! name a person is logged: the template of the path, never the path, and no query.

use crate::http::lanes::{Lanes, Ticket};
use crate::http::problem::{Kind, Problem};
use crate::http::request_log::CallLine;
use crate::http::ticketed_body::keep_ticket;
use crate::texts::calls as texts;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue,
    REFERRER_POLICY,
};
use axum::http::{HeaderMap, StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use karavan_service::Service;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

/// Longer than any call should take; streams answer at once and are not held to it.
const PATIENCE: Duration = Duration::from_secs(60);
/// A table of a hundred thousand rows takes longer.
const PATIENCE_FOR_TABLES: Duration = Duration::from_secs(600);
const TABLES: &str = "/v1/tables/";

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
pub(crate) struct CallLayer {
    pub(crate) lanes: Arc<Lanes>,
    pub(crate) is_secure: bool,
    /// Draws the ids of calls.
    pub(crate) service: Service,
}

/// Marks a refusal in the words of another program's format, which its clients wait for: it stays as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ForeignFormat;

/// Wraps every call.
pub(crate) async fn wrap_call(State(layer): State<CallLayer>, request: Request, next: Next) -> Response {
    // Without chance a call is answered all the same, under an id that others have too.
    let line = CallLine::begin(&request, layer.service.chance().id().unwrap_or_default());
    let mut response = run_call(&layer, request, next).await;
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => Some(problem),
        None if response.extensions().get::<ForeignFormat>().is_some() => None,
        // A refusal of the router or of a layer, as plain text: it becomes a problem too.
        None => plain_refusal(&response).map(Problem::from),
    };
    if let Some(problem) = problem {
        let headers = std::mem::take(response.headers_mut());
        response = problem.answer(line.id());
        for kept in ["allow", "access-control-allow-origin"] {
            if let Some(value) = headers.get(kept) {
                response.headers_mut().insert(kept, value.clone());
            }
        }
        match problem.cause() {
            Some(cause) => line.failed(cause),
            None if problem.status() == StatusCode::INTERNAL_SERVER_ERROR => line.failed("what should be there is not"),
            None => {}
        }
    }
    set_headers(response.headers_mut(), line.id(), layer.is_secure);
    line.answered(response.status());
    response
}

/// A call that changes something runs in a task of its own: a client that goes away, or is told to come back, leaves it
/// to end as it would have. Its key stays taken meanwhile, so that a second try waits for the first. A call that changes
/// nothing ends when its client goes away.
async fn run_call(layer: &CallLayer, mut request: Request, next: Next) -> Response {
    if let Some(refusal) = refusal(&request) {
        return refusal.into_response();
    }
    let path = request.uri().path();
    let patience = match path.starts_with(TABLES) {
        true => PATIENCE_FOR_TABLES,
        false => PATIENCE,
    };
    let changes_nothing = request.method().is_safe() || path.starts_with("/vroom");
    let ticket = Ticket::new(&layer.lanes);
    request.extensions_mut().insert(ticket.clone());
    let on_time = ticket.clone();
    let call = async move {
        let response = next.run(request).await;
        match ticket.keeps_place_until_sent() {
            true => keep_ticket(response, ticket),
            false => response,
        }
    };
    let ended = within(patience, &on_time, async {
        match changes_nothing {
            true => AssertUnwindSafe(call).catch_unwind().await.ok(),
            false => tokio::spawn(call).await.ok(),
        }
    });
    match ended.await {
        Some(Some(response)) => response,
        Some(None) => Problem::from(Kind::Internal)
            .because("the call panicked")
            .into_response(),
        None => Problem::from(Kind::Busy).retry_after(5).into_response(),
    }
}

/// Waits so long for a call, not counting while its body is on its way, which has a limit of its own.
async fn within<T>(patience: Duration, ticket: &Ticket, call: impl Future<Output = T>) -> Option<T> {
    let mut call = std::pin::pin!(call);
    loop {
        match tokio::time::timeout(patience, &mut call).await {
            Ok(ended) => return Some(ended),
            Err(_) if ticket.is_body_arriving() => {}
            Err(_) => return None,
        }
    }
}

/// What no call of ours may look like, whatever it asks.
fn refusal(request: &Request) -> Option<Problem> {
    let headers = request.headers();
    let mut hosts = headers.get_all(HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    // RFC 9112, 3.2: neither none nor two; who speaks HTTP/1.0 need not say it.
    if second.is_some() || first.is_none() && request.version() == Version::HTTP_11 {
        let problem = Problem::from(Kind::Malformed);
        return Some(problem.saying(texts::HOST_ONCE));
    }
    let is_plain = |coding: &HeaderValue| coding.as_bytes().eq_ignore_ascii_case(b"identity");
    if !headers.get_all(CONTENT_ENCODING).iter().all(is_plain) {
        let problem = Problem::from(Kind::MediaType).with_header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        return Some(problem.saying(texts::BODY_UNCOMPRESSED));
    }
    None
}

fn plain_refusal(response: &Response) -> Option<Kind> {
    match response.status() {
        StatusCode::NOT_FOUND => Some(Kind::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Kind::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Kind::TooLarge),
        status if status.is_client_error() => Some(Kind::Malformed),
        status if status.is_server_error() => Some(Kind::Internal),
        _ => None,
    }
}

fn set_headers(headers: &mut HeaderMap, id: &str, is_secure: bool) {
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
