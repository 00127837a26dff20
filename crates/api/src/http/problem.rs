//! What a caller is told when a call fails (RFC 9457): in both languages, all faults at once, and nothing of the inside.

use crate::http::fault::{Fault, FieldFault};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use karavan_service::ServiceError;
use karavan_store::{ItemFinding, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $slug:literal, $title:literal, $title_ru:literal;)*) => {
        /// What kind of failure it is; each has one address, one status and one title.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            const fn told(self) -> (StatusCode, &'static str, &'static str, &'static str) {
                match self { $(Self::$name => (StatusCode::$status, $slug, $title, $title_ru)),* }
            }
        }
    };
}

kinds! {
    /// Not what this call takes at all.
    Malformed = BAD_REQUEST, "malformed", "The request cannot be read", "Запрос не разобрать";
    /// `POST` without a key.
    KeyRequired = BAD_REQUEST, "idempotency-key-required", "Idempotency-Key is missing", "Нет заголовка Idempotency-Key";
    /// A key that is none.
    KeyInvalid = BAD_REQUEST, "idempotency-key-invalid", "Idempotency-Key is not well formed", "Неверный Idempotency-Key";
    /// Nobody we know.
    Unauthorized = UNAUTHORIZED, "unauthorized", "Log in first", "Сначала нужно войти";
    /// Somebody who may not.
    Forbidden = FORBIDDEN, "forbidden", "You may not do this", "На это нет прав";
    /// A page of another site.
    CrossSite = FORBIDDEN, "cross-site", "Calls from other sites are refused", "Вызовы с чужих сайтов не принимаются";
    /// The time for it has not come.
    TooEarly = FORBIDDEN, "too-early", "This link does not open yet", "Ссылка ещё не открывается";
    /// Nothing there, or not for this caller's eyes.
    NotFound = NOT_FOUND, "not-found", "There is no such thing", "Такого нет";
    /// Another method.
    Method = METHOD_NOT_ALLOWED, "method-not-allowed", "This address takes another method", "Здесь другой метод";
    /// The body did not come.
    Slow = REQUEST_TIMEOUT, "too-slow", "The body did not arrive in time", "Тело запроса не пришло вовремя";
    /// Over.
    Gone = GONE, "gone", "This link is no longer valid", "Ссылка больше не действует";
    /// Not now, or not any more.
    Conflict = CONFLICT, "conflict", "This does not fit what is there", "Это расходится с тем, что уже есть";
    /// The same key, still at work.
    InProgress = CONFLICT, "idempotency-in-progress", "This is being done already", "Это уже делается";
    /// Somebody changed it.
    Stale = PRECONDITION_FAILED, "stale", "It was changed in between", "Пока вы смотрели, это изменили";
    /// Too big.
    TooLarge = PAYLOAD_TOO_LARGE, "too-large", "The body is too large", "Слишком большой запрос";
    /// Another media type.
    MediaType = UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "This call takes application/json", "Нужен application/json";
    /// Well formed, but wrong.
    Invalid = UNPROCESSABLE_ENTITY, "invalid", "The data was not accepted", "Данные не приняты";
    /// The same key for something else.
    KeyReused = UNPROCESSABLE_ENTITY, "idempotency-key-reused", "This Idempotency-Key was used for something else",
        "Этот Idempotency-Key уже использован для другого";
    /// No version given.
    VersionRequired = PRECONDITION_REQUIRED, "version-required", "If-Match is missing", "Нет заголовка If-Match";
    /// Too often.
    TooMany = TOO_MANY_REQUESTS, "too-many", "Too many attempts", "Слишком много попыток";
    /// More than a key may send.
    QuotaUsed = TOO_MANY_REQUESTS, "quota", "The quota of this key is used up", "Квота этого ключа исчерпана";
    /// Our fault.
    Internal = INTERNAL_SERVER_ERROR, "internal", "The server failed", "На сервере ошибка";
    /// What is kept of it cannot be read.
    Unreadable = INTERNAL_SERVER_ERROR, "unreadable", "This record is damaged", "Эта запись повреждена";
    /// The database is away, or held by somebody.
    Unavailable = SERVICE_UNAVAILABLE, "storage-unavailable", "The database does not answer; what was kept is safe, do this again",
        "База данных не отвечает; сохранённое цело, повторите это действие";
    /// Too much at once.
    Busy = SERVICE_UNAVAILABLE, "busy", "The server is busy", "Сервер занят";
    /// The disk is full.
    Full = INSUFFICIENT_STORAGE, "storage-full", "There is no room left on the disk", "На диске кончилось место";
}

