//! Axum extractors for bodies, paths, queries and `If-Match` (`Json`, `BodyBytes`, `PathOf`, `QueryOf`, `IfMatch`), and
//! readers of dates and page sizes. A refusal is a `Problem` instead of axum's plain text. Callers are extracted in
//! `access/recognition.rs`, fields of a JSON body in `form.rs`.

use crate::app::App;
use crate::http::body;
use crate::http::problem::{Kind, Problem};
use crate::texts::calls as texts;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use karavan_model::{Date, DateError};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Largest JSON body, in bytes.
pub(crate) const JSON_BYTES_MAX: usize = 256 * 1024;
/// Largest body of a login, which anyone may send.
pub(crate) const LOGIN_BYTES_MAX: usize = 4 * 1024;
/// Largest table, in bytes.
pub(crate) const TABLE_BYTES_MAX: usize = 50 * 1024 * 1024;
const PAGE_ITEMS: u64 = 50;
pub(crate) const PAGE_ITEMS_MAX: u64 = 200;

/// The bytes of a body within the limit of its route.
pub(crate) struct BodyBytes(pub(crate) Bytes);

impl FromRequest<App> for BodyBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        body::read_body(request, app).await.map(Self)
    }
}

/// A JSON body, with its bytes for the idempotency fingerprint.
pub(crate) struct Json {
    pub(crate) value: Value,
    pub(crate) bytes: Bytes,
}

impl FromRequest<App> for Json {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Kind::MediaType.into());
        }
        let BodyBytes(bytes) = BodyBytes::from_request(request, app).await?;
        let value = json_of(&bytes)?;
        Ok(Self { value, bytes })
    }
}

/// Parses a JSON body; the problem names the line and column.
pub(crate) fn json_of(bytes: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(bytes)
        .map_err(|error| Problem::from(Kind::Malformed).saying(texts::not_json(error.line(), error.column())))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    kind.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .eq_ignore_ascii_case("application/json")
}

/// Parameters of the path; 404 when they cannot be read.
pub(crate) struct PathOf<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for PathOf<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, app).await {
            Ok(Path(part)) => Ok(Self(part)),
            Err(_) => Err(Kind::NotFound.into()),
        }
    }
}

/// Parameters of the query; 400 when they cannot be read.
pub(crate) struct QueryOf<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<App> for QueryOf<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, app).await {
            Ok(Query(query)) => Ok(Self(query)),
            Err(_) => Err(Problem::from(Kind::Malformed).saying(texts::QUERY_UNREADABLE)),
        }
    }
}

/// Refuses words about people in a query, because URLs end up in logs: they belong in the body of a `POST` to `path`.
pub(crate) fn words_in_url(path: &str) -> Problem {
    Problem::from(Kind::Malformed).saying(texts::words_in_url(path))
}

/// The date of a query, if it has one; 400 when it cannot be read.
pub(crate) fn optional_day(date: Option<String>) -> Result<Option<Date>, Problem> {
    let read = date.map(|date| date.parse()).transpose();
    read.map_err(|_: DateError| Problem::from(Kind::Malformed).saying(texts::DATE))
}

/// The date of a path; 404 when it cannot be read.
pub(crate) fn path_day(date: &str) -> Result<Date, Problem> {
    date.parse().map_err(|_: DateError| Kind::NotFound.into())
}

/// The date of a query; today in the region when it has none.
pub(crate) fn day_or_today(app: &App, date: Option<String>) -> Result<Date, Problem> {
    Ok(optional_day(date)?.unwrap_or_else(|| app.service.today()))
}

/// The number of items in a page of a list: 1 to 200, 50 when absent.
pub(crate) fn page_size(limit: Option<u64>) -> Result<u64, Problem> {
    let limit = limit.unwrap_or(PAGE_ITEMS);
    if (1..=PAGE_ITEMS_MAX).contains(&limit) {
        return Ok(limit);
    }
    Err(Problem::from(Kind::Malformed).saying(texts::LIMIT))
}

/// The version that the caller saw, from `If-Match`, if it was sent: exactly `"v` and a number `"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IfMatch(pub(crate) Option<i64>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let mut sent = parts.headers.get_all(IF_MATCH).iter();
        let Some(tag) = sent.next() else {
            return Ok(Self(None));
        };
        let version = tag.to_str().ok().and_then(version).filter(|_| sent.next().is_none());
        version
            .map(|version| Self(Some(version)))
            .ok_or_else(|| Problem::from(Kind::Malformed).saying(texts::IF_MATCH))
    }
}

impl IfMatch {
    /// The version, for calls that require it; 428 when it is missing.
    pub(crate) fn required(self) -> Result<i64, Problem> {
        self.0
            .ok_or_else(|| Problem::from(Kind::VersionRequired).saying(texts::IF_MATCH_REQUIRED))
    }
}

fn version(tag: &str) -> Option<i64> {
    let number = tag.strip_prefix("\"v")?.strip_suffix('"')?;
    let is_plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn only_a_strong_tag_of_ours_is_a_version() {
        assert_eq!(version("\"v17\""), Some(17));
        for tag in [
            "*",
            "W/\"v1\"",
            "v1",
            "\"1\"",
            "\"v\"",
            "\"v-1\"",
            "\"v+1\"",
            "\"v1\", \"v2\"",
            "",
        ] {
            assert_eq!(version(tag), None, "{tag}");
        }
    }
}
