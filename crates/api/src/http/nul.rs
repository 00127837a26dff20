//! Refuses the character NUL, which PostgreSQL cannot store: `refuse_nul` in URLs (400), `find_nul` in JSON bodies, as
//! faults with their places.

use crate::http::fault::{Fault, FieldFault};
use crate::http::problem::{Kind, Problem};
use crate::texts::calls as texts;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

const IN_ADDRESS: &str = "%00";

/// Middleware that refuses URLs with a NUL, which can only be percent-encoded there.
pub(crate) async fn refuse_nul(request: Request, next: Next) -> Response {
    let has = |text: &str| text.contains(IN_ADDRESS);
    let uri = request.uri();
    let detail = if has(uri.path()) {
        texts::nul_in_path()
    } else if uri.query().is_some_and(has) {
        texts::nul_in_query()
    } else {
        return next.run(request).await;
    };
    Problem::from(Kind::Malformed).saying(detail).into_response()
}

/// Adds a fault for every text and field name that contains a NUL; pointers begin with `at`.
pub(crate) fn find_nul(value: &Value, at: &str, faults: &mut Vec<Fault>) {
    match value {
        Value::String(text) if text.contains('\0') => faults.push(Fault::of_field(at, FieldFault::Nul)),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                find_nul(item, &format!("{at}/{place}"), faults);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                if name.contains('\0') {
                    faults.push(Fault::of_field(at, FieldFault::Nul));
                } else {
                    find_nul(field, &pointer, faults);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::find_nul;
    use serde_json::json;

    #[test]
    fn every_nul_is_found_with_its_place() {
        let sent = json!({"a": "x\u{0}", "b": ["y", {"c/d": "\u{0}"}], "e\u{0}": 1, "f": "plain", "g": null});
        let mut faults = Vec::new();
        find_nul(&sent, "", &mut faults);
        let mut places: Vec<String> = faults.into_iter().map(|fault| fault.pointer).collect();
        places.sort();
        assert_eq!(places, ["", "/a", "/b/1/c~1d"]);
    }
}
