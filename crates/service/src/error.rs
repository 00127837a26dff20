//! `ServiceError`: why a use case failed (planning, store, document, internal, cancelled), and its message for people
//! in English and Russian.

use crate::texts::server_failed;
use karavan_dispatch::DispatchError;
use karavan_store::StoreError;
use thiserror::Error;

/// A use case that failed.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// The day cannot be planned, or a plan cannot be read.
    #[error(transparent)]
    Day(DispatchError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is kept cannot be read or written.
    #[error("{0}")]
    Document(String),
    /// Our own parts contradict one another, or the system refused something that it never should.
    #[error("{0}")]
    Internal(String),
    /// The run was cancelled, or the service is shutting down.
    #[error("the run was cancelled")]
    Cancelled,
}

impl From<DispatchError> for ServiceError {
    fn from(error: DispatchError) -> Self {
        match error {
            DispatchError::Cancelled => Self::Cancelled,
            error => Self::Day(error),
        }
    }
}

impl ServiceError {
    /// What a person is told, in English and Russian. What only an operator can mend is for the log.
    #[must_use]
    pub fn message(&self) -> (String, String) {
        match self {
            Self::Day(DispatchError::Unplannable { message, message_ru }) => (message.clone(), message_ru.clone()),
            _ => server_failed(),
        }
    }
}
