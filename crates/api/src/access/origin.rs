//! Pages of other sites may not act in a coordinator's name: `SameSite=Strict` is the first wall, this is the second.

use crate::problem::{Kind, Problem};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The door of VROOM is open to pages of every site, as VROOM's own is: it knows nobody and changes nothing.
const OPEN: &str = "/vroom";

/// Refuses calls that change something and come from elsewhere. Programs that are no browser send neither header.
pub(crate) async fn same_origin(request: Request, next: Next) -> Response {
    let is_open = request.uri().path().starts_with(OPEN);
    if !request.method().is_safe() && !is_open && is_foreign(request.headers()) {
        return Problem::from(Kind::CrossSite).into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |value: Option<&axum::http::HeaderValue>| value.map(|value| value.to_str().unwrap_or("?").to_owned());
    if let Some(site) = text(headers.get("sec-fetch-site")) {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = text(headers.get(ORIGIN)) else {
        return false;
    };
    let host = text(headers.get(HOST)).unwrap_or_default();
    origin.split_once("://").is_none_or(|(_, authority)| authority != host)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::is_foreign;
    use axum::http::{HeaderMap, HeaderName};

    #[test]
    fn only_our_own_pages_and_plain_programs_pass() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[], false),
            (&[("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("sec-fetch-site", "same-site")], true),
            (&[("origin", "http://us:8080"), ("host", "us:8080")], false),
            (&[("origin", "http://evil"), ("host", "us:8080")], true),
            (&[("origin", "null"), ("host", "us:8080")], true),
        ];
        for (sent, foreign) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.insert(HeaderName::from_static(name), value.parse().unwrap());
            }
            assert_eq!(is_foreign(&headers), foreign, "{sent:?}");
        }
    }
}
