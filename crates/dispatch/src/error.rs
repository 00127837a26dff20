//! `DispatchError`: a day that cannot be planned, a failure inside the program, a plan document that does not hold
//! together, or a cancelled run.

use crate::messages::Pair;
use thiserror::Error;

/// An operation that failed. The text says what to mend.
#[derive(Debug, Error)]
pub enum DispatchError {
    /// The day cannot be planned as it stands.
    #[error("{message}")]
    Unplannable {
        /// Why, and what to mend, in English.
        message: String,
        /// The same in Russian.
        message_ru: String,
    },
    /// Our own parts contradict one another, or the system refused something that it never should.
    #[error("{0}")]
    Internal(String),
    /// A plan document does not hold together.
    #[error("{0}")]
    Document(String),
    /// The run was cancelled.
    #[error("the run was cancelled")]
    Cancelled,
}

impl DispatchError {
    /// A day that cannot be planned as it stands, for this reason.
    pub(crate) fn unplannable((message, message_ru): Pair) -> Self {
        Self::Unplannable { message, message_ru }
    }
}
