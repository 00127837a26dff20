//! HTTP: routes, wire shapes, who may call, problems, live updates, OpenAPI.
//!
//! The contract in words is `docs/api.md`. This crate never calls store or solver past dispatch, decides nothing about
//! plans, and never logs a name, a telephone, an address or a token.

mod access;
mod addresses;
mod answer;
mod app;
mod body;
mod call_line;
mod calls;
mod doors;
mod edge;
mod extract;
mod fault;
mod form;
mod lanes;
mod networks;
mod nul;
mod once;
mod openapi;
mod osrm;
mod problem;
mod router;
mod screens;
mod sent_out;
mod serve;
mod vroom;
mod wire;

#[cfg(test)]
mod trials;

pub use access::{FirstSecrets, first_start, new_key, new_user, password_link};
pub use networks::Network;
pub use openapi::contract;
pub use serve::{ServeConfig, serve};

use thiserror::Error;

/// Why serving failed.
#[derive(Debug, Error)]
pub enum ApiError {
    /// The day's service failed.
    #[error(transparent)]
    Service(#[from] karavan_service::ServiceError),
    /// A password could not be hashed.
    #[error("the first password could not be hashed")]
    Password,
}
