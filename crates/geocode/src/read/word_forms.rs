//! `name_word` and `size`: words of a street's name in the one form they are compared in: ordinals as numbers (вторая
//! is 2), sizes written out (Б. is Большая).

use crate::read::fold;
use crate::read::lexer::{Lex, Token};
use crate::read::marks;
use crate::read::piece::Item;

/// Sizes as people shorten them, in the forms for -ая, -ий, -ое and -ие.
const SIZES: [(&[&str], [&str; 4]); 5] = [
    (&["б", "бол", "больш"], ["большая", "большой", "большое", "большие"]),
    (&["м", "мал"], ["малая", "малый", "малое", "малые"]),
    (&["ср", "средн"], ["средняя", "средний", "среднее", "средние"]),
    (&["в", "верхн"], ["верхняя", "верхний", "верхнее", "верхние"]),
    (&["н", "нижн"], ["нижняя", "нижний", "нижнее", "нижние"]),
];

/// `Б. Новодмитровская`: a shortened size takes the form of the adjective beside it.
pub(crate) fn size(tokens: &[Token], at: usize) -> Option<&'static str> {
    let (_, forms) = SIZES
        .iter()
        .find(|(shorts, _)| shorts.contains(&tokens[at].text.as_str()))?;
    let after = tokens.get(marks::past_dot(tokens, at + 1));
    let before = at.checked_sub(1).map(|left| &tokens[left]);
    let form = |word: &Token| {
        let endings: [&[&str]; 4] = [&["ая", "яя"], &["ий", "ый", "ой"], &["ое", "ее"], &["ие", "ые"]];
        let is_adjective = |of: &&[&str]| of.iter().any(|ending| word.text.ends_with(ending));
        endings
            .iter()
            .position(is_adjective)
            .filter(|_| word.lex == Lex::Word && word.len() > 4)
    };
    after
        .and_then(form)
        .or_else(|| before.and_then(form))
        .map(|form| forms[form])
}

/// Endings after which a stem below is the word meant.
const ENDINGS: [&str; 16] = [
    "", "ая", "яя", "ый", "ий", "ой", "ое", "ее", "ые", "ие", "ого", "его", "ья", "ье", "ьего", "ьей",
];
const ORDINALS: [&str; 20] = [
    "перв",
    "втор",
    "трет",
    "четверт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
    "двадцат",
];

fn stem<'a>(word: &str, stems: &[&'a str]) -> Option<(usize, &'a str)> {
    let fits = |stem: &str| word.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending));
    stems.iter().position(|stem| fits(stem)).map(|i| (i, stems[i]))
}

/// A word of a name in the one form it is compared in.
pub(crate) fn name_word(word: &str) -> Item {
    if let Some((i, _)) = stem(word, &ORDINALS).filter(|(_, stem)| *stem != word) {
        return Item::Number {
            text: (i + 1).to_string(),
            is_ordinal: true,
        };
    }
    match word {
        "летия" | "летие" | "летию" | "летий" => Item::Word("лет".to_owned()),
        _ => Item::Word(fold::transliterated(word)),
    }
}
