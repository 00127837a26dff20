//! `diff` compares two plans of one problem job by job: moved to another vehicle, reached at another time, newly served
//! or dropped (`JobChange`). `PlanDiff::vehicles` gives the vehicles whose visits changed: their people must be told.

use crate::ix::{JobIx, VehicleIx};
use crate::plan::{Plan, StepKind};
use karavan_model::Seconds;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What became of one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum JobChange {
    /// Another vehicle comes.
    Moved {
        /// The job.
        job: JobIx,
        /// Who came before.
        from: VehicleIx,
        /// Who comes now.
        to: VehicleIx,
        /// Later by so many seconds; earlier when negative.
        later: Seconds,
    },
    /// The same vehicle comes at another time.
    Retimed {
        /// The job.
        job: JobIx,
        /// The vehicle that does it.
        vehicle: VehicleIx,
        /// Later by so many seconds; earlier when negative, never zero.
        later: Seconds,
    },
    /// It was left out and is done now.
    Served {
        /// The job.
        job: JobIx,
        /// Who comes.
        vehicle: VehicleIx,
    },
    /// It was done and is left out now.
    Dropped {
        /// The job.
        job: JobIx,
        /// Who came before.
        vehicle: VehicleIx,
    },
}

/// All changed visits, ordered by job; the others stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlanDiff {
    /// One per job at most.
    pub changes: Vec<JobChange>,
}

impl PlanDiff {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The vehicles whose people must be told.
    #[must_use]
    pub fn vehicles(&self) -> BTreeSet<VehicleIx> {
        self.changes.iter().flat_map(JobChange::vehicles).flatten().collect()
    }
}

impl JobChange {
    /// Which job it is about.
    #[must_use]
    pub const fn job(&self) -> JobIx {
        match *self {
            Self::Moved { job, .. }
            | Self::Retimed { job, .. }
            | Self::Served { job, .. }
            | Self::Dropped { job, .. } => job,
        }
    }

    const fn vehicles(&self) -> [Option<VehicleIx>; 2] {
        match *self {
            Self::Moved { from, to, .. } => [Some(from), Some(to)],
            Self::Retimed { vehicle, .. } | Self::Served { vehicle, .. } | Self::Dropped { vehicle, .. } => {
                [Some(vehicle), None]
            }
        }
    }
}

/// Compares arrivals. Jobs and vehicles must mean the same in both plans: plans of the same problem.
#[must_use]
pub fn diff(old: &Plan, new: &Plan) -> PlanDiff {
    let (old, new) = (visits(old), visits(new));
    let jobs: BTreeSet<JobIx> = old.keys().chain(new.keys()).copied().collect();
    let changes = jobs
        .into_iter()
        .filter_map(|job| change(job, old.get(&job), new.get(&job)))
        .collect();
    PlanDiff { changes }
}

/// Who comes, and when.
type Visit = (VehicleIx, Seconds);

fn change(job: JobIx, old: Option<&Visit>, new: Option<&Visit>) -> Option<JobChange> {
    match (old, new) {
        (Some(&(from, before)), Some(&(to, now))) if from != to => Some(JobChange::Moved {
            job,
            from,
            to,
            later: less(now, before),
        }),
        (Some(&(_, before)), Some(&(vehicle, now))) => (before != now).then(|| JobChange::Retimed {
            job,
            vehicle,
            later: less(now, before),
        }),
        (None, Some(&(vehicle, _))) => Some(JobChange::Served { job, vehicle }),
        (Some(&(vehicle, _)), None) => Some(JobChange::Dropped { job, vehicle }),
        (None, None) => None,
    }
}

fn visits(plan: &Plan) -> BTreeMap<JobIx, Visit> {
    let steps = plan
        .routes
        .iter()
        .flat_map(|route| route.steps.iter().map(move |step| (route.vehicle, step)));
    let visits = steps.filter_map(|(vehicle, step)| match step.kind {
        StepKind::Job(job) => Some((job, (vehicle, step.arrives))),
        _ => None,
    });
    visits.collect()
}

/// A file may state any moment; the difference of two nonsense ones is cut, not overflowed.
fn less(now: Seconds, before: Seconds) -> Seconds {
    Seconds(now.0.saturating_sub(before.0))
}
