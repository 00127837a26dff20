//! `DatabaseOf`, the options that say which database and region a command works on, embedded SQLite or PostgreSQL;
//! `with` opens it and closes it. Also `of_region`, `embedded`, which makes a missing database, and the tokio `runtime`
//! of the commands.

use crate::failure::Failure;
use anyhow::Context;
use clap::Args;
use karavan_model::RegionName;
use karavan_store::Store;
use std::future::Future;
use std::path::{Path, PathBuf};

/// The folder of the embedded database, unless told otherwise.
pub(crate) const DATA_DIR: &str = "karavan-data";
/// The file of the embedded database in its folder.
pub(crate) const DATABASE: &str = "karavan.db";

/// The same options as those of `karavan serve`.
#[derive(Debug, Args)]
pub(crate) struct DatabaseOf {
    /// Folder of the server's embedded database [default: karavan-data].
    #[arg(long, value_name = "DIR", env = "KARAVAN_DATA_DIR", conflicts_with = "database_url")]
    data_dir: Option<PathBuf>,
    /// The server's PostgreSQL database.
    #[arg(long, value_name = "URL", env = "KARAVAN_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Which of its regions, by name [default: the first].
    #[arg(long = "region", value_name = "NAME", env = "KARAVAN_REGION")]
    region: Option<RegionName>,
}

impl DatabaseOf {
    /// Works on the opened database and closes it.
    pub(crate) fn with<F>(self, work: impl FnOnce(Store) -> F) -> Result<(), Failure>
    where
        F: Future<Output = Result<(), Failure>>,
    {
        runtime()?.block_on(async {
            let store = self.open().await?;
            work(store.clone()).await?;
            Ok(store.close().await.context("the database does not close")?)
        })
    }

    async fn open(mut self) -> Result<Store, Failure> {
        let region = self.region.take();
        of_region(self.first().await?, region.as_ref()).await
    }

    /// Its first region.
    async fn first(self) -> Result<Store, Failure> {
        if let Some(url) = self.database_url {
            return Ok(Store::open(&url).await.context("the database does not open")?);
        }
        let folder = self.data_dir.unwrap_or_else(|| PathBuf::from(DATA_DIR));
        if !folder.join(DATABASE).is_file() {
            return Err(Failure::input(format!(
                "{}: there is no {DATABASE} in this folder; name the one that `karavan serve` uses by --data-dir, or \
                its \
                 database by --database-url",
                folder.display()
            )));
        }
        embedded(&folder).await
    }
}

/// The region of this name, of a database that is open for its first one; that one when no name is given.
pub(crate) async fn of_region(first: Store, name: Option<&RegionName>) -> Result<Store, Failure> {
    let Some(name) = name else { return Ok(first) };
    let regions = first.regions().await.context("the regions cannot be read")?;
    let Some(found) = regions.iter().find(|one| one.name == name.as_str()) else {
        return Err(Failure::input(format!(
            "there is no region “{name}”; `karavan region list` shows those there are"
        )));
    };
    if found.region == first.region() {
        return Ok(first);
    }
    let store = first
        .of_region(found.region)
        .await
        .context("the region does not open")?;
    first.close().await.context("the database does not close")?;
    Ok(store)
}

/// The threads that answer requests; computing has threads of its own.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    Ok(runtime.context("threads cannot be started")?)
}

/// The embedded database in a folder, made when missing.
pub(crate) async fn embedded(folder: &Path) -> Result<Store, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::input(format!("{}: {error}", folder.display())))?;
    let folder = std::path::absolute(folder).context("the data folder has no path")?;
    let store = Store::open_file(&folder.join(DATABASE)).await;
    Ok(store.context("the embedded database does not open")?)
}
