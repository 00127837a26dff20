//! Answers of the geocoders' doors.

use crate::http::middleware::OwnWords;
use axum::Extension;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// An answer in somebody else's format.
pub(super) fn told(status: StatusCode, kind: &'static str, body: &serde_json::Value) -> Response {
    let kind = HeaderValue::from_static(kind);
    (status, [(CONTENT_TYPE, kind)], Extension(OwnWords), body.to_string()).into_response()
}
