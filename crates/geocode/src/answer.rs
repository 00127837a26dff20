//! What a search answers.

use crate::parse::ParsedAddress;
use karavan_model::{Candidate, Place};

/// The answer to an address. A place is never guessed: what is not certain is shown as candidates.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// One place, and nothing else comes near it.
    Found(Place),
    /// Several places, or one that is not certain enough; the likeliest first, never empty.
    Ambiguous(Vec<Candidate>),
    /// No such house on the map.
    NotFound {
        /// What is missing.
        why: NotFoundReason,
        /// Streets and houses that come near; may be empty.
        candidates: Vec<Candidate>,
    },
}

/// Why an address was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotFoundReason {
    /// The text holds no address: “около магазина, спросить”, or nothing at all.
    NoAddress,
    /// No street of the map is called so.
    NoStreet,
    /// The street is on the map, the house is not (or the text names none). The first candidates are the street at
    /// `Precision::Street`, then the houses with the nearest numbers.
    NoHouse,
}

/// An answer with the address taken apart the way the map understood it.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// Where it is.
    pub answer: Answer,
    /// Its parts; the door card is kept whatever the answer.
    pub parsed: ParsedAddress,
}
