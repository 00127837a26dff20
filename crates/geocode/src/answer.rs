//! `ParsedAnswer`: an answer with the address taken apart, and whether the search was cut short. `Answer` itself
//! (Found, Ambiguous, NotFound) and `NotFoundReason` are types of `karavan_model`, passed on from here.

use crate::read::parse::ParsedAddress;
pub use karavan_model::{AddressAnswer as Answer, NotFoundReason};

/// An answer with the address taken apart the way the map understood it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedAnswer {
    /// Where it is.
    pub answer: Answer,
    /// Its parts; the door card is kept whatever the answer.
    pub parsed: ParsedAddress,
    /// The text can be read in more ways than were tried: what was found is then told as a candidate, never as `Found`.
    pub is_cut: bool,
}
