//! `read`: house numbers into a canonical key: `12`, `12А`, `12/3`, `178-180/1`, `12к1`, `12 корп 1 стр 2`, `15А с1`,
//! `вл12`, a corpus alone (`к1144`, `литА`), and `12-45` read two ways. `keys_of_label` reads a map's own number;
//! `stem`, `series` and `leading` are parts of a key. Words before a number are in `number_marks.rs`, parts behind it
//! in `number_parts.rs`.

use crate::read::lexer::{Lex, Token, lex};
use crate::read::number_marks::after_marks;
use crate::read::number_parts::{Parts, letters, lone_part, part, parts};

/// One way to read a house number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberReading {
    /// Canonical form: lower case, Russian letters, parts in a fixed order (`13/12 к2 с1`).
    pub key: String,
    /// The flat that this way of reading splits off: `33-115` is house 33, flat 115, unless the house is 33-115.
    pub flat: Option<String>,
    /// How well this way fits what was written, 0 to 1.
    pub fit: f64,
    /// No space stands around its dash: «37 - 1» is house and flat, `37-1` may be corpus 1.
    pub is_tight: bool,
}

/// A house number found in the tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Ways to read it, the most literal first; never empty.
    pub readings: Vec<NumberReading>,
    /// First token after it.
    pub end: usize,
}

/// The beginning of the key of a plot.
pub(crate) const PLOT: &str = "вл";
/// An address has no more than so many numbers joined: `178-180/1`.
const JOINED_MAX: usize = 2;

/// How likely a number is read aright when letters that mean nothing are glued to it.
const TORN: f64 = 0.8;

/// Reads the house number that begins at a number token, or at the mark of a corpus that stands for all of it.
pub(crate) fn read(tokens: &[Token], from: usize, is_plot: bool) -> Option<Found> {
    if tokens.get(from)?.lex == Lex::Word {
        return read_lone_parts(tokens, from);
    }
    let number = tokens
        .get(from)
        .filter(|token| token.lex == Lex::Number && token.len() <= 5)?;
    let plot = if is_plot { PLOT } else { "" };
    let (letter, mut end) = letters(tokens, from + 1);
    let stem = format!("{plot}{}{letter}", number.text);

    let mut fraction = String::new();
    // The number before the last sign, the flat behind it, and how natural that is.
    let mut split = None;
    let mut is_tight = true;
    for _ in 0..JOINED_MAX {
        let Some((mark, second, after)) = joined(tokens, end) else {
            break;
        };
        let fit = if mark == '-' { 0.96 } else { 0.6 };
        split = Some((fraction.clone(), second.clone(), fit));
        fraction.push(mark);
        fraction.push_str(&second);
        is_tight &= tokens[end].glued && tokens[end + 1].glued;
        end = after;
    }
    let is_slash = tokens.get(end).is_some_and(|sign| sign.lex == Lex::Slash);
    if let Some(second) = tokens.get(end + 1).filter(|_| is_slash && fraction.is_empty())
        && second.lex == Lex::Word
        && second.len() == 1
        && letter.is_empty()
    {
        fraction.clone_from(&second.text);
        end += 2;
    }

    let Parts { tail, bare_corpus, end } = parts(tokens, end);

    // «19Акв»: who knows what is glued to the number.
    let is_torn = tokens.get(end).is_some_and(|next| {
        next.lex == Lex::Word && next.glued && next.len() > 1 && crate::read::kind::KindSet::of(&next.text).is_none()
    });
    let sound = if is_torn { TORN } else { 1.0 };
    let whole = |key: String, flat, fit: f64| NumberReading {
        key,
        flat,
        fit: sound * fit,
        is_tight,
    };
    let mut readings = vec![whole(format!("{stem}{fraction}{tail}"), None, 1.0)];
    if let Some((fraction, flat, fit)) = split {
        readings.push(whole(format!("{stem}{fraction}{tail}"), Some(flat), fit));
    }
    if let Some(flat) = bare_corpus {
        // `12 к 45` may be a room or a flat; offered, never taken for certain.
        readings.push(whole(format!("{stem}{fraction}"), Some(flat), 0.6));
    }
    Some(Found { readings, end })
}

/// A number joined to the one before by a slash or a dash: the sign, the number with its letter, the token after.
fn joined(tokens: &[Token], at: usize) -> Option<(char, String, usize)> {
    let mark = match tokens.get(at)?.lex {
        Lex::Slash => '/',
        Lex::Hyphen => '-',
        _ => return None,
    };
    let second = tokens
        .get(at + 1)
        .filter(|second| second.lex == Lex::Number && second.len() <= 5)?;
    let (letter, after) = letters(tokens, at + 2);
    Some((mark, format!("{}{letter}", second.text), after))
}

/// «корп. 1144», «литера А»: the map may call it к1144, or just 1144.
fn read_lone_parts(tokens: &[Token], from: usize) -> Option<Found> {
    let (_, value, after) = part(tokens, from)?;
    let Parts { tail, end, .. } = parts(tokens, from);
    let reading = |key: &str, fit: f64| NumberReading {
        key: key.to_owned(),
        flat: None,
        fit,
        is_tight: true,
    };
    let mut readings = vec![reading(tail.trim_start(), 1.0)];
    if after == end && value.starts_with(|one: char| one.is_ascii_digit()) {
        readings.push(reading(&value, 0.9));
    }
    Some(Found { readings, end })
}

