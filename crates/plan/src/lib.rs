//! Problems and plans of vehicle routing, by indexes only, without names or phones: their data, timing of routes,
//! costs, reasons why jobs are left out, and the judge with its violations.
//!
//! This crate does not depend on the solver, which builds on it.
//!
//! # Conventions
//! - **Times** are whole seconds after local midnight of the planned day and may be negative (the evening before).
//!   **Windows** bound the *start* of service and both ends are inside.
//! - **Absence** is `None`: a vehicle without `start` begins at its first stop, one without `end` is done at its last,
//!   a missing leg is no road, a missing maximum is no limit. Staying at a location takes 0 s and 0 m.
//! - **A route** is `Start` (exactly when the vehicle has one), then loads, jobs and breaks, then `End` (exactly when
//!   the vehicle has one). It does at least one job. A vehicle has at most one route, and never moves without one.
//! - **Clock of a step**: `arrives` is the previous `departs` plus the leg, to the second; `begins ≥ arrives + setup`
//!   lies in a window of the job or the depot; `departs = begins + service`. The gap before `begins` is setup and
//!   waiting. `Start` and `End` last no time: their three moments are equal.
//! - **Setup** of a job is not paid when the step directly before is at the same location. Loads have none.
//! - **Shift**: the first `arrives` is not before `shift.opens`, the last `departs` is not after `shift.closes`.
//! - **Duration** of a route is the last `departs` less the first `arrives`.
//! - **Goods** of a job come from the last `Load` before it, on the same route, whose depot is one of `job.depots`,
//!   unless they are aboard from the start. They are on board from that load to the job, and at no moment is any
//!   dimension above the capacity. Every load supplies at least one job. A job without load and without depots needs
//!   none; with a load and without depots it cannot be done; without load and with depots it is an errand: one of them
//!   is visited before.
//! - **Class** never goes down along the jobs of a route.
//! - **Best clock of a tour** (what [`schedule()`] gives): the earliest end that all windows and `duration_max` allow;
//!   for that end the latest leaving; from there on everything as early as it can be. Breaks are taken, or left after,
//!   as that end asks for.
//! - **Numbers** stay inside [`bounds`]; [`Problem::new`] refuses others.
//!
//! # A problem, a plan and the judge
//! ```
//! use karavan_model::{Cost, Meters, Seconds};
//! use karavan_plan::*;
//!
//! let hours = TimeWindow { opens: Seconds(0), closes: Seconds(3_600) };
//! // Home is location 0, the request location 1, ten minutes and 5 km apart.
//! let leg = |_, _| Some(Leg { seconds: Seconds(600), meters: Meters(5_000) });
//! let problem = Problem::new(ProblemParts {
//!     locations: 2,
//!     travel: vec![Travel::Full(Matrix::from_fn(2, leg))],
//!     jobs: vec![Job {
//!         location: LocationIx(1),
//!         windows: vec![hours],
//!         setup: Seconds(0),
//!         service: Seconds(300),
//!         load: vec![],
//!         depots: DepotSet::NONE,
//!         skills: SkillSet::NONE,
//!         skills_none: SkillSet::NONE,
//!         prize: Cost(100_000),
//!         class: 0,
//!     }],
//!     vehicles: vec![Vehicle {
//!         profile: ProfileIx(0),
//!         start: Some(LocationIx(0)),
//!         end: None,
//!         shift: hours,
//!         capacity: vec![],
//!         skills: SkillSet::NONE,
//!         tasks_max: None,
//!         loads_max: None,
//!         duration_max: None,
//!         distance_max: None,
//!         costs: VehicleCosts::default(),
//!     }],
//!     ..ProblemParts::default()
//! })
//! .expect("the parts are sound");
//!
//! let route = schedule(&problem, VehicleIx(0), &[StepKind::Job(JobIx(0))]).expect("the tour can be driven");
//! let mut plan = assemble(&problem, vec![route]);
//! assert_eq!(plan.cost, Cost(600));
//! assert_eq!(judge(&problem, &plan), []);
//!
//! // Leaving the request a minute before its work is done is found, with the place and the excess.
//! plan.routes[0].steps[1].departs = Seconds(840);
//! assert!(judge(&problem, &plan).iter().any(|one| one.rule == Rule::Service));
//! ```

pub mod assemble;
pub mod bounds;
mod checks;
pub mod diff;
pub mod explain;
pub mod file;
pub mod goods;
pub mod insertion;
pub mod ix;
pub mod judge;
mod load;
pub mod matrix;
pub mod objective;
mod parts;
pub mod plan;
pub mod plane;
pub mod problem;
mod problem_error;
pub mod reason;
pub mod rules;
pub mod schedule;
pub mod sets;
mod traffic;
pub mod travel;
mod travel_serde;
mod validation;
pub mod why;
mod window;

pub use assemble::{assemble, assemble_explained};
pub use diff::{PlanDiff, diff};
pub use explain::{Scout, obstacle, reasons, reasons_by};
pub use file::{ProblemFile, used_travel};
pub use goods::{Amounts, Goods, loads};
pub use ix::{BreakIx, DepotIx, GoodsIx, JobIx, LocationIx, ProfileIx, VehicleIx};
pub use judge::{Rule, Violation, judge, judge_loads};
pub use matrix::{Leg, Matrix};
pub use objective::cost;
pub use plan::{Plan, Route, Step, StepKind, Unassigned};
pub use plane::{Metric, Plane, PlanePoint, Ratio, Rounding};
pub use problem::{Depot, Job, Load, Part, Problem, ProblemError, ProblemParts, TimeWindow, Vehicle, VehicleCosts};
pub use reason::{Reason, ReasonCode};
pub use rules::{
    Break, Collect, Delay, Fairness, Floor, JobRules, Preference, Prefix, Release, Restriction, Rules, Shipment, Slot,
    Tier, Together, Traffic, VehicleRules, Who, Wish,
};
pub use schedule::{Appointed, ScheduleFault, Timer, schedule, schedule_late};
pub use sets::{DepotSet, SkillSet};
pub use travel::Travel;
