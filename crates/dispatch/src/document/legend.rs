//! `Legend`: the names behind the numbers of a problem: the request of each job, the volunteer of each vehicle, the hub
//! of each depot, the point of each location; also needs, offers, kinds of vehicles and a `HubName` for each hub.

use karavan_model::{GoodsCode, HubId, Need, Point, RequestId, Skill, VehicleKind, VolunteerId};
use serde::{Deserialize, Serialize};

/// What people call a hub.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubName {
    /// Its name.
    pub name: String,
    /// Its address as written.
    pub address: String,
}

/// The way from the problem's indexes back to names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Legend {
    /// Request of every job; one that needs two people has two jobs, that of the second person standing later.
    pub requests: Vec<RequestId>,
    /// Volunteer of every vehicle.
    pub volunteers: Vec<VolunteerId>,
    /// Hub of every depot.
    pub hubs: Vec<HubId>,
    /// What is brought to every job; nothing by a second person. Empty in older documents.
    #[serde(default)]
    pub needs: Vec<Vec<Need>>,
    /// What every depot hands out. Empty in older documents.
    #[serde(default)]
    pub offers: Vec<Vec<GoodsCode>>,
    /// With what the volunteer of every vehicle travels. Empty in documents of before plans were changed by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<VehicleKind>,
    /// What people call every depot. Empty in documents of before plans were changed by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hub_names: Vec<HubName>,
    /// Skill of every bit of a set of skills, from bit 1 on; bit 0 is the clearance for homes in quarantine. Empty in
    /// older documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<Skill>,
    /// Point of every location.
    pub points: Vec<Point>,
}
