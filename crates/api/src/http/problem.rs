//! Failed calls as `application/problem+json` (RFC 9457): `Problem`, its kinds with status and title (`Kind`), the body
//! in English and Russian (`ProblemBody`), and the conversion of service errors, whose cause goes to the log alone.
//! Single faults of fields are in `fault.rs`.

use crate::http::fault::{Fault, FieldFault};
use crate::texts::{self, FilledText, Text, titles};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use karavan_service::ServiceError;
use karavan_store::{ItemFinding, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $slug:literal, $title:ident;)*) => {
        /// What kind of failure it is; each has one type URI, one status and one title.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            /// The status, the last part of the type URI, and the title.
            const fn definition(self) -> (StatusCode, &'static str, Text) {
                match self { $(Self::$name => (StatusCode::$status, $slug, titles::$title)),* }
            }
        }
    };
}

kinds! {
    /// The request as a whole cannot be read.
    Malformed = BAD_REQUEST, "malformed", MALFORMED;
    /// A `POST` without an idempotency key.
    KeyRequired = BAD_REQUEST, "idempotency-key-required", KEY_REQUIRED;
    /// A malformed idempotency key.
    KeyInvalid = BAD_REQUEST, "idempotency-key-invalid", KEY_INVALID;
    /// The caller is not recognised.
    Unauthorized = UNAUTHORIZED, "unauthorized", UNAUTHORIZED;
    /// The password is right, and a code of the second step is wanted with it.
    SecondStepWanted = UNAUTHORIZED, "second-step-wanted", SECOND_STEP_WANTED;
    /// The password is right, and the code of the second step is not, or was used.
    SecondStepWrong = UNAUTHORIZED, "second-step-wrong", SECOND_STEP_WRONG;
    /// The caller is recognised and not allowed to make this call.
    Forbidden = FORBIDDEN, "forbidden", FORBIDDEN;
    /// A call from a page of another site.
    CrossSite = FORBIDDEN, "cross-site", CROSS_SITE;
    /// A link that opens later.
    TooEarly = FORBIDDEN, "too-early", TOO_EARLY;
    /// Does not exist, or must not be visible to this caller.
    NotFound = NOT_FOUND, "not-found", NOT_FOUND;
    /// The path exists and does not take this method.
    Method = METHOD_NOT_ALLOWED, "method-not-allowed", METHOD;
    /// The body did not arrive in time.
    Slow = REQUEST_TIMEOUT, "too-slow", SLOW;
    /// It existed and does not exist any more.
    Gone = GONE, "gone", GONE;
    /// The state of the object does not allow it.
    Conflict = CONFLICT, "conflict", CONFLICT;
    /// Another call with the same idempotency key is still running.
    InProgress = CONFLICT, "idempotency-in-progress", IN_PROGRESS;
    /// The object has another version than the caller saw.
    Stale = PRECONDITION_FAILED, "stale", STALE;
    /// The body is larger than its route allows.
    TooLarge = PAYLOAD_TOO_LARGE, "too-large", TOO_LARGE;
    /// The body has another media type.
    MediaType = UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", MEDIA_TYPE;
    /// Readable, but with faults in fields.
    Invalid = UNPROCESSABLE_ENTITY, "invalid", INVALID;
    /// The idempotency key was used for another call.
    KeyReused = UNPROCESSABLE_ENTITY, "idempotency-key-reused", KEY_REUSED;
    /// `If-Match` is missing.
    VersionRequired = PRECONDITION_REQUIRED, "version-required", VERSION_REQUIRED;
    /// Too many attempts to log in.
    TooMany = TOO_MANY_REQUESTS, "too-many", TOO_MANY;
    /// More than an API key may send.
    QuotaUsed = TOO_MANY_REQUESTS, "quota", QUOTA_USED;
    /// A bug or a failure of ours.
    Internal = INTERNAL_SERVER_ERROR, "internal", INTERNAL;
    /// A stored record cannot be read.
    Unreadable = INTERNAL_SERVER_ERROR, "unreadable", UNREADABLE;
    /// The database cannot be reached or is locked.
    Unavailable = SERVICE_UNAVAILABLE, "storage-unavailable", UNAVAILABLE;
    /// A region of the database that this server does not serve, for want of its map or its keys.
    NotServed = SERVICE_UNAVAILABLE, "region-not-served", NOT_SERVED;
    /// More calls at once than there are places.
    Busy = SERVICE_UNAVAILABLE, "busy", BUSY;
    /// The disk of the database is full.
    Full = INSUFFICIENT_STORAGE, "storage-full", FULL;
}

