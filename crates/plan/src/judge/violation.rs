//! `Violation`: a rule that a plan breaks, with route, step, job and by how much. `Rule` lists the rules with their
//! words and the unit of the excess; they are checked in the files beside this one.

use crate::ix::{JobIx, VehicleIx};
use crate::plan::{Route, StepKind};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The rules of a plan. See the conventions of this crate for their exact meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// An index is not of this problem.
    Unknown,
    /// A moment is beyond any possible day, or a step begins before it arrives or departs before it begins.
    Moments,
    /// A job is neither in a route nor unassigned.
    JobMissing,
    /// A job comes more than once; the excess is the number of times too many.
    JobTwice,
    /// A vehicle has more than one route.
    VehicleTwice,
    /// Routes are not in the order of vehicles, or unassigned jobs not in the order of jobs.
    Order,
    /// A route does no job.
    EmptyRoute,
    /// `Start` or `End` is missing, too many, or lasts some time.
    Ends,
    /// A step is not where its depot, its job or its end of the route is.
    Place,
    /// There is no road between a step and the one before.
    NoRoad,
    /// A step is not reached exactly when the leg from the one before ends.
    Arrival,
    /// A step begins before its setup is over.
    Setup,
    /// A step begins outside all its windows; the excess is the seconds to the nearest.
    Window,
    /// A step does not last as long as its service.
    Service,
    /// The route leaves before the shift opens.
    ShiftOpens,
    /// The route ends after the shift closes.
    ShiftCloses,
    /// The goods of a job were not loaded before.
    Supply,
    /// A load supplies no job.
    UselessLoad,
    /// More is on board than fits.
    Capacity,
    /// The goods of a job are not as many as its load; the excess is the units between.
    Goods,
    /// What is said to be loaded is not what is brought from there; the excess is the units that differ.
    Loads,
    /// What is said to be loaded is not handed out there; the excess is the units of it.
    Offered,
    /// The vehicle lacks a skill, or has one that the job refuses; the excess is the number of such skills.
    Skills,
    /// A job comes after one of a higher class.
    ClassOrder,
    /// More jobs than the vehicle may do.
    TasksMax,
    /// More loads than the vehicle may do.
    LoadsMax,
    /// The route lasts longer than it may.
    DurationMax,
    /// The route is longer than it may be.
    DistanceMax,
    /// An end of a shipment is missing, on another route, or before its pickup.
    Pair,
    /// A passenger rides too long.
    Ride,
    /// Two people who are needed at once do not both come, or not at the same moment; the excess is the seconds
    /// between.
    Together,
    /// The job is pinned to somebody else, or this vehicle is forbidden.
    Restricted,
    /// A break that is due is missing (the excess is how long the route runs beyond it), or one is taken that is not
    /// the vehicle's, or twice.
    Break,
    /// The route does not begin with what is done or promised.
    Prefix,
    /// Goods are loaded before they come to the depot.
    Release,
    /// The stated travel time is not the sum of the legs.
    TravelTotal,
    /// The stated distance is not the sum of the legs.
    DistanceTotal,
    /// The stated cost is not what the plan costs.
    Cost,
    /// An unassigned job has no reason.
    NoReason,
}

