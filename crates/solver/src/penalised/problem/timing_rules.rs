//! `TimingRules`: the rests of each vehicle (`Rest`), its longest distance, and which jobs have a wished hour or a paid
//! wait: rules that sums of pieces cannot tell. `plan/day_timing.rs` applies them.

use crate::penalised::problem::units::{NEVER, bounded};
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::units::FOREVER;
use karavan_plan::{JobIx, VehicleIx};

/// A rest that is due when the day runs beyond its last window.
#[derive(Clone, Debug)]
pub(crate) struct Rest {
    windows: Vec<(i32, i32)>,
    pub(crate) lasts: i32,
}

impl Rest {
    /// When its last window closes.
    pub(crate) fn closes(&self) -> i32 {
        self.windows.last().map_or(NEVER, |(_, closes)| *closes)
    }

    /// The earliest begin from a moment on; when it is too late for it, the closing.
    pub(crate) fn begins(&self, now: i32) -> i32 {
        let open = self.windows.iter().find(|(_, closes)| *closes >= now);
        open.map_or(self.closes(), |(opens, _)| now.max(*opens))
    }
}

/// Who rests, who drives only so far, and which jobs have a wished hour.
#[derive(Clone, Debug, Default)]
pub(crate) struct TimingRules {
    /// For each vehicle, by first opening; empty when nobody rests.
    pub(crate) rests: Vec<Vec<Rest>>,
    /// For each vehicle; empty when everybody drives as far as they like.
    pub(crate) meters_max: Vec<i64>,
    /// Whether it matters when each job begins: it has a wished hour, or its wait is paid. Empty when it matters
    /// nowhere.
    is_wished: Vec<bool>,
    /// Whether the wait of some job is paid.
    pub(crate) are_delays_paid: bool,
}

impl TimingRules {
    pub(crate) fn new(whole: &SearchProblem<'_>) -> Self {
        let rules = whole.given.rules();
        let mut timing_rules = Self::default();
        if !rules.breaks.is_empty() {
            let vehicles = (0..whole.cars.len()).map(VehicleIx::from);
            let rests = vehicles.map(|ix| {
                let own = whole.given.of_vehicle(ix).breaks.iter();
                own.map(|at| {
                    let rest = &rules.breaks[*at];
                    let windows = rest
                        .windows
                        .iter()
                        .map(|one| (bounded(one.opens.0), bounded(one.closes.0)));
                    Rest {
                        windows: windows.collect(),
                        lasts: bounded(rest.service.0),
                    }
                })
                .collect()
            });
            timing_rules.rests = rests.collect();
        }
        if whole.cars.iter().any(|car| car.meters_max < FOREVER) {
            timing_rules.meters_max = whole.cars.iter().map(|car| car.meters_max).collect();
        }
        timing_rules.are_delays_paid = !rules.delays.is_empty();
        if !(rules.wishes.is_empty() && rules.delays.is_empty()) {
            let is_wished = |job| {
                let rules = whole.given.of_job(JobIx::from(job));
                !rules.wishes.is_empty() || rules.delay.is_some()
            };
            timing_rules.is_wished = (0..whole.jobs).map(is_wished).collect();
        }
        timing_rules
    }

    /// Whether only the worker knows the best clock of some days.
    pub(crate) fn are_guessed(&self) -> bool {
        !self.rests.is_empty() || !self.is_wished.is_empty()
    }

    /// Whether days of the vehicle must be walked.
    #[inline]
    pub(crate) fn concern(&self, v: usize) -> bool {
        !self.is_wished.is_empty()
            || self.rests.get(v).is_some_and(|rests| !rests.is_empty())
            || self.meters_max.get(v).is_some_and(|most| *most < FOREVER)
    }

    /// Whether the job has a wished hour, or its wait is paid.
    #[inline]
    pub(crate) fn is_wished(&self, node: u32) -> bool {
        self.is_wished.get(node as usize) == Some(&true)
    }

    /// How long the vehicle rests at most.
    pub(crate) fn rested(&self, v: usize) -> i32 {
        self.rests
            .get(v)
            .map_or(0, |rests| rests.iter().map(|rest| rest.lasts).sum())
    }
}
