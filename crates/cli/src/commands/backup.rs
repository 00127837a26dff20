//! `karavan backup` and `karavan restore`: copy the embedded database into a file, with its keys in a separate file,
//! and put such a copy in the place of a missing database. SQLite only; PostgreSQL has its own tools.

use super::audit::told;
use super::database::{DATA_DIR, DATABASE, DatabaseOf, runtime};
use crate::failure::Failure;
use crate::output::say;
use clap::Args;
use karavan_store::{Store, StoreError};
use std::path::{Path, PathBuf};

/// The file of keys, unless told otherwise.
const KEYS: &str = "karavan.keys";

/// What `karavan backup` is told.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The new file.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The file of keys, replaced by each backup: without it no backup says anything of a person. Keep it apart, and
    /// only the newest [default: karavan.keys beside the backup].
    #[arg(long, value_name = "FILE", env = "KARAVAN_KEYS")]
    keys: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseOf,
}

/// What `karavan restore` is told.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The file that `karavan backup` made.
    #[arg(value_name = "FILE")]
    backup: PathBuf,
    /// The newest file of keys [default: karavan.keys beside the backup].
    #[arg(long, value_name = "FILE", env = "KARAVAN_KEYS")]
    keys: Option<PathBuf>,
    /// The folder of the server's embedded database; made when missing.
    #[arg(long, value_name = "DIR", env = "KARAVAN_DATA_DIR", default_value = DATA_DIR)]
    data_dir: PathBuf,
}

pub(crate) fn backup(args: Backup) -> Result<(), Failure> {
    let Backup { out, keys, database } = args;
    if out.exists() {
        let out = out.display();
        return Err(Failure::input(format!("{out}: there is such a file; name a new one")));
    }
    let keys = keys.unwrap_or_else(|| out.with_file_name(KEYS));
    database.with(|store| copy(store, out, keys))
}

async fn copy(store: Store, out: PathBuf, keys: PathBuf) -> Result<(), Failure> {
    let check = store.backup(&out, &keys).await.map_err(|error| refused(error, &out))?;
    say(&format!("{}: the backup is whole", out.display()));
    say(&format!(
        "{}: its keys; keep them apart from the backup, and only the newest",
        keys.display()
    ));
    told(&check, "its log")
}

pub(crate) fn restore(args: &Restore) -> Result<(), Failure> {
    let folder = &args.data_dir;
    std::fs::create_dir_all(folder).map_err(|error| Failure::input(format!("{}: {error}", folder.display())))?;
    let to = folder.join(DATABASE);
    let log = folder.join(format!("{DATABASE}-wal"));
    if to.exists() || log.exists() {
        return Err(Failure::input(format!(
            "{}: there is a database in this folder; stop its server and move {DATABASE} and what begins with its \
            name away, or name \
             another folder",
            folder.display()
        )));
    }
    let beside = args.backup.with_file_name(KEYS);
    // A backup from before there were keys has no file of keys.
    let keys = args
        .keys
        .as_deref()
        .or_else(|| Some(beside.as_path()).filter(|keys| keys.exists()));
    let restored = runtime()?.block_on(Store::restore(&args.backup, keys, &to));
    let restored = restored.map_err(|error| refused(error, &args.backup))?;
    say(&format!("{}: restored and whole", to.display()));
    if restored.erased > 0 {
        say(&format!(
            "people erased since the backup was made, and so in what was restored: {}",
            restored.erased
        ));
    }
    told(&restored.log, "its log")
}

/// A file that cannot be read or written is a fault of the input, and so is a file that is not a backup.
fn refused(error: StoreError, file: &Path) -> Failure {
    match error {
        StoreError::File { .. } | StoreError::OnlySqlite(_) | StoreError::KeyFile { .. } | StoreError::KeysMissing => {
            Failure::input(format!("karavan: {error}"))
        }
        error => anyhow::Error::from(error)
            .context(format!("{}: there is no whole copy", file.display()))
            .into(),
    }
}
