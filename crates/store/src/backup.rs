//! `Store::backup` copies a SQLite file while it is in use, checks the copy (`integrity_check` and the log's hash
//! chain) and moves its encryption keys to a key file; on PostgreSQL and in memory it is refused. `Store::restore`
//! checks a copy and puts it with its keys where there is no database, and answers `Restored`.
//!
//! The copy is left without encryption keys and search text, and the key file is replaced by the newest: who was erased
//! since has no key in it. The search text is made again when the restored database is opened.

mod keys;
mod unfinished_file;

use crate::connections::{self, ask};
use crate::engine;
use crate::error::StoreError;
use crate::integrity;
use crate::log::LogCheck;
use crate::store::Store;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::path::Path;
use unfinished_file::UnfinishedFile;

/// What was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What was found of its log.
    pub log: LogCheck,
    /// How many people were erased since the backup was made, and so are erased in what was put back.
    pub erased: u64,
}

impl Store {
    /// Copies the database into a new file while it is in use, and looks the copy through: whether it is whole, and its
    /// log as it was written. The file is there with all of it or not at all. The keys go to the file `keys`, in place
    /// of the older ones that are there.
    ///
    /// # Errors
    /// On PostgreSQL and in memory, when the new file exists or cannot be written, when `keys` is not a file of keys or
    /// of another database, and when the copy is not whole.
    pub async fn backup(&self, to: &Path, keys: &Path) -> Result<LogCheck, StoreError> {
        let Some(file) = self.file() else {
            return Err(StoreError::OnlySqlite("backup"));
        };
        let part = UnfinishedFile::new(to)?;
        // A connection of its own: the readers refuse even to write elsewhere, and the writer has other work.
        let db = connections::beside(file).await?;
        let name = part.path.to_string_lossy().into_owned();
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
        let copied = db.execute_raw(copy).await;
        db.close().await?;
        copied?;
        let check = looked_through(&part.path).await?;
        let keys_part = UnfinishedFile::instead(keys)?;
        let db = connections::beside(&part.path).await?;
        let taken = keys::take_out(&db, keys, &keys_part.path).await;
        db.close().await?;
        taken?;
        // The keys first: newer ones open an older copy, too, and older ones may not open this one.
        keys_part.replace()?;
        part.keep()?;
        Ok(check)
    }

    /// Puts a backup with its keys in the place of a database that is not there, and brings its schema up to date. The
    /// backup itself is left as it is; what is put in place is looked through first. Who has no key any more was erased
    /// since, and is erased in what is put in place. A backup from before there were keys needs no file of keys.
    ///
    /// # Errors
    /// When the backup cannot be read or is not whole, when its keys are missing, of another database or older than it,
    /// and when there is a file in that place or it cannot be written.
    pub async fn restore(backup: &Path, keys: Option<&Path>, to: &Path) -> Result<Restored, StoreError> {
        let part = UnfinishedFile::new(to)?;
        std::fs::copy(backup, &part.path).map_err(|error| engine::unwritable(backup, error))?;
        let damaged = |error| integrity::damaged(&part.path, error);
        let db = connections::beside(&part.path).await.map_err(damaged)?;
        let put = keys::put_in(&db, keys).await;
        db.close().await?;
        let erased = put.map_err(damaged)?;
        let log = looked_through(&part.path).await?;
        part.keep()?;
        Ok(Restored { log, erased })
    }
}

/// Looks through the logs of all regions: their entries and the first fault, with the hash of the first region.
async fn logs_of_all(first: &Store) -> Result<LogCheck, StoreError> {
    let mut check = first.verify_log().await?;
    for other in first.regions().await? {
        if other.region != first.region() {
            let store = first.of_region(other.region).await?;
            let found = store.verify_log().await;
            store.close().await?;
            let found = found?;
            check.entries += found.entries;
            check.erased += found.erased;
            check.fault = check.fault.or(found.fault);
        }
    }
    Ok(check)
}

/// Opens a copy as any database is opened, which brings its schema up to date, and reads all of it.
async fn looked_through(copy: &Path) -> Result<LogCheck, StoreError> {
    let store = Store::open_file(copy).await?;
    let check = async {
        let found = ask(store.reader(), "PRAGMA integrity_check(1)").await?;
        match found.as_deref() {
            Some("ok") => logs_of_all(&store).await,
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
