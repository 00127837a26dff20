//! One thread of the search: ruin, recreate, descend, accept or take back; round after round.

use crate::anneal::Anneal;
use crate::clock::Clock;
use crate::credit::{Credit, Merit};
use crate::descent::Descent;
use crate::draft::Draft;
use crate::field::Field;
use crate::near::Near;
use crate::options::Progress;
use crate::order::Orders;
use crate::recreate::Recreator;
use crate::rng::Rng;
use crate::ruin::{Ruin, Ruiner};
use karavan_model::{Cost, Seconds};
use std::time::Duration;

/// First weights of [`Ruin::ALL`].
const RUINS: [f64; 5] = [3.0, 1.0, 1.0, 0.5, 0.5];
/// How often the listener is told of something better, at most.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// What all workers share.
pub(crate) struct Ground<'a> {
    pub(crate) field: &'a Field<'a>,
    pub(crate) near: &'a Near,
    pub(crate) orders: &'a Orders,
    pub(crate) clock: Clock<'a>,
}

/// The best tours seen, as nodes, with the stamps they had.
#[derive(Clone, Debug)]
pub(crate) struct Best {
    pub(crate) cost: i64,
    pub(crate) nodes: Vec<Vec<u32>>,
    pub(crate) served: usize,
    stamps: Vec<u64>,
}

impl Best {
    /// The tours of a draft.
    pub(crate) fn of(draft: &Draft) -> Self {
        let mut best = Self {
            cost: draft.cost,
            nodes: vec![Vec::new(); draft.tours.len()],
            served: 0,
            stamps: vec![0; draft.tours.len()],
        };
        best.keep(draft);
        best
    }

    /// Copies the tours that differ. O(vehicles + nodes of those tours).
    fn keep(&mut self, draft: &Draft) {
        self.cost = draft.cost;
        self.served = draft.served();
        for (v, tour) in draft.tours.iter().enumerate() {
            if self.stamps[v] != tour.stamp {
                self.stamps[v] = tour.stamp;
                self.nodes[v].clone_from(&tour.nodes);
            }
        }
    }
}

/// One searching thread.
pub(crate) struct Worker {
    rng: Rng,
    /// Nodes to descend around.
    around: Vec<u32>,
    draft: Draft,
    pub(crate) best: Best,
    ruiner: Ruiner,
    recreator: Recreator,
    descent: Descent,
    credit: Credit,
    anneal: Anneal,
    pub(crate) rounds: u64,
    /// When the listener was told last; only the first worker tells.
    told: Option<Duration>,
}

impl Worker {
    /// Begins at a draft.
    pub(crate) fn new(ground: &Ground<'_>, seed: u64, number: usize, draft: Draft) -> Self {
        Self {
            rng: Rng::new(seed, number as u64 + 1),
            best: Best::of(&draft),
            around: Vec::new(),
            draft,
            ruiner: Ruiner::new(ground.field),
            recreator: Recreator::new(ground.field),
            descent: Descent::new(ground.field),
            credit: Credit::new(&RUINS),
            anneal: Anneal::new(ground.near.step, ground.field.jobs),
            rounds: 0,
            told: (number == 0).then_some(Duration::ZERO),
        }
    }

    /// Descends from the draft it began at.
    pub(crate) fn settle(&mut self, ground: &Ground<'_>) {
        self.draft.touch_all();
        self.around.clear();
        self.around.extend(0..ground.field.jobs as u32);
        self.descend(ground);
        self.draft.begin();
        if self.draft.cost < self.best.cost {
            self.best.keep(&self.draft);
        }
    }

    /// Searches until the fraction of the budget or the number of rounds is reached.
    pub(crate) fn run(&mut self, ground: &Ground<'_>, fraction: f64, rounds: u64) {
        while self.rounds < rounds {
            let spent = ground.clock.fraction(self.rounds);
            if spent >= fraction {
                return;
            }
            self.anneal.cool(spent);
            self.round(ground);
        }
    }

    fn round(&mut self, ground: &Ground<'_>) {
        let field = ground.field;
        self.rounds += 1;
        let current = self.draft.cost;
        let choice = self.credit.draw(&mut self.rng);
        self.draft.begin();
        self.ruiner
            .ruin(Ruin::ALL[choice], field, &mut self.draft, ground.near, &mut self.rng);
        let out = &self.ruiner.out;
        self.recreator
            .recreate(field, &mut self.draft, out, ground.near, ground.orders, &mut self.rng);
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
        self.credit.learn(choice, merit);
        if self.draft.cost > current + slack {
            self.draft.undo(field);
            debug_assert_eq!(self.draft.cost, current, "undo brings the cost back");
        }
        if merit == Merit::Best {
            self.best.keep(&self.draft);
            self.tell(ground);
        }
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
            ground.field,
            &mut self.draft,
            ground.near,
            &mut self.rng,
            &self.around,
            &is_over,
        );
        debug_assert_eq!(self.draft.cost, self.draft.cost_recounted(ground.field));
    }

    /// Goes on from the tours of another worker.
    pub(crate) fn adopt(&mut self, ground: &Ground<'_>, best: &Best) {
        self.draft.begin();
        for (v, nodes) in best.nodes.iter().enumerate() {
            if self.draft.tours[v].nodes != *nodes {
                self.draft.rewrite(ground.field, v, nodes, None);
            }
        }
        self.draft.begin();
        if self.draft.cost < self.best.cost {
            self.best.keep(&self.draft);
        }
    }

    fn tell(&mut self, ground: &Ground<'_>) {
        let Some(told) = self.told else {
            return;
        };
        let elapsed = ground.clock.watch.elapsed();
        if elapsed.saturating_sub(told) >= TELL_EVERY {
            self.told = Some(elapsed);
            ground.clock.watch.progress(&self.progress(ground, elapsed));
        }
    }

    /// How far it is.
    pub(crate) fn progress(&self, ground: &Ground<'_>, elapsed: Duration) -> Progress {
        Progress {
            elapsed,
            rounds: self.rounds,
            served: self.best.served,
            unassigned: ground.field.jobs - self.best.served,
            cost: Cost(self.best.cost),
            travel: Seconds(ground.field.travel_of(&self.best.nodes)),
        }
    }
}
