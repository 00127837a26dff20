//! The store: keeps requests, people, plans and an append-only log in SQLite or PostgreSQL, by sea-orm. Dispatch,
//! routing and HTTP are in other crates.
//!
//! One code path serves two engines: SQLite in a file of our own (the default) and PostgreSQL, a URL away. What is kept
//! belongs to a region: its number is the first column of every key, and a [`Store`] is a handle on one. Its writes go
//! through one task that no HTTP request owns, each in its own transaction (adding a region has a connection of its
//! own); those in somebody's name ([`Store::by`]) append to the region's log what they changed. Signs of life (leases,
//! last use of keys, sessions and second steps), clocks of phones, receipts kept alone and trials of readiness have no
//! name and no entry. On PostgreSQL a write first takes the region's advisory lock, so the order of the log is the
//! order of commits on both engines, for readers that follow [`Store::changes_after`]. Regions share no lock there;
//! SQLite has one writer for a file. Reads have connections of their own, except in a database in memory.
//!
//! Moments that are kept are arguments, but for those of leases, which the database's clock tells; random keys come
//! from the database, too.

mod acting;
mod aggregate;
mod api_keys;
mod backup;
mod connections;
mod corrections;
mod date_column;
mod drafts;
mod engine;
mod entity;
mod error;
mod events;
mod feed;
mod hubs;
mod idempotency;
mod integrity;
mod json;
mod leases;
mod links;
mod loadings;
mod log;
mod persons;
mod phone_clocks;
mod plans;
mod publish;
mod published_routes;
mod readable;
mod reconnection;
#[cfg(test)]
mod region_isolation;
mod region_list;
mod request_number;
mod requests;
mod reveals;
mod run_leases;
mod run_orders;
mod run_queue;
mod runs;
mod schema;
mod scope;
mod sealed;
mod second_steps;
mod sequence;
mod sessions;
mod settings;
mod sources;
mod stock;
mod store;
mod submissions;
mod sweep;
mod text_search;
mod users;
mod vehicles;
mod versions;
mod volunteers;
mod write_connection;
mod write_probe;
mod write_timeout;
mod writer;

pub use acting::Acting;
pub use api_keys::{ApiKey, KEYS_LIVE_MAX, KeyAdded, Rotated, Successor};
pub use backup::Restored;
pub use corrections::{Correction, DoorPin};
pub use drafts::{DraftChange, DraftChanged, DraftTurns, DraftWay, UNDOABLE_MAX};
pub use error::StoreError;
pub use events::{Appended, EVENTS_OF_LINK_MAX, EVENTS_OF_REQUEST_MAX, NewEvent, RecordedEvent};
pub use feed::{Change, ChangeKind};
pub use idempotency::{Acted, IDEMPOTENCY_DAYS, Once, Receipt, StoredReceipt};
pub use leases::RUN_LEASE;
pub use links::{Link, NewLink};
pub use loadings::NewLoading;
pub use log::{LogCheck, LogEntry, LogFault};
pub use persons::{EraseReason, Erased, Forgotten, HeldPerson, HeldWords};
pub use plans::{NewPlan, PlanHead, PlanInserted, PlanState, RunResult, StoredPlan};
pub use publish::{Publication, Published};
pub use published_routes::{Assignment, PublishedRoute};
pub use readable::Readable;
pub use region_list::{NamedRegion, RegionAdded};
pub use request_number::check_digit;
pub use requests::{
    Inserted, Moved, NewRequest, Page, Reach, RequestChange, RequestFilter, RequestUpdated, StateChange, StoredRequest,
    Whose, state_word,
};
pub use reveals::Reveal;
pub use run_orders::{NewOrder, RunClass};
pub use run_queue::{ATTEMPTS_MAX, PutBack, TakenOrder};
pub use runs::{Run, RunInserted, RunState};
pub use sealed::PersonalPart;
pub use second_steps::SecondStep;
pub use sessions::Session;
pub use store::Store;
pub use submissions::{
    Accepted, Delivery, DoorCount, ItemFinding, ItemOutcome, NewItem, NewSubmission, ReasonCount, SourceDay,
    Submission, SubmissionItem, SubmissionPart, SubmissionState, SubmittedRow,
};
pub use users::{RoleChanged, User};
pub use vehicles::VehicleDeleted;
pub use versions::{Expected, Put, Versioned};
pub use volunteers::ShiftPut;
