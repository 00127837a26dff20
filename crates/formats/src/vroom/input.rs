//! The serde types of VROOM's input JSON: `File`, `Job`, `Shipment` with its `Halt`s, `Vehicle`, `Costs`, `Break`,
//! `Step` with its `StepKind`, `Tables`. Unknown keys are allowed; `json.rs` of the crate collects them. Checks are in
//! `checks.rs`.

use super::position::{Coordinates, position};
use crate::whole::whole;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[start, end]`, both ends inside.
pub(super) type Window = (u32, u32);
/// A square table, row = from.
pub(super) type Rows = Vec<Vec<u32>>;

#[derive(Clone, Debug, Deserialize)]
pub(super) struct File {
    pub(super) vehicles: Vec<Vehicle>,
    #[serde(default)]
    pub(super) jobs: Vec<Job>,
    #[serde(default)]
    pub(super) shipments: Vec<Shipment>,
    #[serde(default)]
    pub(super) matrices: BTreeMap<String, Tables>,
    /// Deprecated: durations of the profile `car`.
    #[serde(default, deserialize_with = "whole")]
    pub(super) matrix: Option<Rows>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Tables {
    #[serde(default, deserialize_with = "whole")]
    pub(super) durations: Option<Rows>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) distances: Option<Rows>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) costs: Option<Rows>,
}

/// What jobs and both ends of a shipment share.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Halt {
    #[serde(deserialize_with = "whole")]
    pub(super) id: u64,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default, deserialize_with = "position")]
    pub(super) location: Option<Coordinates>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) location_index: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) setup: u32,
    #[serde(default, deserialize_with = "whole")]
    pub(super) service: u32,
    #[serde(default, deserialize_with = "whole")]
    pub(super) setup_per_type: BTreeMap<String, u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) service_per_type: BTreeMap<String, u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) time_windows: Option<Vec<Window>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(from = "JobKeys")]
pub(super) struct Job {
    pub(super) halt: Halt,
    /// Deprecated: what is delivered.
    pub(super) amount: Option<Vec<u32>>,
    pub(super) delivery: Option<Vec<u32>>,
    pub(super) pickup: Option<Vec<u32>>,
    pub(super) skills: Vec<u32>,
    pub(super) priority: u32,
}

/// A job's keys side by side, as they stand in the file: a fault in one can be placed.
#[derive(Deserialize)]
struct JobKeys {
    #[serde(deserialize_with = "whole")]
    id: u64,
    #[serde(default)]
    description: String,
    #[serde(default, deserialize_with = "position")]
    location: Option<Coordinates>,
    #[serde(default, deserialize_with = "whole")]
    location_index: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    setup: u32,
    #[serde(default, deserialize_with = "whole")]
    service: u32,
    #[serde(default, deserialize_with = "whole")]
    setup_per_type: BTreeMap<String, u32>,
    #[serde(default, deserialize_with = "whole")]
    service_per_type: BTreeMap<String, u32>,
    #[serde(default, deserialize_with = "whole")]
    time_windows: Option<Vec<Window>>,
    #[serde(default, deserialize_with = "whole")]
    amount: Option<Vec<u32>>,
    #[serde(default, deserialize_with = "whole")]
    delivery: Option<Vec<u32>>,
    #[serde(default, deserialize_with = "whole")]
    pickup: Option<Vec<u32>>,
    #[serde(default, deserialize_with = "whole")]
    skills: Vec<u32>,
    #[serde(default, deserialize_with = "whole")]
    priority: u32,
}

impl From<JobKeys> for Job {
    fn from(keys: JobKeys) -> Self {
        Self {
            halt: Halt {
                id: keys.id,
                description: keys.description,
                location: keys.location,
                location_index: keys.location_index,
                setup: keys.setup,
                service: keys.service,
                setup_per_type: keys.setup_per_type,
                service_per_type: keys.service_per_type,
                time_windows: keys.time_windows,
            },
            amount: keys.amount,
            delivery: keys.delivery,
            pickup: keys.pickup,
            skills: keys.skills,
            priority: keys.priority,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Shipment {
    pub(super) pickup: Halt,
    pub(super) delivery: Halt,
    #[serde(default, deserialize_with = "whole")]
    pub(super) amount: Option<Vec<u32>>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) skills: Vec<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) priority: u32,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Vehicle {
    #[serde(deserialize_with = "whole")]
    pub(super) id: u64,
    #[serde(default = "car")]
    pub(super) profile: String,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default, deserialize_with = "position")]
    pub(super) start: Option<Coordinates>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) start_index: Option<u32>,
    #[serde(default, deserialize_with = "position")]
    pub(super) end: Option<Coordinates>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) end_index: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) capacity: Vec<u32>,
    #[serde(default)]
    pub(super) costs: Costs,
    #[serde(default, deserialize_with = "whole")]
    pub(super) skills: Vec<u32>,
    #[serde(default, rename = "type")]
    pub(super) kind: String,
    #[serde(default, deserialize_with = "whole")]
    pub(super) time_window: Option<Window>,
    #[serde(default)]
    pub(super) breaks: Vec<Break>,
    #[serde(default = "one")]
    pub(super) speed_factor: f64,
    #[serde(default, deserialize_with = "whole")]
    pub(super) max_tasks: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) max_travel_time: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) max_distance: Option<u32>,
    #[serde(default)]
    pub(super) steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default)]
pub(super) struct Costs {
    #[serde(deserialize_with = "whole")]
    pub(super) fixed: u32,
    #[serde(deserialize_with = "whole")]
    pub(super) per_hour: u32,
    #[serde(deserialize_with = "whole")]
    pub(super) per_task_hour: u32,
    #[serde(deserialize_with = "whole")]
    pub(super) per_km: u32,
}

impl Costs {
    /// A second costs one.
    pub(super) const PER_HOUR: u32 = 3_600;
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            fixed: 0,
            per_hour: Self::PER_HOUR,
            per_task_hour: 0,
            per_km: 0,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Break {
    #[serde(deserialize_with = "whole")]
    pub(super) id: u64,
    #[serde(default, deserialize_with = "whole")]
    pub(super) time_windows: Option<Vec<Window>>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) service: u32,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default, deserialize_with = "whole")]
    pub(super) max_load: Option<Vec<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StepKind {
    Start,
    Job,
    Pickup,
    Delivery,
    Break,
    End,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Step {
    #[serde(rename = "type")]
    pub(super) kind: StepKind,
    #[serde(default, deserialize_with = "whole")]
    pub(super) id: Option<u64>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) service_at: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) service_after: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub(super) service_before: Option<u32>,
}

fn car() -> String {
    "car".to_owned()
}

const fn one() -> f64 {
    1.0
}
