//! The rows, one file per table, as `schema.rs` creates them.
#![expect(unreachable_pub, reason = "the derives of sea-orm want public rows")]

pub mod api_key;
pub mod assignment;
pub mod change;

pub mod correction;
pub mod counter;
pub mod door_pin;
pub mod hub;
pub mod idempotency;
pub mod link;
pub mod loading_event;
pub mod log;
pub mod log_words;
pub mod phone_clock;
pub mod plan;
pub mod published_route;
pub mod receipt_day;
pub mod region;
pub mod request;
pub mod run;
pub mod run_order;
pub mod session;
pub mod setting;
pub mod shift;
pub mod source;
pub mod status_event;
pub mod stock;
pub mod submission;
pub mod submission_item;
pub mod user;
pub mod vehicle;
pub mod volunteer;
