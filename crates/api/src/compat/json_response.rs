//! `json_response`: a JSON response in the format of Photon or Nominatim, marked with `ForeignFormat` so that errors
//! are not rewritten as problems. OSRM has its own in `osrm/open_json.rs`.

use crate::http::middleware::ForeignFormat;
use axum::Extension;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// A JSON response in another program's format, which the outermost layer leaves as it is.
pub(super) fn json_response(status: StatusCode, kind: &'static str, body: &serde_json::Value) -> Response {
    let kind = HeaderValue::from_static(kind);
    (
        status,
        [(CONTENT_TYPE, kind)],
        Extension(ForeignFormat),
        body.to_string(),
    )
        .into_response()
}
