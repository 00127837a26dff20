//! `Reader`: takes little-endian words, arrays and bytes off the front of stored streets. Nothing is allocated before
//! the bytes for it are seen to be there; what the words mean is not known here.

use crate::RoadsError;

pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes of a known count.
    fn take(&mut self, count: usize) -> Result<&'a [u8], RoadsError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or_else(|| RoadsError::damaged("it ends early"))?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next few words.
    pub(super) fn words<const N: usize>(&mut self) -> Result<[u32; N], RoadsError> {
        Ok(words(self.take(4 * N)?))
    }

    /// The next array of records of `N` words, preceded by its length.
    pub(super) fn array<const N: usize, T>(&mut self, record: impl Fn([u32; N]) -> T) -> Result<Vec<T>, RoadsError> {
        let [count] = self.words()?;
        let bytes = self.take((count as usize).saturating_mul(4 * N))?;
        Ok(bytes.chunks_exact(4 * N).map(|bytes| record(words(bytes))).collect())
    }

    /// The next bytes, preceded by their count.
    pub(super) fn bytes(&mut self) -> Result<&'a [u8], RoadsError> {
        let [count] = self.words()?;
        self.take(count as usize)
    }

    /// That nothing is left over.
    pub(super) fn end(&self) -> Result<(), RoadsError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(RoadsError::damaged("bytes are left over at its end"))
        }
    }
}

fn words<const N: usize>(bytes: &[u8]) -> [u32; N] {
    let mut words = [0; N];
    for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(4)) {
        *word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    words
}
