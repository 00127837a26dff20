//! `open_json`: a response with a JSON body for OSRM's clients, readable by pages of any site (CORS) and marked as
//! `ForeignFormat`. Errors are built in `refusal.rs`.

use crate::http::middleware::ForeignFormat;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A JSON response that pages of other sites may read, because it holds no data about people.
pub(super) fn open_json(body: impl Serialize) -> Response {
    let mut response = axum::Json(body).into_response();
    let everyone = HeaderValue::from_static("*");
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, everyone);
    response.extensions_mut().insert(ForeignFormat);
    response
}
