//! House numbers: `12`, `12А`, `12/3`, `12к1`, `12 корп 1 стр 2`, `15А с1`, `вл12`, `лит А`, and `12-45` read two ways.

use crate::lexer::{Lex, Token, lex};

/// One way to read a house number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// Canonical form: lower case, Russian letters, parts in a fixed order (`13/12 к2 с1`).
    pub key: String,
    /// The flat that this way of reading splits off: `33-115` is house 33, flat 115, unless the house is 33-115.
    pub flat: Option<String>,
    /// How well this way fits what was written, 0 to 1.
    pub fit: f64,
}

/// A house number found in the tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Ways to read it, the most literal first; never empty.
    pub readings: Vec<Reading>,
    /// First token after it.
    pub end: usize,
}

/// Kinds of parts after the number, in the order they are written in a key.
pub(crate) const PARTS: [(&str, &[&str]); 6] = [
    ("к", &["к", "корп", "корпус", "кор"]),
    ("с", &["с", "стр", "строение", "строен", "ст"]),
    ("соор", &["соор", "сооружение"]),
    ("бл", &["бл", "блок"]),
    ("лит", &["лит", "литер", "литера"]),
    ("фл", &["фл", "флигель"]),
];

/// The beginning of the key of a plot.
pub(crate) const PLOT: &str = "вл";
/// Words that stand before a number and say that a plot is meant.
const PLOT_MARKS: [&str; 5] = ["вл", "влад", "владение", "уч", "участок"];
/// Words that stand before a number and say that a house is meant.
const HOUSE_MARKS: [&str; 6] = ["д", "дом", "ном", "номер", "домовл", "уй"];

/// Where the number after marks stands, and whether one of them says that a plot is meant: `д. 5`, `дом вл.4`, `в17`.
pub(crate) fn after_marks(tokens: &[Token], from: usize) -> Option<(usize, bool)> {
    let mut is_plot = false;
    let mut is_marked = false;
    // «19 үй, 5»: the mark of the number before it.
    let is_joint = |token: &&Token| matches!(token.lex, Lex::Dot | Lex::Hyphen);
    let before = tokens.get(..from)?.iter().rev().find(|token| !is_joint(token));
    let is_behind_number = before.is_some_and(|token| token.lex == Lex::Number);
    if is_behind_number && tokens.get(from).is_some_and(|token| token.is("уй")) {
        return None;
    }
    for (at, token) in tokens.iter().enumerate().skip(from).take(6) {
        let is_short_plot = || {
            token.is("в")
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| next.lex == Lex::Number && next.glued)
        };
        match token.lex {
            Lex::Number => return is_marked.then_some((at, is_plot)),
            Lex::Dot | Lex::Hyphen if is_marked => {}
            Lex::Comma if is_marked && !is_behind_number => {}
            Lex::Word if HOUSE_MARKS.contains(&token.text.as_str()) => is_marked = true,
            Lex::Word if PLOT_MARKS.contains(&token.text.as_str()) || is_short_plot() => {
                (is_marked, is_plot) = (true, true);
            }
            _ => return None,
        }
    }
    None
}

/// Whether a mark right before a number says that it is a house's or a part's; the mark of «22 д., 5 кв.» is of the 22, that of «8б-үй, 5»
/// of the 8.
pub(crate) fn is_marked(tokens: &[Token], number: usize) -> bool {
    let is_sign = |token: &&Token| matches!(token.lex, Lex::Dot | Lex::Hyphen | Lex::Comma);
    let mut before = tokens.iter().take(number).rev().skip_while(is_sign);
    let Some(mark) = before.next().filter(|token| token.lex == Lex::Word) else {
        return false;
    };
    let word = mark.text.as_str();
    let is_letter = |token: &&Token| token.lex == Lex::Word && token.glued && token.len() == 1;
    let mut before = before.skip_while(is_sign).skip_while(is_letter);
    let is_behind_number = before.next().is_some_and(|token| token.lex == Lex::Number);
    let is_house = HOUSE_MARKS.contains(&word) || PLOT_MARKS.contains(&word);
    part_kind(word).is_some() || (is_house && !is_behind_number)
}

/// How likely a number is read aright when letters that mean nothing are glued to it.
const TORN: f64 = 0.8;

fn part_kind(word: &str) -> Option<usize> {
    PARTS.iter().position(|(_, marks)| marks.contains(&word))
}

/// A word that is a mark and its letter in one: `кА`, `литА`.
fn part_with_letter(word: &str) -> Option<(usize, char)> {
    let last = word.chars().next_back()?;
    let mark = &word[..word.len() - last.len_utf8()];
    let is_letter_after = matches!(mark, "к" | "с" | "лит" | "корп" | "стр");
    is_letter_after
        .then_some(())
        .and_then(|()| Some((part_kind(mark)?, last)))
}

