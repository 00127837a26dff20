//! An address in; Found, Ambiguous or NotFound out.
//!
//! Reads addresses as people in Russian-speaking regions write them and looks them up in a map extract, offline. This
//! crate never guesses silently: a place is Found only when nothing else comes near it.
//!
//! The way of an address: `lexer` (signs) → `door` (flat, entrance and the like split off) → `pieces` (kinds,
//! marks, numbers) → `reading` (every way to read it) → `search` (what the map knows of each) → `decide`.

mod answer;
mod arrange;
mod decide;
mod door;
mod error;
mod fold;
mod gazetteer;
mod harvest;
mod houses;
mod index;
mod kind;
mod lexer;
mod marks;
mod name;
mod nearby;
mod number;
mod outline;
mod parse;
mod pieces;
mod reading;
mod search;
mod settle;
mod slips;
mod spellings;
mod surroundings;

pub use answer::{Answer, Located, NotFoundReason};
pub use error::GeocodeError;
pub use index::AddressIndex;
pub use karavan_model::{Candidate, DoorCard, Place, Precision};
pub use kind::KindSet;
pub use parse::{ParsedAddress, parse};
