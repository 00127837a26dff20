//! `Extract`: elements that can be passed over any number of times (`each`), from a file that is checked as it is
//! read, or from memory. The passes over a file are made in `pass.rs`.

use crate::pass::{PbfFile, Progress};
use crate::{Element, Kinds, OsmError};
use std::path::Path;

/// A map extract that can be passed over any number of times.
#[derive(Debug)]
pub struct Extract(Source);

#[derive(Debug)]
enum Source {
    File(PbfFile),
    Memory(Vec<Element>),
}

impl Extract {
    /// Opens an `.osm.pbf` file behind a guard.
    ///
    /// The framing of the whole file is checked here, cheaply; what is inside the blocks is checked by every pass that
    /// unpacks them. No file, however damaged or hostile, makes this crate panic or pass its [`crate::limits`].
    ///
    /// # Errors
    /// When the file cannot be read, is no extract, is cut short, or needs something that is not read here.
    pub fn open(path: &Path) -> Result<Self, OsmError> {
        PbfFile::open(path).map(|file| Self(Source::File(file)))
    }

    /// An extract of elements made in memory, for tests and synthetic cities.
    #[must_use]
    pub fn from_elements(elements: Vec<Element>) -> Self {
        Self(Source::Memory(elements))
    }

    /// Passes over every element of the wanted kinds, in file order.
    ///
    /// Blocks are unpacked on all cores while `visit` runs on this thread. A pass remembers which kinds each block
    /// holds, so later passes do not even read the blocks without wanted kinds.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged. Elements before the damage have been visited by then.
    pub fn each(&self, kinds: Kinds, visit: &mut dyn FnMut(&Element)) -> Result<(), OsmError> {
        self.each_with_progress(kinds, visit, &|_| {})
    }

    /// As [`Extract::each`]; also tells after every block how far the pass is, and once at the end.
    ///
    /// # Errors
    /// As [`Extract::each`].
    pub fn each_with_progress(
        &self,
        kinds: Kinds,
        visit: &mut dyn FnMut(&Element),
        progress: &dyn Fn(Progress),
    ) -> Result<(), OsmError> {
        match &self.0 {
            Source::File(file) => file.each(kinds, visit, progress),
            Source::Memory(elements) => {
                elements.iter().filter(|element| kinds.wants(element)).for_each(visit);
                let total_bytes = elements.len() as u64;
                progress(Progress {
                    done_bytes: total_bytes,
                    total_bytes,
                });
                Ok(())
            }
        }
    }
}
