//! `split`: takes telephone numbers out of an address before houses are looked for, and gives them back as written.
//! Numbers to dial are made in `karavan_connect`.

use crate::read::lexer::{Lex, Token};
use std::ops::Range;

const MARKS: [&str; 9] = [
    "тел",
    "телефон",
    "моб",
    "мобильный",
    "сот",
    "сотовый",
    "конт",
    "т",
    "tel",
];
/// Digits of a number without its area code.
const LOCAL_MIN: usize = 5;
/// Digits of an area code.
const AREA_CODE: usize = 3;

/// Takes telephone numbers out of the tokens; gives them back as written.
pub(crate) fn split(text: &str, tokens: Vec<Token>) -> (Vec<Token>, Vec<String>) {
    let mut phones = Vec::new();
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = phone(&tokens, at) else {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let (first, last) = (&tokens[found.start], &tokens[found.end - 1]);
        phones.push(text[first.at.start..last.at.end].to_owned());
        // What stood on both sides does not become neighbours.
        kept.push(Token {
            lex: Lex::Comma,
            text: ",".to_owned(),
            at: first.at.start..last.at.end,
            glued: false,
        });
        at = found.end;
    }
    (kept, phones)
}

/// The telephone number that begins at a token, its mark included.
fn phone(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let is_mark = tokens[at].lex == Lex::Word && MARKS.contains(&tokens[at].text.as_str());
    if !is_mark {
        return number(tokens, at, false).map(|end| at..end);
    }
    let is_sign = |token: &&Token| matches!(token.lex, Lex::Dot | Lex::Hyphen | Lex::Open | Lex::Comma);
    let start = at + 1 + tokens[at + 1..].iter().take_while(is_sign).count().min(2);
    number(tokens, start, true).map(|end| at..end)
}

/// Where the number ends that begins at a token: eleven digits from 7 or 8 on, ten from 9 on, or behind a mark any
/// five.
fn number(tokens: &[Token], start: usize, is_marked: bool) -> Option<usize> {
    let mut digits = 0;
    let mut end = None;
    let first = tokens.get(start).filter(|token| token.lex == Lex::Number)?;
    // Leading zeros are not in the text of a token.
    let written = |token: &Token| token.at.len();
    let lead = first.text.chars().next()?;
    for (ix, token) in tokens.iter().enumerate().skip(start) {
        match token.lex {
            Lex::Number => digits += written(token),
            Lex::Hyphen | Lex::Open | Lex::Close => continue,
            _ => break,
        }
        // «д. 9 8-927-…»: a house is no part of an area code.
        let is_mobile = lead == '9' && written(first) >= AREA_CODE;
        let is_whole = (digits == 11 && matches!(lead, '7' | '8')) || (digits == 10 && is_mobile);
        if is_whole || (is_marked && (LOCAL_MIN..=11).contains(&digits)) {
            end = Some(ix + 1);
        }
        if digits > 11 {
            break;
        }
    }
    let end = end?;
    let is_longer = tokens
        .get(end)
        .is_some_and(|next| next.lex == Lex::Number && next.glued);
    (!is_longer).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::read::lexer::lex;

    fn parts(text: &str) -> (String, Vec<String>) {
        let (kept, phones) = split(text, lex(text));
        let kept: Vec<String> = kept.into_iter().map(|token| token.text).collect();
        (kept.join(" "), phones)
    }

    #[test]
    fn numbers_are_taken_out_in_any_writing() {
        for phone in [
            "8 (900) 123-45-67",
            "89001234567",
            "7 900 123 45 67",
            "9001234567",
            "8-900-123-45-67",
        ] {
            assert_eq!(
                parts(&format!("Абая 12, {phone}")),
                ("абая 12 , ,".to_owned(), vec![phone.to_owned()])
            );
        }
        assert_eq!(parts("Абая 12 тел. 27-12-45").1, ["тел. 27-12-45"]);
    }

    #[test]
    fn houses_and_flats_are_no_telephone_numbers() {
        for text in [
            "Абая 12-45",
            "8 марта 7, кв. 123",
            "050000, Абая 12",
            "ул. Т. Шевченко 12",
        ] {
            assert!(parts(text).1.is_empty(), "{text}");
        }
    }
}
