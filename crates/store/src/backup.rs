//! Copies of a SQLite file: made while it is in use, and looked through before anybody relies on them.

use crate::connections::{self, ask};
use crate::engine;
use crate::error::StoreError;
use crate::integrity;
use crate::log::LogCheck;
use crate::store::Store;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::fs::File;
use std::path::{Path, PathBuf};

impl Store {
    /// Copies the database into a new file while it is in use, and looks the copy through: whether it is whole, and its log as
    /// it was written. The file is there with all of it or not at all.
    ///
    /// # Errors
    /// On PostgreSQL and in memory, when the new file exists or cannot be written, and when the copy is not whole.
    pub async fn backup(&self, to: &Path) -> Result<LogCheck, StoreError> {
        let Some(file) = self.file() else {
            return Err(StoreError::OnlySqlite("backup"));
        };
        let part = Part::new(to)?;
        // A connection of its own: the readers refuse even to write elsewhere, and the writer has other work.
        let db = connections::beside(file).await?;
        let name = part.path.to_string_lossy().into_owned();
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
        let copied = db.execute_raw(copy).await;
        db.close().await?;
        copied?;
        let check = looked_through(&part.path).await?;
        part.keep()?;
        Ok(check)
    }

    /// Puts a backup in the place of a database that is not there, and brings its schema up to date. The backup itself is left as
    /// it is; what is put in place is looked through first.
    ///
    /// # Errors
    /// When the backup cannot be read or is not whole, and when there is a file in that place or it cannot be written.
    pub async fn restore(backup: &Path, to: &Path) -> Result<LogCheck, StoreError> {
        let part = Part::new(to)?;
        std::fs::copy(backup, &part.path).map_err(|error| engine::unwritable(backup, error))?;
        let check = looked_through(&part.path).await?;
        part.keep()?;
        Ok(check)
    }
}

/// Opens a copy as any database is opened, which brings its schema up to date, and reads all of it.
async fn looked_through(copy: &Path) -> Result<LogCheck, StoreError> {
    let store = Store::open_file(copy).await?;
    let check = async {
        let found = ask(store.reader(), "PRAGMA integrity_check(1)").await?;
        match found.as_deref() {
            Some("ok") => store.verify_log().await,
            found => Err(StoreError::Damaged {
                path: copy.to_owned(),
                found: found.unwrap_or_default().to_owned(),
            }),
        }
    }
    .await;
    store.close().await?;
    check.map_err(|error| integrity::damaged(copy, error))
}

/// A file that gets its name when it is whole and on the disk; else it goes, with what SQLite put beside it.
struct Part {
    path: PathBuf,
    to: PathBuf,
}

impl Part {
    fn new(to: &Path) -> Result<Self, StoreError> {
        if to.exists() {
            let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(engine::unwritable(to, there));
        }
        let part = Self {
            path: beside(to, ".part"),
            to: to.to_owned(),
        };
        // What a copy that was broken off left behind.
        part.clear();
        engine::make_private(&part.path).map_err(|error| engine::unwritable(&part.path, error))?;
        Ok(part)
    }

    fn keep(self) -> Result<(), StoreError> {
        let folder = match self.to.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        // A link is made only where there is no file, also when one came meanwhile.
        let kept = File::open(&self.path)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::hard_link(&self.path, &self.to))
            .and_then(|()| File::open(folder))
            .and_then(|folder| folder.sync_all());
        kept.map_err(|error| engine::unwritable(&self.to, error))
    }

    fn clear(&self) {
        for end in ["", "-wal", "-shm"] {
            // That there is none is the usual case; one that stays is told by whoever makes the file next.
            let _gone = std::fs::remove_file(beside(&self.path, end));
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.clear();
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
