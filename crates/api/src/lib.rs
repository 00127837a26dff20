//! The HTTP API: routes, JSON shapes, permissions, problems, event streams and the OpenAPI contract. The contract in
//! prose is `docs/api.md`. Data is read and changed through the crate `service`.

mod access;
mod app;
mod compat;
mod config;
mod error;
mod http;
mod openapi;
mod regions;
mod router;
mod texts;
mod v1;

#[cfg(test)]
mod tests;

pub use access::{FirstSecrets, KeyOrder, first_start, new_key, new_user, next_key, password_link};
pub use config::ServeConfig;
pub use error::ApiError;
pub use http::networks::Network;
pub use http::region_address::region_address;
pub use http::serve::{serve, serve_regions};
pub use regions::RegionService;
pub use router::contract;
pub use v1::persons::held_person;
