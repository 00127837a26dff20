//! `wrap_call`, the outermost layer: request id, log line, security headers, the body of problems, and the time limit
//! of a call. A call that changes something runs in a task of its own, which finishes even when its client disconnects.
//! `ForeignFormat` marks responses whose body is not replaced by a problem.

use crate::http::call_line::CallLine;
use crate::http::lanes::{Lanes, Ticket};
use crate::http::problem::{Kind, Problem};
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
use karavan_model::RegionName;
use karavan_service::Service;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

/// The longest time for a call. Streams answer at once and are not limited by it.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same for tables: one of a hundred thousand rows takes minutes.
const PATIENCE_FOR_TABLES: Duration = Duration::from_secs(600);
const TABLES: &str = "/v1/tables/";

/// Content security policy: no scripts, fonts, tiles or analytics of other sites, and no embedding in their frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; font-src 'self'; base-uri 'none'; \
    frame-ancestors 'none'; form-action 'self'";

const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), microphone=(), payment=(), usb=()"),
    ("x-robots-tag", "noindex"),
];
const LASTING_TLS: &str = "max-age=31536000";

/// State of the outermost layer.
#[derive(Clone)]
pub(crate) struct CallLayer {
    pub(crate) lanes: Arc<Lanes>,
    pub(crate) is_secure: bool,
    /// The region whose calls these are, where several are served; for the log.
    pub(crate) region: Option<RegionName>,
    /// Its random source makes the ids of calls.
    pub(crate) service: Service,
}

/// Marks a response in another program's format: the layer does not replace its body by a problem.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ForeignFormat;

/// Wraps every call: request id, log line, problem body, headers.
pub(crate) async fn wrap_call(State(layer): State<CallLayer>, request: Request, next: Next) -> Response {
    // Without random bytes a call is still answered, with an id that is not unique.
    let line = CallLine::begin(
        &request,
        layer.region.clone(),
        layer.service.chance().id().unwrap_or_default(),
    );
    let mut response = run_call(&layer, request, next).await;
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => Some(problem),
        None if response.extensions().get::<ForeignFormat>().is_some() => None,
        // A plain-text refusal of the router or of a layer becomes a problem too.
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

/// Runs a call within its time limit. A call that changes something runs in a task of its own and finishes even when
/// its client disconnects or times out; its idempotency key stays in use until then. A call that changes nothing is
/// dropped when its client disconnects.
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

/// Waits for a call up to `patience`; `None` after that. The time of a body that is still arriving has a limit of its
/// own.
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

/// The problem of a call that is refused whatever its route.
fn refusal(request: &Request) -> Option<Problem> {
    let headers = request.headers();
    let mut hosts = headers.get_all(HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    // RFC 9112, 3.2: exactly one; HTTP/1.0 does not require it.
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
    // Answers may contain names and addresses, so they are not cached unless they say otherwise.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}
