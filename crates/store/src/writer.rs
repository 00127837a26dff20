//! `Writer`: hands writes to one task that runs them one by one, each in its own transaction, also when the caller has
//! gone away. `in_transaction` first takes the region's advisory lock on PostgreSQL and begins `IMMEDIATE` on SQLite; a
//! write that takes longer than a minute is broken off. The connection is kept in `write_connection.rs`.

use crate::connections::REGION_SETTING;
use crate::error::StoreError;
use crate::log;
use crate::scope::Scope;
use crate::write_connection::WriteConnection;
use karavan_model::Region;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot, watch};

/// A future that can be sent between threads and borrows for `'t`.
pub(crate) type Boxed<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// A write, given a connection to begin on or the reason why there is none; answers what it leaves behind.
type QueuedWrite = Box<dyn FnOnce(Result<DatabaseConnection, StoreError>) -> Boxed<'static, LeftConnection> + Send>;

/// What a write leaves behind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftConnection {
    /// A connection on which nothing is open.
    Sound,
    /// One that failed to begin, to commit or to roll back.
    Doubtful,
}

enum Message {
    Write { asked: Instant, job: QueuedWrite },
    Close(oneshot::Sender<()>),
}

/// Writes waiting their turn; beyond that a caller waits to be let in.
const QUEUE: usize = 256;
/// With a region's number: what nobody else uses for advisory locks in our database.
const WRITE_LOCK: i32 = 0x6b61_7261;

/// A client that waits longer than this for the engine has gone; a whole table is kept well within it.
const WRITE_WITHIN: Duration = Duration::from_mins(1);

/// Hands writes to the task.
#[derive(Clone)]
pub(crate) struct Writer {
    region: Region,
    messages: mpsc::Sender<Message>,
    /// The number of the newest entry of the log that is known to be committed.
    hint: watch::Sender<i64>,
    /// Whether a write failed because the disk was full, and no write of that size was kept since.
    was_full: Arc<AtomicBool>,
}

impl Writer {
    /// Starts the task. It ends when the last `Writer` is gone or [`Writer::close`] is called.
    pub(crate) fn start(hand: WriteConnection, region: Region, hint: watch::Sender<i64>) -> Self {
        Self::start_within(hand, region, hint, WRITE_WITHIN)
    }

    /// The task of this one, for another region of the same file: one connection writes for both.
    pub(crate) fn for_region(&self, region: Region, hint: watch::Sender<i64>) -> Self {
        Self {
            region,
            messages: self.messages.clone(),
            hint,
            was_full: Arc::clone(&self.was_full),
        }
    }

    fn start_within(hand: WriteConnection, region: Region, hint: watch::Sender<i64>, within: Duration) -> Self {
        let (messages, inbox) = mpsc::channel(QUEUE);
        tokio::spawn(write_all(inbox, hand, within));
        Self {
            region,
            messages,
            hint,
            was_full: Arc::default(),
        }
    }

