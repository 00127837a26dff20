//! `lex`: the first 400 characters of a text into `Token`s: words, numbers and the signs between them, folded, each
//! with its place in the text; quotes are dropped. Names, kinds and marks are told apart in `pieces.rs`.

use crate::read::fold;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lex {
    /// A run of letters.
    Word,
    /// A run of digits, or a Roman numeral read as one.
    Number,
    /// `,`, `;`, a line break.
    Comma,
    /// `.` or `:`.
    Dot,
    /// Any dash.
    Hyphen,
    /// `/` or `\`.
    Slash,
    /// `(` or `[`.
    Open,
    /// `)` or `]`.
    Close,
    /// `#` or `*`, as in intercom codes.
    Sign,
}

/// One token, its text folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub lex: Lex,
    /// Folded letters, or digits without leading zeros.
    pub text: String,
    /// Where it stood in the text.
    pub at: Range<usize>,
    /// Nothing stood between it and the token before.
    pub glued: bool,
}

impl Token {
    /// Whether it is this word.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.lex == Lex::Word && self.text == word
    }

    /// Number of letters or digits.
    pub(crate) fn len(&self) -> usize {
        self.text.chars().count()
    }
}

/// Longest text that is read; the rest of a longer one is not an address.
pub(crate) const CHARS_MAX: usize = 400;

/// Marks that people glue between a house's letter and the next number.
const MARKS_BEHIND_LETTER: [&str; 8] = ["к", "с", "кв", "корп", "стр", "под", "эт", "оф"];

/// Splits a text. Quotes and `№` are dropped, runs of one sign become one.
pub(crate) fn lex(text: &str) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().take(CHARS_MAX).collect();
    let end_of = |i: usize| chars.get(i).map_or_else(|| end_byte(&chars), |&(byte, _)| byte);
    let mut tokens: Vec<Token> = Vec::new();
    let mut last_end = usize::MAX;
    let mut i = 0;
    while i < chars.len() {
        let (start, first) = chars[i];
        let mut next = i + 1;
        let (lex, folded) = if first.is_ascii_digit() {
            next = run(&chars, i, |one| one.is_ascii_digit());
            (Lex::Number, trim_zeros(&text[start..end_of(next)]))
        } else if let Some(past) = number_sign(&chars, i) {
            i = past;
            continue;
        } else if first.is_alphabetic() {
            next = run(&chars, i, |one| one.is_alphabetic() || is_silent(one));
            word(&text[start..end_of(next)])
        } else if let Some(lex) = sign(first) {
            next = run(&chars, i, |one| sign(one) == Some(lex));
            (lex, first.to_string())
        } else {
            // Quotes do not part a house from its letter: 52 "б".
            i = next;
            continue;
        };
        let glued = start == last_end;
        let is_before_digit = chars.get(next).is_some_and(|(_, one)| one.is_ascii_digit());
        let (letter, mark) = folded.split_at(folded.chars().next().map_or(0, char::len_utf8));
        if glued && is_before_digit && lex == Lex::Word && MARKS_BEHIND_LETTER.contains(&mark) {
            // 6Ак2, 19Акв5: the letter of the house and the mark of its corpus or of the flat.
            let middle = end_of(i + 1);
            let halves = [(start..middle, letter), (middle..end_of(next), mark)];
            tokens.extend(halves.map(|(at, text)| Token {
                lex,
                text: text.to_owned(),
                at,
                glued: true,
            }));
        } else {
            let at = start..end_of(next);
            tokens.push(Token {
                lex,
                text: folded,
                at,
                glued,
            });
        }
        last_end = end_of(next);
        i = next;
    }
    tokens
}

/// «№» as people type it without the sign: `N 5`, `No. 5`.
fn number_sign(chars: &[(usize, char)], from: usize) -> Option<usize> {
    let at = |i: usize| chars.get(i).map_or(' ', |&(_, one)| one);
    let is_begin = from == 0 || !at(from - 1).is_alphanumeric();
    let is_sign = at(from) == 'N' && is_begin;
    let mut next = from + 1 + usize::from(is_sign && matches!(at(from + 1), 'o' | 'O' | 'º' | '°'));
    next += usize::from(at(next) == '.');
    next += usize::from(at(next) == ' ');
    (is_sign && at(next).is_ascii_digit()).then_some(next)
}

