//! `read_phones`: the telephone numbers in a text as people write them, as `Phone`s: E.164 numbers with extension and
//! label. What does not look like a whole number is left out; `unreadable_phones` lists it.

use phonenumber::Mode;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// One number that can be dialled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// International form, ITU-T E.164: `+79111011117`.
    pub e164: String,
    /// What to dial after it (`доб. 12`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// Whose it is, as written (`дочь`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

const EXTENSION_WORDS: [&str; 6] = ["доб", "добавочный", "вн", "внутр", "ext", "extension"];
/// A Russian number without its country code.
const NATIONAL_DIGITS: usize = 10;
/// Fewer digits beside a number are part of its label: a flat, an hour, an age.
const NUMBER_DIGITS_MIN: usize = 5;

/// All numbers in a cell, in order. Several may stand in one, each with a label and an extension; `8` before ten digits
/// is `+7`, ten digits are Russian. A number without its area code, or one from which Excel has cut digits
/// (`8.98520E+10`), is not among them: a wrong number is worse than none.
#[must_use]
pub fn read_phones(text: &str) -> Vec<Phone> {
    let mut phones: Vec<Phone> = Vec::new();
    let mut label = String::new();
    let mut extension_next = false;
    for piece in pieces(&whole_number(text)) {
        match piece {
            Piece::Word(word) if EXTENSION_WORDS.contains(&word.to_lowercase().as_str()) => extension_next = true,
            Piece::Word(word) => match phones.last_mut() {
                Some(phone) => add_word(phone.label.get_or_insert_default(), &word),
                None => add_word(&mut label, &word),
            },
            Piece::Digits { digits, .. } if extension_next => {
                extension_next = false;
                if let Some(phone) = phones.last_mut() {
                    phone.extension = Some(digits);
                }
            }
            Piece::Digits { digits, plus } => {
                let found = dialable(&digits, plus);
                phones.extend(found.into_iter().map(|e164| Phone {
                    e164,
                    extension: None,
                    label: None,
                }));
            }
        }
    }
    // Words before the first number are its label, unless others follow it.
    if let Some(first) = phones
        .first_mut()
        .filter(|first| first.label.is_none() && !label.is_empty())
    {
        first.label = Some(label);
    }
    phones
}

/// What stands in a cell for a number and cannot be dialled: the whole cell when no number is read in it, else every
/// run of digits that is too long for a label and no number.
pub(crate) fn unreadable_phones(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if read_phones(text).is_empty() {
        return vec![text.to_owned()];
    }
    let mut unread = Vec::new();
    let mut word_before = String::new();
    for piece in pieces(&whole_number(text)) {
        match piece {
            Piece::Word(word) => word_before = word.to_lowercase(),
            Piece::Digits { digits, plus } => {
                let before = std::mem::take(&mut word_before);
                let is_extension = EXTENSION_WORDS.contains(&before.as_str());
                // `8,9852E+10` beside a whole number: its digits fall apart into pieces too short to be seen.
                let is_cut = plus && before == "e";
                let is_number = digits.len() >= NUMBER_DIGITS_MIN && dialable(&digits, plus).is_empty();
                if is_cut {
                    unread.push(text.to_owned());
                } else if is_number && !is_extension {
                    unread.push(digits);
                }
            }
        }
    }
    unread
}

fn add_word(label: &mut String, word: &str) {
    if !label.is_empty() {
        label.push(' ');
    }
    label.push_str(word);
}

enum Piece {
    Word(String),
    Digits { digits: String, plus: bool },
}

/// Words, and runs of digits with only the punctuation of telephone numbers between them.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut word, mut digits, mut plus) = (String::new(), String::new(), false);
    for sign in text.chars().chain(['\n']) {
        if !sign.is_alphabetic() && !word.is_empty() {
            pieces.push(Piece::Word(std::mem::take(&mut word)));
        }
        let ends_number = sign == '+' || !(sign.is_ascii_digit() || "()-–—.  \t\u{a0}\u{202f}".contains(sign));
        if ends_number && !digits.is_empty() {
            pieces.push(Piece::Digits {
                digits: std::mem::take(&mut digits),
                plus,
            });
            plus = false;
        }
        match sign {
            '0'..='9' => digits.push(sign),
            '+' => plus = true,
            _ if sign.is_alphabetic() => word.push(sign),
            _ => {}
        }
    }
    pieces
}

/// The E.164 forms of a run of digits: one number, or several of equal length with only spaces between them.
fn dialable(digits: &str, plus: bool) -> Vec<String> {
    if let Some(one) = valid(digits, plus) {
        return vec![one];
    }
    for length in [NATIONAL_DIGITS + 1, NATIONAL_DIGITS] {
        if digits.len() > length && digits.len().is_multiple_of(length) {
            let parts = (0..digits.len())
                .step_by(length)
                .map(|start| valid(&digits[start..start + length], false));
            if let Some(all) = parts.collect::<Option<Vec<_>>>() {
                return all;
            }
        }
    }
    Vec::new()
}

