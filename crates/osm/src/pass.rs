//! `PbfFile`: an open file whose framing is checked, and the passes over it: blocks are unpacked and decoded in
//! parallel, elements come out in file order; `Progress` tells how many bytes are done. Blocks that a pass found to
//! hold no wanted kind are skipped in later passes.

use crate::decode::decode;
use crate::fault::Fault;
use crate::framing::{Block, data_blocks};
use crate::limits::BLOCK_BYTES_MAX;
use crate::survey::survey;
use crate::unpack::unpack;
use crate::{Element, Kinds, OsmError};
use rayon::prelude::*;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// How far a pass is. From memory, bytes are elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file that are behind.
    pub done_bytes: u64,
    /// Bytes of the whole file.
    pub total_bytes: u64,
}

/// A file whose framing has been checked.
#[derive(Debug)]
pub(crate) struct PbfFile {
    path: PathBuf,
    /// Kept open, so that a file replaced meanwhile does not mix with this one.
    file: Mutex<File>,
    size: u64,
    blocks: Vec<Block>,
}

/// The elements of one block, or what is wrong with it.
type Decoded = Result<Vec<Element>, Fault>;

impl PbfFile {
    pub(crate) fn open(path: &Path) -> Result<Self, OsmError> {
        let io = |source| OsmError::Io {
            path: path.to_owned(),
            source,
        };
        let not_an_extract = |what: &str| OsmError::NotAnExtract {
            path: path.to_owned(),
            what: what.to_owned(),
        };
        // Asked before opening: opening a named pipe would wait for its other end.
        let metadata = std::fs::metadata(path).map_err(io)?;
        if metadata.is_dir() {
            return Err(not_an_extract("this is a directory"));
        }
        if !metadata.is_file() {
            return Err(not_an_extract("this is not a plain file"));
        }
        if metadata.len() == 0 {
            return Err(not_an_extract("this file is empty"));
        }
        let mut file = File::open(path).map_err(io)?;
        let mut start = [0; 16];
        let length = file.read(&mut start).map_err(io)?;
        if let Some(what) = foreign(&start[..length]) {
            return Err(not_an_extract(what));
        }
        file.rewind().map_err(io)?;
        let mut buffered = std::io::BufReader::with_capacity(4096, file);
        let blocks = data_blocks(&mut buffered, metadata.len()).map_err(|(fault, offset)| fault.at(path, offset))?;
        let file = Mutex::new(buffered.into_inner());
        Ok(Self {
            path: path.to_owned(),
            file,
            size: metadata.len(),
            blocks,
        })
    }

    pub(crate) fn each(
        &self,
        kinds: Kinds,
        visit: &mut dyn FnMut(&Element),
        progress: &dyn Fn(Progress),
    ) -> Result<(), OsmError> {
        let wanted: Vec<&Block> = self.blocks.iter().filter(|block| block.may_hold(kinds)).collect();
        let mut batches = wanted.chunks(rayon::current_num_threads());
        let mut ready: Vec<(&Block, Decoded)> = Vec::new();
        loop {
            let batch = batches.next().unwrap_or_default();
            if batch.is_empty() && ready.is_empty() {
                break;
            }
            let stored: Vec<_> = batch.iter().map(|&block| (block, self.read(block))).collect();
            let mut next = Vec::new();
            // This batch is decoded by the pool while this thread shows the caller the one before it.
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| {
                    let decoded = |(block, stored): (_, Result<Vec<u8>, Fault>)| {
                        (block, stored.and_then(|stored| Block::decode(block, &stored, kinds)))
                    };
                    next = stored.into_par_iter().map(decoded).collect();
                });
                ready.drain(..).try_for_each(|(block, decoded)| {
                    let elements = decoded.map_err(|fault| fault.at(&self.path, block.offset))?;
                    elements.iter().for_each(&mut *visit);
                    let done_bytes = block.offset + u64::from(block.length);
                    progress(Progress {
                        done_bytes,
                        total_bytes: self.size,
                    });
                    Ok(())
                })
            })?;
            ready = next;
        }
        progress(Progress {
            done_bytes: self.size,
            total_bytes: self.size,
        });
        Ok(())
    }

    fn read(&self, block: &Block) -> Result<Vec<u8>, Fault> {
        let mut stored = vec![0; block.length as usize];
        // A panic elsewhere cannot leave a file handle half changed.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(block.offset))?;
        file.read_exact(&mut stored)?;
        Ok(stored)
    }
}

/// In [`Block::kinds`]: the block has been surveyed; without it nothing is known.
const SURVEYED: u8 = 8;

impl Block {
    fn may_hold(&self, kinds: Kinds) -> bool {
        let known = self.kinds.load(Ordering::Relaxed);
        known & SURVEYED == 0 || known & bits(kinds) != 0
    }

    fn decode(&self, stored: &[u8], wanted: Kinds) -> Decoded {
        let bytes = unpack(stored, BLOCK_BYTES_MAX)?;
        let held = survey(&bytes)?;
        self.kinds.store(SURVEYED | bits(held), Ordering::Relaxed);
        if self.may_hold(wanted) {
            decode(&bytes, wanted)
        } else {
            Ok(Vec::new())
        }
    }
}

const fn bits(kinds: Kinds) -> u8 {
    kinds.nodes as u8 | (kinds.ways as u8) << 1 | (kinds.relations as u8) << 2
}

/// What a file is that people give instead of an extract, told by its first bytes.
fn foreign(start: &[u8]) -> Option<&'static str> {
    match start {
        [b'P', b'K', 3 | 5, ..] => Some("this is a zip archive"),
        [0x1f, 0x8b, ..] => Some("this is a gzip archive"),
        [b'B', b'Z', b'h', ..] => Some("this is a bzip2 archive"),
        [b'<', ..] | [0xef, 0xbb, 0xbf, b'<', ..] => {
            Some("this is XML; convert it with `osmium cat in.osm -o out.osm.pbf`")
        }
        // A block header is shorter than 64 KiB, so the first byte of its length is zero; no text begins like that.
        [first, ..] if *first != 0 => Some("this is not a PBF file"),
        _ => None,
    }
}

#[cfg(test)]
mod mutated;
