//! `phrase`: marks of settlements and kinds of streets that are written in several words: рабочий посёлок, посёлок
//! при станции, садовое товарищество; and what says nothing of the place (внутригородская территория). Marks of one
//! word are in `marks.rs` and `kind.rs`.

use crate::read::kind::KindSet;
use crate::read::lexer::{Lex, Token};
use crate::read::marks::{compound, past_dot};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// A mark of a settlement; its name follows.
    Settlement,
    /// A kind of street or quarter.
    Kind(KindSet),
    /// Says nothing of the place: a country, «внутригородская территория».
    Idle,
}

/// Phrases, each word with the dot that may stand behind it; of two that begin alike the longer stands first.
const FIXED: &[(&[&str], Phrase)] = &[
    (&["поселок", "городского", "типа"], Phrase::Settlement),
    (&["поселок", "сельского", "типа"], Phrase::Settlement),
    (&["пос", "гор", "типа"], Phrase::Settlement),
    (&["селище", "миського", "типу"], Phrase::Settlement),
    (&["п", "г", "т"], Phrase::Settlement),
    (&["р", "п"], Phrase::Settlement),
    (&["населенный", "пункт"], Phrase::Settlement),
    (&["насел", "пункт"], Phrase::Settlement),
    (&["железнодорожная", "станция"], Phrase::Settlement),
    (&["железнодорожный", "разъезд"], Phrase::Settlement),
    (&["железнодорожная", "платформа"], Phrase::Settlement),
    (&["ж-д", "станция"], Phrase::Settlement),
    (&["ж-д", "ст"], Phrase::Settlement),
    (&["ж-д", "разъезд"], Phrase::Settlement),
    (&["ж-д", "рзд"], Phrase::Settlement),
    (&["ж-д", "платформа"], Phrase::Settlement),
    (&["гарадски", "паселак"], Phrase::Settlement),
    (&["жилой", "комплекс"], Phrase::Kind(KindSet::ESTATE)),
    (&["жилой", "массив"], Phrase::Kind(KindSet::ESTATE)),
    (&["шагын", "ауданы"], Phrase::Kind(KindSet::MICRODISTRICT)),
    (&["шагын", "аудан"], Phrase::Kind(KindSet::MICRODISTRICT)),
    (&["молтек", "ауданы"], Phrase::Kind(KindSet::MICRODISTRICT)),
    (&["молтек", "аудан"], Phrase::Kind(KindSet::MICRODISTRICT)),
    (&["тас", "жолы"], Phrase::Kind(KindSet::HIGHWAY)),
    (&["российская", "федерация"], Phrase::Idle),
    (
        &["внутригородская", "территория", "города", "федерального", "значения"],
        Phrase::Idle,
    ),
    (&["внутригородская", "территория"], Phrase::Idle),
    (&["город", "федерального", "значения"], Phrase::Idle),
    (&["вн", "тер", "г"], Phrase::Idle),
    (&["вн", "тер"], Phrase::Idle),
];

/// What a settlement is besides: рабочий, дачный.
const OF_SETTLEMENT: [&str; 12] = [
    "рабочий",
    "раб",
    "дачный",
    "дачн",
    "курортный",
    "городской",
    "гор",
    "сельский",
    "сельск",
    "коттеджный",
    "станционный",
    "жилой",
];
const SETTLEMENT: [&str; 4] = ["поселок", "пос", "п", "паселак"];
/// «Посёлок при (железнодорожной) станции».
const AT: [&str; 1] = ["при"];
const RAILWAY: [&str; 4] = ["железнодорожной", "жд", "ж-д", "ж-дорожной"];
const STATION: [&str; 6] = ["станции", "ст", "разъезде", "рзд", "платформе", "лесничестве"];

/// What an association of gardeners is, and what it is called then.
const OF_GARDENERS: [&str; 16] = [
    "садовое",
    "садоводческое",
    "дачное",
    "огородническое",
    "некоммерческое",
    "потребительское",
    "гаражное",
    "садовый",
    "садоводческий",
    "дачный",
    "огороднический",
    "некоммерческий",
    "потребительский",
    "гаражный",
    "гаражно-строительный",
    "дачно-строительный",
];
const GARDENERS: [&str; 4] = ["товарищество", "партнерство", "объединение", "кооператив"];
const OWNERS: [&str; 2] = ["собственников", "недвижимости"];

/// First words of all phrases: most words of an address begin none.
static FIRST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let fixed = FIXED.iter().filter_map(|(words, _)| words.first());
    let all = fixed
        .chain(&SETTLEMENT)
        .chain(&OF_SETTLEMENT)
        .chain(&OF_GARDENERS)
        .chain(&GARDENERS);
    all.filter_map(|word| word.split('-').next()).collect()
});

