//! `DayTiming`: goes along a day for what sums of pieces cannot tell: lateness with rests, kilometres too far, and
//! the price of missed wishes and waits.
//!
//! Kilometres are exact. Where somebody rests, and when one waits for a wished hour, is guessed well rather than
//! searched: the worker has the last word there.

use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::penalised::problem::time_warp::DISORDER;
use crate::penalised::problem::timing_rules::Rest;
use crate::penalised::problem::units::{PARTS, bounded};
use crate::shared::problem::units::FOREVER;
use karavan_model::Seconds;
use karavan_plan::JobIx;

/// So many metres too far are fined like a second of lateness.
const METERS_PER_SECOND: i64 = 8;

/// The day of a vehicle written out hour by hour; buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct DayTiming {
    /// For each node travel and setup before it, and when it may begin at the latest.
    visits: Vec<(i32, i32)>,
    /// With each number of rests taken: how late so far, and what time it is.
    states: Vec<(i64, i32)>,
}

impl DayTiming {
    /// How late the nodes are as the day of a vehicle, what is too far included, when sums say `late_by`; and what it
    /// costs to miss wished hours.
    pub(crate) fn write(&mut self, problem: &RelaxedProblem<'_>, v: usize, nodes: &[u32], late_by: i64) -> (i64, i64) {
        let timing_rules = &problem.timing_rules;
        let mut late_by = late_by;
        if let Some(rests) = timing_rules.rests.get(v).filter(|rests| !rests.is_empty()) {
            late_by = late_by.max(self.rest(problem, v, nodes, rests));
        }
        if let Some(most) = timing_rules.meters_max.get(v).filter(|most| **most < FOREVER) {
            let too_far = (meters(problem, v, nodes) - most).max(0);
            late_by += (too_far + METERS_PER_SECOND - 1) / METERS_PER_SECOND;
        }
        let has_wishes = nodes.iter().any(|node| timing_rules.is_wished(*node));
        (late_by, if has_wishes { self.miss(problem, v, nodes) } else { 0 })
    }

    /// How late the day is with rests in the order in which they open, each wherever it makes least late.
    fn rest(&mut self, problem: &RelaxedProblem<'_>, v: usize, nodes: &[u32], rests: &[Rest]) -> i64 {
        let car = &problem.cars[v];
        let begins = car.begins;
        let leaves = (i64::from(begins.late_by), begins.early);
        self.states.clear();
        self.states.push(leaves);
        for rest in rests {
            // Who leaves only when it need no longer begin does not rest.
            let (late_by, now) = self.states[self.states.len() - 1];
            let closes = rest.closes();
            self.states
                .push((late_by + i64::from((closes - begins.late).max(0)), now.max(closes)));
        }
        for state in &mut self.states {
            state.1 += begins.lasts;
        }
        self.take(rests);
        let (mut at, mut class) = (car.from, 0);
        for node in nodes {
            let stop = &problem.jobs[*node as usize];
            let gap = problem.leg(at, stop.place) + problem.setup(at, stop);
            let mut disorder = 0;
            if !problem.is_load(*node) {
                disorder = if class > stop.class { i64::from(DISORDER) } else { 0 };
                class = stop.class;
            }
            for (late_by, now) in &mut self.states {
                let begins = (*now + gap).max(stop.visit.early);
                *late_by += i64::from((begins - stop.visit.late).max(0)) + disorder;
                *now = begins.min(stop.visit.late) + stop.visit.lasts;
            }
            at = stop.place;
            self.take(rests);
        }
        let home = problem.leg(at, car.to);
        let ended = self.states.iter().enumerate().map(|(taken, (late_by, now))| {
            let ends = now + home;
            let missed = rests[taken..]
                .iter()
                .map(|rest| i64::from((ends - rest.closes()).max(0)));
            late_by + i64::from((ends - car.closes).max(0)) + missed.sum::<i64>()
        });
        ended.min().unwrap_or(0)
    }

    /// Rests here wherever that makes a number of rests less late than it was.
    fn take(&mut self, rests: &[Rest]) {
        for (taken, rest) in rests.iter().enumerate() {
            let (late_by, now) = self.states[taken];
            let begins = rest.begins(now);
            let rested = (late_by + i64::from((now - begins).max(0)), begins + rest.lasts);
            self.states[taken + 1] = self.states[taken + 1].min(rested);
        }
    }

    /// What missed wishes and waits cost: with everything as early as it can be, or with waiting for every wished
    /// hour as long as nothing gets late for it.
    fn miss(&mut self, problem: &RelaxedProblem<'_>, v: usize, nodes: &[u32]) -> i64 {
        let car = &problem.cars[v];
        self.visits.clear();
        let mut at = car.from;
        for node in nodes {
            let stop = &problem.jobs[*node as usize];
            let gap = problem.leg(at, stop.place) + problem.setup(at, stop);
            self.visits.push((gap, stop.visit.late));
            at = stop.place;
        }
        let mut latest = car.closes - problem.leg(at, car.to);
        for (node, (gap, late)) in nodes.iter().zip(&mut self.visits).rev() {
            *late = (*late).min(latest - problem.jobs[*node as usize].visit.lasts);
            latest = *late - *gap;
        }
        let leaves = car.begins.early + car.begins.lasts;
        let missed = self.missed(problem, leaves, nodes, false);
        if missed == 0 || problem.whole.given.rules().wishes.is_empty() {
            missed
        } else {
            missed.min(self.missed(problem, leaves, nodes, true))
        }
    }

    fn missed(&self, problem: &RelaxedProblem<'_>, leaves: i32, nodes: &[u32], waits: bool) -> i64 {
        let (mut now, mut missed) = (leaves, 0);
        for (node, (gap, latest)) in nodes.iter().zip(&self.visits) {
            let visit = &problem.jobs[*node as usize].visit;
            let mut begins = (now + gap).max(visit.early).min(visit.late);
            if problem.timing_rules.is_wished(*node) {
                let rules = problem.whole.given.of_job(JobIx(*node));
                if waits {
                    let opens = rules.wishes.iter().map(|(window, _)| bounded(window.opens.0));
                    let later = opens.filter(|opens| *opens > begins).min();
                    begins = later.map_or(begins, |later| later.min(*latest).max(begins));
                }
                let price = rules.price_at(Seconds(i64::from(begins))) * i128::from(PARTS);
                missed += i64::try_from(price).unwrap_or(i64::MAX >> 8);
            }
            now = begins + visit.lasts;
        }
        missed
    }
}

/// How far the day of a vehicle goes.
fn meters(problem: &RelaxedProblem<'_>, v: usize, nodes: &[u32]) -> i64 {
    let (whole, car) = (problem.whole, &problem.whole.cars[v]);
    let stops = problem.cars[v].load.iter().chain(nodes);
    let locations = stops.map(|node| whole.nodes[*node as usize].location).chain([car.end]);
    let mut at = car.start;
    let legs = locations.map(|to| whole.ride(car, std::mem::replace(&mut at, to), to));
    legs.flatten().map(|ride| ride.meters).sum()
}
