//! `karavan key`: keys of systems that send requests: made, listed, revoked.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, secret, write};
use anyhow::Context;
use clap::Subcommand;
use karavan_model::Actor;
use karavan_service::{Clock, SystemClock};
use karavan_store::{ApiKey, Store};
use std::path::Path;

const LABEL_MAX: usize = 100;

/// Keys of systems that send requests.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key, printed once. The server may be running.
    #[command(after_help = "Example: karavan key new hotline-112 --data-dir karavan-data")]
    New {
        /// Whose key it is, for people.
        label: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// List the keys: id, when made, last used and revoked, and whose.
    #[command(after_help = "Example: karavan key list --data-dir karavan-data")]
    List {
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Revoke a key at once, by its id.
    #[command(after_help = "Example: karavan key revoke 0123456789ab --data-dir karavan-data")]
    Revoke {
        /// The id that `karavan key list` shows; it is also in the key, after `krv_`.
        key_id: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
}

pub(crate) fn run(command: KeyCommand) -> Result<(), Failure> {
    match command {
        KeyCommand::New { label, database } => {
            let label = label.trim().to_owned();
            if label.is_empty() || label.chars().count() > LABEL_MAX || label.chars().any(char::is_control) {
                return Err(Failure::input(format!(
                    "a key is labelled with 1 to {LABEL_MAX} letters on one line"
                )));
            }
            database.with(|store| new(store, label))
        }
        KeyCommand::List { database } => database.with(list),
        KeyCommand::Revoke { key_id, database } => database.with(|store| revoke(store, key_id)),
    }
}

async fn new(store: Store, label: String) -> Result<(), Failure> {
    let (key, kept) = karavan_api::new_key(&label, SystemClock.now()).context("no key can be made")?;
    let id = kept.key_id.clone();
    // Shown first: what is kept and was never seen opens nothing for anybody.
    secret("intake key", &key)?;
    let kept = store.by(Actor::Terminal).put_api_key(kept, SystemClock.now()).await;
    kept.context("the key shown was not kept and opens nothing")?;
    say(&format!("the key {id} of “{label}” holds from now on"));
    Ok(())
}

async fn list(store: Store) -> Result<(), Failure> {
    let keys = store.api_keys().await.context("the keys cannot be read")?;
    let mut lines = String::from("id\tmade\tlast used\trevoked\tlabel\n");
    for key in &keys {
        lines.push_str(&line(key));
    }
    write(Path::new("-"), lines.as_bytes())
}

fn line(key: &ApiKey) -> String {
    let moment =
        |at: Option<karavan_model::Timestamp>| at.map_or_else(|| "-".to_owned(), karavan_model::Timestamp::to_rfc3339);
    let made = moment(Some(key.created_at));
    let (used, revoked) = (moment(key.last_used_at), moment(key.revoked_at));
    format!("{}\t{made}\t{used}\t{revoked}\t{}\n", key.key_id, key.label)
}

async fn revoke(store: Store, key_id: String) -> Result<(), Failure> {
    let there = store.api_key(&key_id).await.context("the key cannot be read")?;
    let Some(key) = there else {
        return Err(Failure::input(format!(
            "there is no key “{}”; `karavan key list` shows those there are",
            key_id.escape_debug()
        )));
    };
    let now = SystemClock.now();
    let did = store
        .by(Actor::Terminal)
        .revoke_api_key(&key_id, now)
        .await
        .context("the key was not revoked")?;
    say(&match did {
        true => format!("the key {key_id} of “{}” opens nothing any more", key.label),
        false => format!("the key {key_id} of “{}” was revoked before", key.label),
    });
    Ok(())
}
