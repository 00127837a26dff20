//! Module list of the append-only log of a region: what was done, by whom and when, each entry chained to the one
//! before by its hash. The feed, status events and loading events are SQL views of it. The program's own diagnostic
//! messages (`tracing`) are not in it.

mod append;
mod chain;
mod dice;
mod entries;
mod entry;
mod head;
mod rows;
mod verify;

pub use entries::LogEntry;
pub use verify::{LogCheck, LogFault};

pub(crate) use append::append;
pub(crate) use chain::{Hash, ROOT, hash, hex, key_of, seal};
pub(crate) use dice::dice;
pub(crate) use entry::{Entry, Kind, LogAct};
pub(crate) use head::last;
pub(crate) use rows::ROWS_PER_INSERT;
