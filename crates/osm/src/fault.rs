//! `Fault`: an error inside a file (unreadable, damaged, unsupported, over a limit), before the file's name and the
//! byte are known; `at` makes it an `OsmError` with them.

use crate::OsmError;
use std::path::Path;

/// What can be wrong with one part of a file.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The operating system refused.
    Io(std::io::Error),
    /// The bytes contradict the format.
    Damaged(String),
    /// The bytes are sound, but this reader does not know the dialect.
    Unsupported { what: String, mend: &'static str },
    /// The file asks for more than is allowed.
    OverLimit(String),
}

/// The mend for dialects that other tools can translate.
pub(crate) const REWRITE: &str = "rewrite it with `osmium cat in.osm.pbf -o out.osm.pbf`";

impl Fault {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// Puts the file and the place to it.
    pub(crate) fn at(self, path: &Path, offset: u64) -> OsmError {
        let path = path.to_owned();
        match self {
            Self::Io(source) if source.kind() == std::io::ErrorKind::UnexpectedEof => {
                let what = "the file ends in the middle of a block".to_owned();
                OsmError::Damaged { path, offset, what }
            }
            Self::Io(source) => OsmError::Io { path, source },
            Self::Damaged(what) => OsmError::Damaged { path, offset, what },
            Self::Unsupported { what, mend } => OsmError::Unsupported {
                path,
                offset,
                what,
                mend,
            },
            Self::OverLimit(what) => OsmError::OverLimit { path, offset, what },
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(source: std::io::Error) -> Self {
        Self::Io(source)
    }
}