    /// Runs `act` in a transaction of its own: all of it is kept, or, on an error, nothing.
    pub(crate) async fn write<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(Scope<'t, DatabaseTransaction>) -> Boxed<'t, Result<T, StoreError>> + Send + 'static,
    {
        let (answer, result) = oneshot::channel();
        let hint = self.hint.clone();
        let region = self.region;
        let job: QueuedWrite = Box::new(move |db| {
            Box::pin(async move {
                let (done, left) = match db {
                    Ok(db) => in_transaction(&db, region, act).await,
                    Err(error) => (Err(error), LeftConnection::Sound),
                };
                let done = done.map(|(done, last)| {
                    hint.send_if_modified(|seen| last > std::mem::replace(seen, last.max(*seen)));
                    done
                });
                // The caller may be gone; what was written stands all the same.
                let _ = answer.send(done);
                left
            })
        });
        let asked = Instant::now();
        let sent = self.messages.send(Message::Write { asked, job }).await;
        sent.map_err(|_| StoreError::Interrupted)?;
        // Without an answer it may have been broken off in its commit: nobody knows whether it is kept.
        let unknown = |_| DbErr::Conn(RuntimeErr::Internal("the write broke off".to_owned()));
        let done = result.await.map_err(unknown)?;
        if matches!(done, Err(StoreError::Full)) {
            self.was_full.store(true, Ordering::Relaxed);
        }
        done
    }

    /// Whether room was short when last seen; see [`Writer::has_room`].
    pub(crate) fn was_full(&self) -> bool {
        self.was_full.load(Ordering::Relaxed)
    }

    /// A write as heavy as the usual ones was kept.
    pub(crate) fn has_room(&self) {
        self.was_full.store(false, Ordering::Relaxed);
    }

    /// The number of the newest entry of the log that is known to be committed.
    pub(crate) fn committed(&self) -> i64 {
        *self.hint.borrow()
    }

    /// Finishes what was begun, then closes the connection. Later writes are refused.
    pub(crate) async fn close(&self) {
        let (closed, done) = oneshot::channel();
        if self.messages.send(Message::Close(closed)).await.is_ok() {
            // An error means that the task has ended already.
            let _ = done.await;
        }
    }
}

/// Writes one job after the other until told to close.
async fn write_all(mut inbox: mpsc::Receiver<Message>, mut hand: WriteConnection, within: Duration) {
    let mut refused: Option<Instant> = None;
    while let Some(message) = inbox.recv().await {
        let (asked, job) = match message {
            Message::Write { asked, job } => (asked, job),
            Message::Close(closed) => {
                inbox.close();
                hand.close().await;
                // Whoever asked may have stopped waiting.
                let _ = closed.send(());
                continue;
            }
        };
        // Who waited while the engine could not be reached is not made to wait for another try of ours.
        let db = match refused {
            Some(at) if asked < at => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout).into()),
            _ => hand.ready().await,
        };
        refused = match &db {
            Err(_) => refused.max(Some(Instant::now())),
            Ok(_) => None,
        };
        // A task of its own, so that a panic in one write does not end all writing.
        let work = tokio::spawn(job(db));
        let abort = work.abort_handle();
        let left = match tokio::time::timeout(within, work).await {
            Ok(Ok(left)) => left,
            Ok(Err(_)) => {
                tracing::error!("a write broke off; whether it is kept is not known");
                LeftConnection::Doubtful
            }
            Err(_) => {
                abort.abort();
                tracing::error!("a write took too long and was broken off");
                LeftConnection::Doubtful
            }
        };
        if left == LeftConnection::Doubtful {
            hand.discard().await;
        }
    }
}

/// What a write of a region does, and the number of its log's newest entry then.
pub(crate) async fn in_transaction<T, F>(
    db: &DatabaseConnection,
    region: Region,
    act: F,
) -> (Result<(T, i64), StoreError>, LeftConnection)
where
    F: for<'t> FnOnce(Scope<'t, DatabaseTransaction>) -> Boxed<'t, Result<T, StoreError>>,
{
    // Deferred is SQLite's default and fails at once when a read turns into a write while another process writes.
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let txn = match db.begin_with_options(options).await {
        Ok(txn) => txn,
        Err(error) => return (Err(error.into()), LeftConnection::Doubtful),
    };
    let done = async {
        if txn.get_database_backend() == DbBackend::Postgres {
            // The connection says its region already; the transaction says it again, also where an owner writes.
            let begin = format!(
                "SET LOCAL {REGION_SETTING} = '{region}'; SELECT pg_advisory_xact_lock({WRITE_LOCK}, {region})"
            );
            txn.execute_unprepared(&begin).await?;
        }
        let scope = Scope::new(&txn, region);
        let done = act(scope).await?;
        // PostgreSQL answers a commit of a transaction that failed with a plain rollback; this statement fails instead.
        Ok((done, log::last(&scope).await?))
    }
    .await;
    match done {
        Ok(done) => match txn.commit().await {
            Ok(()) => (Ok(done), LeftConnection::Sound),
            Err(error) => (Err(error.into()), LeftConnection::Doubtful),
        },
        // SQLite rolls back by itself when its disk fails; then there is nothing to roll back, and that is an error.
        Err(error) => match txn.rollback().await {
            Ok(()) => (Err(error), LeftConnection::Sound),
            Err(_) => (Err(error), LeftConnection::Doubtful),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use crate::engine;
    use crate::error::StoreError;
    use crate::write_connection::WriteConnection;
    use karavan_model::Region;
    use std::time::Duration;
    use tokio::sync::{oneshot, watch};

    #[tokio::test]
    async fn a_write_that_takes_too_long_is_not_said_to_be_lost() -> Result<(), StoreError> {
        let engine = engine::open("sqlite::memory:", Region::default()).await?;
        let (hint, _seen) = watch::channel(0);
        let writer = Writer::start_within(
            WriteConnection::new(engine.way, engine.writer),
            Region::default(),
            hint,
            Duration::ZERO,
        );
        let (_silent, never) = oneshot::channel::<()>();
        let endless = writer.write(|_| Box::pin(async { never.await.map_err(|_| StoreError::Interrupted) }));
        let done = endless.await;
        assert!(matches!(done, Err(StoreError::Unavailable(_))), "{done:?}");
        Ok(())
    }
}
