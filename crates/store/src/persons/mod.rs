//! Module list of the people who are helped: recognised by telephone and name, shown what is kept of them, erased.
//! Volunteers are in `volunteers.rs`, logins in `users.rs`.
//!
//! Of a person the table `persons` keeps a number and dates. Name, telephone, addresses and words stand in their
//! requests, sealed under the person's key (see `sealed`).

mod complete_on_open;
mod erase;
mod erasure;
mod held;
mod identity;
mod keys;
mod recognise;

pub use erase::{EraseReason, Erased, Forgotten};
pub use held::{HeldPerson, HeldWords};

pub(crate) use identity::identity;
pub(crate) use keys::{key_of, keys_of_requests};
pub(crate) use recognise::People;
