//! A fresh database of either engine for each scenario.

pub mod postgres;

use karavan_store::Store;
use tempfile::TempDir;

/// A database and what keeps it alive.
pub struct Database {
    pub url: String,
    _folder: Option<TempDir>,
}

impl Database {
    pub fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        Self {
            url: format!("sqlite://{}", folder.path().join("karavan.db").display()),
            _folder: Some(folder),
        }
    }

    pub fn at(url: String) -> Self {
        Self { url, _folder: None }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}
