//! `Failure`: why a command failed: bad input, one line per fault, or a failed operation; and the conversions from
//! errors of other crates. It is printed, and becomes an exit code, in `output.rs`.

use karavan_dispatch::DispatchError;
use karavan_intake::Rejection;
use karavan_map::MapError;
use karavan_service::ServiceError;

/// Why a command did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input must be mended; one line per fault.
    Input(Vec<String>),
    /// The operation failed, or the judge found violations.
    Operation(anyhow::Error),
}

impl Failure {
    /// One fault of the input.
    pub(crate) fn input(fault: impl Into<String>) -> Self {
        Self::Input(vec![fault.into()])
    }

    /// Rejected rows, each with its place and mend.
    pub(crate) fn rejections(rejections: &[Rejection]) -> Self {
        Self::Input(rejections.iter().map(ToString::to_string).collect())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Operation(error)
    }
}

impl From<MapError> for Failure {
    fn from(error: MapError) -> Self {
        Self::input(format!("karavan: {error}"))
    }
}

impl From<DispatchError> for Failure {
    fn from(error: DispatchError) -> Self {
        match error {
            DispatchError::Unplannable { .. } | DispatchError::Document(_) => Self::input(format!("karavan: {error}")),
            DispatchError::Cancelled | DispatchError::Internal(_) => Self::Operation(error.into()),
        }
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Day(error) => error.into(),
            ServiceError::Document(_) => Self::input(format!("karavan: {error}")),
            ServiceError::Cancelled | ServiceError::Internal(_) | ServiceError::Store(_) => {
                Self::Operation(error.into())
            }
        }
    }
}
