//! `Splice`: a proposed tour of one vehicle, made of `Piece`s of tours. `cost` prices and checks it without making it,
//! from the sums of its pieces where they can tell, else by a walk (buffers in `Trial`); `Draft::rewrite` makes it.

use crate::feasible::plan::draft::Draft;
use crate::feasible::plan::segment::Segment;
use crate::feasible::plan::tour::Tour;
use crate::feasible::plan::walk::Walk;
use crate::shared::problem::car::Car;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::units::FOREVER;

/// A piece of a proposed tour. Positions count nodes from 0 and the end is not inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The vehicle's own start and its first nodes; always and only the first piece.
    Head(usize),
    /// Some nodes of a tour.
    Part(usize, usize, usize),
    /// Some nodes of a tour, backwards.
    Turned(usize, usize, usize),
    /// One node.
    Node(u32),
    /// The nodes of a tour from here on.
    Tail(usize, usize),
}

/// A proposed tour of one vehicle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Splice {
    pub(crate) car: usize,
    pieces: [Piece; 6],
    len: usize,
}

impl Splice {
    /// The pieces for a vehicle. At most six, the first a [`Piece::Head`].
    pub(crate) fn new(car: usize, pieces: &[Piece]) -> Self {
        let mut all = [Piece::Head(0); 6];
        all[..pieces.len()].copy_from_slice(pieces);
        Self {
            car,
            pieces: all,
            len: pieces.len(),
        }
    }

    /// The vehicle stays at home.
    pub(crate) fn nothing(car: usize) -> Self {
        Self::new(car, &[Piece::Head(0)])
    }

    /// The nodes on both sides of every cut.
    pub(crate) fn seams(&self, draft: &Draft, out: &mut Vec<u32>) {
        let own = &draft.tours[self.car].nodes;
        for piece in self.pieces() {
            match *piece {
                Piece::Head(upto) => out.extend(upto.checked_sub(1).and_then(|at| own.get(at))),
                Piece::Part(tour, from, to) | Piece::Turned(tour, from, to) => {
                    let nodes = &draft.tours[tour].nodes[from..to];
                    out.extend(nodes.first());
                    out.extend(nodes.last());
                }
                Piece::Node(node) => out.push(node),
                Piece::Tail(tour, from) => out.extend(draft.tours[tour].nodes.get(from)),
            }
        }
    }

    fn pieces(&self) -> &[Piece] {
        &self.pieces[..self.len]
    }

    /// Puts the nodes one after the other into `trial.nodes`, without the loading visits that nobody needs any more.
    pub(crate) fn write(&self, problem: &SearchProblem<'_>, draft: &Draft, trial: &mut Trial) {
        let out = &mut trial.nodes;
        out.clear();
        for piece in self.pieces() {
            match *piece {
                Piece::Head(upto) => out.extend_from_slice(&draft.tours[self.car].nodes[..upto]),
                Piece::Part(tour, from, to) => out.extend_from_slice(&draft.tours[tour].nodes[from..to]),
                Piece::Turned(tour, from, to) => out.extend(draft.tours[tour].nodes[from..to].iter().rev()),
                Piece::Node(node) => out.push(node),
                Piece::Tail(tour, from) => out.extend_from_slice(&draft.tours[tour].nodes[from..]),
            }
        }
        trial.walk.cargo.drop_useless(problem, out);
    }

    /// The price of its legs and its fixed cost: everything but what is paid by time. `None` when some leg is missing.
    /// O(pieces) as long as the tariffs are the same.
    pub(crate) fn ride_price(&self, problem: &SearchProblem<'_>, draft: &Draft) -> Option<i64> {
        let car = &problem.cars[self.car];
        let mut ride = Riding {
            problem,
            car,
            at: car.start,
            price: 0,
            any: false,
        };
        for piece in self.pieces() {
            match *piece {
                Piece::Head(upto) => {
                    let stop = &draft.tours[self.car].stops[upto];
                    (ride.at, ride.price, ride.any) = (stop.location, stop.price, upto > 0);
                }
                Piece::Node(node) => ride.to(problem.nodes[node as usize].location)?,
                Piece::Part(tour, from, to) => ride.along(draft, self.car, tour, from, to)?,
                Piece::Tail(tour, from) => {
                    let nodes = draft.tours[tour].nodes.len();
                    ride.along(draft, self.car, tour, from, nodes)?;
                    if tour == self.car && from < nodes {
                        let stops = &draft.tours[tour].stops;
                        return Some(car.fixed + ride.price + stops[nodes + 1].price - stops[nodes].price);
                    }
                }
                Piece::Turned(tour, from, to) => {
                    for at in (from..to).rev() {
                        ride.to(draft.tours[tour].stops[at + 1].location)?;
                    }
                }
            }
        }
        if !ride.any {
            return Some(0);
        }
        ride.to(car.end)?;
        Some(car.fixed + ride.price)
    }

