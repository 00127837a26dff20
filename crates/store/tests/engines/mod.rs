//! `Database`: the URL of a fresh SQLite file, or of a given PostgreSQL database; `open` opens a store on it,
//! `connect` and `tamper` go past the store. The PostgreSQL server for tests is in `postgres.rs`.

pub(crate) mod postgres;

use karavan_store::Store;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;

/// A database and what keeps it alive.
pub(crate) struct Database {
    pub(crate) url: String,
    _folder: Option<TempDir>,
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        Self {
            url: format!("sqlite://{}", folder.path().join("karavan.db").display()),
            _folder: Some(folder),
        }
    }

    pub(crate) fn at(url: String) -> Self {
        Self { url, _folder: None }
    }

    #[allow(dead_code, reason = "not all tests do")]
    /// Changes rows behind the store's back.
    pub(crate) async fn tamper(&self, sql: &str) -> u64 {
        let db = self.connect().await;
        let changed = db.execute_unprepared(sql).await.unwrap().rows_affected();
        db.close().await.unwrap();
        changed
    }

    /// One connection past the store.
    pub(crate) async fn connect(&self) -> DatabaseConnection {
        sea_orm::Database::connect(&self.url).await.unwrap()
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}
