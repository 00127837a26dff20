//! `Request`: a request for help (заявка): who needs what, where, when and by whom; with `RequestState`, `Urgency` and
//! `Need`. Events of its visit are in `event.rs`.

use crate::address::{Candidate, DoorCard, Place};
use crate::event::Outcome;
use crate::id::{GoodsCode, HubId, RequestId, Skill};
use crate::time::{ClockWindow, Date};
use crate::visitors::Visitors;
use serde::{Deserialize, Serialize};

/// How soon it must be done; what is left out when not all fits is decided by this first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Can wait for another day.
    Low,
    /// An ordinary request.
    #[default]
    Normal,
    /// Medicine today, a person without food.
    Urgent,
}

/// Goods of one kind to bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Code of the goods.
    pub goods: GoodsCode,
    /// How much, in units of capacity; at least 1.
    pub quantity: u32,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "outcome")]
pub enum RequestState {
    /// Taken in; its address has not been looked for.
    New,
    /// A person must say where it is.
    NeedsInfo,
    /// Its place is known.
    Located,
    /// In a draft plan.
    Planned,
    /// In the published plan.
    Published,
    /// The volunteer has seen the route.
    Accepted,
    /// The volunteer is driving to it.
    EnRoute,
    /// Ended, with what came of it.
    Closed(Outcome),
}

/// A need, a recipient, a place, windows, amounts, urgency and a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Our id.
    pub id: RequestId,
    /// Which door it came through: `112`, a hotline, a partner.
    pub source: String,
    /// The source's own number of it; unique within the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_ref: Option<String>,
    /// The day it is for.
    pub date: Date,
    /// Who is helped, as the source writes the name.
    pub recipient: String,
    /// Telephone as written, and in E.164 when it could be read.
    #[serde(default)]
    pub phone: String,
    /// The address as written.
    pub address: String,
    /// Flat, entrance and the like, split off the address.
    #[serde(default)]
    pub door: DoorCard,
    /// The municipality it lies in, as its source or the map says; people bound to it see the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// Where it is, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Other readings of the address, when it is not certain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// What to bring; empty for a visit without goods.
    pub needs: Vec<Need>,
    /// The hub the goods must come from, when the source names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<HubId>,
    /// When the person can be visited; empty for the whole day.
    #[serde(default)]
    pub windows: Vec<ClockWindow>,
    /// When they had better be visited; beginning outside costs a little and is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<ClockWindow>,
    /// How soon.
    #[serde(default)]
    pub urgency: Urgency,
    /// A home in quarantine: visited last, and only by volunteers who may enter the red zone.
    #[serde(default)]
    pub quarantine: bool,
    /// Skills the volunteer must have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<Skill>,
    /// Who may come, and who had better.
    #[serde(default, skip_serializing_if = "Visitors::is_empty")]
    pub visitors: Visitors,
    /// Two people must come, at the same moment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_two: bool,
    /// Minutes at the door, when the source knows better than the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_minutes: Option<u32>,
    /// For the volunteer.
    #[serde(default)]
    pub comment: String,
}
