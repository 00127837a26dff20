//! An address in; Found, Ambiguous or NotFound out.
//!
//! Reads addresses as people in Russian-speaking regions write them and looks them up in a map extract, offline. This
//! crate never guesses silently: a place is Found only when nothing else comes near it.
//!
//! The way of an address: `lexer` (signs) → `door` (flat, entrance and the like split off) → `pieces` (kinds,
//! marks, numbers) → `reading` (every way to read it) → `search` (what the map knows of each) → `decide`.

mod answer;
mod ask;
mod build;
mod bytes;
mod error;
mod gazetteer;
mod index;
mod read;
mod street_line;

pub use answer::{Answer, NotFoundReason, ParsedAnswer};
pub use ask::feature::Feature;
pub use bytes::shared_bytes::SharedBytes;
pub use error::GeocodeError;
pub use gazetteer::Origin;
pub use index::AddressIndex;
pub use karavan_model::{Candidate, DoorCard, Place, Precision};
pub use read::kind::KindSet;
pub use read::parse::{ParsedAddress, parse};
