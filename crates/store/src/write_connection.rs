//! `WriteConnection`: the one connection that a store writes on. `ready` hands it out, or opens another; `discard`
//! gives it up after a failure. Who writes on it, and when, is decided in `writer.rs`.
//!
//! After a failed commit the engine has usually rolled back by itself while the library still counts a transaction as
//! open; whatever came next would be a savepoint in it, answered and never kept. So a connection to a file or
//! PostgreSQL that counts an open transaction is not handed out again; a database in memory keeps its only one.

use crate::error::StoreError;
use crate::reconnection::Reconnection;
use sea_orm::sqlx::{Connection, Error as SqlxError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr};
use std::time::Duration;
use tokio::time::timeout;

/// A connection that does not close by then is left to itself.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// The writing connection, and how to open another one.
pub(crate) struct WriteConnection {
    way: Reconnection,
    db: Option<DatabaseConnection>,
}

impl WriteConnection {
    pub(crate) fn new(mut way: Reconnection, db: DatabaseConnection) -> Self {
        way.look_again();
        Self { way, db: Some(db) }
    }

    /// A connection on which a transaction may begin.
    pub(crate) async fn ready(&mut self) -> Result<DatabaseConnection, StoreError> {
        self.way.still_there()?;
        if let Some(db) = &self.db {
            match is_idle(db).await {
                Ok(true) => return Ok(db.clone()),
                Ok(false) => tracing::error!("the writing connection was left in a transaction; it is opened anew"),
                Err(error) => {
                    self.discard().await;
                    return Err(error);
                }
            }
            self.discard().await;
        }
        let db = self.way.writer().await?;
        if self.way.file().is_some() {
            // On a full disk the log may be what fills it. A failure is ignored: the disk is known to be full.
            let _ = db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await;
        }
        self.way.look_again();
        Ok(self.db.insert(db).clone())
    }

    /// Gives the connection up for another one. A database in memory keeps its only connection.
    pub(crate) async fn discard(&mut self) {
        if !matches!(self.way, Reconnection::Memory) {
            self.close().await;
        }
    }

    /// Closes the connection.
    pub(crate) async fn close(&mut self) {
        let Some(db) = self.db.take() else { return };
        match timeout(CLOSE_WITHIN, db.close_by_ref()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the writing connection did not close cleanly"),
            Err(_) => tracing::warn!("the writing connection did not close in time"),
        }
    }
}

/// Whether the one connection of the pool counts no open transaction.
async fn is_idle(db: &DatabaseConnection) -> Result<bool, StoreError> {
    Ok(if db.get_database_backend() == DbBackend::Postgres {
        let one = db.get_postgres_connection_pool().acquire().await;
        !one.map_err(lost)?.is_in_transaction()
    } else {
        let one = db.get_sqlite_connection_pool().acquire().await;
        !one.map_err(lost)?.is_in_transaction()
    })
}

fn lost(error: SqlxError) -> StoreError {
    DbErr::Conn(RuntimeErr::SqlxError(error.into())).into()
}
