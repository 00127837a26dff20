//! `SearchProblem`: the whole problem for the search in flat arrays: indexes, times and amounts as whole numbers; with
//! prices of drives (`Ride`), who can do what, and which vehicles are alike.
//!
//! A node is a job (`0..jobs`) or a loading visit to a depot (`jobs..jobs + depots`).

use crate::shared::problem::able::Able;
use crate::shared::problem::car::Car;
use crate::shared::problem::kinds::number;
use crate::shared::problem::linked_jobs::LinkedJobs;
use crate::shared::problem::node::{Node, push_windows};
use crate::shared::problem::travel_rows::TravelRows;
use crate::shared::problem::units::NOWHERE;
use karavan_plan::{JobIx, Problem};

/// One drive: how long, how far (zero unless the car is metered), and its price.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ride {
    pub(crate) seconds: i64,
    pub(crate) meters: i64,
    pub(crate) price: i64,
}

/// The problem in flat arrays.
pub(crate) struct SearchProblem<'p> {
    pub(crate) given: &'p Problem,
    pub(crate) jobs: usize,
    pub(crate) depots: usize,
    pub(crate) dims: usize,
    pub(crate) nodes: Vec<Node>,
    pub(super) windows: Vec<(i64, i64)>,
    loads: Vec<i64>,
    pub(crate) prizes: Vec<i64>,
    pub(crate) cars: Vec<Car>,
    capacities: Vec<i64>,
    pub(crate) roads: Vec<TravelRows<'p>>,
    /// Equal numbers: the same road and rates, so that prices of legs are the same.
    pub(crate) tariffs: Vec<u32>,
    /// Equal numbers: vehicles that differ in nothing.
    pub(crate) twins: Vec<u32>,
    able: Able,
    /// Depots that some stop has a road back to, as bits: only there can one load again.
    pub(crate) returnable: u64,
    /// Whether jobs are of more than one class.
    pub(crate) classed: bool,
    pub(crate) linked: LinkedJobs,
}

impl<'p> SearchProblem<'p> {
    /// Copies the problem; O(locations²) when a table of travel must be turned. When `is_over` says so on the way, it
    /// is of no use to a search.
    pub(crate) fn new(given: &'p Problem, is_over: &(dyn Fn() -> bool + Sync)) -> Self {
        let (jobs, depots, dims) = (given.jobs().len(), given.depots().len(), given.dimensions());
        let mut windows = Vec::new();
        let mut nodes = Vec::with_capacity(jobs + depots);
        for (index, job) in given.jobs().iter().enumerate() {
            let range = push_windows(&mut windows, &job.windows);
            let is_aboard = given.of_job(JobIx::from(index)).is_aboard;
            nodes.push(Node::new(
                job.location.0,
                range,
                &windows,
                (job.setup.0, job.service.0),
                if is_aboard { 0 } else { job.depots.0 },
                job.class,
            ));
        }
        for depot in given.depots() {
            let range = push_windows(&mut windows, &depot.windows);
            nodes.push(Node::new(depot.location.0, range, &windows, (0, depot.service.0), 0, 0));
        }
        let cars: Vec<Car> = given.vehicles().iter().map(Car::of).collect();
        let roads: Vec<TravelRows<'p>> = given
            .travel()
            .iter()
            .map(|travel| TravelRows::new(travel, given.locations(), is_over))
            .collect();
        let tariffs = number(cars.iter().map(|car| (car.road, car.per_travel, car.per_meter)));
        let named = crate::shared::problem::linked_jobs::named(given);
        let twins = number(
            given
                .vehicles()
                .iter()
                .zip(&cars)
                .zip(named)
                .map(|((vehicle, car), named)| {
                    let skills = [(vehicle.skills.0 >> 32) as i64, (vehicle.skills.0 & 0xFFFF_FFFF) as i64];
                    let mut key = vec![
                        named,
                        i64::from(car.road),
                        i64::from(car.start),
                        i64::from(car.end),
                        i64::from(car.tasks_max),
                        i64::from(car.loads_max),
                    ];
                    key.extend([car.opens, car.closes, car.duration_max, car.meters_max]);
                    key.extend([car.fixed, car.per_travel, car.per_route, car.per_meter]);
                    key.extend(skills);
                    key.extend(&vehicle.capacity);
                    key
                }),
        );
        let mut problem = Self {
            given,
            jobs,
            depots,
            dims,
            nodes,
            windows,
            loads: given.jobs().iter().flat_map(|job| job.load.iter().copied()).collect(),
            prizes: given.jobs().iter().map(|job| job.prize.0).collect(),
            cars,
            capacities: given
                .vehicles()
                .iter()
                .flat_map(|car| car.capacity.iter().copied())
                .collect(),
            roads,
            tariffs,
            twins,
            able: Able::default(),
            returnable: 0,
            linked: LinkedJobs::new(given),
            classed: given.jobs().windows(2).any(|pair| pair[0].class != pair[1].class),
        };
        problem.able = Able::new(given, &problem.nodes, &problem.cars);
        problem.returnable = problem.find_returnable();
        problem
    }