impl Rule {
    /// What is wrong, in plain words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unknown => "names something that is not in the problem",
            Self::Moments => "its moments are impossible or out of order",
            Self::JobMissing => "is neither in a route nor unassigned",
            Self::JobTwice => "comes more than once",
            Self::VehicleTwice => "has more than one route",
            Self::Order => "is out of order",
            Self::EmptyRoute => "has a route that does no job",
            Self::Ends => "the start or the end of the route is missing, misplaced or lasts some time",
            Self::Place => "is at the wrong place",
            Self::NoRoad => "no road leads here from the step before",
            Self::Arrival => "arrives at another moment than the way takes",
            Self::Setup => "begins before setup is over",
            Self::Window => "begins outside the windows",
            Self::Service => "does not last as long as the service",
            Self::ShiftOpens => "leaves before the shift opens",
            Self::ShiftCloses => "ends after the shift closes",
            Self::Supply => "its goods were not loaded before",
            Self::UselessLoad => "loads for no job",
            Self::Capacity => "more is on board than fits",
            Self::Goods => "its goods are not as many as its load",
            Self::Loads => "loads something else than what is brought from there",
            Self::Offered => "loads goods that are not handed out there",
            Self::Skills => "the skills of the vehicle do not suit the job",
            Self::ClassOrder => "comes after a job of a higher class",
            Self::TasksMax => "does more jobs than allowed",
            Self::LoadsMax => "loads more often than allowed",
            Self::DurationMax => "lasts longer than allowed",
            Self::DistanceMax => "drives further than allowed",
            Self::Pair => "the other end of its shipment is missing, elsewhere, or in the wrong order",
            Self::Ride => "the passenger rides longer than allowed",
            Self::Together => "the two people do not both begin at the same moment",
            Self::Restricted => "is not for this vehicle",
            Self::Break => "a break is missing, taken twice, or of another vehicle",
            Self::Prefix => "does not begin with what is done or promised",
            Self::Release => "its goods are loaded before they come to the depot",
            Self::TravelTotal => "states another travel time than its legs take",
            Self::DistanceTotal => "states another distance than its legs have",
            Self::Cost => "the plan states another cost than it has",
            Self::NoReason => "is unassigned without a reason",
        }
    }

    /// What the excess counts; empty when it counts nothing.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Arrival
            | Self::Setup
            | Self::Window
            | Self::Service
            | Self::ShiftOpens
            | Self::ShiftCloses
            | Self::DurationMax
            | Self::Ride
            | Self::Together
            | Self::Break
            | Self::Release
            | Self::TravelTotal => "s",
            Self::DistanceMax | Self::DistanceTotal => "m",
            Self::Capacity | Self::Goods | Self::Loads | Self::Offered => "units",
            Self::Cost => "cost",
            Self::JobTwice | Self::TasksMax | Self::LoadsMax | Self::Skills | Self::ClassOrder | Self::VehicleTwice => {
                "too many"
            }
            _ => "",
        }
    }
}

/// One broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Which rule.
    pub rule: Rule,
    /// Whose route, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<VehicleIx>,
    /// Which step of the route, counted from 0 with `Start`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// Which job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobIx>,
    /// By how much, in the unit of the rule ([`Rule::unit`]); positive, or 0 where nothing is counted.
    pub excess: i64,
}

impl Violation {
    pub(super) const fn of_plan(rule: Rule, excess: i64) -> Self {
        Self {
            rule,
            vehicle: None,
            step: None,
            job: None,
            excess,
        }
    }

    pub(super) const fn of_job(rule: Rule, job: JobIx, excess: i64) -> Self {
        Self {
            job: Some(job),
            ..Self::of_plan(rule, excess)
        }
    }

    pub(super) const fn of_route(rule: Rule, route: &Route, excess: i64) -> Self {
        Self {
            vehicle: Some(route.vehicle),
            ..Self::of_plan(rule, excess)
        }
    }

    pub(super) fn of_step(rule: Rule, route: &Route, step: usize, excess: i64) -> Self {
        let job = match route.steps[step].kind {
            StepKind::Job(job) => Some(job),
            _ => None,
        };
        Self {
            step: Some(step),
            job,
            ..Self::of_route(rule, route, excess)
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = [
            self.vehicle.map(|vehicle| format!("vehicle {}", vehicle.0)),
            self.step.map(|step| format!("step {step}")),
            self.job.map(|job| format!("job {}", job.0)),
        ];
        let places: Vec<String> = places.into_iter().flatten().collect();
        if places.is_empty() {
            f.write_str("plan")?;
        } else {
            f.write_str(&places.join(", "))?;
        }
        write!(f, ": {}", self.rule.words())?;
        match self.rule.unit() {
            "" => Ok(()),
            unit => write!(f, " ({} {unit})", self.excess),
        }
    }
}
