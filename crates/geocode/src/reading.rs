//! Every way to read an address: where the street's name begins and ends, which number is the house.

use crate::door;
use crate::kind::KindSet;
use crate::lexer::{Lex, Token, lex};
use crate::name::Name;
use crate::number;
use crate::phones;
use crate::pieces::{Item, Piece, Spelling, cut};
use crate::times;
use karavan_model::DoorCard;
use std::ops::Range;
use std::rc::Rc;

/// Only so many pieces before a house are looked at; an address is never longer.
const PIECES_MAX: usize = 20;
/// A text that can be read in more ways is no address; those that begin first are enough.
const READINGS_MAX: usize = 300;
/// No street's name is longer, commas and kinds counted.
const SPAN_MAX: usize = 10;
/// Only so many stretches after a house are looked up as towns.
const TRAILING_MAX: usize = 4;

/// A text with its door split off.
#[derive(Clone, Debug)]
pub(crate) struct Written<'t> {
    /// As it came.
    pub text: &'t str,
    /// Without the door.
    pub tokens: Vec<Token>,
    /// The door.
    pub door: DoorCard,
    /// Telephone numbers and hours, as written.
    pub asides: Vec<String>,
}

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

/// One way to read the address.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// The street.
    pub name: Name,
    /// Which pieces name it.
    pub span: Range<usize>,
    /// And which tokens.
    pub words: Range<usize>,
    /// The house, and the piece it begins at.
    pub house: Option<(usize, Rc<number::Found>)>,
    /// What was left out; readings share it.
    pub skips: Vec<Rc<Skip>>,
    /// How natural this way of reading is, 0 to 1, before the map is asked.
    pub fit: f64,
    /// First token that belongs to neither street nor house.
    pub rest: usize,
}

impl<'t> Written<'t> {
    /// Reads the signs and splits off telephone numbers, hours and the door.
    pub(crate) fn of(text: &'t str) -> Self {
        let (tokens, mut asides) = phones::split(text, lex(text));
        let (tokens, times) = times::split(text, tokens);
        asides.extend(times);
        let (tokens, door) = door::split(text, tokens);
        Self {
            text,
            tokens,
            door,
            asides,
        }
    }

    /// Whether a word of it may be the misspelt word of a kind: else both spellings give the same readings.
    pub(crate) fn has_misspelt_kind(&self) -> bool {
        cut(&self.tokens, Spelling::Strict) != cut(&self.tokens, Spelling::Lenient)
    }

    /// All ways to read it; the order says nothing.
    pub(crate) fn readings(&self, spelling: Spelling) -> Vec<Reading> {
        let mut pieces = cut(&self.tokens, spelling);
        pieces.truncate(2 * PIECES_MAX);
        let mut all = Vec::new();
        for (at, number, is_plot, fit) in self.houses(&pieces) {
            let Some(found) = number::read(&self.tokens, number, is_plot) else {
                continue;
            };
            let is_marked = matches!(pieces[at].item, Item::House { .. });
            let after = pieces
                .iter()
                .position(|piece| piece.at >= found.end)
                .unwrap_or(pieces.len());
            let from = at.saturating_sub(PIECES_MAX);
            let before_count = all.len();
            self.spans(&pieces, from..at, &mut all);
            for reading in &mut all[before_count..] {
                reading.fit *= fit;
                reading.rest = found.end;
            }
            let is_parted = self.tokens.get(found.end).is_some_and(|token| token.lex == Lex::Comma);
            let beside = all.len();
            if is_marked || (is_parted && beside == before_count) {
                // «д. 5, ул. Абая»: the house first.
                self.spans(&pieces, after..pieces.len().min(after + PIECES_MAX), &mut all);
                let before: Vec<Rc<Skip>> = shared(skipped(&pieces[from..at]).into_iter().map(apart));
                for reading in &mut all[beside..] {
                    reading.fit *= if is_marked { 0.96 } else { 0.85 };
                    reading.skips.extend(before.iter().cloned());
                }
            }
            let trailing = trailing(&pieces[after..]);
            let found = Rc::new(found);
            for reading in &mut all[before_count..] {
                reading.house = Some((at, Rc::clone(&found)));
                if reading.span.start < after {
                    reading.skips.extend(trailing.iter().cloned());
                }
            }
        }
        self.spans(&pieces, 0..pieces.len().min(PIECES_MAX), &mut all);
        all
    }

