//! `cut`: tokens into pieces: names, numbers, kinds, marks; countries, postcodes, years of birth and words that name
//! nothing are dropped. The same code reads the map's street names and people's addresses.

use crate::read::kind::KindSet;
use crate::read::lexer::{Lex, Token};
use crate::read::phrases::{Phrase, phrase};
use crate::read::piece::{Item, Piece};
use crate::read::{marks, number_marks, number_parts, region_name, word_forms};

/// Whether misspelt words of kinds (`улциа`) are read as kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Only known forms.
    Strict,
    /// One slip forgiven.
    Lenient,
}

/// Cuts tokens into pieces. Countries, postcodes and «имени» are dropped: they never name a
/// street.
pub(crate) fn cut(tokens: &[Token], spelling: Spelling) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (item, end) = match tokens[at].lex {
            Lex::Word => word(tokens, at, spelling, &mut pieces),
            Lex::Number => number_piece(tokens, at),
            Lex::Comma => (Some(Item::Comma), at + 1),
            // «Адрес: …», «доставка: …»: behind a mark the colon is gone already.
            Lex::Dot if tokens[at].text == ":" => (Some(Item::Comma), at + 1),
            Lex::Open => (Some(Item::Open), at + 1),
            Lex::Close => (Some(Item::Close), at + 1),
            Lex::Dot | Lex::Hyphen | Lex::Slash | Lex::Sign => (None, at + 1),
        };
        pieces.extend(item.map(|item| Piece { item, at }));
        at = end.max(at + 1);
    }
    pieces
}

fn number_piece(tokens: &[Token], at: usize) -> (Option<Item>, usize) {
    let is_postcode = tokens[at].at.len() == 6;
    if is_postcode {
        return (None, at + 1);
    }
    if let Some(past) = marks::birth_year(tokens, at) {
        return (None, past);
    }
    let digits = &tokens[at].text;
    let item = |text: String, is_ordinal| Some(Item::Number { text, is_ordinal });
    match &tokens[at + 1..] {
        [dash, ending, ..] if dash.lex == Lex::Hyphen && dash.glued && ending.glued && is_ordinal(&ending.text) => {
            (item(digits.clone(), true), at + 3)
        }
        [ending, ..] if ending.glued && matches!(ending.text.as_str(), "й" | "я" | "ая" | "ый" | "ой" | "го") => {
            (item(digits.clone(), true), at + 2)
        }
        [letter, ..] if letter.glued && letter.lex == Lex::Word && letter.len() == 1 => {
            (item(format!("{digits}{}", letter.text), false), at + 2)
        }
        _ => (item(digits.clone(), false), at + 1),
    }
}

fn is_ordinal(ending: &str) -> bool {
    matches!(
        ending,
        "й" | "я"
            | "е"
            | "ая"
            | "ый"
            | "ой"
            | "ий"
            | "ое"
            | "го"
            | "ого"
            | "его"
            | "ю"
            | "ую"
            | "ти"
            | "ми"
            | "х"
            | "ей"
            | "ша"
            | "га"
            | "тя"
            | "та"
            | "ши"
            | "шы"
    )
}

/// Words that name nothing: «ул. им. Кунаева», «Россия», «адрес», «дом 41 по ул. Мира».
const IDLE: [&str; 15] = [
    "им",
    "имени",
    "россия",
    "рф",
    "казахстан",
    "рк",
    "адрес",
    "адресу",
    "по",
    "на",
    "общежитие",
    "общ",
    "каласы",
    "ауылы",
    "кенти",
];
/// The neighbours, where they stand alone between commas: there are streets called so.
const COUNTRIES: [&str; 8] = [
    "беларусь",
    "белоруссия",
    "украина",
    "казакстан",
    "кыргызстан",
    "киргизия",
    "узбекистан",
    "молдова",
];

fn is_country(tokens: &[Token], at: usize) -> bool {
    let is_end = |beside: Option<&Token>| beside.is_none_or(|beside| beside.lex == Lex::Comma);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    COUNTRIES.contains(&tokens[at].text.as_str()) && is_end(before) && is_end(tokens.get(at + 1))
}

/// «ГП-1»: a position on the builder's plan, between the village and the number of the plot.
fn position(tokens: &[Token], at: usize) -> Option<usize> {
    let is_mark = tokens[at].is("гп") || tokens[at].is("поз") || tokens[at].is("позиция");
    let is_joint = |one: &Token| matches!(one.lex, Lex::Hyphen | Lex::Dot);
    let number = at + 1 + usize::from(tokens.get(at + 1).is_some_and(is_joint));
    let is_number = tokens.get(number).is_some_and(|one| one.lex == Lex::Number);
    (is_mark && is_number).then_some(number + 1)
}