fn end_byte(chars: &[(usize, char)]) -> usize {
    chars.last().map_or(0, |&(byte, one)| byte + one.len_utf8())
}

fn run(chars: &[(usize, char)], from: usize, belongs: impl Fn(char) -> bool) -> usize {
    let length = chars[from..].iter().take_while(|&&(_, one)| belongs(one)).count();
    from + length.max(1)
}

/// Accents that combine with the letter before, apostrophes and soft hyphens: part of a word without being heard.
pub(crate) fn is_silent(one: char) -> bool {
    matches!(one, '\u{300}'..='\u{36f}' | '\'' | '’' | 'ʼ' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

fn sign(one: char) -> Option<Lex> {
    match one {
        ',' | ';' | '\n' | '|' | '!' | '?' => Some(Lex::Comma),
        '.' | ':' => Some(Lex::Dot),
        '-' | '–' | '—' | '‑' | '−' | '_' => Some(Lex::Hyphen),
        '/' | '\\' => Some(Lex::Slash),
        '(' | '[' => Some(Lex::Open),
        ')' | ']' => Some(Lex::Close),
        '#' | '*' => Some(Lex::Sign),
        _ => None,
    }
}

fn trim_zeros(digits: &str) -> String {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0" } else { trimmed }.to_owned()
}

/// A run of letters: a word, or a Roman numeral as a number.
pub(crate) fn word(raw: &str) -> (Lex, String) {
    if let Some(number) = roman(raw) {
        return (Lex::Number, number.to_string());
    }
    if !raw.contains(is_silent) {
        return (Lex::Word, fold::word(raw));
    }
    let composed = raw.replace("и\u{306}", "й").replace("И\u{306}", "й");
    let heard: String = composed.chars().filter(|&one| !is_silent(one)).collect();
    (Lex::Word, fold::word(&heard))
}

/// `XXII` as 22. Single letters stay letters: they are house letters and initials.
fn roman(raw: &str) -> Option<u32> {
    let value = |one: char| match one {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = raw.chars().map(value).collect::<Option<_>>()?;
    if !(2..=8).contains(&digits.len()) {
        return None;
    }
    let signed = digits.iter().enumerate().map(|(i, &digit)| {
        let is_less = digits.get(i + 1).is_some_and(|&after| after > digit);
        if is_less { -i64::from(digit) } else { i64::from(digit) }
    });
    u32::try_from(signed.sum::<i64>()).ok().filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::{Lex, lex};

    fn texts(text: &str) -> Vec<String> {
        lex(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn signs_part_words_and_quotes_do_not_count() {
        assert_eq!(texts("ул.Жургенова"), ["ул", ".", "жургенова"]);
        assert_eq!(texts("52 \"Б\""), ["52", "б"]);
        for text in ["мкн № 5", "мкн N 5", "мкн N5", "мкн No. 5"] {
            assert_eq!(texts(text), ["мкн", "5"], "{text}");
        }
        assert_eq!(texts("5N 5"), ["5", "n", "5"]);
        assert_eq!(texts("Аксай--4"), ["аксай", "-", "4"]);
        assert_eq!(texts("107к7639"), ["107", "к", "7639"]);
    }

    #[test]
    fn roman_numerals_are_numbers_and_decomposed_letters_are_composed() {
        assert_eq!(texts("XXII партсъезда"), ["22", "партсъезда"]);
        assert_eq!(texts("ИИ\u{306}"), ["ий"]);
        assert_eq!(lex("007")[0].text, "7");
        assert_eq!(lex("IV")[0].lex, Lex::Number);
    }

    #[test]
    fn glued_means_nothing_stood_between() {
        let glued: Vec<bool> = lex("12к1 к 2").into_iter().map(|token| token.glued).collect();
        assert_eq!(glued, [false, true, true, false, false]);
    }
}