/// A failed call. The outermost layer writes its body, because it knows the id of the request.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    kind: Kind,
    /// Boxed to keep `Result<_, Problem>` small.
    more: Box<More>,
}

#[derive(Clone, Debug, Default)]
struct More {
    detail: Option<FilledText>,
    errors: Vec<Fault>,
    headers: HeaderMap,
    cause: Option<String>,
}

/// The body of a failed call, `application/problem+json`.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// Stable name of the kind of failure.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid")]
    pub(crate) kind: String,
    /// What kind of failure it is, in English.
    pub(crate) title: String,
    /// What kind of failure it is, in Russian.
    pub(crate) title_ru: String,
    /// The HTTP status of the response.
    #[schema(example = 422)]
    pub(crate) status: u16,
    /// Details, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) detail: Option<String>,
    /// Details, in Russian.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) detail_ru: Option<String>,
    /// Id of the request, as in the header `X-Request-Id` and in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) instance: Option<String>,
    /// All faults of the fields that were sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<Fault>,
}

impl Problem {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            more: Box::default(),
        }
    }

    /// Adds a detail that a person reads.
    pub(crate) fn saying(mut self, detail: impl Into<FilledText>) -> Self {
        self.more.detail = Some(detail.into());
        self
    }

    /// A problem with the faults of the fields that were sent.
    pub(crate) fn with_faults(errors: Vec<Fault>) -> Self {
        let mut problem = Self::new(Kind::Invalid);
        problem.more.errors = errors;
        problem
    }

    /// Code and pointer of every fault. A pointer with names that are not of the contract is left out: it may hold
    /// personal data.
    pub(crate) fn findings(&self) -> Vec<ItemFinding> {
        let is_ours = |pointer: &str| {
            let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_/".contains(&byte);
            pointer.len() <= 64 && pointer.bytes().all(fits)
        };
        let findings = self.more.errors.iter().map(|fault| ItemFinding {
            code: fault.code.clone(),
            place: Some(fault.pointer.clone())
                .filter(|pointer| fault.code != FieldFault::Unknown.code() && is_ours(pointer))
                .unwrap_or_default(),
        });
        findings.collect()
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.more.headers.insert(name, value);
        self
    }

    /// Adds the cause, for the log only.
    pub(crate) fn because(mut self, cause: impl ToString) -> Self {
        self.more.cause = Some(cause.to_string());
        self
    }

    /// The cause, for the log only.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.more.cause.as_deref()
    }

    /// Adds `Retry-After`, in seconds.
    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        self.with_header(RETRY_AFTER, HeaderValue::from(seconds))
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.kind.definition().0
    }

    /// The body, for the response or for one row of a batch.
    pub(crate) fn body(&self, instance: Option<String>) -> ProblemBody {
        let (status, slug, title) = self.kind.definition();
        let detail = self.more.detail.clone().map(|FilledText { en, ru }| (en, ru));
        let (detail, detail_ru) = detail.unzip();
        ProblemBody {
            kind: format!("/problems/{slug}"),
            title: title.en.to_owned(),
            title_ru: title.ru.to_owned(),
            status: status.as_u16(),
            detail,
            detail_ru,
            instance,
            errors: self.more.errors.clone(),
        }
    }

    /// The whole response.
    pub(crate) fn answer(&self, instance: &str) -> Response {
        let body = serde_json::to_vec(&self.body(Some(instance.to_owned()))).unwrap_or_default();
        let mut response = (self.status(), self.more.headers.clone(), Body::from(body)).into_response();
        let json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        response
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

/// Passes the problem to the outermost layer, which writes the body.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Store(StoreError::Full) => {
                Self::new(Kind::Full).retry_after(5).saying(texts::calls::DISK_FULL)
            }
            ServiceError::Store(
                error @ (StoreError::Unavailable(_) | StoreError::Moved(_) | StoreError::NotReady(_)),
            ) => Self::new(Kind::Unavailable).retry_after(2).because(error),
            ServiceError::Store(
                error @ (StoreError::Row { .. }
                | StoreError::Word { .. }
                | StoreError::Sealed { .. }
                | StoreError::Corrupt(_)),
            ) => Self::new(Kind::Unreadable)
                .saying(texts::calls::RECORD_DAMAGED)
                .because(error),
            ServiceError::Store(StoreError::Interrupted) | ServiceError::Cancelled => {
                Self::new(Kind::Busy).retry_after(1)
            }
            error => Self::new(Kind::Internal).because(error),
        }
    }
}
