//! A fresh database of either engine for each scenario.

pub(crate) mod postgres;

use karavan_store::Store;
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

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}
