//! Bytes that several owners read in place: a mapped file, or memory.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

type Owner = dyn AsRef<[u8]> + Send + Sync;

/// A stretch of bytes that somebody else may own too; copying it copies no bytes.
#[derive(Clone)]
pub struct SharedBytes {
    owner: Arc<Owner>,
    at: Range<usize>,
}

impl SharedBytes {
    /// All of an owner's bytes.
    pub fn of(owner: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        let at = 0..owner.as_ref().len();
        Self {
            owner: Arc::new(owner),
            at,
        }
    }

    /// A part of them; `None` when it reaches past their end.
    #[must_use]
    pub fn part(&self, part: Range<usize>) -> Option<Self> {
        let start = self.at.start.checked_add(part.start)?;
        let end = self.at.start.checked_add(part.end)?;
        (start <= end && end <= self.at.end).then(|| Self {
            owner: Arc::clone(&self.owner),
            at: start..end,
        })
    }
}

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        (*self.owner).as_ref().get(self.at.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for SharedBytes {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} bytes", self.at.len())
    }
}
