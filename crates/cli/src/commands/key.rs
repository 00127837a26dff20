//! `karavan key`: add, new, list, rotate and revoke API keys of systems that send requests, directly in the database. A
//! new secret is printed once. Logins of people are in `user.rs`.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, secret, write};
use crate::values::{duration, moment, quota};
use anyhow::Context;
use clap::{Args, Subcommand};
use karavan_api::KeyOrder;
use karavan_model::{Actor, Quota, Scopes, SourceId, SourceState, Timestamp};
use karavan_service::{Clock, SystemChance, SystemClock};
use karavan_store::{ApiKey, KeyAdded, Rotated, Store};
use std::path::Path;
use std::time::Duration;

const LABEL_MAX: usize = 100;

/// Keys of systems that send requests.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key of a source, printed once. The server may be running.
    #[command(
        after_help = "Example: karavan key add --source 112 --scopes requests:write,requests:read-own \
        --expires 2027-06-01 --quota 500/day --quota 60/minute --data-dir karavan-data"
    )]
    Add(Add),
    /// Make a key for a system that passes requests of many sources on, printed once. The server may be running.
    #[command(after_help = "Example: karavan key new crm --data-dir karavan-data")]
    New {
        /// Whose key it is, for people.
        label: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// List the keys: id, source, scopes, quota, when made, last used, expiring and revoked, and whose.
    #[command(after_help = "Example: karavan key list --data-dir karavan-data")]
    List {
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Make a key that takes the place of another, which opens for a while; printed once. The server may be running.
    #[command(after_help = "Example: karavan key rotate 0123456789ab --overlap 24h --data-dir karavan-data")]
    Rotate(Rotate),
    /// Revoke a key at once, by its id.
    #[command(after_help = "Example: karavan key revoke 0123456789ab --data-dir karavan-data")]
    Revoke {
        /// The id that `karavan key list` shows; it is also in the key, after `krv_`.
        key_id: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The source that its requests must name; `karavan source list` shows those there are.
    #[arg(long)]
    source: String,
    /// Whose key it is, for people; the source when absent.
    #[arg(long)]
    label: Option<String>,
    /// What it may do, joined by commas: requests:write, requests:read-own, requests:cancel-own, plans:read.
    #[arg(long, default_value_t = Scopes::USUAL)]
    scopes: Scopes,
    /// From when on it opens nothing: a day (its beginning in UTC) or a moment.
    #[arg(long, value_name = "DAY|MOMENT", value_parser = moment)]
    expires: Option<Timestamp>,
    /// How much it may send: 500/day (requests), 60/minute (calls) or 1000000bytes/minute; say it for each.
    #[arg(long, value_name = "N/TIME", value_parser = quota)]
    quota: Vec<Quota>,
    #[command(flatten)]
    database: DatabaseOf,
}

#[derive(Debug, Args)]
pub(crate) struct Rotate {
    /// The id of the key to be replaced.
    key_id: String,
    /// How long the old key still opens, up to 24h.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "24h")]
    overlap: Duration,
    /// From when on the new key opens nothing; when absent it lasts as long as the old one was to.
    #[arg(long, value_name = "DAY|MOMENT", value_parser = moment)]
    expires: Option<Timestamp>,
    #[command(flatten)]
    database: DatabaseOf,
}

pub(crate) fn run(command: KeyCommand) -> Result<(), Failure> {
    match command {
        KeyCommand::New { label, database } => {
            let order = KeyOrder::of_any_source(&well_formed(&label)?);
            database.with(|store| new(store, order))
        }
        KeyCommand::Add(args) => {
            let order = KeyOrder {
                label: well_formed(args.label.as_deref().unwrap_or(&args.source))?,
                source: Some(SourceId(args.source)),
                scopes: args.scopes,
                quota: together(&args.quota),
                expires_at: args.expires,
            };
            if order.scopes.is_empty() {
                return Err(Failure::input("a key has at least one scope".to_owned()));
            }
            args.database.with(|store| add(store, order))
        }
        KeyCommand::List { database } => database.with(list),
        KeyCommand::Rotate(args) => {
            let (key_id, overlap, expires) = (args.key_id, args.overlap, args.expires);
            args.database.with(move |store| rotate(store, key_id, overlap, expires))
        }
        KeyCommand::Revoke { key_id, database } => database.with(|store| revoke(store, key_id)),
    }
}

fn well_formed(label: &str) -> Result<String, Failure> {
    let label = label.trim().to_owned();
    if label.is_empty() || label.chars().count() > LABEL_MAX || label.chars().any(char::is_control) {
        return Err(Failure::input(format!(
            "a key is labelled with 1 to {LABEL_MAX} letters on one line"
        )));
    }
    Ok(label)
}

/// Each bound as it was said last.
fn together(quotas: &[Quota]) -> Quota {
    quotas.iter().fold(Quota::default(), |all, one| Quota {
        requests_per_day: one.requests_per_day.or(all.requests_per_day),
        calls_per_minute: one.calls_per_minute.or(all.calls_per_minute),
        bytes_per_minute: one.bytes_per_minute.or(all.bytes_per_minute),
    })
}

async fn add(store: Store, order: KeyOrder) -> Result<(), Failure> {
    let id = order.source.clone().unwrap_or_else(|| SourceId::from(""));
    let source = store.source(&id).await.context("the source cannot be read")?;
    if source.is_none_or(|source| source.what.state == SourceState::Closed) {
        return Err(Failure::input(format!(
            "there is no open source “{}”; `karavan source list` shows those there are, `karavan source add` keeps one",
            id.as_str().escape_debug()
        )));
    }
    new(store, order).await
}

async fn new(store: Store, order: KeyOrder) -> Result<(), Failure> {
    let label = order.label.clone();
    let now = SystemClock.now();
    let (key, kept) = karavan_api::new_key(order, now, &SystemChance).context("no key can be made")?;
    let keys = store.api_keys().await.context("the keys cannot be read")?;
    let live = keys
        .iter()
        .filter(|other| other.owner == kept.owner && other.is_live(now))
        .count();
    if live >= karavan_store::KEYS_LIVE_MAX {
        return Err(too_many());
    }
    let id = kept.key_id.clone();
    // Shown first: what is kept and was never seen opens nothing for anybody.
    secret("intake key", &key)?;
    let kept = store.by(Actor::Terminal).add_api_key(kept, now).await;
    match kept.context("the key shown was not kept and opens nothing")? {
        KeyAdded::Kept => say(&format!("the key {id} of “{label}” holds from now on")),
        KeyAdded::TooMany => return Err(too_many()),
    }
    Ok(())
}

fn too_many() -> Failure {
    Failure::input("two keys are live already; revoke one first, and any key shown now opens nothing".to_owned())
}

async fn list(store: Store) -> Result<(), Failure> {
    let keys = store.api_keys().await.context("the keys cannot be read")?;
    let mut lines = String::from("id\tmade\tlast used\trevoked\texpires\tsource\tscopes\tquota\tlabel\n");
    for key in keys.iter() {
        lines.push_str(&line(key));
    }
    write(Path::new("-"), lines.as_bytes())
}

fn line(key: &ApiKey) -> String {
    let moment = |at: Option<Timestamp>| at.map_or_else(|| "-".to_owned(), Timestamp::to_rfc3339);
    let made = moment(Some(key.created_at));
    let (used, revoked, expires) = (moment(key.last_used_at), moment(key.revoked_at), moment(key.expires_at));
    let source = key.source.as_ref().map_or("any", SourceId::as_str);
    let scopes = key.scopes.to_string().replace(' ', ",");
    let words = [
        &key.key_id,
        &made,
        &used,
        &revoked,
        &expires,
        source,
        &scopes,
        &told(key.quota),
        &key.label,
    ];
    format!("{}\n", words.join("\t"))
}

fn told(quota: Quota) -> String {
    let bounds = [
        quota.requests_per_day.map(|most| format!("{most}/day")),
        quota.calls_per_minute.map(|most| format!("{most}/minute")),
        quota.bytes_per_minute.map(|most| format!("{most}bytes/minute")),
    ];
    let told: Vec<String> = bounds.into_iter().flatten().collect();
    if told.is_empty() {
        "-".to_owned()
    } else {
        told.join(",")
    }
}

fn missing(key_id: &str) -> Failure {
    Failure::input(format!(
        "there is no key “{}”; `karavan key list` shows those there are",
        key_id.escape_debug()
    ))
}

async fn rotate(store: Store, key_id: String, overlap: Duration, expires: Option<Timestamp>) -> Result<(), Failure> {
    let now = SystemClock.now();
    let overlap = i64::try_from(overlap.as_micros()).unwrap_or(i64::MAX);
    let old_until = Timestamp(now.0.saturating_add(overlap));
    let (key, successor) = karavan_api::next_key(expires, old_until, &SystemChance).context("no key can be made")?;
    let rotated = store
        .by(Actor::Terminal)
        .rotate_api_key(&key_id, successor, now)
        .await
        .context("the key was not replaced")?;
    match rotated {
        Rotated::Done { new, old_until } => {
            secret("intake key", &key)?;
            let until = old_until.to_rfc3339();
            say(&format!(
                "the key {} holds from now on, and {key_id} until {until}",
                new.key_id
            ));
            Ok(())
        }
        Rotated::TooMany => Err(too_many()),
        Rotated::Ended => Err(Failure::input(format!(
            "the key {} opens nothing any more; make a new one",
            key_id.escape_debug()
        ))),
        Rotated::Missing => Err(missing(&key_id)),
    }
}

async fn revoke(store: Store, key_id: String) -> Result<(), Failure> {
    let there = store.api_key(&key_id).await.context("the key cannot be read")?;
    let Some(key) = there else {
        return Err(missing(&key_id));
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
