//! Operations of the day that failed.

use thiserror::Error;

/// An operation that failed. The text says what to mend.
#[derive(Debug, Error)]
pub enum DispatchError {
    /// The day cannot be planned as it stands.
    #[error("{told}")]
    Unplannable {
        /// Why, and what to mend, in English.
        told: String,
        /// The same in Russian.
        told_ru: String,
    },
    /// Our own parts contradict one another, or the system refused something that it never should.
    #[error("{0}")]
    Internal(String),
    /// A plan document does not hold together.
    #[error("{0}")]
    Document(String),
    /// The run was called off.
    #[error("the run was cancelled")]
    Cancelled,
}
