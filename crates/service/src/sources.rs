//! Use cases of request sources (list, read, store) and of the API keys of other systems: add, rotate, revoke, list.
//! Finding the key of a call is in `access.rs`.

use crate::{Acting, Service, ServiceError};
use karavan_model::{Source, SourceId};
use karavan_store::{ApiKey, Expected, KeyAdded, Put, Readable, Rotated, Successor, Versioned};

impl Acting {
    /// Keeps a source.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_source(&self, source: Source, expected: Expected) -> Result<Put, ServiceError> {
        Ok(self.store().put_source(source, expected, self.now()).await?)
    }

    /// Keeps a key, unless its owner has as many live ones as there may be.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_api_key(&self, key: ApiKey) -> Result<KeyAdded, ServiceError> {
        Ok(self.store().add_api_key(key, self.now()).await?)
    }

    /// Keeps a key that takes the place of another, which opens for a while.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rotate_api_key(&self, key_id: &str, successor: Successor) -> Result<Rotated, ServiceError> {
        Ok(self.store().rotate_api_key(key_id, successor, self.now()).await?)
    }

    /// Revokes a key at once; answers whether it still worked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn revoke_api_key(&self, key_id: &str) -> Result<bool, ServiceError> {
        Ok(self.store().revoke_api_key(key_id, self.now()).await?)
    }
}

impl Service {
    /// All sources, by id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sources(&self) -> Result<Readable<Versioned<Source>>, ServiceError> {
        Ok(self.store().sources().await?)
    }

    /// One source.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn source(&self, id: &SourceId) -> Result<Option<Versioned<Source>>, ServiceError> {
        Ok(self.store().source(id).await?)
    }

    /// All keys, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn api_keys(&self) -> Result<Readable<ApiKey>, ServiceError> {
        Ok(self.store().api_keys().await?)
    }
}
