//! `Skip`: the words that a reading leaves out of the street (towns, regions, microdistricts, notes), and how likely
//! they are none of its name. They are looked up on the map in `ask/stated_area.rs`.

use crate::read::kind::KindSet;
use crate::read::piece::{Item, Piece};
use std::rc::Rc;

/// Only so many stretches after a house are looked up as towns.
const TRAILING_MAX: usize = 4;

/// Words that a reading leaves out of the street.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skip {
    /// Names and numbers.
    pub words: Vec<String>,
    /// Kinds of streets among them.
    pub kinds: KindSet,
    /// A settlement's mark stood before them.
    pub is_marked: bool,
    /// Commas part them from the street.
    pub is_apart: bool,
    /// They stand between the street and the house.
    pub is_between: bool,
    /// «Район», «область» and the like said what they are.
    pub is_region: bool,
    /// They stand after the house: a town perhaps, or a note.
    pub is_trailing: bool,
}

pub(crate) fn shared(skips: impl Iterator<Item = Skip>) -> Vec<Rc<Skip>> {
    skips.map(Rc::new).collect()
}

pub(crate) fn apart(skip: Skip) -> Skip {
    Skip { is_apart: true, ..skip }
}

/// What stands after the house: «Мира 5, Архангельское».
pub(crate) fn trailing(pieces: &[Piece]) -> Vec<Rc<Skip>> {
    let skips = skipped(pieces).into_iter().take(TRAILING_MAX);
    let named = skips.filter(|skip| skip.kinds.is_empty());
    shared(named.map(|skip| Skip {
        is_trailing: true,
        ..skip
    }))
}

/// What is left out, one entry for each stretch between commas.
pub(crate) fn skipped(pieces: &[Piece]) -> Vec<Skip> {
    let mut skips = vec![Skip::default()];
    let mut is_of_plot = false;
    for piece in pieces {
        let last = skips.len() - 1;
        let is_number_of_plot = std::mem::take(&mut is_of_plot);
        match &piece.item {
            // «уч. 306, дом 16»: the plot is no part of a town's name.
            Item::Number { .. } if is_number_of_plot => {}
            Item::House { is_plot, .. } => is_of_plot = *is_plot,
            Item::Comma => {
                skips[last].is_apart = true;
                skips.push(Skip::default());
            }
            Item::Word(word) => skips[last].words.push(word.clone()),
            Item::Number { text, .. } => skips[last].words.push(text.clone()),
            Item::Kind(kind) => skips[last].kinds = skips[last].kinds.with(*kind),
            Item::Settlement if !skips[last].words.is_empty() => {
                skips.push(Skip {
                    is_marked: true,
                    ..Skip::default()
                });
            }
            Item::Settlement => skips[last].is_marked = true,
            Item::Region(name) => {
                let region = Skip {
                    words: vec![name.clone()],
                    is_region: true,
                    is_apart: true,
                    ..Skip::default()
                };
                skips.insert(last, region);
            }
            Item::Initial(_) | Item::Part | Item::Open | Item::Close => {}
        }
    }
    skips.retain(|skip| !skip.words.is_empty() || !skip.kinds.is_empty());
    // «мкр Центральный, № 33, ул. Дюнная»: a number alone behind a quarter is of the quarter.
    let is_of_quarter = |pair: &[Skip]| pair[0].kinds.is_area() && pair[1].is_apart && pair[1].is_number();
    if let Some(quarter) = skips.windows(2).position(is_of_quarter) {
        skips.remove(quarter + 1);
    }
    skips
}

impl Skip {
    /// A number right before the street, «2-я Озёрная», is more likely its own than the 2nd microdistrict's.
    pub(crate) fn is_bare_number(&self) -> bool {
        !self.is_apart && self.is_number()
    }

    /// Whether it is numbers and nothing else.
    pub(crate) fn is_number(&self) -> bool {
        let is_number = |word: &String| word.starts_with(|one: char| one.is_ascii_digit());
        !self.is_marked && self.kinds.is_empty() && self.words.iter().all(is_number)
    }

    /// How likely words like these are beside the street and not part of it, when they name no known settlement.
    pub(crate) fn weight(&self) -> f64 {
        if self.is_region || self.is_trailing {
            return 1.0;
        }
        let has_number = self
            .words
            .iter()
            .any(|word| word.starts_with(|one: char| one.is_ascii_digit()));
        if has_number && self.kinds.is_empty() {
            // The number nearest to the street is its house, not one further on.
            return if self.is_between { 0.2 } else { 0.75 };
        }
        match (self.is_apart, self.kinds.is_empty(), self.kinds.is_area()) {
            (true, true, _) => 0.93,
            (true, false, true) => 0.96,
            (true, false, false) => 0.7,
            (false, _, _) => 0.75,
        }
    }
}
