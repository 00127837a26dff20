//! Sea-orm entities, one file for each table or view of the newest schema, with its columns. The tables are created
//! by the migrations of `schema.rs`; each entity names its region column for `scope.rs`.
#![expect(unreachable_pub, reason = "the derives of sea-orm want public rows")]

pub mod api_key;
pub mod assignment;
pub mod change;
pub mod correction;
pub mod counter;
pub mod door_pin;
pub mod draft_version;
pub mod hub;
pub mod idempotency;
pub mod link;
pub mod loading_event;
pub mod log;
pub mod log_words;
pub mod opened_part;
pub mod person;
pub mod person_key;
pub mod person_mark;
pub mod personal_part;
pub mod phone_clock;
pub mod plan;
pub mod published_route;
pub mod receipt_day;
pub mod recovery_code;
pub mod region;
pub mod region_key;
pub mod request;
pub mod request_search;
pub mod reveal;
pub mod run;
pub mod run_order;
pub mod said;
pub mod second_step;
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
