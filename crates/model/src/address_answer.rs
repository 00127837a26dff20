//! `AddressAnswer`: the result of looking for an address: one place, several candidates, or not found, with a
//! `NotFoundReason` and what comes near. Data only; the search is in `karavan_geocode`.

use crate::address::Place;

/// The answer to an address. A place is never guessed: what is not certain is shown as candidates.
#[derive(Clone, Debug, PartialEq)]
pub enum AddressAnswer<P = Place> {
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

impl<P> AddressAnswer<P> {
    /// The same answer in other words.
    pub fn map<Q>(self, word: impl FnMut(P) -> Q) -> AddressAnswer<Q> {
        let mut word = word;
        match self {
            Self::Found(place) => AddressAnswer::Found(word(place)),
            Self::Ambiguous(all) => AddressAnswer::Ambiguous(all.into_iter().map(word).collect()),
            Self::NotFound { why, candidates } => AddressAnswer::NotFound {
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
