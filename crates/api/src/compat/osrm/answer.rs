//! Answers of OSRM's doors.

use crate::http::middleware::ForeignFormat;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// An answer that pages of other sites may read too: it holds nothing of anybody's.
pub(super) fn answer(body: impl Serialize) -> Response {
    let mut response = axum::Json(body).into_response();
    let everyone = HeaderValue::from_static("*");
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, everyone);
    response.extensions_mut().insert(ForeignFormat);
    response
}
