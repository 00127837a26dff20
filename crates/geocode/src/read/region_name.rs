//! `of`: the name of a region beside its mark: the adjective before (Ауэзовский район, Ершовское сельское поселение),
//! what stands before `респ.` and `обл.` (Моск. обл.), or the name after (район Аэропорт, с/п Ершовское).

use crate::read::fold;
use crate::read::kind::KindSet;
use crate::read::lexer::{Lex, Token};
use crate::read::marks;
use crate::read::piece::{Item, Piece};

/// Marks that have their name behind them wherever they stand.
const NAME_BEHIND: [&str; 11] = [
    "с-о",
    "с-п",
    "с-с",
    "с-а",
    "с-пос",
    "г-о",
    "г-п",
    "сельский",
    "сельское",
    "поселение",
    "с",
];
/// Marks before which any word is the name: «Моск. обл.», «Алматы облысы».
const NAME_BEFORE: [&str; 6] = ["обл", "область", "респ", "республика", "облысы", "ауданы"];

/// The region whose mark ends at a token, taking its name from the pieces before or the tokens after; and the token
/// after both. No piece when it has no name.
pub(crate) fn of(mark: &str, tokens: &[Token], past: usize, pieces: &mut Vec<Piece>) -> (Option<Item>, usize) {
    if let Some(name) = before(mark, tokens, pieces) {
        return (Some(Item::Region(name)), past_explanation(tokens, past));
    }
    let is_first = is_alone(pieces);
    // «Городской округ город Орёл».
    let past = past + usize::from(tokens.get(past).is_some_and(|next| next.is("город")));
    let name = tokens.get(past).filter(|next| next.lex == Lex::Word && next.len() > 3);
    let is_named = match mark {
        "мо" => name.is_some_and(|next| marks::adjective(&next.text)),
        "ао" => false,
        _ => NAME_BEHIND.contains(&mark) || is_first,
    };
    match name.filter(|_| is_named) {
        Some(name) => {
            let name = two_words(mark, tokens, past).unwrap_or(std::slice::from_ref(name));
            let text = name.iter().map(|word| fold::transliterated(&word.text)).collect();
            (Some(Item::Region(text)), past_explanation(tokens, past + name.len()))
        }
        None => (None, past),
    }
}

fn is_alone(pieces: &[Piece]) -> bool {
    let last = pieces.last().map(|piece| &piece.item);
    matches!(last, None | Some(Item::Comma | Item::Region(_)))
}

/// Takes the name before the mark off the pieces.
fn before(mark: &str, tokens: &[Token], pieces: &mut Vec<Piece>) -> Option<String> {
    let [others @ .., last] = &pieces[..] else { return None };
    let Item::Word(word) = &last.item else { return None };
    let is_wide = NAME_BEFORE.contains(&mark) && word.chars().count() > 2 && is_alone(others);
    if !is_wide && !marks::adjective(word) {
        return None;
    }
    let mut name = word.clone();
    // «Кабардино-Балкарская Республика»: both halves.
    let is_joined = |at: usize| tokens[at].lex == Lex::Hyphen && tokens[at].glued && tokens[at + 1].glued;
    let half = match others.last() {
        Some(Piece {
            item: Item::Word(half),
            at,
        }) if at + 2 == last.at && is_joined(at + 1) => Some(half),
        _ => None,
    };
    let taken = 1 + usize::from(half.is_some());
    if let Some(half) = half {
        name.insert_str(0, half);
    }
    pieces.truncate(pieces.len() - taken);
    Some(name)
}

/// The two words up to the comma that are one name: Республика Северная Осетия, Марий Эл, район Северное Бутово. «Р-н
/// Ленинский Мира, 5» and «Республика Татарстан Казань, …» go on with something else.
fn two_words<'t>(mark: &str, tokens: &'t [Token], from: usize) -> Option<&'t [Token]> {
    let words = tokens.get(from..from + 2)?;
    let [first, second] = words else { return None };
    let is_name = |token: &Token| token.lex == Lex::Word && KindSet::of(&token.text).is_none();
    let is_end = tokens
        .get(from + 2)
        .is_none_or(|next| matches!(next.lex, Lex::Comma | Lex::Hyphen));
    let is_neuter = ["ое", "ее", "ые", "ие"]
        .iter()
        .any(|ending| first.text.ends_with(ending));
    let is_one = match mark {
        "республика" | "респ" => marks::adjective(&first.text) || second.len() <= 2,
        "район" | "р-н" => is_neuter,
        _ => false,
    };
    (is_one && is_end && is_name(first) && is_name(second)).then_some(words)
}

/// The token after a second name: «Ханты-Мансийский АО — Югра», «Республика Саха (Якутия)».
fn past_explanation(tokens: &[Token], at: usize) -> usize {
    let is_end = |beside: Option<&Token>| beside.is_none_or(|beside| beside.lex == Lex::Comma);
    match tokens.get(at..) {
        Some([dash, name, ..]) if dash.lex == Lex::Hyphen && name.lex == Lex::Word && is_end(tokens.get(at + 2)) => {
            at + 2
        }
        Some([open, name, close, ..])
            if open.lex == Lex::Open
                && name.lex == Lex::Word
                && close.lex == Lex::Close
                && is_end(tokens.get(at + 3)) =>
        {
            at + 3
        }
        _ => at,
    }
}
