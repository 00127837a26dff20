//! Requests as they are kept: the body, where it stands, and who sent it.

mod announce;
mod change;
mod columns;
mod find;
mod insert;
mod stored;

pub(crate) use announce::Cause;
pub(crate) use change::{Said, apply, apply_said};
pub use columns::state_word;
pub use find::{Page, RequestFilter};
pub(crate) use find::{by_id, of_day};
pub(crate) use insert::insert;
pub use stored::{Inserted, Moved, NewRequest, Reach, RequestChange, RequestUpdated, StateChange, StoredRequest};
