//! Methods of `Draft` for what tours share: prices on the summed hours of several vehicles, and the agreed moments
//! of jobs of two people.

use super::Draft;
use crate::shared::problem::linked_jobs::FREE;
use crate::shared::problem::search_problem::SearchProblem;
use karavan_model::Seconds;
use karavan_plan::objective::fairness_cost;

impl Draft {
    /// How much dearer shared hours become when some days last as long as given instead; each vehicle once.
    pub(crate) fn shared_delta(&self, problem: &SearchProblem<'_>, days: &[(usize, i64)]) -> i64 {
        if !problem.linked.has_groups {
            return 0;
        }
        let mut delta = 0;
        for (at, hours) in self.hours.iter().enumerate() {
            let own = days.iter().filter(|(v, _)| problem.linked.groups[*v].contains(&at));
            let more: i64 = own.map(|(v, lasts)| lasts - self.tours[*v].lasts).sum();
            if more != 0 {
                delta += shared(problem, at, hours + more) - shared(problem, at, *hours);
            }
        }
        delta
    }

    /// A day of the vehicle lasts so long from now on: shared hours and their price follow.
    pub(super) fn count_hours(&mut self, problem: &SearchProblem<'_>, v: usize, lasts: i64) {
        if problem.linked.has_groups {
            self.cost += self.shared_delta(problem, &[(v, lasts)]);
            for at in &problem.linked.groups[v] {
                self.hours[*at] += lasts - self.tours[v].lasts;
            }
        }
    }

    /// What all shared hours cost.
    pub(super) fn shared_cost(&self, problem: &SearchProblem<'_>) -> i64 {
        if !problem.linked.has_groups {
            return 0;
        }
        let hours = self.hours.iter().enumerate();
        hours.map(|(at, hours)| shared(problem, at, *hours)).sum()
    }

    /// An absent job of two people is to begin at a moment, or whenever it can.
    pub(crate) fn appoint(&mut self, job: u32, moment: i64) {
        let old = std::mem::replace(&mut self.appointed[job as usize], moment);
        self.saved_moments.push((job, old));
    }

    /// Takes over moments that others have agreed on.
    pub(crate) fn take_moments(&mut self, appointed: &[i64]) {
        if !self.appointed.is_empty() {
            self.appointed.clear();
            self.appointed.extend_from_slice(appointed);
            self.appointed.resize(self.tour_of.len(), FREE);
        }
    }
}

/// What a group of vehicles pays for so many seconds; one vehicle alone pays with its tour.
fn shared(problem: &SearchProblem<'_>, at: usize, hours: i64) -> i64 {
    let group = &problem.given.rules().fairness[at];
    if group.vehicles.len() < 2 {
        return 0;
    }
    fairness_cost(group, Seconds(hours)).0
}
