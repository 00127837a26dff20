//! `Recreator::put_together`: puts in both jobs of a visit that two people begin at the same moment: chooses the two
//! tours and the moment.
//!
//! Supports jobs that two people begin at the same moment; `Tie::Together` marks them. Our own.

use super::Recreator;
use crate::feasible::insertion::Insertion;
use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::walk::Walk;
use crate::shared::problem::linked_jobs::FREE;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;

/// How many tours of the first person are looked at for moments.
const TOURS_MAX: usize = 3;

/// An agreement: when, and where both jobs go.
#[derive(Clone, Copy, Debug)]
struct Deal {
    delta: i64,
    moment: i64,
    places: [(u32, usize, Insertion); 2],
}

impl Recreator {
    /// Puts both jobs in where it is cheapest, if that is less than `worth`: for the best tours of each, the moment
    /// at which it would be begun there, and a moment drawn by chance, are offered to the other.
    pub(super) fn put_together(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        job: u32,
        worth: i64,
        rng: &mut Rng,
    ) {
        let Some(partner) = problem.linked.partner(job) else {
            return;
        };
        let pair = [job, partner];
        let mut best: Option<Deal> = None;
        for (first, second) in [(job, partner), (partner, job)] {
            self.agree(draft, pair, FREE);
            let mut moments = self.moments(problem, draft, first);
            moments.extend(drawn(problem, pair, rng));
            moments.sort_unstable();
            moments.dedup();
            for moment in moments {
                self.agree(draft, pair, moment);
                let most = best.map_or(worth, |best| best.delta);
                if let Some(deal) = self.deal(problem, draft, (first, second), moment)
                    && deal.delta < most
                {
                    best = Some(deal);
                }
            }
        }
        self.agree(draft, pair, best.map_or(FREE, |best| best.moment));
        for (job, v, place) in best.iter().flat_map(|best| best.places) {
            self.insert(problem, draft, v, job, &place);
        }
    }

    fn agree(&mut self, draft: &mut Draft, pair: [u32; 2], moment: i64) {
        for job in pair {
            draft.appoint(job, moment);
            self.places.forget(job);
        }
    }

    /// When the job would be begun in the tours where it costs least.
    fn moments(&mut self, problem: &SearchProblem<'_>, draft: &mut Draft, job: u32) -> Vec<i64> {
        let mut found: Vec<(i64, usize, Insertion)> = Vec::new();
        for v in draft.open(problem).to_vec() {
            if let Some(place) = self.places.best(problem, draft, v, job, i64::MAX) {
                found.push((place.delta, v, place));
            }
        }
        found.sort_by_key(|(delta, v, _)| (*delta, *v));
        found.truncate(TOURS_MAX);
        let mut walk = Walk::default();
        let begins = found.iter().filter_map(|(_, v, place)| {
            place.write(problem, &draft.tours[*v], job, &mut self.nodes);
            walk.price(problem, *v, &self.nodes, &draft.appointed)?;
            walk.begins(job)
        });
        begins.collect()
    }

    /// The cheapest two tours for the moment agreed on.
    fn deal(
        &mut self,
        problem: &SearchProblem<'_>,
        draft: &mut Draft,
        (a, b): (u32, u32),
        moment: i64,
    ) -> Option<Deal> {
        let tours = draft.open(problem).to_vec();
        let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
        for v in tours {
            if let Some(place) = self.places.best(problem, draft, v, a, i64::MAX) {
                firsts.push((place.delta, v, place));
            }
            if let Some(place) = self.places.best(problem, draft, v, b, i64::MAX) {
                seconds.push((place.delta, v, place));
            }
        }
        // Of equal unused vehicles only the first is open: its twin can be the second person.
        for found in [&mut firsts, &mut seconds] {
            let twins: Vec<(i64, usize, Insertion)> = found
                .iter()
                .filter(|(_, v, _)| draft.tours[*v].nodes.is_empty())
                .filter_map(|(delta, v, place)| Some((*delta, second_twin(problem, draft, *v)?, *place)))
                .collect();
            found.extend(twins);
        }
        let pairs = firsts
            .iter()
            .flat_map(|one| seconds.iter().map(move |other| (one, other)));
        let apart = pairs.filter(|(one, other)| one.1 != other.1);
        let (one, other) = apart.min_by_key(|(one, other)| (one.0 + other.0, one.1, other.1))?;
        Some(Deal {
            delta: one.0 + other.0,
            moment,
            places: [(a, one.1, one.2), (b, other.1, other.2)],
        })
    }
}

/// Another unused vehicle equal to this one.
fn second_twin(problem: &SearchProblem<'_>, draft: &Draft, v: usize) -> Option<usize> {
    (v + 1..draft.tours.len()).find(|w| problem.twins[*w] == problem.twins[v] && draft.tours[*w].nodes.is_empty())
}

/// A moment at which both could begin, by their hulls.
fn drawn(problem: &SearchProblem<'_>, [a, b]: [u32; 2], rng: &mut Rng) -> Option<i64> {
    let (a, b) = (&problem.nodes[a as usize], &problem.nodes[b as usize]);
    let (opens, closes) = (a.opens.max(b.opens), a.closes.min(b.closes));
    let room = usize::try_from(closes - opens).ok()?;
    Some(opens + rng.below(room + 1) as i64)
}
