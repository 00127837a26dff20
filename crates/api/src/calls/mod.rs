//! The calls of docs/api.md, one file per thing.

pub(crate) mod batch;
pub(crate) mod days;
pub(crate) mod desk;
pub(crate) mod hubs;
pub(crate) mod live;
pub(crate) mod own_route;
pub(crate) mod password;
pub(crate) mod places;
pub(crate) mod plans;
pub(crate) mod publish;
pub(crate) mod requests;
pub(crate) mod requests_in;
pub(crate) mod runs;
pub(crate) mod session;
pub(crate) mod tables;
mod tables_again;
pub(crate) mod volunteers;
