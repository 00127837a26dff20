//! The limits on what a map file may ask of this machine (bytes, blocks, memory of a block, tags, texts), with where
//! they come from, and on the blocks that are written; and the `Budget` that counts the memory of one block down.

/// Longest block header in bytes. Source: the PBF format ("must be less than 64 KiB").
pub const HEADER_BYTES_MAX: u32 = 64 * 1024;

/// Longest block in bytes, as stored and again after unpacking. Source: the PBF format ("must be less than 32 MiB").
pub const BLOCK_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Longest file header (features, bounds, who wrote it) in bytes, after unpacking. Real ones are under 1 KiB.
pub const FILE_HEADER_BYTES_MAX: usize = 1024 * 1024;

/// Most blocks in a file. The whole planet has about 1.3 million blocks of 8,000 elements.
pub const BLOCKS_MAX: usize = 4 * 1024 * 1024;

/// Memory that one block may take when parsed, and again as elements, in bytes. A block of 8,000 elements takes about
/// 10 MiB.
///
/// Small files can ask for much: two bytes are an empty group of 200 bytes, or one more copy of a long text. A pass
/// works on one block per thread and keeps the elements of as many, so it never holds more than three times this for
/// each thread, besides two blocks of [`BLOCK_BYTES_MAX`].
pub const BLOCK_MEMORY_MAX: usize = 128 * 1024 * 1024;

/// Most tags of one element. OSM names no limit; the most tagged places carry a few hundred.
pub const TAGS_MAX: usize = 4096;

/// Longest key, value or role in bytes. Source: the OSM API takes 255 characters of up to 4 bytes; some room is left
/// for extracts that were enriched.
pub const TEXT_BYTES_MAX: usize = 4096;

/// Most elements of one block that we write. Source: the PBF format's advice, followed by all known writers.
pub const WRITTEN_BLOCK_ELEMENTS_MAX: usize = 8000;

/// When a block being written is closed early, in estimated bytes. Source: the PBF format ("should be less than 16
/// MiB").
pub const WRITTEN_BLOCK_BYTES: usize = 8 * 1024 * 1024;

/// Counts down what one block may still take.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    pub(crate) const fn new() -> Self {
        Self { left: BLOCK_MEMORY_MAX }
    }

    /// Takes some bytes; `None` when nothing is left.
    pub(crate) const fn spend(&mut self, bytes: usize) -> Option<()> {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Some(())
            }
            None => None,
        }
    }
}
