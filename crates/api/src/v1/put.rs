//! Helpers that most `PUT` calls share: the id of the path (`path_id`), the expected version from `If-Match`
//! (`expected`), and the status of the answer or its problem 412 or 428 (`put_status`). No handlers.

use crate::http::extract::IfMatch;
use crate::http::problem::{Kind, Problem};
use crate::http::response::etag;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use karavan_intake::plain_text::is_id;
use karavan_store::{Expected, Put};

/// The id of a path; 404 when it is malformed.
pub(super) fn path_id(id: String) -> Result<String, Problem> {
    match is_id(&id) {
        true => Ok(id),
        false => Err(Kind::NotFound.into()),
    }
}

/// The version that a `PUT` expects to replace.
pub(super) const fn expected(version: IfMatch) -> Expected {
    match version.0 {
        Some(version) => Expected::Version(version),
        None => Expected::Nothing,
    }
}

/// The status of a `PUT`, or the problem: 412 for another version, 428 for a missing one.
pub(super) fn put_status(put: Put, version: IfMatch) -> Result<StatusCode, Problem> {
    match (put, version.0) {
        (Put::Created, _) => Ok(StatusCode::CREATED),
        (Put::Updated(_) | Put::Unchanged(_), _) => Ok(StatusCode::OK),
        (Put::Stale(Some(found)), Some(_)) => Err(Problem::from(Kind::Stale).with_header(ETAG, etag(found))),
        (Put::Stale(None), _) => Err(Kind::Stale.into()),
        (Put::Stale(Some(_)), None) => Err(version.required().err().unwrap_or_else(|| Kind::VersionRequired.into())),
    }
}
