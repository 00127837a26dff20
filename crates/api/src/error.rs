//! `ApiError`: why `serve`, `first_start` or `new_user` failed: the service failed, there was no region, or a
//! password could not be hashed. Errors of single calls are `http::problem::Problem`.

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