    /// Pieces that may be the house: those with a mark, or else every number that is no ordinal.
    fn houses(&self, pieces: &[Piece]) -> Vec<(usize, usize, bool, f64)> {
        let marked = pieces.iter().enumerate().filter_map(|(at, piece)| match piece.item {
            Item::House { number, is_plot } => Some((at, number, is_plot, 1.0)),
            _ => None,
        });
        let marked: Vec<_> = marked.collect();
        if !marked.is_empty() {
            return marked;
        }
        let bare = pieces.iter().enumerate().filter_map(|(at, piece)| match piece.item {
            Item::Number { is_ordinal: false, .. } => Some((at, piece.at, false, self.start_fit(piece.at)?)),
            _ => None,
        });
        bare.collect()
    }

    /// How likely a house begins at a bare number: hardly after a word and a dash (Самал-2), perhaps after the number of a
    /// microdistrict and a dash (Самал 2-58), never after a fraction's stroke.
    fn start_fit(&self, at: usize) -> Option<f64> {
        let is_joined = |i: usize| matches!(self.tokens[i].lex, Lex::Hyphen | Lex::Slash) && self.tokens[at].glued;
        let Some(sign) = at.checked_sub(1).filter(|&i| is_joined(i)) else {
            return Some(1.0);
        };
        let is_word = |i: usize| self.tokens[i].lex == Lex::Word && self.tokens[i].len() > 1;
        let before = sign.checked_sub(1)?;
        let is_of_name = self.tokens[before].lex == Lex::Number && {
            let mut names = (0..before).rev();
            let last = names.find(|&i| !matches!(self.tokens[i].lex, Lex::Hyphen | Lex::Dot));
            last.is_some_and(is_word)
        };
        let is_after_name = is_word(before) || is_of_name;
        (self.tokens[sign].lex == Lex::Hyphen && is_after_name).then_some(0.9)
    }

    /// The token that a piece begins at.
    fn begin(&self, pieces: &[Piece], piece: usize) -> usize {
        pieces.get(piece).map_or(self.tokens.len(), |piece| piece.at)
    }

    /// Every stretch of the pieces that can be a street's name.
    fn spans(&self, pieces: &[Piece], within: Range<usize>, all: &mut Vec<Reading>) {
        let is_comma = |i: usize| pieces[i].item == Item::Comma;
        let ends = within
            .clone()
            .filter(|&i| !is_comma(i) && (i + 1 == within.end || is_comma(i + 1)));
        let mut before: Vec<Option<Vec<Rc<Skip>>>> = vec![None; within.len()];
        for end in ends.map(|last| last + 1) {
            let between = skipped(&pieces[end..within.end]).into_iter().map(|skip| Skip {
                is_apart: true,
                is_between: true,
                ..skip
            });
            let between = shared(between);
            for start in within.start.max(end.saturating_sub(SPAN_MAX))..end {
                if all.len() >= READINGS_MAX {
                    return;
                }
                let span = start..end;
                if !is_start(pieces, &within, start) || !is_name(&pieces[span.clone()]) {
                    continue;
                }
                let crossed = span.clone().filter(|&i| is_comma(i)).count();
                if crossed > 0 && !(start == within.start || is_comma(start - 1)) {
                    continue;
                }
                let name = Name::of(&pieces[span.clone()]);
                if name.core.is_empty() {
                    continue;
                }
                // «п. Ленинский, д. 4»: the settlement itself stands for the street, but rarely.
                let is_settlement = start > within.start && pieces[start - 1].item == Item::Settlement;
                let natural = if is_settlement { 0.95 } else { 1.0 };
                let skips = before[start - within.start]
                    .get_or_insert_with(|| shared(skipped(&pieces[within.start..start]).into_iter()));
                let skips = skips.iter().chain(&between).map(Rc::clone).collect();
                all.push(Reading {
                    name,
                    house: None,
                    skips,
                    fit: natural * 0.9_f64.powi(i32::try_from(crossed).unwrap_or(i32::MAX)),
                    rest: self.begin(pieces, end),
                    words: self.begin(pieces, start)..self.begin(pieces, end),
                    span,
                });
            }
        }
    }
}

