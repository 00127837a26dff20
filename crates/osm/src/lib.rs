//! Reads an OpenStreetMap extract behind a guard, and writes small ones.
//!
//! This crate never interprets a tag. It is the only one that names `osmpbfreader`, which is fast and trusting: it
//! panics on cut files, unpacks without a limit and indexes without a check. So the bytes pass four gates before it
//! sees them, each in its own file:
//!
//! 1. `framing`: where the blocks lie, their kinds and sizes, what the file header asks for;
//! 2. `unpack`: raw or zlib, under a hard limit;
//! 3. `survey`: which kinds of elements a block holds, and what parsing it would cost;
//! 4. `soundness`: every index, length, sum and coordinate of the parsed block.

mod decode;
mod element;
mod error;
mod extract;
mod fault;
mod framing;
pub mod limits;
mod pass;
mod soundness;
mod survey;
mod unpack;
mod wire;
mod write;
mod written_block;

pub use element::{Element, Kinds, Member, MemberKind, Node, Relation, Tags, Way};
pub use error::OsmError;
pub use extract::Extract;
pub use pass::Progress;
pub use write::write_pbf;
