//! What can be wrong with a map file.

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
}
