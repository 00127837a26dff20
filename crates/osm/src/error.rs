//! `OsmError`: why a map file cannot be read or written; its text names the file, and for damage the byte and what to
//! do. Inside the reader a `Fault` stands for it, before file and place are known.

use std::path::PathBuf;
use thiserror::Error;

/// A map file that cannot be read or written. The text names the file, the place in it and the mend.
#[derive(Debug, Error)]
pub enum OsmError {
    /// The operating system refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The path leads to something else than a PBF extract.
    #[error("{path}: {what}; give the path of an OpenStreetMap extract whose name ends in .osm.pbf")]
    NotAnExtract {
        /// Which file.
        path: PathBuf,
        /// What it is instead, as far as can be told.
        what: String,
    },
    /// The file is not a whole, sound extract.
    #[error("{path}: {what} at byte {offset}; download the extract again")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Where in the file the damaged block begins.
        offset: u64,
        /// What is wrong.
        what: String,
    },
    /// The extract is sound but written in a dialect that is not read here.
    #[error("{path}: {what} at byte {offset}; {mend}")]
    Unsupported {
        /// Which file.
        path: PathBuf,
        /// Where in the file the block begins.
        offset: u64,
        /// What is not read here.
        what: String,
        /// How to make it readable.
        mend: &'static str,
    },
    /// The extract asks for more memory than a sound one ever does (see [`crate::limits`]).
    #[error("{path}: {what} at byte {offset}; no sound extract does this, get it from a source you trust")]
    OverLimit {
        /// Which file.
        path: PathBuf,
        /// Where in the file the block begins.
        offset: u64,
        /// Which limit is passed.
        what: String,
    },
    /// An element that no PBF file can hold.
    #[error("{path}: cannot write {element}: {what}")]
    Unwritable {
        /// The file to be written.
        path: PathBuf,
        /// Which element, as `node 42`.
        element: String,
        /// What is wrong with it.
        what: String,
    },
}
