//! `Store`: a handle on one region of a database, with `open`, `open_region`, `open_file`, `ready`, `hint` (wakes
//! followers of the feed) and `close`. Opening migrates, checks the keys, erases persons whose keys are gone and
//! completes the search text. `transact` is for writes in nobody's name. Reads and other writes are `impl` blocks in
//! other files.

use crate::engine::{self, Engine};
use crate::entity::region;
use crate::error::StoreError;
use crate::log;
use crate::scope::Scope;
use crate::sealed::RegionKeys;
use crate::write_connection::WriteConnection;
use crate::write_probe::WriteProbe;
use crate::write_timeout;
use crate::writer::{Boxed, Writer};
use karavan_model::{Actor, Region};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often other processes' writes are looked for; our own are known at once.
const LOOK: Duration = Duration::from_secs(1);

/// A handle on what a database keeps of one region; clones share it.
#[derive(Clone)]
pub struct Store {
    region: Region,
    writer: Writer,
    reader: DatabaseConnection,
    hint: watch::Receiver<i64>,
    file: Option<Arc<Path>>,
    url: Option<Arc<str>>,
    trial: Arc<WriteProbe>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database for its first region, and brings its schema up to date. In a copy of before, people who were
    /// erased since are erased here.
    ///
    /// `url` is `sqlite:///path/karavan.db` (made when missing), `sqlite::memory:` for tests, or `postgres://…`.
    ///
    /// # Errors
    /// When the URL is not one of these, the database cannot be opened, SQLite is older than 3.51.3, or a setting that
    /// durability needs did not take, and when it is a copy without its keys ([`StoreError::KeysMissing`]).
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_region(url, Region::default()).await
    }

    /// Opens the database for one of its regions, as [`Store::open`] does for the first.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::NoRegion`] when it has no such region.
    pub async fn open_region(url: &str, region: Region) -> Result<Self, StoreError> {
        Self::on(engine::open(url, region).await?, region).await
    }

    /// Opens the SQLite database of a file, made when missing, and brings its schema up to date.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_file(path: &Path) -> Result<Self, StoreError> {
        Self::on(engine::open_file(path).await?, Region::default()).await
    }

    /// The store of one region on an opened database.
    pub(crate) async fn on(Engine { writer, reader, way }: Engine, region: Region) -> Result<Self, StoreError> {
        let (file, url) = (way.file().map(Arc::from), way.url().map(Arc::from));
        let seq = entered(&Scope::new(&writer, region)).await?;
        let (sender, hint) = watch::channel(seq);
        watch_others(reader.clone(), region, sender.clone());
        let writer = Writer::start(WriteConnection::new(way, writer), region, sender);
        let store = Self {
            region,
            writer,
            reader,
            hint,
            file,
            url,
            trial: Arc::default(),
        };
        store.by(Actor::System).settle().await?;
        Ok(store)
    }

    /// The store of another region on the connections of this one. Not for PostgreSQL, where a connection is of one
    /// region.
    pub(crate) async fn on_same_connections(&self, region: Region) -> Result<Self, StoreError> {
        let seq = entered(&Scope::new(&self.reader, region)).await?;
        let (sender, hint) = watch::channel(seq);
        watch_others(self.reader.clone(), region, sender.clone());
        let store = Self {
            region,
            writer: self.writer.for_region(region, sender),
            reader: self.reader.clone(),
            hint,
            file: self.file.clone(),
            url: None,
            trial: Arc::default(),
        };
        store.by(Actor::System).settle().await?;
        Ok(store)
    }

    /// Whether a write would be kept now: one is tried, and read back. Asked often, it tries once a second or so.
    ///
    /// # Errors
    /// [`StoreError::NotReady`] when it would not.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.trial.answer(&self.writer, &self.scope()).await
    }

    /// Finishes the writes that were begun and closes all connections; later calls fail, also those of stores that
    /// share them (see [`Store::side_by_side`]).
    ///
    /// # Errors
    /// When a reading connection does not close.
    pub async fn close(self) -> Result<(), StoreError> {
        self.writer.close().await;
        Ok(self.reader.close_by_ref().await?)
    }

    /// Changes whenever the feed of [`Store::changes_after`] has grown: a hint to look, holding the last known number.
    /// What other processes write is noticed within a second or so.
    #[must_use]
    pub fn hint(&self) -> watch::Receiver<i64> {
        self.hint.clone()
    }

    /// Whose region this is.
    #[must_use]
    pub const fn region(&self) -> Region {
        self.region
    }

    /// The file of a SQLite database.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// The URL of a PostgreSQL database.
    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    pub(crate) const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Where the region is read.
    pub(crate) const fn scope(&self) -> Scope<'_, DatabaseConnection> {
        Scope::new(&self.reader, self.region)
    }

    /// Runs `act` in a transaction of the one writer. One that could not be begun in time is told so and never begun.
    ///
    /// For what says nothing of anybody: signs of life, receipts, clocks. All else is written in somebody's name, see
    /// [`Store::by`].
    pub(crate) async fn transact<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(Scope<'t, DatabaseTransaction>) -> Boxed<'t, Result<T, StoreError>> + Send + 'static,
    {
        write_timeout::in_time(|begin| {
            self.writer.write(move |scope| match begin() {
                true => act(scope),
                false => Box::pin(async { Err(StoreError::Interrupted) }),
            })
        })
        .await
    }
}

/// Checks that the region is there with its keys; the number of its log's newest entry.
async fn entered<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<i64, StoreError> {
    if scope.find::<region::Entity>().one(scope.db).await?.is_none() {
        return Err(StoreError::NoRegion(scope.region));
    }
    RegionKeys::check(scope).await?;
    log::last(scope).await
}

/// Follows what other processes write to the same database, until every [`Store`] is gone.
fn watch_others(reader: DatabaseConnection, region: Region, hint: watch::Sender<i64>) {
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = hint.closed() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            // A database that does not answer now is reported by whoever needs the answer.
            if let Ok(last) = log::last(&Scope::new(&reader, region)).await {
                hint.send_if_modified(|seen| last > std::mem::replace(seen, last.max(*seen)));
            }
        }
    });
}
