//! The one task that writes. A client that goes away, or a handler that is dropped, changes nothing here: the task
//! owns the transaction from its first to its last statement.

use crate::error::StoreError;
use crate::sequence::{self, Sequence};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use std::future::Future;
use std::pin::Pin;
use tokio::sync::{mpsc, oneshot, watch};

/// A future that can be sent between threads and borrows for `'t`.
pub(crate) type Boxed<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

type Job = Box<dyn FnOnce(DatabaseConnection) -> Boxed<'static, ()> + Send>;

enum Message {
    Write(Job),
    Close(oneshot::Sender<()>),
}

/// Writes waiting their turn; beyond that a caller waits to be let in.
const QUEUE: usize = 256;
/// Any number that nobody else uses for advisory locks in our database.
const WRITE_LOCK: i64 = 0x6b61_7261_0002;

/// Hands writes to the task.
#[derive(Clone)]
pub(crate) struct Writer {
    messages: mpsc::Sender<Message>,
    /// The last sequence number of the change feed that is known to be committed.
    hint: watch::Sender<i64>,
}

impl Writer {
    /// Starts the task. It ends when the last `Writer` is gone or [`Writer::close`] is called.
    pub(crate) fn start(db: DatabaseConnection, hint: watch::Sender<i64>) -> Self {
        let (messages, mut inbox) = mpsc::channel(QUEUE);
        tokio::spawn(async move {
            while let Some(message) = inbox.recv().await {
                match message {
                    // A task of its own, so that a panic in one write does not end all writing.
                    Message::Write(job) => {
                        if tokio::spawn(job(db.clone())).await.is_err() {
                            tracing::error!("a write broke off; its transaction was rolled back");
                        }
                    }
                    Message::Close(closed) => {
                        inbox.close();
                        if let Err(error) = db.close_by_ref().await {
                            tracing::warn!(%error, "the writing connection did not close cleanly");
                        }
                        // Whoever asked may have stopped waiting.
                        let _ = closed.send(());
                    }
                }
            }
        });
        Self { messages, hint }
    }

    /// Runs `act` in a transaction of its own: all of it is kept, or, on an error, nothing.
    pub(crate) async fn write<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Boxed<'t, Result<T, StoreError>> + Send + 'static,
    {
        let (answer, result) = oneshot::channel();
        let hint = self.hint.clone();
        let job: Job = Box::new(move |db| {
            Box::pin(async move {
                let done = in_transaction(&db, act).await.map(|(done, last)| {
                    hint.send_if_modified(|seen| last > std::mem::replace(seen, last.max(*seen)));
                    done
                });
                // The caller may be gone; what was written stands all the same.
                let _ = answer.send(done);
            })
        });
        let sent = self.messages.send(Message::Write(job)).await;
        sent.map_err(|_| StoreError::Interrupted)?;
        result.await.map_err(|_| StoreError::Interrupted)?
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

async fn in_transaction<T, F>(db: &DatabaseConnection, act: F) -> Result<(T, i64), StoreError>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> Boxed<'t, Result<T, StoreError>>,
{
    // Deferred is SQLite's default and fails at once when a read turns into a write while another process writes.
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let txn = db.begin_with_options(options).await?;
    let done = async {
        if txn.get_database_backend() == DbBackend::Postgres {
            txn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({WRITE_LOCK})"))
                .await?;
        }
        let done = act(&txn).await?;
        Ok((done, sequence::last(&txn, Sequence::Change).await?))
    }
    .await;
    match done {
        Ok(done) => {
            txn.commit().await?;
            Ok(done)
        }
        Err(error) => {
            txn.rollback().await?;
            Err(error)
        }
    }
}
