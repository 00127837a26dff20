//! An extract: elements in file order, from a guarded file or from memory.

use crate::{Element, Kinds, OsmError};

/// A map extract that can be passed over any number of times.
#[derive(Debug)]
pub struct Extract {
    elements: Vec<Element>,
}

impl Extract {
    /// An extract of elements made in memory, for tests and synthetic cities.
    #[must_use]
    pub fn from_elements(elements: Vec<Element>) -> Self {
        Self { elements }
    }

    /// Passes over every element of the wanted kinds, in file order.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn each(&self, kinds: Kinds, visit: &mut dyn FnMut(&Element)) -> Result<(), OsmError> {
        self.elements
            .iter()
            .filter(|element| kinds.wants(element))
            .for_each(visit);
        Ok(())
    }
}
