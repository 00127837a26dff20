//! `split`: takes hours and dates out of an address («после 15:00», «с 10 до 12», «к 12.04») before houses are looked
//! for, and gives them back as written. They are not understood as hours here.

use crate::read::lexer::{Lex, Token};
use std::ops::Range;

/// Takes hours out of the tokens; gives them back as written.
pub(crate) fn split(text: &str, tokens: Vec<Token>) -> (Vec<Token>, Vec<String>) {
    let mut times = Vec::new();
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = time(&tokens, at) else {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let written = tokens[at].at.start..tokens[end - 1].at.end;
        times.push(text[written.clone()].to_owned());
        kept.push(Token {
            lex: Lex::Comma,
            text: ",".to_owned(),
            at: written,
            glued: false,
        });
        at = end;
    }
    (kept, times)
}

/// Where a time ends that begins at a token. «с 10» and «к 12» alone may be a building and a corpus, «с 4 - 20» a
/// building and a flat.
fn time(tokens: &[Token], at: usize) -> Option<usize> {
    let word = tokens.get(at).filter(|token| token.lex == Lex::Word && !token.glued)?;
    let hour = hour(tokens, at + 1)?;
    match word.text.as_str() {
        "с" => {
            let has_minutes = hour.len() > 1;
            let until = tokens
                .get(hour.end)
                .filter(|next| next.is("до") || (next.lex == Lex::Hyphen && has_minutes));
            let second = until.and_then(|_| self::hour(tokens, hour.end + 1));
            second.map(|second| second.end)
        }
        "после" | "до" => Some(hour.end),
        "к" | "в" | "около" => (hour.len() > 1).then_some(hour.end),
        _ => None,
    }
}

/// An hour, with its minutes when they are written: `15`, `15:00`, `9.30`.
fn hour(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let number = |at: usize| {
        tokens
            .get(at)
            .filter(|token| token.lex == Lex::Number && token.len() <= 2)
    };
    number(at)?;
    let is_parted = tokens
        .get(at + 1)
        .is_some_and(|sign| sign.lex == Lex::Dot && sign.glued);
    let minutes = number(at + 2).filter(|token| is_parted && token.glued && token.at.len() == 2);
    Some(at..at + if minutes.is_some() { 3 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::read::lexer::lex;

    fn parts(text: &str) -> (String, Vec<String>) {
        let (kept, times) = split(text, lex(text));
        let kept: Vec<String> = kept.into_iter().map(|token| token.text).collect();
        (kept.join(" "), times)
    }

    #[test]
    fn hours_and_dates_are_kept_apart() {
        for (text, kept, time) in [
            ("абая 19-5 с 10 до 12", "абая 19 - 5 ,", "с 10 до 12"),
            ("абая 19 с 9:00 до 18:00, кв 5", "абая 19 , , кв 5", "с 9:00 до 18:00"),
            ("абая 19 с 9:00-18:00", "абая 19 ,", "с 9:00-18:00"),
            ("абая 19 после 15:00", "абая 19 ,", "после 15:00"),
            ("абая 19 кв 5 к 12.04", "абая 19 кв 5 ,", "к 12.04"),
        ] {
            assert_eq!(parts(text), (kept.to_owned(), vec![time.to_owned()]), "{text}");
        }
    }

    #[test]
    fn a_building_and_a_corpus_are_no_hours() {
        for text in [
            "абая 19 с 10",
            "абая 19 к 12",
            "абая 19 к 2 с 10",
            "абая 19с1",
            "мира 4 с4 - 20",
            "мира 4 с 4-20",
        ] {
            assert!(parts(text).1.is_empty(), "{text}");
        }
    }
}
