//! `DayLengthPrices`: the price of how long the day of a vehicle lasts: every second beyond a tier and every second
//! short of a floor. Not opening hours; problems where vehicles share hours are not seen by explorers.

use crate::penalised::problem::units::{PARTS, bounded};
use crate::shared::problem::search_problem::SearchProblem;
use karavan_plan::VehicleIx;

/// A length of a day and what each second beyond it, or short of it, costs.
type Bend = (i64, i64);

/// Prices of hours, in [`PARTS`] of a unit of cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct DayLengthPrices {
    /// Tiers of all vehicles; those of a vehicle from one of `firsts` to the next. Empty where hours cost nothing.
    tiers: Vec<Bend>,
    firsts: Vec<u32>,
    floors: Vec<Bend>,
}

impl DayLengthPrices {
    pub(crate) fn new(whole: &SearchProblem<'_>) -> Self {
        let (mut hours, rules) = (Self::default(), whole.given.rules());
        if rules.fairness.is_empty() && rules.floors.is_empty() {
            return hours;
        }
        for v in 0..whole.cars.len() {
            let own = whole.given.of_vehicle(VehicleIx::from(v));
            hours.firsts.push(hours.tiers.len() as u32);
            for tier in own.fairness.iter().flat_map(|at| &rules.fairness[*at].tiers) {
                hours
                    .tiers
                    .push((i64::from(bounded(tier.over.0)), tier.per_second * PARTS));
            }
            let floor = own.floor.map(|at| &rules.floors[at]);
            hours.floors.push(floor.map_or((0, 0), |floor| {
                (i64::from(bounded(floor.under.0)), floor.per_second * PARTS)
            }));
        }
        hours.firsts.push(hours.tiers.len() as u32);
        hours
    }

    /// Whether hours cost anything.
    #[inline(always)]
    pub(crate) const fn are_paid(&self) -> bool {
        !self.firsts.is_empty()
    }

    /// What it costs that the day of a vehicle that is used lasts so many seconds.
    #[inline]
    pub(crate) fn of(&self, v: usize, lasts: i32) -> i64 {
        if !self.are_paid() {
            return 0;
        }
        let lasts = i64::from(lasts);
        let (under, per_second) = self.floors[v];
        let own = &self.tiers[self.firsts[v] as usize..self.firsts[v + 1] as usize];
        let beyond = own.iter().map(|(over, per_second)| per_second * (lasts - over).max(0));
        beyond.sum::<i64>() + per_second * (under - lasts).max(0)
    }

    /// What it costs that a vehicle stays at home.
    #[inline]
    pub(crate) fn idle(&self, v: usize) -> i64 {
        self.floors.get(v).map_or(0, |(under, per_second)| under * per_second)
    }
}
