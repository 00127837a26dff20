//! What a search answers.

use crate::read::parse::ParsedAddress;
use karavan_model::Place;

/// The answer to an address. A place is never guessed: what is not certain is shown as candidates.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<P = Place> {
    /// One place, and nothing else comes near it.
    Found(P),
    /// Several places, or one that is not certain enough; the likeliest first, never empty.
    Ambiguous(Vec<P>),
    /// No such house on the map.
    NotFound {
        /// What is missing.
        why: NotFoundReason,
        /// Streets and houses that come near; may be empty.
        candidates: Vec<P>,
    },
}

impl<P> Answer<P> {
    /// The same answer in other words.
    pub fn map<Q>(self, word: impl FnMut(P) -> Q) -> Answer<Q> {
        let mut word = word;
        match self {
            Self::Found(place) => Answer::Found(word(place)),
            Self::Ambiguous(all) => Answer::Ambiguous(all.into_iter().map(word).collect()),
            Self::NotFound { why, candidates } => Answer::NotFound {
                why,
                candidates: candidates.into_iter().map(word).collect(),
            },
        }
    }

    /// All it names, the likeliest first.
    #[must_use]
    pub fn into_candidates(self) -> Vec<P> {
        match self {
            Self::Found(place) => vec![place],
            Self::Ambiguous(candidates) | Self::NotFound { candidates, .. } => candidates,
        }
    }
}

/// Why an address was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotFoundReason {
    /// The text holds no address: “около магазина, спросить”, or nothing at all.
    NoAddress,
    /// No street of the map is called so. Candidates are streets with like names, named places and villages.
    NoStreet,
    /// The street is on the map, the house is not (or the text names none). The first candidates are the street at
    /// `Precision::Street`, the place between two known numbers at `Precision::Interpolated`, then the houses with the
    /// nearest numbers.
    NoHouse,
}

/// An answer with the address taken apart the way the map understood it.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// Where it is.
    pub answer: Answer,
    /// Its parts; the door card is kept whatever the answer.
    pub parsed: ParsedAddress,
    /// The text can be read in more ways than were tried: what was found is then told as a candidate, never as `Found`.
    pub is_cut: bool,
}
