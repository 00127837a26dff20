//! Module list of requests as they are kept: types (`stored`), inserting, reading, changing, columns and what the
//! feed says of them. New requests come in through `submissions`.

mod announce;
mod change;
mod columns;
mod find;
mod insert;
mod page;
mod shown_page;
mod stored;
mod whose;

pub(crate) use announce::{Cause, announce};
pub(crate) use change::{MoveNote, apply, apply_with_note};
pub(crate) use columns::outcome_word;
pub use columns::state_word;
pub use find::RequestFilter;
pub(crate) use find::{by_id, by_id_of, of_day, of_people, rows_of};
pub(crate) use insert::insert;
pub use page::Page;
pub use stored::{Inserted, Moved, NewRequest, Reach, RequestChange, RequestUpdated, StateChange, StoredRequest};
pub use whose::Whose;