/// The token after one of these words and its dot.
fn one_of(tokens: &[Token], at: usize, words: &[&str]) -> Option<usize> {
    let (word, end) = compound(tokens, at)?;
    words.contains(&word.as_str()).then(|| past_dot(tokens, end))
}

/// The token after as many of these words as there are.
fn many_of(tokens: &[Token], mut at: usize, words: &[&str]) -> usize {
    while let Some(end) = one_of(tokens, at, words) {
        at = end;
    }
    at
}

fn fixed(tokens: &[Token], at: usize) -> Option<(Phrase, usize)> {
    let end_of = |words: &[&str]| words.iter().try_fold(at, |at, word| one_of(tokens, at, &[word]));
    let mut found = FIXED
        .iter()
        .filter_map(|&(words, phrase)| Some((phrase, end_of(words)?)));
    found.next()
}

/// The token after «рабочий посёлок», «посёлок при станции».
fn settlement(tokens: &[Token], at: usize) -> Option<usize> {
    let noun = many_of(tokens, at, &OF_SETTLEMENT);
    let settlement = one_of(tokens, noun, &SETTLEMENT)?;
    let railway = one_of(tokens, settlement, &AT).unwrap_or(settlement);
    let station = one_of(tokens, many_of(tokens, railway, &RAILWAY), &STATION);
    let is_several = noun > at || station.is_some();
    is_several.then(|| station.unwrap_or(settlement))
}

/// The phrase that begins at a token, and the token after it. That of a settlement has its name behind it.
pub(crate) fn phrase(tokens: &[Token], at: usize) -> Option<(Phrase, usize)> {
    let first = tokens.get(at).map(|token| token.text.as_str())?;
    if !FIRST.contains(first) {
        return None;
    }
    let is_before_word = |end: usize| {
        tokens
            .get(end)
            .is_some_and(|next| next.lex == Lex::Word && next.len() > 1)
    };
    if let Some((phrase, end)) = fixed(tokens, at) {
        let is_sound = phrase != Phrase::Settlement || is_before_word(end);
        return is_sound.then_some((phrase, end));
    }
    if let Some(end) = settlement(tokens, at).filter(|&end| is_before_word(end)) {
        return Some((Phrase::Settlement, end));
    }
    let is_adjective = |first: &str| OF_GARDENERS.iter().any(|word| word.starts_with(first));
    if is_adjective(first) || GARDENERS.contains(&first) {
        let end = one_of(tokens, many_of(tokens, at, &OF_GARDENERS), &GARDENERS)?;
        return Some((Phrase::Kind(KindSet::GARDEN), many_of(tokens, end, &OWNERS)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Phrase, phrase};
    use crate::read::kind::KindSet;
    use crate::read::lexer::lex;

    /// What the phrase is, and the text behind it.
    fn read(text: &str) -> Option<(Phrase, String)> {
        let tokens = lex(text);
        let (phrase, end) = phrase(&tokens, 0)?;
        let rest = tokens.get(end).map(|token| token.text.clone());
        Some((phrase, rest.unwrap_or_default()))
    }

    #[test]
    fn a_settlement_may_be_called_by_several_words() {
        for text in [
            "рабочий посёлок Ленинский",
            "раб. пос. Ленинский",
            "р.п. Ленинский",
            "посёлок городского типа Ленинский",
            "п.г.т. Ленинский",
            "посёлок при станции Ленинский",
            "п. при ж/д ст. Ленинский",
            "пос. при железнодорожной станции Ленинский",
            "ж/д ст. Ленинский",
            "населённый пункт Ленинский",
        ] {
            assert_eq!(read(text), Some((Phrase::Settlement, "ленинский".to_owned())), "{text}");
        }
        for text in ["поселок Ленинский", "Городской вал", "Дачный переулок", "р.п., 5"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_association_of_gardeners_is_a_kind_however_long_its_title() {
        for text in [
            "садовое товарищество Озёрное",
            "садоводческое некоммерческое товарищество «Озёрное»",
            "дачный потребительский кооператив Озёрное",
            "товарищество собственников недвижимости Озёрное",
        ] {
            assert_eq!(
                read(text),
                Some((Phrase::Kind(KindSet::GARDEN), "озерное".to_owned())),
                "{text}"
            );
        }
        assert_eq!(read("Садовая 5"), None);
    }

    #[test]
    fn what_says_nothing_of_the_place_is_left_out() {
        for text in [
            "вн.тер.г. Озёрный",
            "внутригородская территория города федерального значения Озёрный",
            "Российская Федерация Озёрный",
        ] {
            assert_eq!(read(text), Some((Phrase::Idle, "озерный".to_owned())), "{text}");
        }
    }
}
