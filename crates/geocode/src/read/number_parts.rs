//! `parts`: the parts of a house number (корпус, строение, литера…) behind the number in canonical form; `lone_part`:
//! such a part in the place of the number; `letters`: the letter of a house.

use crate::read::kind::KindSet;
use crate::read::lexer::{Lex, Token};

/// Kinds of parts after the number, in the order they are written in a key.
pub(crate) const PARTS: [(&str, &[&str]); 6] = [
    ("к", &["к", "корп", "корпус", "кор"]),
    ("с", &["с", "стр", "строение", "строен", "ст"]),
    ("соор", &["соор", "сооружение"]),
    ("бл", &["бл", "блок"]),
    ("лит", &["лит", "литер", "литера"]),
    ("фл", &["фл", "флигель"]),
];

pub(crate) fn part_kind(word: &str) -> Option<usize> {
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

/// The letter of a house: glued, after a space, or after a dash.
pub(crate) fn letters(tokens: &[Token], from: usize) -> (String, usize) {
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
        2 => token.glued && (is_last || KindSet::of(&token.text).is_none()),
        _ => false,
    };
    if is_house_letter {
        (token.text.clone(), from + 1)
    } else {
        none
    }
}

/// One part after the number, from a token: its kind, its value, the token after.
pub(crate) fn part(tokens: &[Token], from: usize) -> Option<(usize, String, usize)> {
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

/// The token after the mark of a corpus or a building that stands for the whole number, its letter included: «корпус
/// 1144», «литера А». A mark right behind a number is of that number.
pub(crate) fn lone_part(tokens: &[Token], at: usize) -> Option<usize> {
    let word = tokens.get(at).filter(|token| token.lex == Lex::Word)?;
    let is_short = word.len() < 3;
    let is_whole = part_kind(&word.text).is_some();
    if !is_whole && (is_short || part_with_letter(&word.text).is_none()) {
        return None;
    }
    let mut before = tokens[..at]
        .iter()
        .rev()
        .skip_while(|one| matches!(one.lex, Lex::Dot | Lex::Hyphen));
    let last = before.next();
    let is_letter = last.is_some_and(|one| one.lex == Lex::Word && one.len() == 1 && one.glued);
    let behind = if is_letter { before.next() } else { last };
    if behind.is_some_and(|one| one.lex == Lex::Number) {
        return None;
    }
    let (_, _, end) = part(tokens, at)?;
    let has_number = tokens[at..end].iter().any(|one| one.lex == Lex::Number);
    if !is_whole || (!has_number && !is_short) {
        return Some(end);
    }
    let joint = tokens[at + 1..end].iter().position(|one| one.lex == Lex::Number)?;
    has_number.then_some(at + 1 + joint)
}

/// Parts behind a number.
pub(crate) struct Parts {
    /// In canonical form, a space before each.
    pub tail: String,
    /// The value of a lone corpus written with one letter.
    pub bare_corpus: Option<String>,
    /// First token after them.
    pub end: usize,
}

pub(crate) fn parts(tokens: &[Token], mut end: usize) -> Parts {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let mut has_bare_corpus = false;
    while let Some((kind, value, after)) = part(tokens, end).filter(|_| parts.len() < 4) {
        has_bare_corpus |= kind == 0 && tokens[end..after].iter().any(|token| token.is("к"));
        parts.push((kind, value));
        end = after;
    }
    parts.sort();
    let bare_corpus = match parts.as_slice() {
        [(0, value)] if has_bare_corpus => Some(value.clone()),
        _ => None,
    };
    let tail = parts
        .iter()
        .map(|(kind, value)| format!(" {}{value}", PARTS[*kind].0))
        .collect();
    Parts { tail, bare_corpus, end }
}