/// The canonical forms of a map's `addr:housenumber`; several when it lists several (`87, 89`).
pub(crate) fn keys_of_label(label: &str) -> Vec<String> {
    let tokens = lex(label);
    let mut keys = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let number = match token.lex {
            Lex::Number => Some((at, false)),
            Lex::Word if keys.is_empty() && lone_part(&tokens, at).is_some() => Some((at, false)),
            _ => after_marks(&tokens, at),
        };
        let Some(found) = number.and_then(|(number, is_plot)| read(&tokens, number, is_plot)) else {
            if token.lex == Lex::Comma && !keys.is_empty() {
                at += 1;
                continue;
            }
            break;
        };
        keys.extend(found.readings.into_iter().next().map(|reading| reading.key));
        at = found.end;
    }
    keys.dedup();
    keys
}

/// The number a key begins with, and the mark of a corpus before it, but not that of a plot.
pub(crate) fn stem(key: &str) -> &str {
    let key = key.strip_prefix(PLOT).unwrap_or(key);
    let from = series(key).len();
    let digits = key[from..].find(|one: char| !one.is_ascii_digit());
    digits.map_or(key, |digits| &key[..from + digits])
}

/// What a key begins with before its number: nothing, or the mark of a corpus. Houses are in order only among their
/// like.
pub(crate) fn series(key: &str) -> &str {
    let end = key.find(|one: char| one.is_ascii_digit()).unwrap_or(key.len());
    key[..end].trim_start_matches(PLOT)
}

/// The number a key begins with, for order along the street; `None` for a key without one.
pub(crate) fn leading(key: &str) -> Option<u32> {
    let digits = key.trim_start_matches(|one: char| one.is_alphabetic());
    let end = digits.find(|one: char| !one.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{keys_of_label, leading, read};
    use crate::read::lexer::lex;

    fn key(text: &str) -> String {
        keys_of_label(text).join("|")
    }

    #[test]
    fn many_ways_of_writing_a_house_are_one_key() {
        for text in [
            "36 с6",
            "36с6",
            "36 стр.6",
            "36, строение 6",
            "д.36 строение 6",
            "36 c6",
            "36 ст.6",
        ] {
            assert_eq!(key(text), "36 с6", "{text}");
        }
        for text in ["12 к1", "12к1", "12 корп. 1", "12, корпус 1", "д. 12, к. 1", "12-к1"] {
            assert_eq!(key(text), "12 к1", "{text}");
        }
        for text in ["12А", "12 а", "12A", "12-а", "12 \"А\"", "012а", "12/а"] {
            assert_eq!(key(text), "12а", "{text}");
        }
        assert_eq!(key("21А кА"), "21а кА".to_lowercase());
        assert_eq!(key("12 литА"), "12 литА".to_lowercase());
        assert_eq!(key("6Ак2"), "6а к2");
        assert_eq!(key("25 к1 с2"), "25 к1 с2");
        assert_eq!(key("25 с2 к1"), "25 к1 с2");
        assert_eq!(key("13/12 к2"), "13/12 к2");
        assert_eq!(key("12/7А"), "12/7а");
        assert_eq!(key("1АБ"), "1аб");
        assert_eq!(key("15А с1"), "15а с1");
        assert_eq!(key("14-1"), "14-1");
        for text in ["178-180/1 литЕ", "178-180/1, лит. Е", "178-180/1 литера Е"] {
            assert_eq!(key(text), "178-180/1 лите", "{text}");
        }
        assert_eq!(key("12/14-16 к2"), "12/14-16 к2");
        assert_eq!(key("10/2/3"), "10/2/3");
    }

    #[test]
    fn a_corpus_may_stand_for_the_whole_number() {
        for text in [
            "к1144",
            "корп. 1144",
            "корпус 1144",
            "к. 1144",
            "корпус №1144",
            "д. корп. 1144",
        ] {
            assert_eq!(key(text), "к1144", "{text}");
        }
        assert_eq!(key("с7"), "с7");
        assert_eq!(key("стр. 7А"), "с7а");
        assert_eq!(key("литА"), "лита");
        assert_eq!(key("литера А"), "лита");
        assert_eq!(key("к5 с2"), "к5 с2");
    }

    #[test]
    fn untidy_labels_of_the_map_are_read() {
        assert_eq!(key("71Б(неточно)"), "71б");
        assert_eq!(key("87, 89"), "87|89");
        assert_eq!(key("вл.4"), "вл4");
        assert_eq!(key("д. вл.4"), "вл4");
        assert_eq!(key("дом в27А"), "вл27а");
        assert_eq!(key("в27А"), "вл27а");
        assert_eq!(key("20 стр5"), "20 с5");
        assert_eq!(key("5а стр.8"), "5а с8");
        assert_eq!(key("Malika shop"), "");
        assert_eq!(key(""), "");
    }

    #[test]
    fn a_dash_is_read_two_ways() {
        let found = read(&lex("33-115"), 0, false).map(|found| found.readings);
        let keys: Vec<(String, Option<String>)> = found
            .into_iter()
            .flatten()
            .map(|reading| (reading.key, reading.flat))
            .collect();
        assert_eq!(keys, [("33-115".into(), None), ("33".into(), Some("115".into()))]);
    }

    #[test]
    fn the_leading_number_orders_houses() {
        assert_eq!(leading("вл27а"), Some(27));
        assert_eq!(leading("12/7а"), Some(12));
        assert_eq!(leading(""), None);
    }
}