    fn find_returnable(&self) -> u64 {
        (0..self.depots)
            .filter(|depot| {
                let to = self.nodes[self.jobs + depot].location;
                self.roads.iter().any(|road| {
                    self.nodes[..self.jobs]
                        .iter()
                        .any(|job| road.leg(job.location, to).is_some())
                })
            })
            .fold(0, |bits, depot| bits | 1 << depot)
    }

    /// Whether the vehicle could take the job at all.
    #[inline]
    pub(crate) fn is_able(&self, job: u32, car: usize) -> bool {
        self.able.can(job, car)
    }

    /// How many vehicles could take the job at all.
    pub(crate) fn able_count(&self, job: u32) -> u32 {
        self.able.count(job)
    }

    /// What is lost when a job, and with it its partner, is left out.
    pub(crate) fn prize_of_unit(&self, job: u32) -> i64 {
        let partner = self
            .linked
            .partner(job)
            .map_or(0, |partner| self.prizes[partner as usize]);
        self.prizes[job as usize] + partner
    }

    /// Whether the node is a loading visit.
    pub(crate) const fn is_load(&self, node: u32) -> bool {
        node as usize >= self.jobs
    }

    /// The depot bit of a loading visit.
    pub(crate) const fn depot_bit(&self, node: u32) -> u64 {
        1 << (node as usize - self.jobs)
    }

    /// What the job weighs in every dimension.
    pub(crate) fn load(&self, job: u32) -> &[i64] {
        &self.loads[job as usize * self.dims..][..self.dims]
    }

    /// What fits in every vehicle in every dimension.
    pub(crate) fn capacities(&self) -> &[i64] {
        &self.capacities
    }

    /// What fits in the vehicle in every dimension.
    pub(crate) fn capacity(&self, car: usize) -> &[i64] {
        &self.capacities[car * self.dims..][..self.dims]
    }

    /// The price of a drive between two locations, either of which may be nowhere.
    #[inline]
    pub(crate) fn price(&self, car: &Car, from: u32, to: u32) -> Option<i64> {
        if from == NOWHERE || to == NOWHERE {
            return Some(0);
        }
        let road = &self.roads[car.road as usize];
        let price = road.leg(from, to)? * car.per_travel;
        Some(if car.per_meter == 0 {
            price
        } else {
            price + road.meters(from, to) * car.per_meter
        })
    }

    /// The drive of a car between two locations, either of which may be nowhere.
    #[inline]
    pub(crate) fn ride(&self, car: &Car, from: u32, to: u32) -> Option<Ride> {
        if from == NOWHERE || to == NOWHERE {
            return Some(Ride {
                seconds: 0,
                meters: 0,
                price: 0,
            });
        }
        let road = &self.roads[car.road as usize];
        let seconds = road.leg(from, to)?;
        let meters = if car.is_metered() { road.meters(from, to) } else { 0 };
        Some(Ride {
            seconds,
            meters,
            price: seconds * car.per_travel + meters * car.per_meter,
        })
    }

    /// The kind of travel that most vehicles share, and how many do.
    pub(crate) fn usual_road(&self) -> (u32, usize) {
        let mut shares = vec![0; self.roads.len()];
        self.cars.iter().for_each(|car| shares[car.road as usize] += 1);
        let usual = (0..shares.len()).max_by_key(|road| shares[*road]).unwrap_or(0);
        (usual as u32, shares.get(usual).copied().unwrap_or(0))
    }

    /// Setup at a node for one who comes from `from`: nothing when already parked there.
    pub(crate) fn setup(&self, from: u32, node: u32) -> i64 {
        let node = &self.nodes[node as usize];
        if node.location == from { 0 } else { node.setup }
    }

    /// Travel seconds of tours, for reports.
    pub(crate) fn travel_of(&self, tours: &[Vec<u32>]) -> i64 {
        let of = |(v, nodes): (usize, &Vec<u32>)| {
            let car = &self.cars[v];
            let places = std::iter::once(car.start)
                .chain(nodes.iter().map(|node| self.nodes[*node as usize].location))
                .chain(std::iter::once(car.end));
            let (from, to) = (places.clone(), places.skip(1));
            from.zip(to)
                .filter_map(|(from, to)| self.ride(car, from, to))
                .map(|ride| ride.seconds)
                .sum::<i64>()
        };
        tours
            .iter()
            .enumerate()
            .filter(|(_, nodes)| !nodes.is_empty())
            .map(of)
            .sum()
    }
}
