//! Builds successful responses: `json`, `ok`, `versioned` (the version as `ETag`), and `List`, a list or one page of
//! it with its cursor. Failed calls are in `problem.rs`.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A list, or one page of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// The items of this page.
    pub(crate) items: Vec<T>,
    /// Send as `after` to get the next page; null at the end.
    #[schema(required)]
    pub(crate) next: Option<String>,
    /// Number of damaged records that are left out; absent when there are none. The server's log names them.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) unreadable: u64,
}

/// Leaves the number out of the answer in the usual case.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(unreadable: &u64) -> bool {
    *unreadable == 0
}

impl<T> List<T> {
    /// A list that is not divided into pages.
    pub(crate) const fn whole(items: Vec<T>) -> Self {
        Self {
            items,
            next: None,
            unreadable: 0,
        }
    }

    /// Adds the number of records that could not be read.
    pub(crate) const fn with_unreadable(mut self, unreadable: u64) -> Self {
        self.unreadable = unreadable;
        self
    }

    /// The page of a list, sorted by `id`, that comes after a cursor.
    pub(crate) fn part(all: Vec<T>, id: impl Fn(&T) -> &str, after: Option<&str>, limit: u64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let rest = all
            .into_iter()
            .filter(|item| after.is_none_or(|after| id(item) > after));
        let mut items: Vec<T> = rest.take(limit.saturating_add(1)).collect();
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|item| id(item).to_owned());
        Self {
            items,
            next,
            unreadable: 0,
        }
    }
}

/// A response with a JSON body.
pub(crate) fn json<T: Serialize>(status: StatusCode, body: &T) -> Response {
    let body = serde_json::to_vec(body).unwrap_or_default();
    let kind = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, kind)], Body::from(body)).into_response()
}

/// A JSON response with status 200.
pub(crate) fn ok<T: Serialize>(body: &T) -> Response {
    json(StatusCode::OK, body)
}

/// A JSON response with the version of the object as `ETag`.
pub(crate) fn versioned<T: Serialize>(status: StatusCode, version: i64, body: &T) -> Response {
    let mut response = json(status, body);
    response.headers_mut().insert(ETAG, etag(version));
    response
}

/// The entity tag of a version: `"v3"`.
pub(crate) fn etag(version: i64) -> HeaderValue {
    HeaderValue::try_from(format!("\"v{version}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"v0\""))
}

#[cfg(test)]
mod tests {
    use super::List;

    #[test]
    fn the_parts_of_a_list_make_the_whole() {
        let all: Vec<String> = (10..25).map(|number| number.to_string()).collect();
        for limit in 1..20 {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let part = List::part(all.clone(), String::as_str, after.as_deref(), limit);
                assert!(!part.items.is_empty());
                seen.extend(part.items);
                after = part.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, all, "{limit}");
        }
    }
}
