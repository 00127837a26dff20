//! `Written` (a text with door, telephones and hours split off) and its `Reading`s: ways to read the rest, some
//! hundreds at most, by where the street's name begins and ends and which number is the house. None is chosen here;
//! each has a fit from 0 to 1.

use crate::read::door;
use crate::read::house_starts;
use crate::read::house_starts::{Kind, Start};
use crate::read::lexer::{Lex, Token, lex};
use crate::read::name::Name;
use crate::read::number;
use crate::read::phones;
use crate::read::piece::{Item, Piece};
use crate::read::pieces::{Spelling, cut};
use crate::read::skips::{Skip, apart, shared, skipped, trailing};
use crate::read::times;
use karavan_model::DoorCard;
use std::ops::Range;
use std::rc::Rc;

/// At most this many pieces before the house are read; no address is longer.
const PIECES_MAX: usize = 20;
/// A text that can be read in more ways is no address; those that begin first are enough.
const READINGS_MAX: usize = 300;
/// No street's name is longer, commas and kinds counted.
const SPAN_MAX: usize = 10;
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

/// How likely a number behind a dash is a flat where one is written with its mark.
const SECOND_FLAT: f64 = 0.8;

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

    /// All ways to read it; the order says nothing.
    pub(crate) fn readings(&self, spelling: Spelling) -> Vec<Reading> {
        self.readings_of(self.pieces(spelling))
    }

    /// Its words as pieces.
    pub(crate) fn pieces(&self, spelling: Spelling) -> Vec<Piece> {
        cut(&self.tokens, spelling)
    }

    /// All ways to read its pieces.
    pub(crate) fn readings_of(&self, mut pieces: Vec<Piece>) -> Vec<Reading> {
        pieces.truncate(2 * PIECES_MAX);
        let mut all = Vec::new();
        let starts = house_starts::of(&self.tokens, &pieces);
        let has_house = starts.iter().any(|start| start.kind == Kind::BesidePlot);
        for Start { at, number, kind, fit } in starts {
            let Some(mut found) = number::read(&self.tokens, number, kind == Kind::Plot) else {
                continue;
            };
            if self.door.flat.is_some() {
                // «29-2, кв. 40»: the 2 is hardly a flat too.
                let flats = found.readings.iter_mut().filter(|one| one.flat.is_some());
                flats.for_each(|one| one.fit *= SECOND_FLAT);
            }
            let is_marked = matches!(pieces[at].item, Item::House { .. });
            let after = pieces
                .iter()
                .position(|piece| piece.at >= found.end)
                .unwrap_or(pieces.len());
            let from = at.saturating_sub(PIECES_MAX);
            let before_count = all.len();
            self.spans(&pieces, from..at, &mut all);
            for reading in &mut all[before_count..] {
                reading.fit *= fit * kind.fit_of(reading.name.kinds);
                reading.rest = found.end;
            }
            let is_parted = self.tokens.get(found.end).is_some_and(|token| token.lex == Lex::Comma);
            let beside = all.len();
            let is_none_before = beside == before_count;
            if is_marked || (is_parted && is_none_before) || self.is_first_with_letter(number, &found) {
                // «д. 5, ул. Абая»: the house first.
                self.spans(&pieces, after..pieces.len().min(after + PIECES_MAX), &mut all);
                let before: Vec<Rc<Skip>> = shared(skipped(&pieces[from..at]).into_iter().map(apart));
                for reading in &mut all[beside..] {
                    reading.fit *= match kind {
                        // «уч. 33, ул. Дюнная, 1»
                        Kind::Plot if has_house => 0.8,
                        _ if is_marked => 0.96 * fit,
                        _ => 0.85,
                    };
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

    /// «30б Гончарова», «12/3 Гончарова»: a number that begins the text and cannot be the order of a street.
    fn is_first_with_letter(&self, number: usize, found: &number::Found) -> bool {
        let is_more = found.end > number + 1;
        let next = self.tokens.get(found.end);
        number == 0 && is_more && next.is_some_and(|next| next.lex == Lex::Word && !next.glued)
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
    // «А. Островского» is no other Островский.
    let is_behind_initial = start > within.start && matches!(pieces[start - 1].item, Item::Initial(_));
    opened <= closed && !is(start, &Item::Close) && !is(start, &Item::Comma) && !is_behind_initial
}

fn is_name(pieces: &[Piece]) -> bool {
    !pieces.iter().any(|piece| {
        matches!(
            piece.item,
            Item::Settlement | Item::Region(_) | Item::House { .. } | Item::Part
        )
    })
}

impl Reading {
    /// The piece that the house begins at.
    pub(crate) fn house_at(&self) -> Option<usize> {
        self.house.as_ref().map(|&(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::Written;
    use crate::read::pieces::Spelling;

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