    /// What it costs in all; `None` when some rule forbids it. O(pieces) for tours that load once, first, and have
    /// single windows, else a walk.
    pub(crate) fn cost(
        &self,
        problem: &SearchProblem<'_>,
        draft: &Draft,
        ride_price: i64,
        trial: &mut Trial,
    ) -> Option<i64> {
        let lasts = match self.fold(problem, draft) {
            Folded::Impossible => return None,
            Folded::Lasts(lasts) => lasts,
            Folded::MustWalk => {
                self.write(problem, draft, trial);
                return trial.walk.price(problem, self.car, &trial.nodes, &draft.appointed);
            }
        };
        Some(ride_price + problem.cars[self.car].per_route * lasts)
    }

    /// Checks every rule on what the pieces add up to.
    fn fold(&self, problem: &SearchProblem<'_>, draft: &Draft) -> Folded {
        let car = &problem.cars[self.car];
        let own = &draft.tours[self.car];
        let Piece::Head(upto) = self.pieces[0] else {
            return Folded::MustWalk;
        };
        if problem.linked.must_walk() {
            return Folded::MustWalk;
        }
        if self.len == 1 && upto == 0 {
            return Folded::Lasts(0);
        }
        if !own.is_fronted || own.visits > 1 || own.is_windowed || upto < own.loaded || car.meters_max < FOREVER {
            return Folded::MustWalk;
        }
        let mut fold = Fold {
            problem,
            car,
            v: self.car,
            at: own.stops[upto].location,
            class: own.stops[upto].class,
            jobs: own.spans[upto].jobs,
            needy: own.spans[upto].needy,
            depots: own.depots,
            time: own.spans[upto].head,
            verdict: Folded::Lasts(0),
        };
        for piece in &self.pieces()[1..] {
            let goes_on = match *piece {
                Piece::Node(node) => fold.node(node),
                Piece::Part(tour, from, to) => {
                    fold.walkable(&draft.tours[tour], from) && {
                        let nodes = &draft.tours[tour].nodes;
                        nodes[from..to].iter().all(|node| fold.node(*node))
                    }
                }
                Piece::Turned(tour, from, to) => {
                    fold.walkable(&draft.tours[tour], from) && {
                        let nodes = &draft.tours[tour].nodes;
                        nodes[from..to].iter().rev().all(|node| fold.node(*node))
                    }
                }
                Piece::Tail(tour, from) => fold.tail(draft, tour, from),
                Piece::Head(_) => false,
            };
            if !goes_on {
                return fold.verdict;
            }
        }
        if own.visits == 1 && fold.needy == 0 {
            return Folded::MustWalk;
        }
        if fold.jobs == 0 || fold.jobs > car.tasks_max || !self.fits(problem, draft, upto) {
            return Folded::Impossible;
        }
        let Some(home) = problem.ride(car, fold.at, car.end) else {
            return Folded::Impossible;
        };
        match fold.time.join(home.seconds, Segment::end(car.closes)) {
            Some(day) if day.lasts <= car.duration_max => Folded::Lasts(day.lasts),
            _ => Folded::Impossible,
        }
    }

    /// Whether the goods of all pieces fit together, all of them on board at once after the last loading visit.
    fn fits(&self, problem: &SearchProblem<'_>, draft: &Draft, upto: usize) -> bool {
        let dims = problem.dims;
        problem.capacity(self.car).iter().enumerate().all(|(dim, most)| {
            let own = &draft.tours[self.car];
            let mut sum = own.loads[upto * dims + dim];
            for piece in &self.pieces()[1..] {
                sum += match *piece {
                    Piece::Head(_) => 0,
                    Piece::Node(node) => problem.load(node)[dim],
                    Piece::Part(tour, from, to) | Piece::Turned(tour, from, to) => {
                        let loads = &draft.tours[tour].loads;
                        loads[to * dims + dim] - loads[from * dims + dim]
                    }
                    Piece::Tail(tour, from) => {
                        let tour = &draft.tours[tour];
                        tour.load[dim] - tour.loads[from * dims + dim]
                    }
                };
            }
            sum <= *most
        })
    }
}

