//! Reads an OpenStreetMap extract behind a guard, and writes small ones. No tag is interpreted here.
//!
//! Of this workspace's crates, this one alone depends on `osmpbfreader`, which is fast and trusting: it panics on cut
//! files, unpacks without a limit and indexes without a check. So the bytes pass four gates before its iterators run:
//!
//! 1. `framing`: where the blocks lie, their kinds and sizes, what the file header asks for;
//! 2. `unpack`: raw or zlib, under a hard limit;
//! 3. `survey`: which kinds of elements a block holds, and what parsing it would cost;
//! 4. `soundness`: indexes, lengths, sums and coordinates of the parsed block.

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
