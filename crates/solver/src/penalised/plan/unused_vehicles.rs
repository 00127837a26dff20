//! `UnusedVehicles`: the unused vehicles by kind. `some` gives a few worth trying, one of a kind: half of them the
//! cheapest to start, the others by chance; all kinds when there are few.

use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::shared::rng::Rng;
use std::collections::BTreeSet;

/// How many unused vehicles are tried: half of them those that start cheapest, the others by chance.
pub(crate) const TRIED: usize = 8;

/// The unused vehicles by kind.
#[derive(Clone, Debug)]
pub(crate) struct UnusedVehicles {
    /// Unused vehicles of each kind, in no order.
    of_kind: Vec<Vec<u32>>,
    /// Where each unused vehicle stands among those of its kind.
    at: Vec<u32>,
    /// Kinds that have one, with what it costs to start.
    cheapest: BTreeSet<(i64, u32)>,
    /// The same kinds in no order, and where each stands.
    kinds: Vec<u32>,
    kind_at: Vec<u32>,
}

impl UnusedVehicles {
    /// All vehicles are unused; the first of each kind will be the first to be tried.
    pub(crate) fn new(problem: &RelaxedProblem<'_>) -> Self {
        let count = problem.cars.len();
        let mut unused = Self {
            of_kind: vec![Vec::new(); count],
            at: vec![0; count],
            cheapest: BTreeSet::new(),
            kinds: Vec::new(),
            kind_at: vec![0; count],
        };
        for v in (0..count as u32).rev() {
            unused.add(problem, v);
        }
        unused
    }

    /// The vehicle is no longer used.
    pub(crate) fn add(&mut self, problem: &RelaxedProblem<'_>, v: u32) {
        let car = &problem.cars[v as usize];
        let of_kind = &mut self.of_kind[car.twin as usize];
        if of_kind.is_empty() {
            self.cheapest.insert((car.starts, car.twin));
            self.kind_at[car.twin as usize] = self.kinds.len() as u32;
            self.kinds.push(car.twin);
        }
        self.at[v as usize] = of_kind.len() as u32;
        of_kind.push(v);
    }

    /// The vehicle is used now.
    pub(crate) fn remove(&mut self, problem: &RelaxedProblem<'_>, v: u32) {
        let car = &problem.cars[v as usize];
        let of_kind = &mut self.of_kind[car.twin as usize];
        let hole = self.at[v as usize] as usize;
        of_kind.swap_remove(hole);
        if let Some(moved) = of_kind.get(hole) {
            self.at[*moved as usize] = hole as u32;
        }
        if of_kind.is_empty() {
            self.cheapest.remove(&(car.starts, car.twin));
            let hole = self.kind_at[car.twin as usize] as usize;
            self.kinds.swap_remove(hole);
            if let Some(moved) = self.kinds.get(hole) {
                self.kind_at[*moved as usize] = hole as u32;
            }
        }
    }

    /// Whether every vehicle is used.
    pub(crate) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Some worth trying, of equal ones one. All kinds when there are few.
    pub(crate) fn some(&self, rng: &mut Rng) -> [Option<u32>; TRIED] {
        let mut cheapest = self.cheapest.iter().map(|(_, kind)| *kind);
        let few = self.kinds.len() <= TRIED;
        std::array::from_fn(|at| {
            let kind = if few || at < TRIED / 2 {
                cheapest.next()
            } else {
                self.kinds.get(rng.below(self.kinds.len())).copied()
            };
            kind.and_then(|kind| self.of_kind[kind as usize].last()).copied()
        })
    }
}
