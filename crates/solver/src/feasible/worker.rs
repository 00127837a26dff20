//! `Worker`: a searching thread that makes tours only when they are allowed: ruin, recreate, descend, accept or take
//! back; and rounds towards fewer vehicles.
//!
//! Supports every problem. Adaptive large neighbourhood search (Ropke and Pisinger, 2006) under simulated annealing
//! (Kirkpatrick, Gelatt and Vecchi, “Optimization by simulated annealing”, 1983).

use crate::feasible::descent::Descent;
use crate::feasible::fewer_vehicles::FewerVehicles;
use crate::feasible::plan::draft::Draft;
use crate::feasible::recreate::Recreator;
use crate::feasible::ruin::{Ruin, Ruiner};
use crate::shared::anneal::Anneal;
use crate::shared::ground::Ground;
use crate::shared::incumbent::{Herald, Incumbent};
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::rng::Rng;
use crate::shared::ruin_weights::{Merit, RuinWeights};
use crate::shared::searcher::Searcher;

/// First weights of [`Ruin::ALL`].
const RUINS: [f64; 5] = [3.0, 1.0, 1.0, 0.5, 0.5];
/// One searching thread.
pub(crate) struct Worker {
    rng: Rng,
    /// Nodes to descend around.
    around: Vec<u32>,
    draft: Draft,
    best: Incumbent,
    ruiner: Ruiner,
    recreator: Recreator,
    descent: Descent,
    ruin_weights: RuinWeights,
    anneal: Anneal,
    fleet: FewerVehicles,
    rounds: u64,
    /// Only the first worker tells.
    herald: Option<Herald>,
}

/// Where the streams of workers begin, far beyond those of explorers.
const WORKERS: u64 = 1 << 32;

impl Worker {
    /// Begins at a draft, after so many rounds of others.
    pub(crate) fn new(ground: &Ground<'_>, seed: u64, number: usize, draft: Draft, rounds: u64) -> Self {
        let nobody = Draft::empty(ground.problem);
        Self {
            rng: Rng::new(seed, WORKERS + number as u64),
            best: Incumbent::promised(ground.problem, nobody.cost, nobody.served()),
            around: Vec::new(),
            fleet: FewerVehicles::new(ground.problem, &draft),
            draft,
            ruiner: Ruiner::new(ground.problem),
            recreator: Recreator::new(ground.problem),
            descent: Descent::new(ground.problem),
            ruin_weights: RuinWeights::new(&RUINS),
            anneal: Anneal::new(ground.near.step, ground.problem.jobs),
            rounds,
            herald: (number == 0).then(Herald::default),
        }
    }

    fn round(&mut self, ground: &Ground<'_>) {
        let problem = ground.problem;
        self.rounds += 1;
        let current = self.draft.cost;
        let choice = self.ruin_weights.draw(&mut self.rng);
        self.draft.begin();
        let seed = self.rng.below(problem.jobs) as u32;
        let how = Ruin::ALL[choice];
        self.ruiner
            .ruin(how, seed, problem, &mut self.draft, ground.near, &mut self.rng);
        let out = &self.ruiner.out;
        self.recreator
            .recreate(problem, &mut self.draft, out, ground.near, ground.orders, &mut self.rng);
        let slack = self.anneal.slack(&mut self.rng);
        if self.draft.cost < current + 2 * slack {
            self.look_around();
            self.descend(ground);
        }
        let merit = if self.draft.cost < self.best.cost {
            Merit::Best
        } else if self.draft.cost < current {
            Merit::Better
        } else {
            Merit::Nothing
        };
        self.ruin_weights.learn(choice, merit);
        if self.draft.cost > current + slack {
            self.draft.undo(problem);
            debug_assert_eq!(self.draft.cost, current, "undo brings the cost back");
        }
        if merit == Merit::Best {
            self.keep(ground);
        }
    }

