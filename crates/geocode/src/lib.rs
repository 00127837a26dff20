//! An address in; Found, Ambiguous or NotFound out.
//!
//! `AddressIndex` reads addresses as people in Russian-speaking regions write them and looks them up in a map extract,
//! offline. A place is Found only when no other comes near it.
//!
//! The way of an address: `lexer` (signs) → `door` (flat, entrance and the like split off) → `pieces` (kinds, marks,
//! numbers) → `reading` (ways to read it) → `search` (what the map knows of them) → `decide`. `parse` takes an address
//! apart by the grammar alone.

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