/// A name does not begin inside brackets or at their end.
fn is_start(pieces: &[Piece], within: &Range<usize>, start: usize) -> bool {
    let is = |i: usize, item: &Item| pieces[i].item == *item;
    let opened = (within.start..start).filter(|&i| is(i, &Item::Open)).count();
    let closed = (within.start..start).filter(|&i| is(i, &Item::Close)).count();
    opened <= closed && !is(start, &Item::Close) && !is(start, &Item::Comma)
}

fn is_name(pieces: &[Piece]) -> bool {
    !pieces
        .iter()
        .any(|piece| matches!(piece.item, Item::Settlement | Item::Region(_) | Item::House { .. }))
}

fn shared(skips: impl Iterator<Item = Skip>) -> Vec<Rc<Skip>> {
    skips.map(Rc::new).collect()
}

fn apart(skip: Skip) -> Skip {
    Skip { is_apart: true, ..skip }
}

/// What stands after the house: «Мира 5, Архангельское».
fn trailing(pieces: &[Piece]) -> Vec<Rc<Skip>> {
    let skips = skipped(pieces).into_iter().take(TRAILING_MAX);
    let named = skips.filter(|skip| skip.kinds.is_empty());
    shared(named.map(|skip| Skip {
        is_trailing: true,
        ..skip
    }))
}

/// What is left out, one entry for each stretch between commas.
fn skipped(pieces: &[Piece]) -> Vec<Skip> {
    let mut skips = vec![Skip::default()];
    for piece in pieces {
        let last = skips.len() - 1;
        match &piece.item {
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
            Item::Initial | Item::House { .. } | Item::Open | Item::Close => {}
        }
    }
    skips.retain(|skip| !skip.words.is_empty() || !skip.kinds.is_empty());
    skips
}

impl Reading {
    /// The piece that the house begins at.
    pub(crate) fn house_at(&self) -> Option<usize> {
        self.house.as_ref().map(|&(at, _)| at)
    }
}

impl Skip {
    /// A number right before the street, «2-я Озёрная», is more likely its own than the 2nd microdistrict's.
    pub(crate) fn is_bare_number(&self) -> bool {
        let is_number = |word: &String| word.starts_with(|one: char| one.is_ascii_digit());
        !self.is_apart && !self.is_marked && self.kinds.is_empty() && self.words.iter().all(is_number)
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

#[cfg(test)]
mod tests {
    use super::Written;
    use crate::pieces::Spelling;

    /// All readings as `name|house`.
    fn readings(text: &str) -> Vec<String> {
        let written = Written::of(text);
        let readings = written.readings(Spelling::Strict).into_iter();
        let shown = readings.map(|reading| {
            let house = reading
                .house
                .map(|(_, found)| found.readings[0].key.clone())
                .unwrap_or_default();
            format!("{}|{house}", reading.name.core.join(" "))
        });
        shown.collect()
    }

    #[test]
    fn the_true_reading_is_among_all_readings() {
        for (text, expected) in [
            ("Жетысу-2, 21", "жетысу 2|21"),
            ("Аксай 3, 6", "аксай 3|6"),
            ("Самал 2-58", "самал 2|58"),
            ("мкр. 5-13", "5|13"),
            ("5 мкр 15 кв.18 под. 6", "5|15"),
            ("микрорайон 5, 41, кв.17", "5|41"),
            ("м-н 7 3", "7|3"),
            ("22 линия 45, 6 подъезд", "22 линия|45"),
            ("г. алматы, аксай 3б мкр д 25", "аксай 3б|25"),
            ("ул. Коктем-2, мкр д 9", "коктем 2|9"),
            ("Москва, пр-д 17-й Марьиной Рощи, д 9А", "17 марьиной рощи|9а"),
            ("д. 5, ул. Абая", "абая|5"),
            ("50 лет Победы 42", "50 лет победы|42"),
            ("г.алматы жарокова 280", "жарокова|280"),
            ("ул. Абая", "абая|"),
        ] {
            assert!(
                readings(text).contains(&expected.to_owned()),
                "{text}: {:?}",
                readings(text)
            );
        }
    }

    #[test]
    fn a_marked_house_leaves_no_other() {
        assert!(
            readings("Жетысу-2, д. 21")
                .iter()
                .all(|one| one.ends_with("|21") || one.ends_with('|'))
        );
    }
}
