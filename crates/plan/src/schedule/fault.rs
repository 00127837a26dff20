//! `ScheduleFault`: the first rule that a tour breaks on a vehicle, with its step or job. Faults of whole plans are
//! `judge::Violation`.

use crate::ix::{BreakIx, JobIx};
use thiserror::Error;

/// The first rule that a tour breaks; `step` counts the loads and jobs given, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum ScheduleFault {
    /// There is no job in it.
    #[error("the tour has no job")]
    NoJob,
    /// A start or an end stands among the steps; they are added by the schedule.
    #[error("step {step} is a start or an end")]
    Step {
        /// Place of the step in the tour, from 0.
        step: usize,
    },
    /// A job comes twice.
    #[error("job {} comes twice", job.0)]
    Twice {
        /// The job.
        job: JobIx,
    },
    /// The vehicle lacks a skill, or has one that the job refuses.
    #[error("the skills do not suit job {}", job.0)]
    Skills {
        /// The job.
        job: JobIx,
    },
    /// A job of a lower class comes after one of a higher.
    #[error("job {} comes after a job of a higher class", job.0)]
    ClassOrder {
        /// The job.
        job: JobIx,
    },
    /// More jobs than the vehicle may do.
    #[error("too many jobs for the vehicle")]
    Tasks,
    /// More loads than the vehicle may do.
    #[error("too many loads for the vehicle")]
    Loads,
    /// No load before the job supplies it.
    #[error("nothing before job {} supplies it", job.0)]
    NoSupply {
        /// The job.
        job: JobIx,
    },
    /// A load supplies no job.
    #[error("the load at step {step} supplies no job")]
    UselessLoad {
        /// Place of the step in the tour, from 0.
        step: usize,
    },
    /// More on board than fits after this load.
    #[error("after step {step} more is on board than fits")]
    Capacity {
        /// After which load.
        step: usize,
    },
    /// There is no road to the step; `step` is the length of the tour for the way to the end.
    #[error("there is no road to step {step}")]
    NoRoad {
        /// Place of the step in the tour, from 0.
        step: usize,
    },
    /// More metres than the vehicle may drive.
    #[error("too far for the vehicle")]
    Distance,
    /// The last window of the step has closed when the vehicle can be there at the earliest.
    #[error("step {step} cannot be reached before its last window closes")]
    Window {
        /// Place of the step in the tour, from 0.
        step: usize,
    },
    /// The route cannot end before the shift does.
    #[error("the shift ends before the route can")]
    Shift,
    /// Every time of day at which it could be driven takes longer than the vehicle may.
    #[error("the route lasts longer than the vehicle may")]
    Duration,
    /// The job is not for this vehicle.
    #[error("job {} is not for this vehicle", job.0)]
    Restricted {
        /// The job.
        job: JobIx,
    },
    /// A delivery without its pickup before it, or a pickup without its delivery.
    #[error("job {} lacks the other end of its shipment", job.0)]
    Pair {
        /// The job.
        job: JobIx,
    },
    /// Two jobs that need two people are on one route.
    #[error("job {} needs somebody else besides", job.0)]
    Together {
        /// The job.
        job: JobIx,
    },
    /// A passenger would ride too long.
    #[error("the passenger of job {} would ride too long", job.0)]
    Ride {
        /// Where the ride begins.
        job: JobIx,
    },
    /// A break that is due finds no place.
    #[error("break {} finds no place", rest.0)]
    Break {
        /// The break.
        rest: BreakIx,
    },
    /// The tour does not begin with what is done or promised.
    #[error("the tour does not begin with what is done or promised")]
    Prefix,
}
