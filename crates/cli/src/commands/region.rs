//! `karavan region`: regions of a database: listed, added, given a title.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, write};
use anyhow::Context;
use clap::Subcommand;
use karavan_model::{Actor, RegionName};
use karavan_service::{Clock, SystemClock};
use karavan_store::{RegionAdded, Store};
use std::path::Path;

/// The most letters of a title.
const TITLE_MAX: usize = 200;

/// Regions of a database.
#[derive(Debug, Subcommand)]
pub(crate) enum RegionCommand {
    /// List the regions: number, name, title.
    #[command(after_help = "Example: karavan region list --data-dir karavan-data")]
    List {
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Add a region: nothing kept of one is seen from another. Its server shows the first secrets at its first start.
    #[command(after_help = "Example: karavan region add north --title \"Северный район\" --data-dir karavan-data")]
    Add {
        /// A word for files and commands: small Latin letters, digits and dashes.
        name: RegionName,
        /// What people call it.
        #[arg(long, default_value = "")]
        title: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// Give a region another title. A server tells it from its next start on.
    #[command(after_help = "Example: karavan region title main \"Центральный район\" --data-dir karavan-data")]
    Title {
        /// The region's name.
        name: RegionName,
        /// What people call it.
        title: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
}

pub(crate) fn run(command: RegionCommand) -> Result<(), Failure> {
    match command {
        RegionCommand::List { database } => database.with(list),
        RegionCommand::Add { name, title, database } => database.with(move |store| add(store, name, title)),
        RegionCommand::Title { name, title, database } => database.with(move |store| give_title(store, name, title)),
    }
}

async fn list(store: Store) -> Result<(), Failure> {
    let mut lines = String::from("number\tname\ttitle\n");
    for one in store.regions().await.context("the regions cannot be read")? {
        lines.push_str(&format!("{}\t{}\t{}\n", one.region, one.name, one.title));
    }
    write(Path::new("-"), lines.as_bytes())
}

/// A title without the gaps around it, if it fits a line.
fn whole_title(title: &str) -> Result<&str, Failure> {
    let title = title.trim();
    if title.chars().count() > TITLE_MAX || title.chars().any(char::is_control) {
        return Err(Failure::input(format!(
            "the title has at most {TITLE_MAX} letters, on one line"
        )));
    }
    Ok(title)
}

async fn give_title(store: Store, name: RegionName, title: String) -> Result<(), Failure> {
    let title = whole_title(&title)?;
    let acting = store.by(Actor::Terminal);
    let done = acting.title_region(&name, title, SystemClock.now()).await;
    if !done.context("the title was not changed")? {
        return Err(Failure::input(format!(
            "there is no region “{name}”; `karavan region list` shows those there are"
        )));
    }
    say(&format!("the region “{name}” is called “{title}”"));
    Ok(())
}

async fn add(store: Store, name: RegionName, title: String) -> Result<(), Failure> {
    let title = whole_title(&title)?;
    let added = store
        .by(Actor::Terminal)
        .add_region(&name, title, SystemClock.now())
        .await
        .context("the region was not added")?;
    match added {
        RegionAdded::Done(region) => {
            say(&format!("the region “{name}” is there, with the number {region}"));
            Ok(())
        }
        RegionAdded::NameTaken(region) => Err(Failure::input(format!(
            "there is a region “{name}” already, with the number {region}"
        ))),
        RegionAdded::Full => Err(Failure::input(
            "there are as many regions as a database can hold".to_owned(),
        )),
    }
}
