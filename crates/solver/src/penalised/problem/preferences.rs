//! `Preferences`: what it costs that a vehicle comes to a job: preferred volunteers, continuity, published promises.
//! Known beforehand for each job and vehicle; who may not come at all is in `shared/problem/able.rs`.

use crate::penalised::problem::units::PARTS;
use crate::shared::problem::search_problem::SearchProblem;
use karavan_plan::{JobIx, VehicleIx};

/// Prices of who comes, in [`PARTS`] of a unit of cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Preferences {
    /// For each job what it costs when nobody named comes; empty where nobody is preferred at all.
    usual: Vec<i64>,
    /// Vehicles for whom the price is another, with the difference; those of a job from one of `firsts` to the next.
    special: Vec<(u32, i64)>,
    firsts: Vec<u32>,
}

impl Preferences {
    pub(crate) fn new(whole: &SearchProblem<'_>) -> Self {
        let mut preferences = Self::default();
        if whole.given.rules().preferences.is_empty() {
            return preferences;
        }
        for job in 0..whole.jobs {
            let rules = whole.given.of_job(JobIx::from(job));
            let usual = rules.preferences.iter().map(|(.., outside)| outside.0).sum::<i64>() * PARTS;
            preferences.firsts.push(preferences.special.len() as u32);
            preferences.usual.push(usual);
            let mut named: Vec<VehicleIx> = rules
                .preferences
                .iter()
                .flat_map(|(named, ..)| named)
                .copied()
                .collect();
            named.sort_unstable();
            named.dedup();
            preferences.special.extend(named.into_iter().map(|vehicle| {
                let price = i64::try_from(rules.price_of(vehicle)).unwrap_or(i64::MAX / PARTS);
                (vehicle.0, price * PARTS - usual)
            }));
        }
        preferences.firsts.push(preferences.special.len() as u32);
        preferences
    }

    /// What it costs that the vehicle comes to all jobs of some nodes.
    #[inline]
    pub(crate) fn of(&self, nodes: &[u32], v: usize) -> i64 {
        if self.usual.is_empty() {
            return 0;
        }
        nodes.iter().map(|node| self.of_one(*node, v)).sum()
    }

    fn of_one(&self, node: u32, v: usize) -> i64 {
        // Loading visits have no price.
        let Some(usual) = self.usual.get(node as usize) else {
            return 0;
        };
        let special = self.special(node).iter().find(|(vehicle, _)| *vehicle == v as u32);
        usual + special.map_or(0, |(_, more)| *more)
    }

    /// Whether it matters which of two vehicles comes to a job.
    #[inline]
    pub(crate) fn part(&self, job: u32, v: usize, w: usize) -> bool {
        !self.usual.is_empty() && self.of_one(job, v) != self.of_one(job, w)
    }

    /// Vehicles that had better come to a job.
    pub(crate) fn preferred(&self, job: u32) -> impl Iterator<Item = usize> {
        let special = if self.usual.is_empty() { &[] } else { self.special(job) };
        special
            .iter()
            .filter(|(_, more)| *more < 0)
            .map(|(vehicle, _)| *vehicle as usize)
    }

    fn special(&self, job: u32) -> &[(u32, i64)] {
        &self.special[self.firsts[job as usize] as usize..self.firsts[job as usize + 1] as usize]
    }
}