    /// A round towards one vehicle less: better is what lets those wait who waited less.
    fn shrink(&mut self, ground: &Ground<'_>, spent: f64) {
        let problem = ground.problem;
        self.rounds += 1;
        if !self.fleet.is_short {
            self.fleet.dissolve(problem, &mut self.draft, spent);
        }
        let missed = |draft: &Draft| {
            draft
                .absent
                .iter()
                .map(|job| problem.prizes[*job as usize])
                .sum::<i64>()
        };
        let draft = &mut self.draft;
        draft.begin();
        let (waiting, count) = (self.fleet.weight(&draft.absent), draft.absent.len());
        let driven = draft.cost - missed(draft);
        let choice = self.ruin_weights.draw(&mut self.rng);
        let seed = self.fleet.seed(problem, draft, &mut self.rng);
        self.ruiner
            .ruin(Ruin::ALL[choice], seed, problem, draft, ground.near, &mut self.rng);
        self.recreator.recreate(
            problem,
            draft,
            &self.ruiner.out,
            ground.near,
            ground.orders,
            &mut self.rng,
        );
        let is_cheaper =
            draft.absent.len() <= count && draft.cost - missed(draft) <= driven + self.anneal.slack(&mut self.rng);
        let is_kept = self.fleet.weight(&draft.absent) < waiting || is_cheaper;
        self.fleet.count(&draft.absent);
        if draft.absent.is_empty() {
            self.fleet.is_short = false;
            self.draft.only.clear();
            if self.draft.cost < self.best.cost {
                self.keep(ground);
            }
        } else if !is_kept {
            self.draft.undo(problem);
        }
    }

    /// Goes on from the best with all vehicles, and searches for fewer no more.
    fn end_shrinking(&mut self, ground: &Ground<'_>) {
        if self.fleet.is_short {
            let best = self.best.clone();
            self.take_over(ground.problem, &best);
        }
        self.fleet.end();
    }

    fn take_over(&mut self, problem: &SearchProblem<'_>, best: &Incumbent) {
        self.fleet.is_short = false;
        self.draft.only.clear();
        self.draft.begin();
        self.draft.take_moments(&best.appointed);
        for (v, nodes) in best.nodes.iter().enumerate() {
            if problem.linked.has_together || self.draft.tours[v].nodes != *nodes {
                self.draft.rewrite(problem, v, nodes, None);
            }
        }
        self.draft.begin();
    }

    /// Lists what a round has moved: the jobs put back, their new neighbours, and those they left behind.
    fn look_around(&mut self) {
        self.around.clear();
        self.around.extend_from_slice(&self.ruiner.beside);
        for job in &self.ruiner.out {
            if let Some(v) = self.draft.tour(*job) {
                let (nodes, at) = (&self.draft.tours[v].nodes, self.draft.place_of[*job as usize] as usize);
                self.around
                    .extend_from_slice(&nodes[at.saturating_sub(1)..nodes.len().min(at + 2)]);
            }
        }
    }

    fn descend(&mut self, ground: &Ground<'_>) {
        let is_over = || ground.clock.is_over();
        self.descent.improve(
            ground.problem,
            &mut self.draft,
            ground.near,
            &mut self.rng,
            &self.around,
            &is_over,
        );
        debug_assert_eq!(self.draft.cost, self.draft.cost_recounted(ground.problem));
    }

    /// Keeps the draft, which is the best so far.
    fn keep(&mut self, ground: &Ground<'_>) {
        let tours = self.draft.tours.iter().map(|tour| (tour.stamp, None, &tour.nodes[..]));
        self.best.keep(self.draft.cost, self.draft.served(), tours);
        ground.clock.expect_unassigned(self.draft.absent.len());
        self.best.appointed.clone_from(&self.draft.appointed);
        if let Some(herald) = &mut self.herald {
            herald.tell(ground, &self.best, self.rounds);
        }
    }
}

impl Searcher for Worker {
    /// Descends from the draft it began at.
    fn settle(&mut self, ground: &Ground<'_>) {
        self.draft.touch_all();
        self.around.clear();
        self.around.extend(0..ground.problem.jobs as u32);
        self.descend(ground);
        self.draft.begin();
        if self.draft.cost < self.best.cost {
            self.keep(ground);
        }
    }

    fn run(&mut self, ground: &Ground<'_>, fraction: f64, rounds: u64) {
        while self.rounds < rounds {
            let spent = ground.clock.fraction(self.rounds);
            if spent >= fraction {
                return;
            }
            self.anneal.cool(spent);
            if self.fleet.goes_on(spent) {
                self.shrink(ground, spent);
            } else {
                self.end_shrinking(ground);
                self.round(ground);
            }
        }
    }

    fn adopt(&mut self, ground: &Ground<'_>, best: &Incumbent) {
        self.take_over(ground.problem, best);
        if self.draft.cost < self.best.cost {
            self.keep(ground);
        }
    }

    fn best(&self) -> &Incumbent {
        &self.best
    }

    fn rounds(&self) -> u64 {
        self.rounds
    }
}
