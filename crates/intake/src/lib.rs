//! The rules for accepting a request, source, volunteer, shift, vehicle, hub or stock, whether it comes from a table, a
//! form or a call of the API.
//!
//! A door reads its own syntax (cells of a table, fields of JSON) into a draft and hands it in: `accept_…` gives a
//! value of the model, or the refused fields by their names; the door turns a name into a cell or a JSON pointer. The
//! hubs, volunteers, sources and goods that a request names are judged by a [`Known`]. Rules: `docs/intake.md`.
//!
//! This crate has no code that reads files, HTTP or a database.

mod brief;
mod check;
mod day;
mod fault;
mod fleet;
mod given;
mod goods;
mod hours;
mod hub;
mod known;
pub mod limits;
mod notice;
pub mod plain_text;
mod point;
mod rejection;
mod request;
mod skills;
mod source;
mod stock;
mod texts;
mod volunteer;
mod words;

pub use brief::brief;
pub use check::Refused;
pub use day::Intake;
pub use fault::{Fault, FaultText};
pub use fleet::{Fleet, VehicleDraft, accept_vehicle, taken};
pub use given::{Field, Given, Numeral};
pub use hours::{BreakDraft, WindowDraft, between, joined};
pub use hub::{HubDraft, accept_hub};
pub use known::Known;
pub use notice::Notice;
pub use point::PointDraft;
pub use rejection::Rejection;
pub use request::{
    AcceptedRequest, DoorDraft, NeedDraft, RequestDraft, RequestParts, VisitorsDraft, accept_change, accept_request,
};
pub use source::{SourceDraft, Sources, TABLE_SOURCE, accept_source, is_source, kept_reference, new_source};
pub use stock::{StockDraft, accept_stock, accept_stock_of_day};
pub use volunteer::{ShiftDraft, VolunteerDraft, accept_shift, accept_volunteer};
pub use words::{goods_in_words, goods_word, is_known};
