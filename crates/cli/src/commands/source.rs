//! `karavan source`: lists, adds or reopens, and closes the sources of requests (who sends them), directly in the
//! database. Nothing here is about source code.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, write};
use anyhow::Context;
use clap::{Args, Subcommand};
use karavan_intake::{FaultText, Given, SourceDraft, accept_source};
use karavan_model::{Actor, Door, SourceId, SourceState};
use karavan_service::{Clock, SystemClock};
use karavan_store::{Expected, Put, Store};
use std::path::Path;

/// Sources of requests.
#[derive(Debug, Subcommand)]
pub(crate) enum SourceCommand {
    /// List the sources: id, kind of door, state, name, contact and organisation.
    #[command(after_help = "Example: karavan source list --data-dir karavan-data")]
    List {
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Keep a source, or open a closed one again. The server may be running.
    #[command(after_help = "Example: karavan source add 112 --name \"Служба 112\" --door api --data-dir karavan-data")]
    Add(Add),
    /// Close a source: its requests are refused from now on. The server may be running.
    #[command(after_help = "Example: karavan source close 112 --data-dir karavan-data")]
    Close {
        /// The text that its requests name.
        id: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The text that its requests name.
    id: String,
    /// What people call it; the id when absent.
    #[arg(long)]
    name: Option<String>,
    /// Through which kind of door its requests come: api, table, operator or form.
    #[arg(long, default_value = "api")]
    door: Door,
    /// Whom to ask about its requests.
    #[arg(long)]
    contact: Option<String>,
    /// The organisation it belongs to: people bound to it see its requests.
    #[arg(long)]
    organisation: Option<String>,
    #[command(flatten)]
    database: DatabaseOf,
}

pub(crate) fn run(command: SourceCommand) -> Result<(), Failure> {
    match command {
        SourceCommand::List { database } => database.with(list),
        SourceCommand::Add(args) => {
            let draft = SourceDraft {
                id: Given::This(args.id),
                name: args.name.into(),
                door: Given::This(args.door),
                state: Given::This(SourceState::Active),
                contact: args.contact.into(),
                organisation: args.organisation.into(),
            };
            args.database.with(|store| add(store, draft))
        }
        SourceCommand::Close { id, database } => database.with(|store| close(store, id)),
    }
}

async fn list(store: Store) -> Result<(), Failure> {
    let mut lines = String::from("id\tdoor\tstate\tname\tcontact\torganisation\n");
    for kept in store.sources().await.context("the sources cannot be read")? {
        let source = kept.what;
        let words = [
            source.id.as_str(),
            source.door.word(),
            source.state.word(),
            &source.name,
            &source.contact,
            &source.organisation,
        ];
        lines.push_str(&words.join("\t"));
        lines.push('\n');
    }
    write(Path::new("-"), lines.as_bytes())
}

async fn add(store: Store, draft: SourceDraft) -> Result<(), Failure> {
    let source = accept_source(draft).map_err(|refused| {
        let told = refused.into_iter().map(|one| {
            let field = one.field.to_string();
            let told = FaultText::from(one.fault);
            format!("{field}: {}; {} [{}]", told.why, told.mend, told.code.code)
        });
        Failure::input(told.collect::<Vec<_>>().join("\n"))
    })?;
    let id = source.id.clone();
    let kept = store
        .by(Actor::Terminal)
        .put_source(source, Expected::Any, SystemClock.now())
        .await
        .context("the source was not kept")?;
    say(&match kept {
        Put::Created => format!("the source “{id}” is kept"),
        Put::Updated(_) => format!("the source “{id}” was there and is changed"),
        Put::Unchanged(_) | Put::Stale(_) => format!("the source “{id}” was there just so"),
    });
    Ok(())
}

async fn close(store: Store, id: String) -> Result<(), Failure> {
    let id = SourceId(id);
    let found = store.source(&id).await.context("the source cannot be read")?;
    let Some(kept) = found else {
        return Err(Failure::input(format!(
            "there is no source “{}”; `karavan source list` shows those there are",
            id.as_str().escape_debug()
        )));
    };
    let (mut source, version) = (kept.what, kept.version);
    if source.state == SourceState::Closed {
        say(&format!("the source “{id}” was closed before"));
        return Ok(());
    }
    source.state = SourceState::Closed;
    let put = store
        .by(Actor::Terminal)
        .put_source(source, Expected::Version(version), SystemClock.now())
        .await
        .context("the source was not closed")?;
    match put {
        Put::Stale(_) => Err(Failure::input(format!(
            "the source “{id}” was changed in between; try again"
        ))),
        Put::Created | Put::Updated(_) | Put::Unchanged(_) => {
            say(&format!("the source “{id}” is closed: its requests are refused"));
            Ok(())
        }
    }
}