/// A failed call. It becomes a body when the answer leaves, where the id of the request is known.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    kind: Kind,
    /// Boxed, because every call returns a `Result` with a problem in it.
    more: Box<More>,
}

#[derive(Clone, Debug, Default)]
struct More {
    detail: Option<(String, String)>,
    errors: Vec<Fault>,
    headers: HeaderMap,
    cause: Option<String>,
}

/// `application/problem+json`.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// The kind of failure; stable.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid")]
    pub(crate) kind: String,
    /// In English.
    pub(crate) title: String,
    /// In Russian.
    pub(crate) title_ru: String,
    /// The HTTP status.
    #[schema(example = 422)]
    pub(crate) status: u16,
    /// More, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) detail: Option<String>,
    /// More, in Russian.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) detail_ru: Option<String>,
    /// Id of the request, to be found in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) instance: Option<String>,
    /// Every fault of what was sent.
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

    /// Says more, in English and Russian.
    pub(crate) fn saying(mut self, detail: impl Into<String>, detail_ru: impl Into<String>) -> Self {
        self.more.detail = Some((detail.into(), detail_ru.into()));
        self
    }

    /// Names the faults of what was sent.
    pub(crate) fn with_faults(errors: Vec<Fault>) -> Self {
        let mut problem = Self::new(Kind::Invalid);
        problem.more.errors = errors;
        problem
    }

    /// Code and pointer of every fault. A pointer that is not of our own words is left out: it may be somebody's.
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

    /// Tells the log, and only the log, what was behind it.
    pub(crate) fn because(mut self, cause: impl ToString) -> Self {
        self.more.cause = Some(cause.to_string());
        self
    }

    /// For the log only.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.more.cause.as_deref()
    }

    /// Says after how many seconds a second try is welcome.
    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        self.with_header(RETRY_AFTER, HeaderValue::from(seconds))
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.kind.told().0
    }

    /// The body, for the answer or for one row of a batch.
    pub(crate) fn body(&self, instance: Option<String>) -> ProblemBody {
        let (status, slug, title, title_ru) = self.kind.told();
        let (detail, detail_ru) = self.more.detail.clone().unzip();
        ProblemBody {
            kind: format!("/problems/{slug}"),
            title: title.to_owned(),
            title_ru: title_ru.to_owned(),
            status: status.as_u16(),
            detail,
            detail_ru,
            instance,
            errors: self.more.errors.clone(),
        }
    }

    /// The whole answer.
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

/// Carried to the outermost layer, which writes the body.
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
            ServiceError::Store(StoreError::Full) => Self::new(Kind::Full).retry_after(5).saying(
                "nothing of this was kept; what was kept before can be read, and writing goes on when there is room",
                "ничего из этого не сохранено; прежнее можно читать, а запись продолжится, когда появится место",
            ),
            ServiceError::Store(
                error @ (StoreError::Unavailable(_) | StoreError::Moved(_) | StoreError::NotReady(_)),
            ) => Self::new(Kind::Unavailable).retry_after(2).because(error),
            ServiceError::Store(
                error @ (StoreError::Row { .. }
                | StoreError::Word { .. }
                | StoreError::Sealed { .. }
                | StoreError::Corrupt(_)),
            ) => Self::new(Kind::Unreadable)
                .saying(
                    "the server's log names the record; restore it from a backup",
                    "запись названа в журнале сервера; восстановите её из резервной копии",
                )
                .because(error),
            ServiceError::Store(StoreError::Interrupted) | ServiceError::Cancelled => {
                Self::new(Kind::Busy).retry_after(1)
            }
            error => Self::new(Kind::Internal).because(error),
        }
    }
}
