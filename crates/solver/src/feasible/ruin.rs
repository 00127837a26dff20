//! `Ruiner`: chooses jobs of a draft by one of five ways (`Ruin`) and takes them out of their tours. `recreate.rs`
//! puts them back; which way is drawn is in `shared/ruin_weights.rs`.
//!
//! Supports every problem: partners go together, promised jobs stay.
//!
//! Strings are those of Christiaens and Vanden Berghe (see [`crate::shared::string_removal`]); the other ways are known
//! from large neighbourhood search: Shaw, “Using constraint programming and local search methods to solve vehicle
//! routing problems” (1998); Ropke and Pisinger, “An adaptive large neighborhood search heuristic for the pickup and
//! delivery problem with time windows” (2006).

use crate::feasible::plan::cargo::Cargo;
use crate::feasible::plan::draft::{ABSENT, Draft};
use crate::shared::near::Near;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;
use crate::shared::string_removal;
use crate::shared::string_removal::MEAN;

/// A way to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruin {
    /// Strings of neighbouring tours around a job.
    Strings,
    /// The jobs nearest to a job.
    Radial,
    /// Jobs near to a job in time as well as in place.
    Hours,
    /// All of a tour, and perhaps of one that passes nearby.
    Tours,
    /// Any jobs, by chance.
    Scattered,
}

impl Ruin {
    /// All ways.
    pub(crate) const ALL: [Self; 5] = [Self::Strings, Self::Radial, Self::Hours, Self::Tours, Self::Scattered];
}

/// Chooses and removes; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruiner {
    /// What was taken out by the last [`Ruiner::ruin`].
    pub(crate) out: Vec<u32>,
    /// Nodes that stood beside them.
    pub(crate) beside: Vec<u32>,
    is_out: Vec<bool>,
    tours: Vec<usize>,
    nodes: Vec<u32>,
    cargo: Cargo,
}

impl Ruiner {
    /// For the jobs of a problem.
    pub(crate) fn new(problem: &SearchProblem<'_>) -> Self {
        Self {
            is_out: vec![false; problem.jobs],
            ..Self::default()
        }
    }

    /// Takes out jobs around one; they are then absent, and listed in `out`.
    pub(crate) fn ruin(
        &mut self,
        how: Ruin,
        seed: u32,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        near: &Near,
        rng: &mut Rng,
    ) {
        self.out.clear();
        self.beside.clear();
        self.tours.clear();
        match how {
            Ruin::Strings => self.strings(seed, problem, draft, near, rng),
            Ruin::Radial => {
                let count = 2 + rng.below(2 * MEAN as usize);
                let all = std::iter::once(&seed).chain(near.of(seed));
                self.out.extend(all.filter(|job| is_served(draft, **job)).take(count));
            }
            Ruin::Hours => self.hours(seed, draft, near, rng),
            Ruin::Tours => self.whole_tours(seed, problem, draft, near, rng),
            Ruin::Scattered => {
                for _ in 0..2 + rng.below(MEAN as usize) {
                    let job = rng.below(problem.jobs) as u32;
                    if is_served(draft, job) && !self.out.contains(&job) {
                        self.out.push(job);
                    }
                }
            }
        }
        self.take_out(problem, draft);
    }

    fn strings(&mut self, seed: u32, problem: &SearchProblem<'_>, draft: &mut Draft, near: &Near, rng: &mut Rng) {
        let used = draft.open(problem).len();
        let (longest, count) = string_removal::measure(draft.served(), used, rng);
        for job in std::iter::once(&seed).chain(near.of(seed)) {
            if self.tours.len() >= count {
                break;
            }
            if !is_served(draft, *job) {
                continue;
            }
            let v = draft.tour_of[*job as usize] as usize;
            if self.tours.contains(&v) {
                continue;
            }
            self.tours.push(v);
            self.nodes.clear();
            self.nodes
                .extend(draft.tours[v].nodes.iter().filter(|node| !problem.is_load(**node)));
            let at = self.nodes.iter().position(|node| node == job).unwrap_or(0);
            string_removal::string(&self.nodes, at, longest, rng, &mut self.out);
        }
    }

