//! `Tour`: the nodes of one vehicle's day with times, prices and loads (`Stop`) and segments of its prefixes and
//! suffixes (`Span`), worked out by `refresh` in O(nodes). It checks roads and hours; other rules are checked in
//! `walk.rs`.

use crate::feasible::plan::segment::Segment;
use crate::shared::problem::search_problem::SearchProblem;
use crate::shared::problem::units::FOREVER;

/// One place on the way: 0 is the start, `1..=n` the nodes, `n + 1` the end. Kept small: this is what insertion scans.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop {
    /// Where; [`crate::shared::problem::units::NOWHERE`] for a start or end that the vehicle does not have.
    pub(crate) location: u32,
    /// The class of the last job up to here.
    pub(crate) class: u8,
    /// The class of the first job from here on; the highest of all when none follows.
    pub(crate) class_next: u8,
    /// Setup when one does not come from the same location.
    pub(crate) setup: i64,
    /// The earliest departure.
    pub(crate) departs: i64,
    /// The latest begin that keeps the rest of the day possible.
    pub(crate) latest: i64,
    /// Price of all legs up to here.
    pub(crate) price: i64,
}

/// What a prefix and a suffix of a tour add up to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    /// The start and nodes up to here.
    pub(crate) head: Segment,
    /// From here to the last node, the end place not included; for the end, nothing.
    pub(crate) tail: Segment,
    /// Metres of all legs up to here, when metres matter.
    pub(crate) meters: i64,
    /// Jobs up to here.
    pub(crate) jobs: u32,
    /// Jobs up to here that need goods from a depot.
    pub(crate) needy: u32,
}

/// The day of one vehicle. An empty one costs nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tour {
    /// Loading visits and jobs, in order.
    pub(crate) nodes: Vec<u32>,
    pub(crate) stops: Vec<Stop>,
    pub(crate) spans: Vec<Span>,
    /// What all jobs of the tour weigh, per dimension.
    pub(crate) load: Vec<i64>,
    /// Weights of the jobs up to each stop, per dimension.
    pub(crate) loads: Vec<i64>,
    /// What shipments have on board after each stop, per dimension; empty where there are none.
    pub(crate) on_board: Vec<i64>,
    /// Depots visited, as bits.
    pub(crate) depots: u64,
    /// Number of loading visits.
    pub(crate) visits: u32,
    /// How many nodes up to and including the last loading visit.
    pub(crate) loaded: usize,
    /// Whether all loading comes before every job that needs it, so that goods only become fewer.
    pub(crate) is_fronted: bool,
    /// Whether some node has several windows.
    pub(crate) is_windowed: bool,
    pub(crate) jobs: u32,
    pub(crate) cost: i64,
    /// How long the day lasts, where only the timer of the plan tells.
    pub(crate) lasts: i64,
    /// Changes whenever the nodes do; equal stamps mean equal tours.
    pub(crate) stamp: u64,
}

impl Tour {
    /// Works out everything from the nodes in O(nodes). False, with nothing to rely on, when some step is out of
    /// reach or late; loads, classes, skills and limits are not looked at.
    pub(crate) fn refresh(&mut self, problem: &SearchProblem<'_>, v: usize, stamp: u64) -> bool {
        self.stamp = stamp;
        self.add_up_loads(problem);
        self.go_forward(problem, v) && self.go_backward(problem, v)
    }

    fn add_up_loads(&mut self, problem: &SearchProblem<'_>) {
        self.load.clear();
        self.load.resize(problem.dims, 0);
        self.loads.clear();
        self.loads.resize(problem.dims, 0);
        (self.depots, self.visits, self.loaded, self.jobs) = (0, 0, 0, 0);
        (self.is_fronted, self.is_windowed) = (true, false);
        let mut delivers = false;
        for (at, node) in self.nodes.iter().enumerate() {
            self.is_windowed |= problem.nodes[*node as usize].is_windowed();
            if problem.is_load(*node) {
                self.depots |= problem.depot_bit(*node);
                self.visits += 1;
                self.loaded = at + 1;
                self.is_fronted &= !delivers;
            } else {
                self.jobs += 1;
                delivers |= problem.nodes[*node as usize].supply != 0;
                for (sum, amount) in self.load.iter_mut().zip(problem.load(*node)) {
                    *sum += amount;
                }
            }
            self.loads.extend_from_slice(&self.load);
        }
        self.loads.extend_from_slice(&self.load);
        self.on_board.clear();
        if problem.linked.has_shipments {
            self.on_board.resize(problem.dims, 0);
            for node in &self.nodes {
                let last = self.on_board.len() - problem.dims;
                let shipped = if problem.is_load(*node) {
                    &[]
                } else {
                    problem.linked.shipped(*node)
                };
                for dim in 0..problem.dims {
                    let amount = shipped.get(dim).copied().unwrap_or(0);
                    self.on_board.push(self.on_board[last + dim] + amount);
                }
            }
        }
    }

