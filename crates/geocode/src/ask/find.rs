//! What an index is asked: where an address is.

use crate::answer::{Answer, Located};
use crate::ask::feature::Feature;
use crate::ask::search;
use crate::ask::step_budget::Efforts;
use crate::index::AddressIndex;

impl AddressIndex {
    /// Looks for an address as people write it.
    #[must_use]
    pub fn find(&self, text: &str) -> Answer {
        self.locate(text).answer
    }

    /// Looks for an address; the answer tells all that the map says of each place.
    #[must_use]
    pub fn look(&self, text: &str) -> Answer<Feature<'_>> {
        search::look(self, text, &Efforts::asked()).answer
    }

    /// Looks for an address and takes it apart the way the map understood it: a flat after a dash is known only here.
    #[must_use]
    pub fn locate(&self, text: &str) -> Located {
        search::locate(self, text)
    }
}
