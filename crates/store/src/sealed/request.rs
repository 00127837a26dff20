//! `divided`, `take_personal` and `joined`: split a request's JSON into the part about the visit, which stays
//! readable, and the seven fields about the person, and put them together again. Nothing is encrypted here:
//! `requests/columns.rs` seals the second part.

use crate::error::StoreError;
use karavan_model::Request;
use serde_json::{Map, Value};

/// The fields of a request that are about a person: who, where, and whatever is written in words of one's own.
const PERSONAL: [&str; 7] = [
    "recipient",
    "phone",
    "address",
    "door",
    "place",
    "candidates",
    "comment",
];

/// What stands for the personal part of a request whose person was erased.
const ERASED: &str = r#"{"recipient":"","address":""}"#;

/// The text that stays readable, and the text that is sealed.
pub(crate) fn divided(request: &Request) -> Result<(String, String), StoreError> {
    let mut rest = serde_json::to_value(request)?;
    let personal = rest.as_object_mut().map(take_personal).unwrap_or_default();
    Ok((rest.to_string(), Value::Object(personal).to_string()))
}

/// Takes the personal fields out of a request's JSON.
pub(crate) fn take_personal(request: &mut Map<String, Value>) -> Map<String, Value> {
    let taken = PERSONAL.iter().filter_map(|field| request.remove_entry(*field));
    taken.collect()
}

/// The JSON of the whole request; without its personal part, these fields are empty.
pub(crate) fn joined(rest: &str, personal: Option<&str>) -> String {
    let personal = personal.unwrap_or(ERASED);
    // Two objects, each with a field at least: the end of one and the beginning of the other become a comma.
    match (rest.strip_suffix('}'), personal.strip_prefix('{')) {
        (Some(rest), Some(personal)) if rest.len() > 1 && personal.len() > 1 => format!("{rest},{personal}"),
        // A damaged text stays one that cannot be read.
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{divided, joined};
    use karavan_model::Request;
    use serde_json::json;

    fn request() -> Request {
        let point = json!({ "lon": 76.9, "lat": 43.2 });
        let place = json!({ "point": point, "label": "улица Ёлочная, 5", "precision": "house", "confidence": 1.0 });
        serde_json::from_value(json!({
            "id": "1001-9", "source": "112", "source_ref": "A-17", "date": "2026-11-21", "recipient": "Получатель 0001",
            "phone": "+7 911 101-11-17", "address": "улица Ёлочная, д 5", "door": { "flat": "7", "note": "стучать" },
            "place": place, "candidates": [place], "needs": [{ "goods": "food", "quantity": 2 }], "comment": "собака",
        }))
        .unwrap()
    }

    #[test]
    fn both_parts_make_the_request_and_the_readable_one_has_nothing_of_the_person() {
        let (rest, personal) = divided(&request()).unwrap();
        let whole: Request = serde_json::from_str(&joined(&rest, Some(&personal))).unwrap();
        assert_eq!(whole, request());
        for word in ["Получатель", "911", "лочная", "стучать", "собака", "43.2", "flat"] {
            assert!(!rest.contains(word) && personal.contains(word), "{word}: {rest}");
        }
        assert!(rest.contains("food"));
        let erased: Request = serde_json::from_str(&joined(&rest, None)).unwrap();
        assert_eq!((erased.recipient.as_str(), erased.place), ("", None));
        assert_eq!(erased.needs, request().needs);
        serde_json::from_str::<Request>(&joined("[1]", Some(&personal))).unwrap_err();
        serde_json::from_str::<Request>(&joined("", None)).unwrap_err();
    }
}