    fn go_forward(&mut self, problem: &SearchProblem<'_>, v: usize) -> bool {
        let car = &problem.cars[v];
        self.stops.clear();
        self.spans.clear();
        let start = Segment::moment(car.opens, car.closes);
        self.stops.push(Stop {
            location: car.start,
            class: 0,
            class_next: u8::MAX,
            setup: 0,
            departs: car.opens,
            latest: car.closes,
            price: 0,
        });
        self.spans.push(Span {
            head: start,
            tail: start,
            meters: 0,
            jobs: 0,
            needy: 0,
        });
        for node in &self.nodes {
            let (before, span) = (self.stops[self.stops.len() - 1], self.spans[self.spans.len() - 1]);
            let stop = &problem.nodes[*node as usize];
            let Some(ride) = problem.ride(car, before.location, stop.location) else {
                return false;
            };
            let gap = ride.seconds + problem.setup(before.location, *node);
            let visit = Segment::visit(stop);
            let (Some(begins), Some(head)) = (problem.begin(*node, before.departs + gap), span.head.join(gap, visit))
            else {
                return false;
            };
            let is_job = !problem.is_load(*node);
            self.stops.push(Stop {
                location: stop.location,
                class: if is_job { stop.class } else { before.class },
                class_next: u8::MAX,
                setup: stop.setup,
                departs: begins + stop.service,
                latest: FOREVER,
                price: before.price + ride.price,
            });
            self.spans.push(Span {
                head,
                tail: visit,
                meters: span.meters + ride.meters,
                jobs: span.jobs + u32::from(is_job),
                needy: span.needy + u32::from(stop.supply != 0),
            });
        }
        let (last, span) = (self.stops[self.stops.len() - 1], self.spans[self.spans.len() - 1]);
        let Some(home) = problem.ride(car, last.location, car.end) else {
            return self.nodes.is_empty() && self.push_end(car.end, car.closes, last, 0, span);
        };
        let Some(day) = span.head.join(home.seconds, Segment::end(car.closes)) else {
            return false;
        };
        self.cost = if self.nodes.is_empty() {
            0
        } else {
            car.fixed + last.price + home.price + car.per_route * day.lasts
        };
        let meters = span.meters + home.meters;
        last.departs + home.seconds <= car.closes
            && self.push_end(car.end, car.closes, last, home.price, Span { meters, ..span })
    }

    fn push_end(&mut self, location: u32, closes: i64, last: Stop, price: i64, span: Span) -> bool {
        self.stops.push(Stop {
            location,
            setup: 0,
            departs: FOREVER,
            latest: closes,
            price: last.price + price,
            ..last
        });
        self.spans.push(Span {
            tail: Segment::moment(-FOREVER, FOREVER),
            ..span
        });
        true
    }

    fn go_backward(&mut self, problem: &SearchProblem<'_>, v: usize) -> bool {
        let car = &problem.cars[v];
        for at in (1..=self.nodes.len()).rev() {
            let (here, after) = (self.stops[at], self.stops[at + 1]);
            let node = self.nodes[at - 1];
            let Some(ride) = problem.ride(car, here.location, after.location) else {
                return false;
            };
            let gap = ride.seconds
                + if here.location == after.location {
                    0
                } else {
                    after.setup
                };
            let service = problem.nodes[node as usize].service;
            let Some(latest) = problem.begin_latest(node, after.latest - gap - service) else {
                return false;
            };
            self.stops[at].latest = latest;
            self.stops[at].class_next = if problem.is_load(node) {
                after.class_next
            } else {
                problem.nodes[node as usize].class
            };
            if at < self.nodes.len() {
                let Some(tail) = self.spans[at].tail.join(gap, self.spans[at + 1].tail) else {
                    return false;
                };
                self.spans[at].tail = tail;
            }
        }
        true
    }

    /// What still fits in a dimension when goods only become fewer on the way.
    pub(crate) fn fits_more(&self, capacity: &[i64], load: &[i64]) -> bool {
        self.load
            .iter()
            .zip(load)
            .zip(capacity)
            .all(|((sum, more), most)| sum + more <= *most)
    }
}
