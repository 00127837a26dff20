//! `Refusal`: an error in OSRM's format, a code such as `InvalidQuery` or `NoRoute` and a message, with status 400, or
//! 503 when the service fails, as it does while the server stops.

use super::open_json::open_json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use karavan_service::NoTravel;
use karavan_service::ServiceError;
use serde_json::json;

/// A code of OSRM's and a message for people.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl Refusal {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code,
            message: message.into(),
        }
    }

    /// The path cannot be read.
    pub(super) fn url(message: impl Into<String>) -> Self {
        Self::new("InvalidUrl", message)
    }

    /// The options after `?` cannot be read.
    pub(super) fn query(message: impl Into<String>) -> Self {
        Self::new("InvalidQuery", message)
    }

    /// The options can be read, but their values are wrong or not supported.
    pub(super) fn value(message: impl Into<String>) -> Self {
        Self::new("InvalidValue", message)
    }

    /// An option that is not supported.
    pub(super) fn unsupported(wish: &str) -> Self {
        Self::value(format!("{wish} is not supported here; leave it out"))
    }

    /// A list whose length differs from the number of points.
    pub(super) fn options(message: impl Into<String>) -> Self {
        Self::new("InvalidOptions", message)
    }

    /// A query above its limit of size.
    pub(super) fn too_big(most: &str) -> Self {
        Self::new("TooBig", format!("at most {most} in one query"))
    }

    /// The server is stopping.
    pub(super) fn stopping() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            ..Self::new("Stopping", "the server is stopping")
        }
    }

    /// No way of travel, under the code of the service that was called.
    pub(super) fn no_travel(why: NoTravel, word: &'static str) -> Self {
        match why {
            NoTravel::NoRoadNear(at) => Self::new(
                "NoSegment",
                format!("no road within its radius of the point of number {at}"),
            ),
            NoTravel::NoRoadsFor(profile) => Self::new(
                "InvalidProfile",
                format!("no roads for {} in this map; ask for driving", profile.name()),
            ),
            NoTravel::NoWay(at) => Self::new(word, format!("no road from the point of number {at} to the next")),
        }
    }
}

impl From<ServiceError> for Refusal {
    fn from(_: ServiceError) -> Self {
        Self::stopping()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = open_json(json!({ "code": self.code, "message": self.message }));
        *response.status_mut() = self.status;
        response
    }
}
