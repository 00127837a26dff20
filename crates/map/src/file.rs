//! `write` and `Sections`: the `.karavan` file: magic, version, a table of sections, each with its checksum; `hash`
//! names its contents. What the sections hold is known in `map.rs`.
//!
//! Layout, little-endian: 8 bytes magic, `u32` version, `u32` number of sections, then per section 8 bytes of name,
//! `u64` offset, `u64` length, `u32` CRC-32; then `u32` CRC-32 of all before it; then the sections.
//!
//! A map is read into memory, section by section, and checked there. It is not mapped: a mapping shows what others
//! write into the file, and a file cut short under a mapping kills the process. What is held is a copy of our own, so
//! the file may be replaced, overwritten or cut once it has been read.

use crate::{MapError, MapHash};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

const MAGIC: [u8; 8] = *b"KARAVAN\0";
/// Raised with every change of any section's layout; older files are built again, never guessed at.
const VERSION: u32 = 5;
const HEAD: usize = 16;
const ENTRY: usize = 28;
const SECTIONS_MAX: usize = 64;

/// The name of a section, padded with zero bytes.
pub(crate) type Name = [u8; 8];

/// Which map these sections are, before they are written.
pub(crate) fn hash(sections: &[(Name, &[u8])]) -> MapHash {
    let each = sections.iter();
    MapHash::of(each.map(|(name, bytes)| (*name, bytes.len() as u64, crc32fast::hash(bytes))))
}

/// Writes the sections to a file beside the target and renames it, so that a reader never sees half of one.
pub(crate) fn write(path: &Path, sections: &[(Name, &[u8])]) -> Result<(), MapError> {
    let io = |source| MapError::Io {
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

    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    let mut part = beside(path, folder).map_err(io)?;
    part.write_all(&head).map_err(io)?;
    for (_, bytes) in sections {
        part.write_all(bytes).map_err(io)?;
    }
    part.as_file().sync_all().map_err(io)?;
    part.persist(path).map_err(|error| io(error.error))?;
    // Where folders cannot be opened, the system keeps their entries by itself.
    File::open(folder)
        .map_or(Ok(()), |folder| folder.sync_all())
        .map_err(io)
}

/// A file of its own in the folder of the target, gone again unless it is renamed to it. Two that write the same map do
/// not meet in it.
fn beside(path: &Path, folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part-");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&name);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A map is no secret; the mask of the process takes from this what it must.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// A file whose table of sections is right; each section is checked when it is read.
pub(crate) struct Sections {
    path: PathBuf,
    file: File,
    table: Vec<Entry>,
}

struct Entry {
    name: Name,
    at: Range<u64>,
    checksum: u32,
}

impl Sections {
    pub(crate) fn read(path: &Path) -> Result<Self, MapError> {
        if path.is_dir() {
            return Err(fault(path, "this is a folder, not a map file"));
        }
        let mut file = File::open(path).map_err(|source| io_fault(path, source))?;
        let table = sound_table(&mut file).map_err(|flaw| flaw.of(path))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            table,
        })
    }

    /// Which map it is.
    pub(crate) fn hash(&self) -> MapHash {
        let all = self.table.iter();
        MapHash::of(all.map(|entry| (entry.name, entry.at.end - entry.at.start, entry.checksum)))
    }

    /// A section, if there is one of this name: our own copy, its checksum right.
    pub(crate) fn find(&mut self, name: Name) -> Result<Option<Vec<u8>>, MapError> {
        let Some(entry) = self.table.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        sound_section(&mut self.file, entry)
            .map(Some)
            .map_err(|flaw| flaw.of(&self.path))
    }

    /// A section that must be there.
    pub(crate) fn get(&mut self, name: Name) -> Result<Vec<u8>, MapError> {
        self.find(name)?.ok_or_else(|| {
            let name = String::from_utf8_lossy(&name);
            fault(
                &self.path,
                &format!("section {} is missing", name.trim_end_matches('\0')),
            )
        })
    }

    /// The error of a section whose bytes have the right checksum and yet make no sense.
    pub(crate) fn refuse(&self, what: &dyn std::fmt::Display) -> MapError {
        fault(&self.path, &what.to_string())
    }
}

/// What is wrong with a file.
enum Flaw {
    Content(&'static str),
    Io(std::io::Error),
}

impl Flaw {
    fn of(self, path: &Path) -> MapError {
        match self {
            Self::Content(what) => fault(path, what),
            Self::Io(source) => io_fault(path, source),
        }
    }
}

impl From<std::io::Error> for Flaw {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Content("the file is cut short"),
            _ => Self::Io(error),
        }
    }
}

