//! Handlers that serve the files of the screens from the binary: the coordinator's console, the volunteer's page, and
//! other files, with `ETag` and caching. The files themselves are in the crate `karavan_web`.

use crate::http::problem::{Kind, Problem};
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use karavan_web::WebFile;

/// The coordinator's console.
pub(crate) async fn console(headers: HeaderMap) -> Response {
    answer(karavan_web::console(), &headers)
}

/// The page on which people choose a region.
pub(crate) fn regions(headers: &HeaderMap) -> Response {
    answer(karavan_web::regions(), headers)
}

/// The volunteer's page. The token is in the fragment of the URL, which browsers do not send.
pub(crate) async fn volunteer(headers: HeaderMap) -> Response {
    answer(karavan_web::volunteer(), &headers)
}

/// Any other file of the screens; 404 when there is none.
pub(crate) async fn file(request: Request) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    match karavan_web::file(request.uri().path()).filter(|_| is_read) {
        Some(file) => answer(file, request.headers()),
        None => Problem::from(Kind::NotFound).into_response(),
    }
}

fn answer(file: WebFile, headers: &HeaderMap) -> Response {
    // A file with a hash in its name never changes; pages are revalidated each time, at the cost of a few bytes.
    let kept = if file.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let is_known = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|tag| tag.as_bytes() == file.etag.as_bytes());
    let headers_sent = [(CACHE_CONTROL, kept.to_owned()), (ETAG, file.etag)];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers_sent).into_response();
    }
    let kind = [(CONTENT_TYPE, file.content_type)];
    (headers_sent, kind, Body::from(file.bytes.into_owned())).into_response()
}
