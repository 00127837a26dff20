//! `identity`: the text by which requests are told to be for the same person, the last ten digits of the first
//! telephone and the folded name. Without a telephone there is none, and each request is a person of its own. Logins
//! are in `users.rs`.

use karavan_model::{Request, folded_name};

/// As many digits as a telephone has without what opens it: `8`, `+7`.
const NATIONAL: usize = 10;
/// Fewer digits are no telephone.
const DIGITS_MIN: usize = 5;

/// What tells people apart: the first telephone by its last ten digits, and the name without case, «ё» and spaces that
/// do not count. `None` without a telephone: a name alone is many people's, so each such request is a person of its
/// own.
pub(crate) fn identity(request: &Request) -> Option<String> {
    let phone = telephone(&request.phone)?;
    Some(format!("{phone}|{}", folded_name(&request.recipient)))
}

/// The first run of digits that is long enough.
fn telephone(text: &str) -> Option<String> {
    let apart = |c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+-().".contains(c));
    let mut runs = text.split(apart).map(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        digits
    });
    let digits = runs.find(|digits| digits.len() >= DIGITS_MIN)?;
    Some(digits[digits.len().saturating_sub(NATIONAL)..].to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::identity;
    use karavan_model::Request;
    use serde_json::json;

    fn of(phone: &str, name: &str) -> Option<String> {
        let request = json!({ "id": "", "source": "112", "date": "2026-11-21", "recipient": name, "phone": phone,
            "address": "", "needs": [] });
        identity(&serde_json::from_value::<Request>(request).unwrap())
    }

    #[test]
    fn a_person_is_the_same_however_telephone_and_name_are_written() {
        let one = of("+7 911 101-11-17", "Ёлкина Анна");
        assert!(one.is_some());
        for phone in [
            "8 (911) 101-11-17",
            "9111011117",
            "89111011117, дочь 8 911 101-11-18",
            "тел. +79111011117",
        ] {
            assert_eq!(of(phone, " елкина  анна"), one, "{phone}");
        }
        assert_ne!(of("+7 911 101-11-17", "Ёлкина Мария"), one);
        assert_ne!(of("+7 911 101-11-18", "Ёлкина Анна"), one);
        assert_eq!(of("", "Ёлкина Анна"), None);
        assert_eq!(of("кв 12", "Ёлкина Анна"), None);
    }
}
