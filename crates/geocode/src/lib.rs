//! An address in; Found, Ambiguous or NotFound out.
//!
//! Reads addresses as people in Russian-speaking regions write them and looks them up in a map extract, offline. This
//! crate never guesses silently: a place is Found only when nothing else comes near it.
//!
//! The way of an address: `lexer` (signs) → `door` (flat, entrance and the like split off) → `pieces` (kinds,
//! marks, numbers) → `reading` (every way to read it) → `search` (what the map knows of each) → `decide`.

mod alphabet;
mod answer;
mod areas;
mod arrange;
mod begun;
mod building;
mod corner;
mod decide;
mod door;
mod door_point;
mod effort;
mod error;
mod feature;
mod fold;
mod gazetteer;
mod gazetteer_bytes;
mod given_names;
mod harvest;
mod house_starts;
mod houses;
mod index;
mod kind;
mod label;
mod layout;
mod lexer;
mod marks;
mod name;
mod nearby;
mod number;
mod number_marks;
mod number_parts;
mod one_address;
mod outline;
mod packed;
mod parse;
mod phones;
mod phrases;
mod pieces;
mod poi_names;
mod reading;
mod region_name;
mod same_number;
mod search;
mod settle;
mod settlement_names;
mod shared_bytes;
mod skips;
mod slips;
mod spellings;
mod spellings_table;
mod street_line;
mod street_record;
mod street_search;
mod suggest;
mod surroundings;
mod tagged;
mod times;
mod vicinity;
mod word_forms;

pub use answer::{Answer, Located, NotFoundReason};
pub use error::GeocodeError;
pub use feature::Feature;
pub use gazetteer::Origin;
pub use index::AddressIndex;
pub use karavan_model::{Candidate, DoorCard, Place, Precision};
pub use kind::KindSet;
pub use parse::{ParsedAddress, parse};
pub use shared_bytes::SharedBytes;