fn word(tokens: &[Token], at: usize, spelling: Spelling, pieces: &mut Vec<Piece>) -> (Option<Item>, usize) {
    let token = &tokens[at];
    let (compound, end) = marks::compound(tokens, at).unwrap_or_else(|| (token.text.clone(), at + 1));
    let last = pieces.last().map(|piece| &piece.item);
    // «ул. С.П. Королёва»: letters behind a kind are initials.
    let is_initial = token.len() == 1 && matches!(last, Some(Item::Kind(_) | Item::Initial(_)));
    let is_in_front = matches!(last, None | Some(Item::Comma | Item::Region(_)));
    if let Some((phrase, end)) = phrase(tokens, at).filter(|_| !is_initial) {
        let item = match phrase {
            Phrase::Settlement => Some(Item::Settlement),
            Phrase::Kind(kind) => Some(Item::Kind(kind)),
            Phrase::Idle => None,
        };
        return (item, end);
    }
    if let Some(kind) = kind(&compound, spelling, pieces) {
        return (Some(Item::Kind(kind)), marks::past_dot(tokens, end));
    }
    if let Some((number, is_plot)) = number_marks::after_marks(tokens, at) {
        return (Some(Item::House { number, is_plot }), number);
    }
    if let Some(past) = number_parts::lone_part(tokens, at) {
        return (Some(Item::Part), past);
    }
    if let Some(past) = position(tokens, at) {
        return (None, past);
    }
    // «ул. Кордон дом 5»: a mark with nothing but the house behind it is the name.
    let is_named = |past: usize| !is_initial && number_marks::after_marks(tokens, past).is_none();
    if let Some(past) = marks::settlement(tokens, at, is_in_front).filter(|&past| is_named(past)) {
        return (Some(Item::Settlement), past);
    }
    if let Some(past) = marks::region(tokens, at) {
        return region_name::of(&compound, tokens, past, pieces);
    }
    if is_country(tokens, at) {
        return (None, end);
    }
    if IDLE.contains(&compound.as_str()) {
        return (None, marks::past_dot(tokens, end));
    }
    if let Some(size) = word_forms::size(tokens, at) {
        return (Some(Item::Word(size.to_owned())), marks::past_dot(tokens, at + 1));
    }
    if let Some(letter) = token.text.chars().next().filter(|_| token.len() == 1) {
        return (Some(Item::Initial(letter)), marks::past_dot(tokens, at + 1));
    }
    (Some(word_forms::name_word(&token.text)), at + 1)
}

fn kind(compound: &str, spelling: Spelling, pieces: &[Piece]) -> Option<KindSet> {
    let is_known = |piece: &Piece| matches!(piece.item, Item::Kind(_));
    let kind = match spelling {
        Spelling::Strict => KindSet::of(compound),
        Spelling::Lenient => KindSet::of(compound).or_else(|| KindSet::of_misspelt(compound)),
    };
    // «ул. Ш. Айманова»: after a kind a lone letter is an initial.
    kind.filter(|_| compound.chars().count() > 1 || !pieces.iter().any(is_known))
}

#[cfg(test)]
mod tests {
    use super::{Item, Spelling, cut};
    use crate::read::kind::KindSet;
    use crate::read::lexer::lex;

    fn items(text: &str) -> Vec<Item> {
        cut(&lex(text), Spelling::Strict)
            .into_iter()
            .map(|piece| piece.item)
            .collect()
    }

    fn word(text: &str) -> Item {
        Item::Word(text.to_owned())
    }

    fn ordinal(text: &str) -> Item {
        Item::Number {
            text: text.to_owned(),
            is_ordinal: true,
        }
    }

    #[test]
    fn an_ordinal_is_one_number_however_written() {
        for text in ["2-я", "2я", "2-ая", "вторая", "2-Я"] {
            assert_eq!(items(text), [ordinal("2")], "{text}");
        }
        assert_eq!(items("третьего"), [ordinal("3")]);
        assert_eq!(items("первомайская"), [word("первомайская")]);
    }

    #[test]
    fn kinds_are_seen_in_any_shortening() {
        assert_eq!(items("пр-кт Абая"), [Item::Kind(KindSet::AVENUE), word("абая")]);
        assert_eq!(items("Абая пр."), [word("абая"), Item::Kind(KindSet::AVENUE_OR_DRIVE)]);
        assert_eq!(
            items("ул. Ш. Айманова"),
            [Item::Kind(KindSet::STREET), Item::Initial('ш'), word("айманова")]
        );
        assert_eq!(
            items("Энтузиастов ш."),
            [word("энтузиастов"), Item::Kind(KindSet::HIGHWAY)]
        );
    }

    #[test]
    fn postcodes_are_dropped_and_regions_and_settlements_marked() {
        let region = |name: &str| Item::Region(name.to_owned());
        assert_eq!(items("050000, Алматинская обл."), [Item::Comma, region("алматинская")]);
        assert_eq!(items("Ауэзовский р-н Абая"), [region("ауэзовский"), word("абая")]);
        for text in [
            "Истринский район",
            "Истринский муниципальный р-н",
            "Истринский городской округ",
            "Истринское с/п",
        ] {
            assert_eq!(items(text).len(), 1, "{text}");
            assert!(
                matches!(&items(text)[0], Item::Region(name) if name.starts_with("истринск")),
                "{text}"
            );
        }
        for text in [
            "городской округ Истра",
            "с/п Истра",
            "сельское поселение Истра",
            "Истра обл",
        ] {
            assert_eq!(items(text), [region("истра")], "{text}");
        }
        assert_eq!(items("г.Алматы"), [Item::Settlement, word("алматы")]);
        assert_eq!(items("50-летия ВЛКСМ")[1], word("лет"));
        for text in ["Б. Новодмитровская", "Бол. Новодмитровская"] {
            assert_eq!(items(text), [word("большая"), word("новодмитровская")]);
        }
        assert_eq!(items("Каменный Б. мост")[1], word("большой"));
    }

    #[test]
    fn the_letter_d_is_a_house_before_a_number_and_a_village_before_a_word() {
        assert_eq!(
            items("д. 5"),
            [
                Item::House {
                    number: 2,
                    is_plot: false
                },
                Item::Number {
                    text: "5".into(),
                    is_ordinal: false
                }
            ]
        );
        assert_eq!(items("д. Ленино"), [Item::Settlement, word("ленино")]);
    }
}
