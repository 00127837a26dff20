//! `Terms`: the prices that a policy adds to a problem (fixed costs, fairness, floors, delays), in seconds of driving;
//! those of *even* are worked out from the shortest plan. `priced` puts them into a problem. Reasons: `docs/policy.md`.

use crate::PlannerError;
use karavan_model::{Cost, Policy, Seconds};
use karavan_plan::{Delay, Fairness, Floor, JobIx, Plan, Problem, ProblemParts, Route, Tier, Vehicle, VehicleIx};
use serde::{Deserialize, Serialize};

/// *Even*: hours beyond so many hundredths of the even share cost so many seconds of driving for each second.
const BEYOND: (i64, i64) = (152, 6);
/// *Even*: each second short of so many hundredths of the share costs so many.
const SHORT_OF: (i64, i64) = (52, 1);
/// *Even*: that a volunteer stays at home costs so many seconds of driving for each request of their even share.
const IDLE_PER_REQUEST: i64 = 260;
/// *Even*: the day is that much longer than the shortest, in hundredths.
const LONGER: i64 = 106;
/// *Soonest*: that a request waits an hour is worth so many seconds of driving.
const HOUR_WAITED: i64 = 400;
/// *Fewest*: a volunteer who may stay at home is worth so many seconds of driving.
const STAYS_HOME: Cost = Cost(20_000);

/// What a policy prices beside driving.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// For each volunteer with a route, by vehicle; empty where it costs nothing.
    pub fixed: Vec<Cost>,
    /// Long days.
    pub fairness: Vec<Fairness>,
    /// Short days and idle ones.
    pub floors: Vec<Floor>,
    /// Prices of waiting, one for each job concerned.
    pub delays: Vec<Delay>,
}

impl Terms {
    /// Of a policy for a problem, of which a short plan is known. O(jobs + vehicles · log vehicles).
    #[must_use]
    pub fn of(policy: Policy, problem: &Problem, shortest: &Plan) -> Self {
        match policy {
            Policy::Shortest => Self::default(),
            Policy::Even => Self::even(problem, shortest),
            Policy::Soonest => Self {
                delays: delays(problem),
                ..Self::default()
            },
            Policy::Fewest => Self {
                fixed: vec![STAYS_HOME; problem.vehicles().len()],
                ..Self::default()
            },
        }
    }

    fn even(problem: &Problem, shortest: &Plan) -> Self {
        let work: i64 = shortest.routes.iter().map(Route::duration).map(|lasts| lasts.0).sum();
        let most: Vec<i64> = problem.vehicles().iter().map(longest).collect();
        let share = share(work * LONGER / 100, &most);
        let requests = problem.jobs().len() as i64;
        let mut terms = Self::default();
        for (ix, longest) in most.iter().enumerate() {
            let vehicle = VehicleIx::from(ix);
            let own = share.min(*longest);
            let under = own * SHORT_OF.0 / 100;
            // Who stays at home is short of all their floor. A route costs what that is beyond the price of staying,
            // so that staying at home has a price of its own.
            let idle = requests * IDLE_PER_REQUEST * own / (share * most.len() as i64).max(1);
            terms.fixed.push(Cost((under * SHORT_OF.1 - idle).max(0)));
            terms.fairness.push(Fairness {
                vehicles: vec![vehicle],
                tiers: vec![Tier {
                    over: Seconds(own * BEYOND.0 / 100),
                    per_second: BEYOND.1,
                }],
            });
            terms.floors.push(Floor {
                vehicle,
                under: Seconds(under),
                per_second: SHORT_OF.1,
            });
        }
        terms
    }

    /// The problem of the parts with these terms.
    ///
    /// # Errors
    /// When the parts make no problem.
    pub fn priced(&self, mut parts: ProblemParts) -> Result<Problem, PlannerError> {
        for (vehicle, fixed) in parts.vehicles.iter_mut().zip(&self.fixed) {
            vehicle.costs.fixed += *fixed;
        }
        parts.rules.fairness.extend_from_slice(&self.fairness);
        parts.rules.floors.extend_from_slice(&self.floors);
        parts.rules.delays.extend_from_slice(&self.delays);
        Problem::new(parts).map_err(PlannerError::Unfit)
    }
}

/// The longest day that a vehicle can have.
fn longest(vehicle: &Vehicle) -> i64 {
    let shift = (vehicle.shift.closes - vehicle.shift.opens).0.max(0);
    vehicle.duration_max.map_or(shift, |most| most.0.min(shift))
}

/// The even share of some work: how long everybody works who can, where the others work as long as they can.
fn share(work: i64, most: &[i64]) -> i64 {
    let mut sorted = most.to_vec();
    sorted.sort_unstable();
    let mut left = work;
    for (at, most) in sorted.iter().enumerate() {
        let people = (sorted.len() - at) as i64;
        if most * people >= left {
            return left / people;
        }
        left -= most;
    }
    sorted.last().copied().unwrap_or(0)
}

/// Everybody waits from the opening of their first window, or of the first shift where that is later.
fn delays(problem: &Problem) -> Vec<Delay> {
    let shifts = problem.vehicles().iter().map(|vehicle| vehicle.shift.opens);
    let first = shifts.min().unwrap_or(Seconds::ZERO);
    let jobs = problem.jobs().iter().enumerate();
    let delay = |(ix, job): (usize, &karavan_plan::Job)| Delay {
        job: JobIx::from(ix),
        from: job.windows.first().map_or(first, |window| window.opens.max(first)),
        per_hour: HOUR_WAITED,
    };
    jobs.map(delay).collect()
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn who_cannot_work_the_share_works_as_long_as_they_can() {
        assert_eq!(share(300, &[200, 200, 200]), 100);
        assert_eq!(share(300, &[60, 200, 200]), 120, "60 + 120 + 120");
        assert_eq!(share(300, &[60, 100, 200]), 140, "60 + 100 + 140");
        assert_eq!(share(900, &[60, 100, 200]), 200, "more than all can");
        assert_eq!(share(300, &[]), 0);
    }
}
