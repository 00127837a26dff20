//! `split`: takes flat, entrance, floor and intercom out of an address into a `DoorCard`; what is left goes to the
//! map. Telephones and hours are taken out in `phones.rs` and `times.rs`.

use crate::read::lexer::{Lex, Token};
use crate::read::marks;
use crate::read::marks::Door;
use crate::read::number_marks;
use karavan_model::DoorCard;
use std::ops::Range;

/// A door mark with the numbers it could own.
struct Mark {
    what: Door,
    own: Range<usize>,
    before: Option<Range<usize>>,
    after: Option<Range<usize>>,
}

/// Takes the door's tokens out of an address; what is left goes to the map.
pub(crate) fn split(text: &str, tokens: Vec<Token>) -> (Vec<Token>, DoorCard) {
    let marks = find(&tokens);
    let mut card = DoorCard::default();
    let mut taken = vec![false; tokens.len()];
    for (mark, value) in marks.iter().zip(choose(&marks)) {
        let Some(value) = value else { continue };
        // Of «5-й подъезд» only the 5 is kept.
        let is_ordinal = matches!(mark.what, Door::Entrance | Door::Floor) || value.end <= mark.own.start;
        let last = if is_ordinal { value.start } else { value.end - 1 };
        let written = text[tokens[value.start].at.start..tokens[last].at.end].to_owned();
        let slot = slot(&mut card, mark.what);
        if slot.is_some() {
            continue; // A second flat stays in the text and ends up in the note.
        }
        *slot = Some(written);
        let whole = mark.own.clone().chain(value);
        whole.for_each(|i| taken[i] = true);
    }
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for (token, is_taken) in tokens.into_iter().zip(taken) {
        if !is_taken {
            kept.push(token);
        } else if kept.last().is_some_and(|last| last.lex != Lex::Comma) {
            // What stood on both sides of the door does not become neighbours.
            kept.push(Token {
                lex: Lex::Comma,
                text: ",".to_owned(),
                at: token.at,
                glued: false,
            });
        }
    }
    (kept, card)
}

/// The field of the card for a door mark.
fn slot(card: &mut DoorCard, what: Door) -> &mut Option<String> {
    match what {
        Door::Flat => &mut card.flat,
        Door::Entrance => &mut card.entrance,
        Door::Floor => &mut card.floor,
        Door::Intercom => &mut card.intercom,
    }
}

fn find(tokens: &[Token]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((what, end)) = marks::door(tokens, at) else {
            at += 1;
            continue;
        };
        let is_glued_letter = tokens[at].glued && at > 0 && tokens[at - 1].lex == Lex::Number && tokens[at].len() == 1;
        let after = if is_glued_letter {
            None
        } else {
            value_after(tokens, what, end)
        };
        let before = value_before(tokens, what, at, end);
        // «д, 61 кв, 5»: a comma in the place of the dot.
        let is_comma =
            before.is_none() && what == Door::Flat && tokens.get(end).is_some_and(|next| next.lex == Lex::Comma);
        let after = after.or_else(|| value_after(tokens, what, end + 1).filter(|_| is_comma));
        if after.is_some() || before.is_some() {
            let own = at..after.as_ref().map_or(end, |value| value.start);
            marks.push(Mark {
                what,
                own,
                before,
                after,
            });
        }
        at = end;
    }
    marks
}

fn value_after(tokens: &[Token], what: Door, from: usize) -> Option<Range<usize>> {
    let is_between = |token: &&Token| matches!(token.lex, Lex::Dot | Lex::Hyphen);
    let between = tokens.get(from..)?.iter().take_while(is_between).count();
    let start = from + between;
    let first = tokens.get(start)?;
    if what == Door::Intercom {
        let is_code = |token: &Token| !matches!(token.lex, Lex::Comma | Lex::Open | Lex::Close | Lex::Dot);
        let rest = tokens[start + 1..]
            .iter()
            .take_while(|token| token.glued && is_code(token))
            .count();
        let value = start..start + 1 + rest;
        let has_digit = tokens[value.clone()].iter().any(|token| token.lex == Lex::Number);
        return (is_code(first) && has_digit).then_some(value);
    }
    if first.lex != Lex::Number {
        return None;
    }
    let tail = &tokens[start + 1..];
    let letters = match what {
        Door::Flat => tail.iter().take_while(|token| token.glued && is_of_flat(token)).count(),
        // «этаж 3-й»
        _ => ordinal_ending(tail),
    };
    Some(start..start + 1 + letters)
}

/// What may be glued to a flat's number: `12а`, `12/3`.
fn is_of_flat(token: &Token) -> bool {
    matches!(token.lex, Lex::Number | Lex::Slash) || (token.lex == Lex::Word && token.len() == 1)
}

/// How many tokens the ending of an ordinal takes: `-й`, `й`.
fn ordinal_ending(tail: &[Token]) -> usize {
    let is_ending = |token: &Token| token.lex == Lex::Word && token.glued && token.len() <= 2;
    match tail {
        [dash, word, ..] if dash.lex == Lex::Hyphen && dash.glued && is_ending(word) => 2,
        [word, ..] if is_ending(word) => 1,
        _ => 0,
    }
}

