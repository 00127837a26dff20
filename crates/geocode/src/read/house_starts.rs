//! `of`: the pieces at which the house number may begin, each with how likely that is: at a mark (дом, участок), or at
//! a number without one that is no ordinal. The number itself is read in `number.rs`.

use crate::read::kind::KindSet;
use crate::read::lexer::{Lex, Token};
use crate::read::number;
use crate::read::number_parts;
use crate::read::piece::{Item, Piece};

/// A piece that may be the house.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Start {
    /// The piece.
    pub at: usize,
    /// The token that the number begins at.
    pub number: usize,
    /// What announces it.
    pub kind: Kind,
    /// How likely a house begins here, 0 to 1.
    pub fit: f64,
}

/// What announces a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Дом, or nothing.
    House,
    /// Участок, владение.
    Plot,
    /// Nothing, and a plot is written as well: «ул. Дюнная, 1, уч. 33».
    BesidePlot,
}

/// Where a house and a plot are written the plot is hardly what the street's houses are numbered by.
const PLOT_BESIDE_HOUSE: f64 = 0.75;
const HOUSE_BESIDE_PLOT: f64 = 0.95;
/// A number beside a plot may be of the garden's name: only behind a street's kind it is a house for certain.
const UNKNOWN_BESIDE_PLOT: f64 = 0.75;

impl Kind {
    /// How likely a street of these kinds has such a house.
    pub(crate) fn fit_of(self, kinds: KindSet) -> f64 {
        if self == Self::BesidePlot && (kinds.is_empty() || kinds.is_area()) {
            UNKNOWN_BESIDE_PLOT
        } else {
            1.0
        }
    }
}

/// All of them.
pub(crate) fn of(tokens: &[Token], pieces: &[Piece]) -> Vec<Start> {
    let marked = |at: usize, piece: &Piece| match piece.item {
        Item::House { number, is_plot } => Some((at, number, is_plot)),
        _ => None,
    };
    let marked = pieces.iter().enumerate().filter_map(|(at, piece)| marked(at, piece));
    let marked: Vec<(usize, usize, bool)> = marked.collect();
    let has_house = marked.iter().any(|&(_, _, is_plot)| !is_plot);
    let mut starts: Vec<Start> = Vec::new();
    for &(at, number, is_plot) in &marked {
        let (kind, fit) = match (is_plot, has_house) {
            (false, _) => (Kind::House, 1.0),
            (true, false) => (Kind::Plot, 1.0),
            (true, true) => (Kind::Plot, PLOT_BESIDE_HOUSE),
        };
        starts.push(Start { at, number, kind, fit });
    }
    if has_house {
        return starts;
    }
    for (at, piece) in pieces.iter().enumerate() {
        // The number behind a mark is read from its mark on.
        let is_taken = at.checked_sub(1).is_some_and(|before| match &pieces[before] {
            Piece { item: Item::Part, at } => number_parts::lone_part(tokens, *at) == Some(piece.at),
            before => matches!(before.item, Item::House { .. }),
        });
        let (number, fit) = match piece.item {
            Item::Part => (piece.at, Some(1.0)),
            Item::Number { is_ordinal: false, .. } if !is_taken => (piece.at, start_fit(tokens, piece.at)),
            _ => continue,
        };
        let Some(fit) = fit else { continue };
        if marked.is_empty() {
            starts.push(Start {
                at,
                number,
                kind: Kind::House,
                fit,
            });
        } else if fit >= 1.0 && is_whole(tokens, number) {
            starts.push(Start {
                at,
                number,
                kind: Kind::BesidePlot,
                fit: HOUSE_BESIDE_PLOT,
            });
        }
    }
    starts
}

/// Whether nothing but a comma or a plot stands behind a number.
fn is_whole(tokens: &[Token], number: usize) -> bool {
    let found = number::read(tokens, number, false);
    let next = found.and_then(|found| tokens.get(found.end));
    next.is_none_or(|next| matches!(next.lex, Lex::Comma | Lex::Open | Lex::Close))
}

/// How likely a house begins at a bare number: hardly after a word and a dash (Самал-2), perhaps after the number of a
/// microdistrict and a dash (Самал 2-58), never after a fraction's stroke.
fn start_fit(tokens: &[Token], at: usize) -> Option<f64> {
    let is_joined = |i: usize| matches!(tokens[i].lex, Lex::Hyphen | Lex::Slash) && tokens[at].glued;
    let Some(sign) = at.checked_sub(1).filter(|&i| is_joined(i)) else {
        return Some(1.0);
    };
    let is_word = |i: usize| tokens[i].lex == Lex::Word && tokens[i].len() > 1;
    let before = sign.checked_sub(1)?;
    let is_of_name = tokens[before].lex == Lex::Number && {
        let mut names = (0..before).rev();
        let last = names.find(|&i| !matches!(tokens[i].lex, Lex::Hyphen | Lex::Dot));
        last.is_some_and(is_word)
    };
    let is_after_name = is_word(before) || is_of_name;
    (tokens[sign].lex == Lex::Hyphen && is_after_name).then_some(0.9)
}