fn valid(digits: &str, plus: bool) -> Option<String> {
    let mut whole = String::from("+");
    match (plus, digits.len(), digits.as_bytes().first()) {
        (true, ..) | (false, 11, Some(b'7')) => whole.push_str(digits),
        (false, 11, Some(b'8')) => write!(whole, "7{}", &digits[1..]).ok()?,
        (false, NATIONAL_DIGITS, _) => write!(whole, "7{digits}").ok()?,
        _ => return None,
    }
    // The library takes the 8 of `+7 8422 …` and `+7 800 …` for the trunk prefix and drops it, so the numbers of +7 are
    // judged here: ten digits, of which the first tells Russia's places and services (3, 4, 8), its mobiles (9) or
    // Kazakhstan (6, 7).
    if let Some(national) = whole.strip_prefix("+7") {
        let known = national.len() == NATIONAL_DIGITS && national.starts_with(['3', '4', '6', '7', '8', '9']);
        return known.then_some(whole);
    }
    let number = phonenumber::parse(None, &whole).ok().filter(phonenumber::is_valid)?;
    Some(number.format().mode(Mode::E164).to_string())
}

/// A number that a spreadsheet has turned into a float, back as it was if no digit is lost.
fn whole_number(text: &str) -> String {
    let float = text.trim().replace(',', ".");
    let (mantissa, exponent) = float.split_once(['e', 'E']).unwrap_or((&float, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = [whole, fraction]
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    match exponent.trim_start_matches('+').parse::<usize>() {
        // `89111011117.0`
        Ok(0) if all_digits && fraction.bytes().all(|byte| byte == b'0') => whole.to_owned(),
        // `8.9111011117E+10`; with fewer digits than the exponent says, the last ones are lost.
        Ok(power) if all_digits && fraction.len() == power => format!("{whole}{fraction}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Phone, read_phones, unreadable_phones};

    fn told(text: &str) -> String {
        let one = |phone: &Phone| {
            let extension = phone
                .extension
                .as_ref()
                .map_or_else(String::new, |number| format!("#{number}"));
            let label = phone
                .label
                .as_ref()
                .map_or_else(String::new, |label| format!("({label})"));
            format!("{}{extension}{label}", phone.e164)
        };
        read_phones(text).iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases = [
            ("8 (911) 101-11-17", "+79111011117"),
            ("+79111011117", "+79111011117"),
            ("7 911 101 11 17", "+79111011117"),
            ("9111011117", "+79111011117"),
            ("8(8422)22-22-22", "+78422222222"),
            ("8-800-000-00-00", "+78000000000"),
            ("8-911-101-11-17 (дочь)", "+79111011117(дочь)"),
            ("дочь 8-911-101-11-17", "+79111011117(дочь)"),
            ("8 911 101 11 17 доб. 12", "+79111011117#12"),
            ("8 (8422) 22-22-22, доб.12, соседка Оля", "+78422222222#12(соседка Оля)"),
            ("89111011117, 8-912-102-12-24 (сын)", "+79111011117 +79121021224(сын)"),
            ("89111011117 89121021224", "+79111011117 +79121021224"),
            ("+79111011117+79121021224", "+79111011117 +79121021224"),
            ("8.9111011117E+10", "+79111011117"),
            ("8,9111011117E+10", "+79111011117"),
            ("89111011117.0", "+79111011117"),
            ("+7 701 101-11-17", "+77011011117"),
            ("+420 222 222 222", "+420222222222"),
        ];
        for (text, want) in cases {
            assert_eq!(told(text), want, "{text}");
        }
    }

    #[test]
    fn what_stands_for_a_number_and_is_none_is_told() {
        let cases: [(&str, &[&str]); 9] = [
            ("", &[]),
            ("8 911 101-11-17", &[]),
            ("8 911 101-11-17 доб. 12345, кв 12", &[]),
            ("89111011117, 8-912-102-12-24 (сын, 9 лет)", &[]),
            ("позвонить соседке", &["позвонить соседке"]),
            ("22-33-44", &["22-33-44"]),
            ("8 911 101-11-17, дочь 22-33-44", &["223344"]),
            ("8 911 101-11-17; 8 912 102-12", &["891210212"]),
            ("8 911 101-11-17; 8,9852E+10", &["8 911 101-11-17; 8,9852E+10"]),
        ];
        for (text, want) in cases {
            assert_eq!(unreadable_phones(text), want, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_not_guessed() {
        for text in [
            "",
            "нет",
            "10-11-17",
            "8 911 101",
            "8.98520E+10",
            "12345678901234567890",
            "доб. 12",
            "+0",
            "00000000000",
            "+7 111 111-11-11",
            "+420 1",
        ] {
            assert_eq!(told(text), "", "{text}");
        }
    }
}
