//! `ApiError`: why serving, the first start, or making a user or key failed: the service failed, there was no region,
//! or a password could not be hashed. Failed calls are `http::problem::Problem`.

use thiserror::Error;

/// Why serving failed.
#[derive(Debug, Error)]
pub enum ApiError {
    /// The service failed.
    #[error(transparent)]
    Service(#[from] karavan_service::ServiceError),
    /// There is no region to serve.
    #[error("there is no region to serve")]
    NoRegion,
    /// The first password could not be hashed.
    #[error("the first password could not be hashed")]
    Password,
}