fn io_fault(path: &Path, source: std::io::Error) -> MapError {
    MapError::Io {
        path: path.to_owned(),
        source,
    }
}

fn fault(path: &Path, what: &str) -> MapError {
    MapError::File {
        path: path.to_owned(),
        what: what.to_owned(),
    }
}

fn sound_table(file: &mut (impl Read + Seek)) -> Result<Vec<Entry>, Flaw> {
    let cut = || Flaw::Content("the file is cut short");
    let damaged = || Flaw::Content("its table of sections is damaged");
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut head = vec![0; HEAD];
    // A short file of another kind is told apart from a map cut short.
    file.read_exact(&mut head[..MAGIC.len()])?;
    if head[..MAGIC.len()] != MAGIC {
        return Err(Flaw::Content("this is not a .karavan map file"));
    }
    file.read_exact(&mut head[MAGIC.len()..])?;
    if u32_at(&head, 8) != Some(VERSION) {
        return Err(Flaw::Content("it was written by another version of karavan"));
    }
    let count = u32_at(&head, 12).ok_or_else(cut)? as usize;
    if count > SECTIONS_MAX {
        return Err(damaged());
    }
    let head_end = HEAD + count * ENTRY;
    head.resize(head_end + 4, 0);
    file.read_exact(&mut head[HEAD..])?;
    if u32_at(&head, head_end) != Some(crc32fast::hash(&head[..head_end])) {
        return Err(damaged());
    }
    let mut table = Vec::with_capacity(count);
    for entry in head[HEAD..head_end].chunks_exact(ENTRY) {
        let mut name = Name::default();
        name.copy_from_slice(&entry[..8]);
        let (start, size) = (u64_at(entry, 8).ok_or_else(cut)?, u64_at(entry, 16).ok_or_else(cut)?);
        let end = start.checked_add(size).filter(|end| *end <= length).ok_or_else(cut)?;
        table.push(Entry {
            name,
            at: start..end,
            checksum: u32_at(entry, 24).ok_or_else(cut)?,
        });
    }
    Ok(table)
}

/// A copy of a section; the checksum is that of the copy, whatever becomes of the file.
fn sound_section(file: &mut (impl Read + Seek), entry: &Entry) -> Result<Vec<u8>, Flaw> {
    let size = usize::try_from(entry.at.end - entry.at.start);
    let size = size.map_err(|_| Flaw::Content("it is too large for this machine"))?;
    let mut bytes = vec![0; size];
    file.seek(SeekFrom::Start(entry.at.start))?;
    file.read_exact(&mut bytes)?;
    if crc32fast::hash(&bytes) != entry.checksum {
        return Err(Flaw::Content("its checksum does not fit: the file is damaged"));
    }
    Ok(bytes)
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
        let mut sections = Sections::read(&path).unwrap();
        assert_eq!(sections.get(*b"one\0\0\0\0\0").unwrap(), [1, 2, 3]);
        assert!(sections.get(*b"three\0\0\0").is_err());
        assert!(sections.find(*b"three\0\0\0").unwrap().is_none());
    }

    /// Whether these bytes are a map file whose every section can be read.
    fn is_sound(bytes: &[u8]) -> bool {
        let mut file = std::io::Cursor::new(bytes);
        let table = sound_table(&mut file);
        table.is_ok_and(|table| table.iter().all(|entry| sound_section(&mut file, entry).is_ok()))
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_refused() {
        let (_folder, path) = written();
        let whole = std::fs::read(&path).unwrap();
        assert!(is_sound(&whole));
        for length in 0..whole.len() {
            assert!(!is_sound(&whole[..length]), "cut at {length}");
        }
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x40;
            assert!(!is_sound(&flipped), "flipped at {at}");
        }
    }

    #[test]
    fn a_map_that_cannot_be_written_leaves_what_was_there_and_nothing_beside_it() {
        let (folder, path) = written();
        let before = std::fs::read(&path).unwrap();
        write(&path, &[(*b"one\0\0\0\0\0", &[9])]).unwrap();
        assert_ne!(std::fs::read(&path).unwrap(), before);
        let taken = folder.path().join("taken");
        std::fs::create_dir_all(taken.join("inside")).unwrap();
        assert!(write(&taken, &[(*b"one\0\0\0\0\0", &[9])]).is_err());
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["taken", "town.karavan"]);
    }
}
