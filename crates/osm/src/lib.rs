//! Reads an OpenStreetMap extract behind a guard, and writes small ones.
//!
//! This crate never interprets a tag. It is the only one that names `osmpbfreader`.

mod element;
mod error;
mod extract;

pub use element::{Element, Kinds, Member, MemberKind, Node, Relation, Tags, Way};
pub use error::OsmError;
pub use extract::Extract;