/// Buffers of [`Splice::cost`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Trial {
    pub(crate) walk: Walk,
    pub(crate) nodes: Vec<u32>,
}

/// What the folding of the pieces says.
#[derive(Clone, Copy)]
enum Folded {
    Impossible,
    /// It can be done and lasts so long.
    Lasts(i64),
    /// Folding cannot tell.
    MustWalk,
}

/// Adding up prices of legs.
struct Riding<'a> {
    problem: &'a SearchProblem<'a>,
    car: &'a Car,
    at: u32,
    price: i64,
    any: bool,
}

impl Riding<'_> {
    fn to(&mut self, location: u32) -> Option<()> {
        self.price += self.problem.price(self.car, self.at, location)?;
        (self.at, self.any) = (location, true);
        Some(())
    }

    fn along(&mut self, draft: &Draft, v: usize, tour: usize, from: usize, to: usize) -> Option<()> {
        if from == to {
            return Some(());
        }
        let stops = &draft.tours[tour].stops;
        self.to(stops[from + 1].location)?;
        if self.problem.tariffs[v] == self.problem.tariffs[tour] {
            self.price += stops[to].price - stops[from + 1].price;
            self.at = stops[to].location;
            return Some(());
        }
        stops[from + 2..=to].iter().try_for_each(|stop| self.to(stop.location))
    }
}

/// Adding up rules.
struct Fold<'a> {
    problem: &'a SearchProblem<'a>,
    car: &'a Car,
    v: usize,
    at: u32,
    class: u8,
    jobs: u32,
    needy: u32,
    depots: u64,
    time: Segment,
    verdict: Folded,
}

impl Fold<'_> {
    fn refuse(&mut self, verdict: Folded) -> bool {
        self.verdict = verdict;
        false
    }

    /// Whether the tour's nodes from here on can be folded: jobs only, with single windows.
    fn walkable(&mut self, tour: &Tour, from: usize) -> bool {
        if tour.is_windowed || from < tour.loaded {
            return self.refuse(Folded::MustWalk);
        }
        true
    }

    fn node(&mut self, node: u32) -> bool {
        let stop = &self.problem.nodes[node as usize];
        if stop.is_windowed() || self.problem.is_load(node) {
            return self.refuse(Folded::MustWalk);
        }
        let supplied = stop.supply == 0 || stop.supply & self.depots != 0;
        if !supplied || stop.class < self.class || !self.problem.is_able(node, self.v) {
            return self.refuse(Folded::Impossible);
        }
        self.class = stop.class;
        self.jobs += 1;
        self.needy += u32::from(stop.supply != 0);
        self.join(stop.location, stop.setup, Segment::visit(stop))
    }

    fn join(&mut self, location: u32, setup: i64, segment: Segment) -> bool {
        let setup = if self.at == location { 0 } else { setup };
        let joined = self
            .problem
            .ride(self.car, self.at, location)
            .and_then(|ride| self.time.join(ride.seconds + setup, segment));
        let Some(time) = joined else {
            return self.refuse(Folded::Impossible);
        };
        (self.at, self.time) = (location, time);
        true
    }

    fn tail(&mut self, draft: &Draft, other: usize, from: usize) -> bool {
        let tour = &draft.tours[other];
        let nodes = tour.nodes.len();
        if from == nodes {
            return true;
        }
        if !self.walkable(tour, from) {
            return false;
        }
        let (first, last) = (&tour.stops[from + 1], &tour.stops[nodes]);
        if self.problem.cars[other].road != self.car.road {
            return self.refuse(Folded::MustWalk);
        }
        if self.problem.classed && first.class_next < self.class {
            return self.refuse(Folded::Impossible);
        }
        if other != self.v {
            let rule = |node: &u32| {
                let supply = self.problem.nodes[*node as usize].supply;
                (supply == 0 || supply & self.depots != 0) && self.problem.is_able(*node, self.v)
            };
            if !tour.nodes[from..].iter().all(rule) {
                return self.refuse(Folded::Impossible);
            }
        }
        if !self.join(first.location, first.setup, tour.spans[from + 1].tail) {
            return false;
        }
        self.class = self.class.max(last.class);
        self.jobs += tour.jobs - tour.spans[from].jobs;
        self.needy += tour.spans[nodes].needy - tour.spans[from].needy;
        self.at = last.location;
        true
    }
}
