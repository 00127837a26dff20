//! The `.karavan` file: magic, version, a table of sections, each with its checksum.
//!
//! Layout, little-endian: 8 bytes magic, `u32` version, `u32` number of sections, then per section 8 bytes of name, `u64`
//! offset, `u64` length, `u32` CRC-32; then `u32` CRC-32 of all before it; then the sections.
//!
//! A map is mapped into memory rather than read: its pages are shared between processes and given back when memory is
//! short. It is never written in place, only replaced by a new file of the same name, so a mapped one never changes.

use crate::DispatchError;
use karavan_geocode::SharedBytes;
use mmap_io::MemoryMappedFile;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

const MAGIC: [u8; 8] = *b"KARAVAN\0";
/// Raised with every change of any section's layout; older files are built again, never guessed at.
const VERSION: u32 = 5;
const HEAD: usize = 16;
const ENTRY: usize = 28;
const SECTIONS_MAX: usize = 64;

/// The name of a section, padded with zero bytes.
pub(crate) type Name = [u8; 8];

/// Writes the sections to a file beside the target and renames it, so that a reader never sees half of one.
pub(crate) fn write(path: &Path, sections: &[(Name, &[u8])]) -> Result<(), DispatchError> {
    let io = |source| DispatchError::Io {
        path: path.to_owned(),
        source,
    };
    let mut head = Vec::new();
    head.extend_from_slice(&MAGIC);
    head.extend_from_slice(&VERSION.to_le_bytes());
    head.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    let mut offset = (HEAD + sections.len() * ENTRY + 4) as u64;
    for (name, bytes) in sections {
        head.extend_from_slice(name);
        head.extend_from_slice(&offset.to_le_bytes());
        head.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        head.extend_from_slice(&crc32fast::hash(bytes).to_le_bytes());
        offset += bytes.len() as u64;
    }
    head.extend_from_slice(&crc32fast::hash(&head).to_le_bytes());

    let part = part_path(path);
    let mut file = File::create(&part).map_err(io)?;
    file.write_all(&head).map_err(io)?;
    for (_, bytes) in sections {
        file.write_all(bytes).map_err(io)?;
    }
    file.sync_all().map_err(io)?;
    std::fs::rename(&part, path).map_err(io)
}

fn part_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// A whole file whose head and section checksums are right.
pub(crate) struct Sections {
    path: PathBuf,
    bytes: SharedBytes,
    table: Vec<(Name, std::ops::Range<usize>)>,
}

impl Sections {
    pub(crate) fn read(path: &Path) -> Result<Self, DispatchError> {
        if path.is_dir() {
            return Err(fault(path, "this is a folder, not a map file"));
        }
        let bytes = mapped(path)?;
        let table = sound_table(bytes.as_ref()).map_err(|what| fault(path, what))?;
        Ok(Self {
            path: path.to_owned(),
            bytes,
            table,
        })
    }

    pub(crate) fn get(&self, name: Name) -> Result<&[u8], DispatchError> {
        let range = self.range(name)?;
        Ok(&self.bytes.as_ref()[range])
    }

    /// A section that is used where it lies, for as long as anybody needs it.
    pub(crate) fn shared(&self, name: Name) -> Result<SharedBytes, DispatchError> {
        let part = self.bytes.part(self.range(name)?);
        part.ok_or_else(|| fault(&self.path, "the file is cut short"))
    }

    fn range(&self, name: Name) -> Result<std::ops::Range<usize>, DispatchError> {
        let found = self.table.iter().find(|(other, _)| *other == name);
        let (_, range) = found.ok_or_else(|| {
            let name = String::from_utf8_lossy(&name);
            fault(
                &self.path,
                &format!("section {} is missing", name.trim_end_matches('\0')),
            )
        })?;
        Ok(range.clone())
    }

    /// The error of a section whose bytes have the right checksum and yet make no sense.
    pub(crate) fn refuse(&self, what: &dyn std::fmt::Display) -> DispatchError {
        fault(&self.path, &what.to_string())
    }
}

/// A file as bytes in memory, read as they are needed.
struct Mapped(MemoryMappedFile, u64);

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice_bytes(0, self.1).unwrap_or_default()
    }
}

fn mapped(path: &Path) -> Result<SharedBytes, DispatchError> {
    let io = |source| DispatchError::Io {
        path: path.to_owned(),
        source,
    };
    let length = std::fs::metadata(path).map_err(io)?.len();
    if length == 0 {
        return Ok(SharedBytes::of(Vec::new()));
    }
    let file = MemoryMappedFile::open_ro(path).map_err(|error| io(std::io::Error::other(error)))?;
    Ok(SharedBytes::of(Mapped(file, length)))
}

fn fault(path: &Path, what: &str) -> DispatchError {
    DispatchError::MapFile {
        path: path.to_owned(),
        what: what.to_owned(),
    }
}

fn sound_table(bytes: &[u8]) -> Result<Vec<(Name, std::ops::Range<usize>)>, &'static str> {
    let cut = "the file is cut short";
    if bytes.get(..8).ok_or(cut)? != MAGIC {
        return Err("this is not a .karavan map file");
    }
    if u32_at(bytes, 8).ok_or(cut)? != VERSION {
        return Err("it was written by another version of karavan");
    }
    let count = u32_at(bytes, 12).ok_or(cut)? as usize;
    if count > SECTIONS_MAX {
        return Err("its table of sections is damaged");
    }
    let head_end = HEAD + count * ENTRY;
    if u32_at(bytes, head_end).ok_or(cut)? != crc32fast::hash(&bytes[..head_end]) {
        return Err("its table of sections is damaged");
    }
    let mut table = Vec::with_capacity(count);
    for entry in bytes[HEAD..head_end].chunks_exact(ENTRY) {
        let mut name = Name::default();
        name.copy_from_slice(&entry[..8]);
        let offset = u64_at(entry, 8)
            .and_then(|offset| usize::try_from(offset).ok())
            .ok_or(cut)?;
        let length = u64_at(entry, 16)
            .and_then(|length| usize::try_from(length).ok())
            .ok_or(cut)?;
        let end = offset.checked_add(length).ok_or(cut)?;
        let section = bytes.get(offset..end).ok_or(cut)?;
        if u32_at(entry, 24) != Some(crc32fast::hash(section)) {
            return Err("its checksum does not fit: the file is damaged");
        }
        table.push((name, offset..end));
    }
    Ok(table)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn written() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.karavan");
        write(
            &path,
            &[(*b"one\0\0\0\0\0", &[1, 2, 3]), (*b"two\0\0\0\0\0", &[4; 100])],
        )
        .unwrap();
        (folder, path)
    }

    #[test]
    fn sections_come_back_as_they_were() {
        let (_folder, path) = written();
        let sections = Sections::read(&path).unwrap();
        assert_eq!(sections.get(*b"one\0\0\0\0\0").unwrap(), [1, 2, 3]);
        assert!(sections.get(*b"three\0\0\0").is_err());
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_refused() {
        let (_folder, path) = written();
        let whole = std::fs::read(&path).unwrap();
        for length in 0..whole.len() {
            assert!(sound_table(&whole[..length]).is_err(), "cut at {length}");
        }
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x40;
            assert!(sound_table(&flipped).is_err(), "flipped at {at}");
        }
    }
}
