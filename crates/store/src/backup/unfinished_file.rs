//! `UnfinishedFile`: a private file written as `NAME.part` that gets its name once it is whole and synced to disk:
//! `keep` where there is no file, `replace` over an older one. When it is dropped, what is left of the part is removed.

use crate::engine;
use crate::error::StoreError;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A file that gets its name when it is whole and on the disk; else it goes, with what SQLite put beside it.
pub(super) struct UnfinishedFile {
    pub(super) path: PathBuf,
    to: PathBuf,
}

impl UnfinishedFile {
    /// For a place where there is no file.
    pub(super) fn new(to: &Path) -> Result<Self, StoreError> {
        if to.exists() {
            let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(engine::unwritable(to, there));
        }
        Self::instead(to)
    }

    /// For a place where there may be a file, which this one replaces.
    pub(super) fn instead(to: &Path) -> Result<Self, StoreError> {
        let part = Self {
            path: beside(to, ".part"),
            to: to.to_owned(),
        };
        // What a copy that was broken off left behind.
        part.clear();
        engine::make_private(&part.path).map_err(|error| engine::unwritable(&part.path, error))?;
        Ok(part)
    }

    /// Takes the place, where there is no file.
    pub(super) fn keep(self) -> Result<(), StoreError> {
        // A link is made only where there is no file, also when one came meanwhile.
        let kept = File::open(&self.path)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::hard_link(&self.path, &self.to))
            .and_then(|()| File::open(folder_of(&self.to)))
            .and_then(|folder| folder.sync_all());
        kept.map_err(|error| engine::unwritable(&self.to, error))
    }

    /// Takes the place of the file that is there.
    pub(super) fn replace(self) -> Result<(), StoreError> {
        let kept = File::open(&self.path)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&self.path, &self.to))
            .and_then(|()| File::open(folder_of(&self.to)))
            .and_then(|folder| folder.sync_all());
        kept.map_err(|error| engine::unwritable(&self.to, error))
    }

    fn clear(&self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            // That there is none is the usual case; one that stays is told by whoever makes the file next.
            let _gone = std::fs::remove_file(beside(&self.path, end));
        }
    }
}

impl Drop for UnfinishedFile {
    fn drop(&mut self) {
        self.clear();
    }
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
