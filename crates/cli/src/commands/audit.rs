//! `karavan audit verify` and `list`: checks that the log of who did what is unchanged, entry by entry, and lists its
//! entries. The checking of hashes is in the store.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, write};
use anyhow::{Context, anyhow};
use clap::Subcommand;
use karavan_store::{LogCheck, LogEntry, Store};
use std::path::Path;

/// Entries read at a time.
const PAGE: u64 = 1_000;

/// Who did what.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Read the whole log and say whether it is as it was written. The server may be running.
    #[command(after_help = "Example: karavan audit verify --data-dir karavan-data\n\
        Write the hash down elsewhere: the same number of entries with another hash is another log.")]
    Verify {
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// List the entries: number, moment, who, what was done, to what.
    #[command(after_help = "Example: karavan audit list --after 1200 --data-dir karavan-data")]
    List {
        /// Only entries after this number.
        #[arg(long, value_name = "NUMBER", default_value_t = 0)]
        after: i64,
        #[command(flatten)]
        database: DatabaseOf,
    },
}

pub(crate) fn run(command: AuditCommand) -> Result<(), Failure> {
    match command {
        AuditCommand::Verify { database } => database.with(verify),
        AuditCommand::List { after, database } => database.with(move |store| list(store, after)),
    }
}

async fn verify(store: Store) -> Result<(), Failure> {
    let check = store.verify_log().await.context("the log cannot be read")?;
    told(&check, "the log")
}

/// Says what a check found; a fault is a failure.
pub(super) fn told(check: &LogCheck, of: &str) -> Result<(), Failure> {
    if let Some(fault) = &check.fault {
        return Err(anyhow!(
            "{of} is not as it was written: {fault}; the {} entries before it are sound",
            check.entries
        )
        .into());
    }
    let erased = match check.erased {
        0 => String::new(),
        erased => format!(", the words of {erased} of them erased"),
    };
    let (entries, hash) = (check.entries, &check.hash);
    say(&format!(
        "{of}: {entries} entries as they were written{erased}; hash {hash}"
    ));
    Ok(())
}

async fn list(store: Store, mut after: i64) -> Result<(), Failure> {
    loop {
        let entries = store.log_entries(after, PAGE).await.context("the log cannot be read")?;
        if entries.unreadable > 0 {
            return Err(anyhow!(
                "{} entries cannot be read; see karavan audit verify",
                entries.unreadable
            )
            .into());
        }
        let Some(last) = entries.last() else { return Ok(()) };
        after = last.seq;
        let lines: String = entries.iter().map(line).collect();
        write(Path::new("-"), lines.as_bytes())?;
    }
}

fn line(entry: &LogEntry) -> String {
    let LogEntry {
        seq,
        at,
        actor_kind,
        actor,
        act,
        kind,
        subject,
    } = entry;
    format!(
        "{seq}\t{}\t{actor_kind} {actor}\t{act}\t{kind} {subject}\n",
        at.to_rfc3339()
    )
}