/// One part after the number, from a token: its kind, its value, the token after.
fn part(tokens: &[Token], from: usize) -> Option<(usize, String, usize)> {
    let is_between = |token: &&Token| matches!(token.lex, Lex::Comma | Lex::Dot);
    let at = from + tokens.get(from..)?.iter().take_while(is_between).count();
    // «17А-к3»
    let is_dash = tokens
        .get(at)
        .is_some_and(|token| token.lex == Lex::Hyphen && token.glued);
    let at = at + usize::from(is_dash);
    let token = tokens.get(at).filter(|token| token.lex == Lex::Word)?;
    if let Some(kind) = part_kind(&token.text) {
        let marks = tokens[at + 1..].iter();
        let value_at = at
            + 1
            + marks
                .take_while(|one| matches!(one.lex, Lex::Dot | Lex::Hyphen))
                .count();
        let value = tokens.get(value_at)?;
        let is_letter = value.lex == Lex::Word && value.len() == 1 && (token.len() > 1 || value.glued);
        if value.lex == Lex::Number {
            let (letters, end) = letters(tokens, value_at + 1);
            return Some((kind, format!("{}{letters}", value.text), end));
        }
        if is_letter && part_kind(&value.text).is_none_or(|_| token.len() > 1) {
            return Some((kind, value.text.clone(), value_at + 1));
        }
    }
    let (kind, letter) = part_with_letter(&token.text)?;
    Some((kind, letter.to_string(), at + 1))
}

/// The letter of a house: glued, after a space, or after a dash.
fn letters(tokens: &[Token], from: usize) -> (String, usize) {
    let none = (String::new(), from);
    let Some(token) = tokens.get(from) else { return none };
    if token.lex == Lex::Hyphen && token.glued {
        if part(tokens, from).is_some() {
            return none;
        }
        let letter = tokens
            .get(from + 1)
            .filter(|one| one.lex == Lex::Word && one.glued && one.len() == 1);
        return match letter {
            Some(letter) if !matches!(letter.text.as_str(), "й" | "я" | "е") => (letter.text.clone(), from + 2),
            _ => none,
        };
    }
    // «22 д., 5 кв.»: a mark behind its number.
    let is_mark_behind = token.is("д") && !token.glued && tokens.get(from + 1).is_some_and(|next| next.lex == Lex::Dot);
    if token.lex != Lex::Word || is_mark_behind || part(tokens, from).is_some() {
        return none;
    }
    let is_last = tokens
        .get(from + 1)
        .is_none_or(|next| matches!(next.lex, Lex::Comma | Lex::Open | Lex::Close | Lex::Slash));
    let is_house_letter = match token.len() {
        1 if token.glued => true,
        1 => is_last || matches!(token.text.as_str(), "а" | "б" | "г" | "д" | "е" | "ж"),
        2 => token.glued && (is_last || crate::kind::KindSet::of(&token.text).is_none()),
        _ => false,
    };
    if is_house_letter {
        (token.text.clone(), from + 1)
    } else {
        none
    }
}

/// Reads the house number that begins at a number token.
pub(crate) fn read(tokens: &[Token], from: usize, is_plot: bool) -> Option<Found> {
    let number = tokens
        .get(from)
        .filter(|token| token.lex == Lex::Number && token.len() <= 5)?;
    let plot = if is_plot { PLOT } else { "" };
    let (letter, mut end) = letters(tokens, from + 1);
    let stem = format!("{plot}{}{letter}", number.text);

    let mut fraction = String::new();
    let mut split = None;
    let sign = tokens
        .get(end)
        .filter(|token| matches!(token.lex, Lex::Slash | Lex::Hyphen));
    if let (Some(sign), Some(second)) = (sign, tokens.get(end + 1))
        && second.lex == Lex::Number
        && second.len() <= 5
    {
        let (second_letter, after) = letters(tokens, end + 2);
        let mark = if sign.lex == Lex::Slash { '/' } else { '-' };
        fraction = format!("{mark}{}{second_letter}", second.text);
        split = Some((
            format!("{}{second_letter}", second.text),
            if mark == '-' { 0.96 } else { 0.6 },
        ));
        end = after;
    } else if let (Some(Lex::Slash), Some(second)) = (sign.map(|sign| sign.lex), tokens.get(end + 1))
        && second.lex == Lex::Word
        && second.len() == 1
        && letter.is_empty()
    {
        fraction.clone_from(&second.text);
        end += 2;
    }

    let mut parts: Vec<(usize, String)> = Vec::new();
    let mut has_bare_corpus = false;
    while let Some((kind, value, after)) = part(tokens, end).filter(|_| parts.len() < 4) {
        has_bare_corpus |= kind == 0 && tokens[end..after].iter().any(|token| token.is("к"));
        parts.push((kind, value));
        end = after;
    }
    parts.sort();
    let tail: String = parts
        .iter()
        .map(|(kind, value)| format!(" {}{value}", PARTS[*kind].0))
        .collect();

    // «19Акв»: who knows what is glued to the number.
    let is_torn = tokens.get(end).is_some_and(|next| {
        next.lex == Lex::Word && next.glued && next.len() > 1 && crate::kind::KindSet::of(&next.text).is_none()
    });
    let sound = if is_torn { TORN } else { 1.0 };
    let whole = |key: String, flat, fit: f64| Reading {
        key,
        flat,
        fit: sound * fit,
    };
    let mut readings = vec![whole(format!("{stem}{fraction}{tail}"), None, 1.0)];
    if let Some((flat, fit)) = split {
        readings.push(whole(format!("{stem}{tail}"), Some(flat), fit));
    }
    if has_bare_corpus && let [(0, flat)] = parts.as_slice() {
        // `12 к 45` may be a room or a flat; offered, never taken for certain.
        readings.push(whole(format!("{stem}{fraction}"), Some(flat.clone()), 0.6));
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

/// The number a key begins with, for order along the street; `None` for a key without one.
pub(crate) fn leading(key: &str) -> Option<u32> {
    let digits = key.trim_start_matches(PLOT);
    let end = digits.find(|one: char| !one.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{keys_of_label, leading, read};
    use crate::lexer::lex;

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
