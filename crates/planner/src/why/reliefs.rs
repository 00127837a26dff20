//! What would let a job into the day of one vehicle: each rule eased alone, by the fewest steps, put where it costs
//! least, and judged.

use super::ask::{Relief, Relieved};
use super::relief::{ladders, spare_skills};
use crate::moves::{Price, Scales, allowed_with_job, pruned};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::objective::route_cost;
use karavan_plan::why::{AskedDay, ORDER};
use karavan_plan::{JobIx, Plan, Problem, ReasonCode, Route, SkillSet, StepKind, Timer, VehicleIx, cost, judge};

/// The only vehicle of an asked day.
const OWN: VehicleIx = VehicleIx(0);

/// A vehicle that a job is asked of.
pub(super) struct Candidate<'a> {
    pub(super) problem: &'a Problem,
    pub(super) vehicle: VehicleIx,
    pub(super) route: Option<&'a Route>,
    pub(super) job: JobIx,
    pub(super) day: &'a AskedDay,
    /// Skills that the job cannot do without.
    pub(super) needed: SkillSet,
}

impl Candidate<'_> {
    /// What would let the job in, where this rule stops it first: easing one that comes later cannot.
    pub(super) fn reliefs(&self, first: ReasonCode, timer: &mut Timer) -> Vec<Relieved> {
        let rank = |code: ReasonCode| ORDER.iter().position(|other| *other == code);
        let mut found = Vec::new();
        let asked = self.day.parts().jobs[self.day.job().at()].skills;
        let missing = SkillSet(asked.0 & !self.day.parts().vehicles[0].skills.0);
        for bit in spare_skills(missing, self.needed) {
            found.extend(self.priced(Relief::WithoutSkill(bit)));
        }
        let all = ladders(self.day.parts(), self.day.job(), OWN);
        for ladder in all.into_iter().filter(|ladder| rank(ladder.rule) <= rank(first)) {
            let eased = |steps| self.eased(ladder.relief(steps));
            let tours = eased(ladder.steps).allowed(timer);
            if tours.is_empty() {
                continue;
            }
            // With `low` steps it could not, with `high` it could.
            let (mut low, mut high) = (0, ladder.steps);
            while high - low > 1 {
                let middle = i64::midpoint(low, high);
                if eased(middle).allows_any(&tours, timer) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            found.extend(self.priced(ladder.relief(high)));
        }
        found
    }

    /// What a relief comes to; nothing when the job finds no place, or the judge finds anything.
    pub(super) fn priced(&self, relief: Relief) -> Option<Relieved> {
        let day = self.eased(relief);
        let problem = Problem::new(day.parts().clone()).ok()?;
        let mut scales = Scales::new(&problem, std::iter::empty());
        let (best, worth) = allowed_with_job(&mut scales, OWN, day.tour(), day.job(), None)?;
        let tour = pruned(&mut scales, OWN, best, worth);
        let route = scales.route(OWN, &tour);
        let plan = Plan {
            cost: cost(&problem, std::slice::from_ref(&route), []),
            routes: vec![route],
            unassigned: Vec::new(),
        };
        if !judge(&problem, &plan).is_empty() {
            return None;
        }
        let route = &plan.routes[0];
        let own = route.steps.iter().find(|step| step.kind == StepKind::Job(day.job()))?;
        let before = self.route.map_or((Cost::ZERO, Seconds::ZERO, Meters::ZERO), |route| {
            (route_cost(self.problem, route), route.travel, route.distance)
        });
        let prize = self.problem.jobs()[self.job.at()].prize;
        Some(Relieved {
            relief,
            vehicle: Some(self.vehicle),
            place: route.jobs().take_while(|job| *job != day.job()).count(),
            begins: own.begins,
            price: Price {
                cost: route_cost(&problem, route) - before.0 - prize,
                travel: route.travel - before.1,
                distance: route.distance - before.2,
            },
            asked: relief.asked(),
            serves: vec![self.job],
        })
    }

    fn eased(&self, relief: Relief) -> AskedDay {
        self.day.changed(|parts, job| relief.apply(parts, job, OWN))
    }
}
