//! `karavan person`: people who are helped: find one by words of their requests, show what is stored of them, erase it
//! (only with `--yes`), and overwrite deleted bytes (`sweep`). People who log in are in `user.rs`.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, write};
use anyhow::{Context, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use karavan_model::{Actor, PersonId, RequestId};
use karavan_service::{Clock, SystemClock};
use karavan_store::{EraseReason, Erased, RequestFilter, Store, Whose};
use std::collections::BTreeMap;
use std::path::Path;

/// Requests looked through at a time.
const PAGE: u64 = 200;

/// People who are helped.
#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Find people by words of their requests: name, address, telephone. Prints the number of each person and their
    /// requests.
    #[command(after_help = "Example: karavan person find 'Садовая 3' --data-dir karavan-data")]
    Find {
        /// Words that must all occur.
        words: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Print everything that is kept of a person, as JSON. That it was looked at is written into the log.
    #[command(after_help = "Example: karavan person show --request 1001-9 --data-dir karavan-data")]
    Show {
        #[command(flatten)]
        person: Which,
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Erase a person: name, telephone, addresses, doors and words, everywhere. Their requests stay without them; those
    /// that are open are called off. There is no way back. The server may be running.
    #[command(
        after_help = "Example: karavan person erase --id 17 --reason asked --yes --data-dir karavan-data\n\
        Backups made before cannot be read any more, once they are restored with the newest file of keys: make one now."
    )]
    Erase {
        #[command(flatten)]
        person: Which,
        /// Why; it goes into the log.
        #[arg(long, value_enum)]
        reason: Reason,
        /// Erase, and do not only say what would be erased.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Have the database let go of deleted bytes, where a reader at work kept it from that when a person was erased.
    #[command(after_help = "Example: karavan person sweep --data-dir karavan-data")]
    Sweep {
        #[command(flatten)]
        database: DatabaseOf,
    },
}

/// Which person.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Which {
    /// By the person's number.
    #[arg(long, value_name = "NUMBER")]
    id: Option<i64>,
    /// By a request of theirs.
    #[arg(long, value_name = "REQUEST")]
    request: Option<String>,
}

/// Why a person is erased.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// They asked for it, or took their consent back.
    Asked,
    /// It was taken in by mistake, or is another's.
    Mistaken,
    /// It is not needed any more.
    NotNeeded,
}

impl From<Reason> for EraseReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Asked => Self::Asked,
            Reason::Mistaken => Self::Mistaken,
            Reason::NotNeeded => Self::NotNeeded,
        }
    }
}

pub(crate) fn run(command: PersonCommand) -> Result<(), Failure> {
    match command {
        PersonCommand::Find { words, database } => database.with(move |store| find(store, words)),
        PersonCommand::Show { person, database } => database.with(move |store| show(store, person)),
        PersonCommand::Erase {
            person,
            reason,
            yes,
            database,
        } => database.with(move |store| erase(store, person, reason, yes)),
        PersonCommand::Sweep { database } => database.with(sweep),
    }
}

async fn find(store: Store, words: String) -> Result<(), Failure> {
    let filter = RequestFilter {
        q: Some(words),
        ..RequestFilter::default()
    };
    let mut people: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    let mut after = None;
    loop {
        let page = store
            .requests(&Whose::All, &filter, after, PAGE)
            .await
            .context("the requests cannot be read")?;
        for stored in page.items {
            let name = people
                .entry(stored.person)
                .or_insert_with(|| vec![stored.request.recipient.clone()]);
            name.push(stored.request.id.0);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if people.is_empty() {
        return Err(Failure::input("nobody is found by these words"));
    }
    let lines = people
        .iter()
        .map(|(person, told)| format!("{person}\t{}\n", told.join("\t")));
    write(Path::new("-"), lines.collect::<String>().as_bytes())
}

/// The person who is meant.
async fn meant(store: &Store, which: Which) -> Result<PersonId, Failure> {
    match which {
        Which { id: Some(id), .. } => Ok(PersonId(id)),
        Which { request, .. } => {
            let id = RequestId(request.unwrap_or_default());
            let stored = store.request(&id).await.context("the request cannot be read")?;
            let stored = stored.ok_or_else(|| Failure::input(format!("there is no request {id}")))?;
            Ok(stored.person)
        }
    }
}

fn nobody(person: PersonId) -> Failure {
    Failure::input(format!("there is no person {person}"))
}

async fn show(store: Store, which: Which) -> Result<(), Failure> {
    let person = meant(&store, which).await?;
    let held = store.by(Actor::Terminal).held_person(person, SystemClock.now()).await;
    let held = held
        .context("what is kept cannot be read")?
        .ok_or_else(|| nobody(person))?;
    let text = serde_json::to_string_pretty(&karavan_api::held_person(&held)).context("it cannot be written")?;
    write(Path::new("-"), format!("{text}\n").as_bytes())
}

async fn erase(store: Store, which: Which, reason: Reason, yes: bool) -> Result<(), Failure> {
    let person = meant(&store, which).await?;
    let acting = store.by(Actor::Terminal);
    if !yes {
        let held = acting.held_person(person, SystemClock.now()).await;
        let held = held
            .context("what is kept cannot be read")?
            .ok_or_else(|| nobody(person))?;
        let requests: Vec<&str> = held.requests.iter().map(|stored| stored.request.id.as_str()).collect();
        return Err(Failure::input(format!(
            "nothing was erased: say --yes to erase person {person} with requests {}; there is no way back",
            requests.join(", ")
        )));
    }
    let erased = acting.erase_person(person, reason.into(), SystemClock.now()).await;
    match erased.context("the person cannot be erased; nothing was")? {
        Erased::Done(done) => {
            let requests = done.requests.len();
            say(&format!(
                "person {person} is erased; requests that stay without them: {requests}"
            ));
            told(done.is_swept)
        }
        Erased::OnRoute(requests) => {
            let requests: Vec<&str> = requests.iter().map(RequestId::as_str).collect();
            let requests = requests.join(", ");
            Err(Failure::input(format!(
                "on a published route: {requests}; close or cancel first, then erase"
            )))
        }
        Erased::Missing => Err(Failure::input(format!(
            "there is no person {person}, or they were erased before"
        ))),
    }
}

async fn sweep(store: Store) -> Result<(), Failure> {
    told(store.sweep().await)
}

fn told(is_swept: bool) -> Result<(), Failure> {
    if is_swept {
        return Ok(());
    }
    Err(
        anyhow!("the database still holds deleted bytes, because somebody reads it; try karavan person sweep later")
            .into(),
    )
}
