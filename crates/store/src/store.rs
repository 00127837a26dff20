//! The door: open, ask, close.

use crate::engine::{self, Engine};
use crate::error::StoreError;
use crate::hand::Hand;
use crate::once::{Acted, Once};
use crate::patience;
use crate::schema;
use crate::sequence::{self, Sequence};
use crate::trial::Trial;
use crate::writer::{Boxed, Writer};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often other processes' writes are looked for; our own are known at once.
const LOOK: Duration = Duration::from_secs(1);

/// A handle on the database; clones share it.
#[derive(Clone)]
pub struct Store {
    writer: Writer,
    reader: DatabaseConnection,
    hint: watch::Receiver<i64>,
    file: Option<Arc<Path>>,
    trial: Arc<Trial>,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// `url` is `sqlite:///path/karavan.db` (made when missing), `sqlite::memory:` for tests, or `postgres://…`.
    ///
    /// # Errors
    /// When the URL is not one of these, the database cannot be opened, SQLite is older than 3.51.3, or a setting that
    /// durability needs did not take.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::on(engine::open(url).await?).await
    }

    /// Opens the SQLite database of a file, made when missing, and brings its schema up to date.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_file(path: &Path) -> Result<Self, StoreError> {
        Self::on(engine::open_file(path).await?).await
    }

    async fn on(Engine { writer, reader, way }: Engine) -> Result<Self, StoreError> {
        schema::migrate(&writer).await?;
        let file = way.file().map(Arc::from);
        let seq = sequence::last(&writer, Sequence::Change).await?;
        let (sender, hint) = watch::channel(seq);
        watch_others(reader.clone(), sender.clone());
        let writer = Writer::start(Hand::new(way, writer), sender);
        Ok(Self {
            writer,
            reader,
            hint,
            file,
            trial: Arc::default(),
        })
    }

    /// Whether a write would be kept now: one is tried, and read back. Asked often, it tries once a second or so.
    ///
    /// # Errors
    /// [`StoreError::NotReady`] when it would not.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.trial.answer(&self.writer, &self.reader).await
    }

    /// Finishes the writes that were begun and closes all connections; later calls fail.
    ///
    /// # Errors
    /// When a reading connection does not close.
    pub async fn close(self) -> Result<(), StoreError> {
        self.writer.close().await;
        Ok(self.reader.close_by_ref().await?)
    }

    /// A consistent copy of a SQLite file into a new file, made while it is in use.
    ///
    /// # Errors
    /// On PostgreSQL and in memory, and when the new file exists or cannot be written.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let Some(file) = &self.file else {
            return Err(StoreError::OnlySqlite("backup"));
        };
        engine::make_private(to).map_err(|error| engine::unwritable(to, error))?;
        // A connection of its own: the readers refuse even to write elsewhere, and the writer has other work.
        let db = engine::beside(file).await?;
        let to_path = to;
        let to = to.to_string_lossy().into_owned();
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
        let copied = db.execute_raw(copy).await;
        db.close().await?;
        if copied.is_err() {
            // What is there is ours and no copy; whether it can be removed changes nothing about the failure.
            let _ = std::fs::remove_file(to_path);
        }
        copied?;
        Ok(())
    }

    /// Changes whenever the feed of [`Store::changes_after`] has grown: a hint to look, holding the last known number.
    /// What other processes write is noticed within a second or so.
    #[must_use]
    pub fn hint(&self) -> watch::Receiver<i64> {
        self.hint.clone()
    }

    pub(crate) const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Runs `act` in a transaction of the one writer. One that could not be begun in time is told so and never begun.
    pub(crate) async fn write<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Boxed<'t, Result<T, StoreError>> + Send + 'static,
    {
        patience::in_time(|begin| {
            self.writer.write(move |txn| match begin() {
                true => act(txn),
                false => Box::pin(async { Err(StoreError::Interrupted) }),
            })
        })
        .await
    }

    /// Like [`Store::write`], at most once per idempotency key.
    pub(crate) async fn write_once<T, F>(&self, once: Option<Once<T>>, act: F) -> Result<Acted<T>, StoreError>
    where
        T: Send + Sync + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Boxed<'t, Result<T, StoreError>> + Send + 'static,
    {
        self.write(move |txn| {
            Box::pin(async move {
                let Some(once) = once else {
                    return Ok(Acted::Done(act(txn).await?));
                };
                if let Some(before) = once.before(txn).await? {
                    return Ok(before);
                }
                let done = act(txn).await?;
                once.remember(txn, &done).await?;
                Ok(Acted::Done(done))
            })
        })
        .await
    }
}

/// Follows what other processes write to the same database, until every [`Store`] is gone.
fn watch_others(reader: DatabaseConnection, hint: watch::Sender<i64>) {
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = hint.closed() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            // A database that does not answer now is reported by whoever needs the answer.
            if let Ok(last) = sequence::last(&reader, Sequence::Change).await {
                hint.send_if_modified(|seen| last > std::mem::replace(seen, last.max(*seen)));
            }
        }
    });
}
