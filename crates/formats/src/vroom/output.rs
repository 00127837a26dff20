//! The serde types of VROOM's answers: `Answer`, `Route`, `Step`, `Totals`, `Violations` by `Cause`, `Left`. `walk.rs`
//! fills in routes; `Answer::new` adds them up to the summary.

use super::VroomFile;
use super::position::Coordinates;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What can be wrong with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cause {
    LeadTime,
    Delay,
    Load,
    MaxTasks,
    Skills,
    Precedence,
    MissingBreak,
    MaxTravelTime,
    MaxLoad,
    MaxDistance,
}

/// Each cause once, times added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Violations(BTreeMap<Cause, Option<i64>>);

impl Violations {
    /// A cause that has no measure.
    pub(super) fn add(&mut self, cause: Cause) {
        self.0.entry(cause).or_insert(None);
    }

    /// A cause that lasts.
    pub(super) fn add_seconds(&mut self, cause: Cause, seconds: i64) {
        let sum = self.0.entry(cause).or_insert(None);
        *sum = Some(sum.unwrap_or(0) + seconds);
    }

    /// Those of a part.
    pub(super) fn merge(&mut self, other: &Self) {
        for (cause, seconds) in &other.0 {
            match seconds {
                Some(seconds) => self.add_seconds(*cause, *seconds),
                None => self.add(*cause),
            }
        }
    }
}

impl Serialize for Violations {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct One {
            cause: Cause,
            #[serde(skip_serializing_if = "Option::is_none")]
            duration: Option<i64>,
        }
        serializer.collect_seq(self.0.iter().map(|(cause, duration)| One {
            cause: *cause,
            duration: *duration,
        }))
    }
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Step {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<Coordinates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u64>,
    pub(super) setup: i64,
    pub(super) service: i64,
    pub(super) waiting_time: i64,
    /// Deprecated: the id again, of tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) load: Vec<i64>,
    pub(super) arrival: i64,
    pub(super) duration: i64,
    pub(super) violations: Violations,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) distance: Option<i64>,
}

/// What routes have and their summary adds up.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Totals {
    pub(super) cost: i64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) delivery: Vec<i64>,
    /// Deprecated: the delivery again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) amount: Vec<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) pickup: Vec<i64>,
    pub(super) setup: i64,
    pub(super) service: i64,
    pub(super) duration: i64,
    pub(super) waiting_time: i64,
    pub(super) priority: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) distance: Option<i64>,
    pub(super) violations: Violations,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Route {
    pub(super) vehicle: u64,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) steps: Vec<Step>,
    #[serde(flatten)]
    pub(super) totals: Totals,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Left {
    id: u64,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Coordinates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_index: Option<u32>,
}

#[derive(Clone, Debug, Serialize)]
struct Summary {
    routes: usize,
    unassigned: usize,
    #[serde(flatten)]
    totals: Totals,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Answer {
    code: u8,
    summary: Summary,
    unassigned: Vec<Left>,
    routes: Vec<Route>,
}

impl Answer {
    /// Of routes in the order of their vehicles, and tasks left out.
    pub(super) fn new(file: &VroomFile, routes: Vec<Route>, left: impl Iterator<Item = usize>) -> Self {
        let nothing = vec![0; file.dimensions()];
        let mut totals = Totals {
            delivery: nothing.clone(),
            amount: nothing.clone(),
            pickup: nothing,
            distance: file.has_distances().then_some(0),
            ..Totals::default()
        };
        for route in &routes {
            totals.add(&route.totals);
        }
        let told = |task: usize| {
            let task = &file.tasks[task];
            Left {
                id: task.id,
                kind: task.kind.name(),
                description: task.description.clone(),
                location: task.place.coordinates,
                location_index: task.place.index,
            }
        };
        let unassigned: Vec<Left> = left.map(told).collect();
        Self {
            code: 0,
            summary: Summary {
                routes: routes.len(),
                unassigned: unassigned.len(),
                totals,
            },
            unassigned,
            routes,
        }
    }

    pub(super) fn into_value(self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl Totals {
    fn add(&mut self, other: &Self) {
        let add = |sums: &mut [i64], more: &[i64]| sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        add(&mut self.delivery, &other.delivery);
        add(&mut self.amount, &other.amount);
        add(&mut self.pickup, &other.pickup);
        self.cost = self.cost.saturating_add(other.cost);
        self.setup += other.setup;
        self.service += other.service;
        self.duration += other.duration;
        self.waiting_time += other.waiting_time;
        self.priority += other.priority;
        self.distance = self.distance.zip(other.distance).map(|(sum, more)| sum + more);
        self.violations.merge(&other.violations);
    }
}