/// A number that the mark follows: «5 подъезд», «3-й этаж», «45 квартира».
fn value_before(tokens: &[Token], what: Door, mark: usize, end: usize) -> Option<Range<usize>> {
    if !what.may_follow_its_number() || tokens[mark].len() == 1 {
        return None;
    }
    let number = (mark.saturating_sub(3)..mark)
        .rev()
        .find(|&i| tokens[i].lex == Lex::Number)?;
    // «5-пәтер», «3-й этаж»
    let is_dash = tokens[number + 1].lex == Lex::Hyphen && number + 2 == mark;
    if number + 1 + ordinal_ending(&tokens[number + 1..mark]) != mark && !is_dash {
        return None;
    }
    let is_preposition = tokens[mark].is("под") && tokens.get(end).is_some_and(|next| next.lex == Lex::Word);
    // Of «дом 12 кв» the 12 is the house.
    let is_house = what == Door::Flat && !tokens[..number].iter().any(|token| token.lex == Lex::Number);
    // Nor is the 13 of «строение 13 квартира» the flat.
    let is_marked = number_marks::is_marked(tokens, number);
    (!is_preposition && !is_house && !is_marked).then_some(number..mark)
}

/// Gives each mark the number before or after it, so that most marks get one; after is preferred, because a number
/// before may be the house. No number is used twice.
fn choose(marks: &[Mark]) -> Vec<Option<Range<usize>>> {
    // best[i][b]: from mark i on, where b says that the number before mark i is already taken.
    let mut best = vec![[(0_u32, 0_u8); 2]; marks.len() + 1];
    for i in (0..marks.len()).rev() {
        for taken in 0..2 {
            let mut options = vec![(best[i + 1][0].0, 0_u8)];
            if marks[i].before.is_some() && taken == 0 {
                options.push((best[i + 1][0].0 + 10, 1));
            }
            if let Some(value) = &marks[i].after {
                let is_shared = marks.get(i + 1).and_then(|next| next.before.as_ref()) == Some(value);
                options.push((best[i + 1][usize::from(is_shared)].0 + 11, 2));
            }
            best[i][taken] = options.into_iter().max().unwrap_or_default();
        }
    }
    let mut taken = 0;
    let mut chosen = Vec::with_capacity(marks.len());
    for (i, mark) in marks.iter().enumerate() {
        let value = match best[i][taken].1 {
            1 => mark.before.clone(),
            2 => mark.after.clone(),
            _ => None,
        };
        let next_before = marks.get(i + 1).and_then(|next| next.before.as_ref());
        taken = usize::from(value.is_some() && best[i][taken].1 == 2 && value.as_ref() == next_before);
        chosen.push(value);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::read::lexer::lex;

    /// Flat, entrance, floor, intercom, and what is left.
    fn card(text: &str) -> [String; 5] {
        let (kept, card) = split(text, lex(text));
        let left: Vec<String> = kept.into_iter().map(|token| token.text).collect();
        let word = |slot: Option<String>| slot.unwrap_or_default();
        [
            word(card.flat),
            word(card.entrance),
            word(card.floor),
            word(card.intercom),
            left.join("").trim_matches(',').into(),
        ]
    }

    #[test]
    fn the_tail_is_read_in_both_orders() {
        assert_eq!(
            card("жарокова 280 кв.18 под. 6 эт. 5"),
            ["18", "6", "5", "", "жарокова280"]
        );
        assert_eq!(
            card("6, 5 подъезд, 6 этаж, кв. 97, код 97к2629"),
            ["97", "5", "6", "97к2629", "6"]
        );
        assert_eq!(
            card("дом 217 4 подъезд 2 этаж кв. 5 код 5к6904"),
            ["5", "4", "2", "5к6904", "дом217"]
        );
        assert_eq!(card("93 кв 72 подъезд 5 домофон 72"), ["72", "5", "", "72", "93"]);
        assert_eq!(card("280 подъезд 5 эт 3"), ["", "5", "3", "", "280"]);
        assert_eq!(card("Д 3, 5-й ПОДЪЕЗД, этаж 3-й"), ["", "5", "3", "", "д3"]);
    }

    #[test]
    fn the_number_of_a_house_or_a_corpus_is_no_flat() {
        assert_eq!(card("д, 61 кв, 5"), ["5", "", "", "", "д,61"]);
        assert_eq!(card("дом 14, строение 13 квартира пять")[0], "");
        assert_eq!(card("д. 17а к3 кв, 5")[0], "5");
        assert_eq!(card("9 д., 7 кв.")[0], "7");
        assert_eq!(card("8б-үй, 5-пәтер")[0], "5");
    }

    #[test]
    fn codes_keep_their_signs_and_capitals() {
        assert_eq!(card("12, КОД 114К6455")[3], "114К6455");
        assert_eq!(card("12, домофон: 12#3456")[3], "12#3456");
        assert_eq!(card("12, код *45*")[3], "*45*");
    }

    #[test]
    fn a_mark_without_a_number_is_left_where_it_is() {
        assert_eq!(
            card("12, домофон не работает")[4],
            "12,домофонне работает".replace(' ', "")
        );
        assert_eq!(card("под аркой")[4], "подаркой");
    }
}
