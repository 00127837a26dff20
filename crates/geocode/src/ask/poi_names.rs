//! `PoiNames`: finds pharmacies, shops and polyclinics by the words of their names, the last of which may be only
//! begun. No slips are forgiven here.

use crate::gazetteer::Poi;
use crate::read::lexer::{Lex, lex};

/// Words of names, sorted, each with the place it is of.
#[derive(Debug, Default)]
pub(crate) struct PoiNames {
    words: Vec<(Box<str>, u32)>,
    counts: Vec<u8>,
}

/// More places of one word are not looked at.
const SAME_WORD_MAX: usize = 5_000;

/// No place has a longer name.
const WORDS_MAX: usize = 12;

fn words(text: &str) -> Vec<String> {
    let tokens = lex(text).into_iter();
    let kept = tokens.filter(|token| matches!(token.lex, Lex::Word | Lex::Number));
    kept.map(|token| token.text).collect()
}

impl PoiNames {
    /// Of all places.
    pub(crate) fn of(pois: &[Poi]) -> Self {
        let mut all = Self::default();
        for (poi, ix) in pois.iter().zip(0_u32..) {
            let words = words(&poi.name);
            all.counts.push(u8::try_from(words.len()).unwrap_or(u8::MAX));
            all.words
                .extend(words.into_iter().map(|word| (word.into_boxed_str(), ix)));
        }
        all.words.sort();
        all
    }

    /// Places whose names have all these words; the last may be only begun. Whole names come first.
    pub(crate) fn find(&self, text: &str, limit: usize) -> Vec<(u32, bool)> {
        let typed = words(text);
        if typed.len() > WORDS_MAX {
            return Vec::new();
        }
        let Some((last, whole)) = typed.split_last() else {
            return Vec::new();
        };
        if last.chars().count() < 2 {
            return Vec::new();
        }
        let mut found: Vec<u32> = self.beginning(last).collect();
        found.sort_unstable();
        found.dedup();
        for word in whole {
            found.retain(|ix| {
                self.words
                    .binary_search_by(|(one, of)| (&**one, of).cmp(&(word, ix)))
                    .is_ok()
            });
        }
        let is_whole = |ix: &u32| usize::from(self.counts.get(*ix as usize).copied().unwrap_or(0)) == typed.len();
        found.sort_by_key(|ix| (!is_whole(ix), *ix));
        found.into_iter().take(limit).map(|ix| (ix, is_whole(&ix))).collect()
    }

    fn beginning<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = u32> + 'a {
        let start = self.words.partition_point(|(word, _)| &**word < typed);
        let all = self.words[start..]
            .iter()
            .take_while(move |(word, _)| word.starts_with(typed));
        all.take(SAME_WORD_MAX).map(|&(_, ix)| ix)
    }
}