    /// Neighbours of the seed that are begun at about the same time.
    fn hours(&mut self, seed: u32, draft: &Draft, near: &Near, rng: &mut Rng) {
        let begins = |job: u32| {
            let tour = &draft.tours[draft.tour_of[job as usize] as usize];
            tour.stops[draft.place_of[job as usize] as usize + 1].departs
        };
        let mut served = std::iter::once(&seed)
            .chain(near.of(seed))
            .filter(|job| is_served(draft, **job));
        let Some(first) = served.next() else {
            return;
        };
        let mut others: Vec<u32> = served.copied().collect();
        others.sort_by_key(|job| (begins(*job) - begins(*first)).abs());
        others.truncate(1 + rng.below(2 * MEAN as usize));
        self.out.push(*first);
        self.out.append(&mut others);
    }

    fn whole_tours(&mut self, seed: u32, problem: &SearchProblem<'_>, draft: &Draft, near: &Near, rng: &mut Rng) {
        let most = 1 + rng.below(2);
        for job in std::iter::once(&seed).chain(near.of(seed)) {
            if self.tours.len() >= most {
                break;
            }
            let v = draft.tour_of[*job as usize];
            if v != ABSENT && !self.tours.contains(&(v as usize)) {
                self.tours.push(v as usize);
                let tour = &draft.tours[v as usize];
                // Long tours are too much to put back well at once: then only as many jobs, from anywhere in it on.
                let most = 4 * MEAN as usize;
                let skipped = rng.below((tour.jobs as usize).saturating_sub(most) + 1);
                let jobs = tour.nodes.iter().filter(|node| !problem.is_load(**node));
                self.out.extend(jobs.skip(skipped).take(most));
            }
        }
    }

    /// Removes what was chosen and its partners, tour by tour, with the loading visits nobody needs any more. Where
    /// the shorter tour cannot be driven (no road past the missing stop), the whole tour goes but for what is
    /// promised.
    fn take_out(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft) {
        self.out.retain(|job| !problem.linked.is_fixed(*job));
        for job in &self.out {
            self.is_out[*job as usize] = true;
        }
        let mut looked = 0;
        self.add_partners(problem, &mut looked);
        self.tours.clear();
        self.list_tours(draft, 0);
        let mut at = 0;
        while at < self.tours.len() {
            self.shorten(problem, draft, self.tours[at]);
            self.add_partners(problem, &mut looked);
            at += 1;
            self.list_tours(draft, at);
        }
        for job in &self.out {
            self.is_out[*job as usize] = false;
        }
    }

    /// Nobody goes without a partner. `looked` counts those whose partner is known to go too.
    fn add_partners(&mut self, problem: &SearchProblem<'_>, looked: &mut usize) {
        while let Some(job) = self.out.get(*looked) {
            *looked += 1;
            if let Some(partner) = problem.linked.partner(*job)
                && !std::mem::replace(&mut self.is_out[partner as usize], true)
            {
                self.out.push(partner);
            }
        }
    }

    /// Adds the tours of those that are out and still in one, behind the first `done`: where a whole tour goes, its
    /// partners go from tours that were done before.
    fn list_tours(&mut self, draft: &Draft, done: usize) {
        for job in &self.out {
            let v = draft.tour_of[*job as usize];
            if v != ABSENT && !self.tours[done..].contains(&(v as usize)) {
                self.tours.push(v as usize);
            }
        }
    }

    fn shorten(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, v: usize) {
        self.nodes.clear();
        let mut is_beside = false;
        for node in &draft.tours[v].nodes {
            if problem.is_load(*node) || !self.is_out[*node as usize] {
                if is_beside {
                    self.beside.push(*node);
                }
                self.nodes.push(*node);
            } else if !is_beside {
                self.beside.extend(self.nodes.last());
            }
            is_beside = self.nodes.last() != Some(node);
        }
        self.cargo.drop_useless(problem, &mut self.nodes);
        let car = &problem.cars[v];
        // Fewer stops keep room, classes and their number, and a rewrite tells the hours: only these can be broken.
        let can_break_rules =
            car.is_timed() || car.is_metered() || problem.linked.needs_timer || draft.tours[v].visits > 0;
        let is_allowed = !can_break_rules || draft.is_drivable(problem, v, &self.nodes);
        if is_allowed && draft.rewrite(problem, v, &self.nodes, None) {
            return;
        }
        for node in &draft.tours[v].nodes {
            let stays = problem.is_load(*node) || problem.linked.is_fixed(*node);
            if !stays && !std::mem::replace(&mut self.is_out[*node as usize], true) {
                self.out.push(*node);
            }
        }
        draft.rewrite(problem, v, &problem.linked.prefixes[v], None);
    }
}

fn is_served(draft: &Draft, job: u32) -> bool {
    draft.tour_of[job as usize] != ABSENT
}
