//! `check` runs `PRAGMA quick_check` on a SQLite file when it is opened: before anything is served up to 64 MiB, in a
//! background task that only reports an error above that. `damaged` names the file in an error. The full check is in
//! `backup.rs`, that of the log's hash chain in `log/verify.rs`.

use crate::connections::{ask, beside};
use crate::error::StoreError;
use sea_orm::DatabaseConnection;
use std::path::Path;

/// A file up to this size is looked through before anything is served, in well under a second; a larger one beside it.
const AT_ONCE_BYTES: u64 = 64 * 1024 * 1024;
/// Pages, order and indexes; not whether indexes hold what tables hold, which takes much longer.
const CHECK: &str = "PRAGMA quick_check(1)";

/// Refuses a damaged file; what is large is looked through later, and told in the log.
///
/// # Errors
/// [`StoreError::Damaged`].
pub(crate) async fn check(db: &DatabaseConnection, path: &Path) -> Result<(), StoreError> {
    let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
    if bytes <= AT_ONCE_BYTES {
        return look(db, path).await;
    }
    let path = path.to_owned();
    tokio::spawn(async move {
        // A connection of its own: neither reads nor writes wait for it.
        let looked = match beside(&path).await {
            Ok(db) => {
                let looked = look(&db, &path).await;
                // Nothing was written on it.
                let _ = db.close().await;
                looked
            }
            Err(error) => Err(damaged(&path, error)),
        };
        if let Err(error) = looked {
            tracing::error!(%error, "the database is not whole");
        }
    });
    Ok(())
}

/// Names the file of a damage that was met while it was opened.
pub(crate) fn damaged(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Corrupt(found) => StoreError::Damaged {
            path: path.to_owned(),
            found: found.to_string(),
        },
        error => error,
    }
}

async fn look(db: &DatabaseConnection, path: &Path) -> Result<(), StoreError> {
    match ask(db, CHECK).await.map_err(|error| damaged(path, error))? {
        Some(found) if found == "ok" => Ok(()),
        found => Err(StoreError::Damaged {
            path: path.to_owned(),
            found: found.unwrap_or_default(),
        }),
    }
}
