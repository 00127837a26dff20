//! `lift`: takes one rule out of force in the small problem of one day.

use crate::bounds::LOAD_MAX;
use crate::ix::JobIx;
use crate::matrix::{Leg, Matrix};
use crate::problem::{ProblemParts, TimeWindow};
use crate::reason::ReasonCode;
use crate::sets::{DepotSet, SkillSet};
use crate::travel::Travel;
use karavan_model::{Meters, Seconds};

/// Takes one rule out of force.
pub(super) fn lift(parts: &mut ProblemParts, job: JobIx, code: ReasonCode) {
    let asked = &mut parts.jobs[job.at()];
    let own = &mut parts.vehicles[0];
    match code {
        ReasonCode::Skills => (asked.skills, asked.skills_none) = (SkillSet::NONE, SkillSet::NONE),
        ReasonCode::Restricted => parts.rules.restrictions.retain(|one| one.job != job),
        ReasonCode::NoDepot => {
            asked.load.fill(0);
            asked.depots = DepotSet::NONE;
        }
        ReasonCode::TooLarge => own.capacity.fill(LOAD_MAX),
        ReasonCode::NoRoad => {
            let none = Leg {
                seconds: Seconds::ZERO,
                meters: Meters::ZERO,
            };
            let travel = &parts.travel[0];
            let legs = Matrix::from_fn(parts.locations, |from, to| travel.leg(from, to).or(Some(none)));
            parts.travel = vec![Travel::Full(legs)];
        }
        ReasonCode::ShiftTooShort => own.shift = TimeWindow::ALWAYS,
        ReasonCode::NoTimeLeft => {
            for (at, other) in parts.jobs.iter_mut().enumerate() {
                if at != job.at() {
                    other.windows = vec![TimeWindow::ALWAYS];
                }
            }
        }
        ReasonCode::Window => asked.windows = vec![TimeWindow::ALWAYS],
        ReasonCode::DepotHours => {
            for depot in &mut parts.depots {
                depot.windows = vec![TimeWindow::ALWAYS];
            }
            parts.rules.releases.clear();
        }
        ReasonCode::Ride => parts.rules.shipments.iter_mut().for_each(|one| one.ride_max = None),
        ReasonCode::Break => parts.rules.breaks.clear(),
        ReasonCode::Limit => {
            (own.tasks_max, own.loads_max) = (None, None);
            (own.duration_max, own.distance_max) = (None, None);
        }
        // They are no rules of a day: nobody drives, or nobody was asked.
        ReasonCode::SecondPerson | ReasonCode::NoVehicles | ReasonCode::Unasked | ReasonCode::ByHand => {}
    }
}
