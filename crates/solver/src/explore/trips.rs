//! Days that load on their way, perhaps more than once and at several depots: where goods come from, what is on board, and
//! when everything begins.
//!
//! Where everybody loads once before all jobs there are no trips, and sums of pieces tell the same at once.

use super::plain::{NEVER, Plain, bounded};
use super::warp::DISORDER;
use crate::field::Field;

/// With more different sets of depots the way through a day costs too much.
const SETS_MAX: usize = 16;

/// What days that load need to know of the jobs.
#[derive(Clone, Debug)]
pub(crate) struct Trips {
    /// For each job the set of depots that supply it, one bit among all different sets; zero when it needs none.
    set_of: Vec<u16>,
    /// For each depot the sets it is in.
    sets_at: Vec<u16>,
    sets: usize,
    /// For each job when its goods are at their depot; empty where all are there from the start.
    released: Vec<i32>,
    /// What goods that are missing, or a load for nobody, count as too much: the mean of all jobs.
    unit: i64,
}

impl Trips {
    /// `None` when there are too many different sets of depots.
    pub(crate) fn new(field: &Field<'_>) -> Option<Self> {
        let nodes = &field.nodes[..field.jobs];
        let mut sets: Vec<u64> = nodes
            .iter()
            .map(|job| job.supply)
            .filter(|supply| *supply != 0)
            .collect();
        sets.sort_unstable();
        sets.dedup();
        if sets.len() > SETS_MAX {
            return None;
        }
        let set_of = nodes
            .iter()
            .map(|job| sets.binary_search(&job.supply).map_or(0, |set| 1 << set));
        let has = |depot: usize| sets.iter().enumerate().filter(move |(_, set)| **set >> depot & 1 == 1);
        let sets_at = (0..field.depots).map(|depot| has(depot).fold(0, |all, (set, _)| all | 1 << set));
        let loads = (0..field.jobs as u32).map(|job| field.load(job).iter().sum::<i64>());
        let mut released = Vec::new();
        if field.ties.has_releases() {
            let at = |job| bounded(field.ties.released(job).max(-i64::from(NEVER)));
            released.extend((0..field.jobs as u32).map(at));
        }
        Some(Self {
            set_of: set_of.collect(),
            sets_at: sets_at.collect(),
            sets: sets.len(),
            released,
            unit: (loads.sum::<i64>() / field.jobs.max(1) as i64).max(1),
        })
    }

    /// Whether loading must wait for goods, so that days cannot be told from the sums of their pieces.
    pub(crate) fn are_released(&self) -> bool {
        !self.released.is_empty()
    }
}

/// Goes through days; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walker {
    /// The nodes of the day looked at.
    pub(crate) nodes: Vec<u32>,
    /// What the jobs of each set still wait for on the way back, per dimension; nothing between two ways.
    waited: Vec<i64>,
    /// The sum over all sets.
    aboard: Vec<i64>,
    /// When all that each set waits for is there.
    released: Vec<i32>,
    /// When the goods of each loading visit are there, the last first.
    ready: Vec<i32>,
    /// Whether each loading visit is for somebody, the last first.
    used: Vec<bool>,
}

impl Walker {
    /// Takes out loading visits that are for nobody.
    pub(crate) fn strip(&mut self, plain: &Plain<'_>, trips: &Trips, v: usize, nodes: &mut Vec<u32>) {
        self.nodes.clone_from(nodes);
        self.over(plain, trips, v);
        let mut used = self.used.iter().rev();
        nodes.retain(|node| !plain.is_load(*node) || used.next() == Some(&true));
    }

    /// How much too much the nodes are as the day of a vehicle, what is missing or for nobody included. Goods come from the
    /// last visit that can supply them; what is on board is largest right after a visit. O(nodes + loads · sets).
    pub(crate) fn over(&mut self, plain: &Plain<'_>, trips: &Trips, v: usize) -> i64 {
        let field = plain.field;
        let (dims, capacity) = (field.dims, field.capacity(v));
        self.waited.resize(trips.sets * dims, 0);
        self.released.resize(trips.sets, i32::MIN);
        self.aboard.clear();
        self.aboard.resize(dims, 0);
        self.ready.clear();
        self.used.clear();
        let (mut over, mut waiting) = (0, 0_u16);
        let nodes = std::mem::take(&mut self.nodes);
        for node in nodes.iter().rev() {
            if let Some(set) = trips.set_of.get(*node as usize) {
                if *set != 0 {
                    let number = set.trailing_zeros() as usize;
                    waiting |= set;
                    let waited = &mut self.waited[number * dims..][..dims];
                    for ((sum, aboard), load) in waited.iter_mut().zip(&mut self.aboard).zip(field.load(*node)) {
                        *sum += load;
                        *aboard += load;
                    }
                    if let Some(at) = trips.released.get(*node as usize) {
                        self.released[number] = self.released[number].max(*at);
                    }
                }
                continue;
            }
            let aboard = self.aboard.iter().zip(capacity);
            over += aboard.map(|(load, most)| (load - most).max(0)).sum::<i64>();
            let supplied = waiting & trips.sets_at[*node as usize - field.jobs];
            waiting &= !supplied;
            over += if supplied == 0 { trips.unit } else { 0 };
            self.used.push(supplied != 0);
            let ready = self.unload(supplied, dims);
            self.ready.push(ready);
        }
        self.nodes = nodes;
        let loads = (self.used.len() as i64 - i64::from(plain.cars[v].loads_max)).max(0);
        let (missing, kinds) = (self.aboard.iter().sum::<i64>(), i64::from(waiting.count_ones()));
        self.unload(waiting, dims);
        over + missing + (kinds + loads) * trips.unit
    }

    /// Nobody of some sets waits any more; gives when all that they waited for is there.
    fn unload(&mut self, mut sets: u16, dims: usize) -> i32 {
        let mut ready = i32::MIN;
        while sets != 0 {
            let number = sets.trailing_zeros() as usize;
            sets &= sets - 1;
            let waited = &mut self.waited[number * dims..][..dims];
            for (sum, aboard) in waited.iter_mut().zip(&mut self.aboard) {
                *aboard -= std::mem::take(sum);
            }
            ready = ready.max(std::mem::replace(&mut self.released[number], i32::MIN));
        }
        ready
    }

    /// How late the nodes are, right after [`Walker::over`] was asked, where loading waits for goods. Everything begins as
    /// early as it can; who is late is turned back to the closing. O(nodes).
    pub(crate) fn late_by(&mut self, plain: &Plain<'_>, v: usize) -> i64 {
        let car = &plain.cars[v];
        let (mut now, mut at, mut class, mut late_by) = (car.begins.early, car.from, 0, 0_i64);
        for node in &self.nodes {
            let stop = &plain.jobs[*node as usize];
            let mut begins = (now + plain.leg(at, stop.place) + plain.setup(at, stop)).max(stop.visit.early);
            if plain.is_load(*node) {
                begins = begins.max(self.ready.pop().unwrap_or(i32::MIN));
            } else {
                if class > stop.class {
                    late_by += i64::from(DISORDER);
                }
                class = stop.class;
            }
            late_by += i64::from((begins - stop.visit.late).max(0));
            now = begins.min(stop.visit.late) + stop.visit.lasts;
            at = stop.place;
        }
        late_by + i64::from((now + plain.leg(at, car.to) - car.closes).max(0))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::explore::day::Day;
    use crate::explore::plain::PARTS;
    use crate::near::Near;
    use crate::rng::Rng;
    use crate::walk::Walk;
    use karavan_model::{Cost, Meters, Seconds};
    use karavan_plan::{
        Depot, DepotSet, Job, JobIx, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, Release, Rules,
        SkillSet, TimeWindow, Travel, Vehicle, VehicleCosts,
    };

    const JOBS: usize = 6;
    const DEPOTS: usize = 3;

    fn window(rng: &mut Rng) -> Vec<TimeWindow> {
        let opens = rng.below(60) as i64;
        let closes = opens + 60 + rng.below(200) as i64;
        vec![TimeWindow {
            opens: Seconds(opens),
            closes: Seconds(closes),
        }]
    }

    /// A vehicle that may load a few times at three depots, some of whose goods come late.
    fn problem(rng: &mut Rng) -> Problem {
        let locations = JOBS + DEPOTS;
        let mut leg = |_, _| {
            Some(Leg {
                seconds: Seconds(1 + rng.below(12) as i64),
                meters: Meters(1),
            })
        };
        let travel = Matrix::from_fn(locations, &mut leg);
        let jobs = (0..JOBS).map(|at| Job {
            location: LocationIx::from(at),
            windows: window(rng),
            setup: Seconds(rng.below(3) as i64),
            service: Seconds(rng.below(5) as i64),
            load: vec![rng.below(4) as i64, rng.below(3) as i64],
            depots: DepotSet(1 + rng.below((1 << DEPOTS) - 1) as u64),
            skills: SkillSet(0),
            skills_none: SkillSet(0),
            prize: Cost(1_000),
            class: (at / 4) as u8,
        });
        let jobs: Vec<Job> = jobs.collect();
        let depots = (0..DEPOTS).map(|at| Depot {
            location: LocationIx::from(JOBS + at),
            windows: window(rng),
            service: Seconds(2),
        });
        let depots = depots.collect();
        let releases = (0..JOBS).filter(|at| at % 2 == 0).map(|at| Release {
            job: JobIx::from(at),
            at: Seconds(rng.below(90) as i64),
        });
        let releases: Vec<Release> = releases.collect();
        let is_late = rng.chance(0.5);
        let vehicle = Vehicle {
            profile: ProfileIx(0),
            start: None,
            end: Some(LocationIx::from(JOBS)),
            shift: TimeWindow {
                opens: Seconds(0),
                closes: Seconds(280),
            },
            capacity: vec![4 + rng.below(5) as i64, 5],
            skills: SkillSet(0),
            tasks_max: None,
            loads_max: Some(3),
            duration_max: None,
            distance_max: None,
            costs: VehicleCosts::default(),
        };
        Problem::new(ProblemParts {
            locations,
            dimensions: 2,
            travel: vec![Travel::Full(travel)],
            depots,
            jobs,
            vehicles: vec![vehicle],
            rules: Rules {
                releases: if is_late { releases } else { Vec::new() },
                ..Rules::default()
            },
        })
        .unwrap()
    }

    #[test]
    fn a_day_with_trips_is_allowed_and_costs_what_the_exact_walk_says() {
        let mut rng = Rng::new(11, 0);
        let mut allowed = 0;
        for _ in 0..300 {
            let problem = problem(&mut rng);
            let field = Field::new(&problem);
            let plain = Plain::new(&field, &Near::new(&field, &|| false)).unwrap();
            let (mut walk, mut walker) = (Walk::default(), Walker::default());
            for _ in 0..40 {
                let mut nodes: Vec<u32> = (0..JOBS as u32).collect();
                rng.shuffle(&mut nodes);
                nodes.truncate(1 + rng.below(4));
                if rng.chance(0.5) {
                    nodes.sort_unstable();
                }
                for _ in 0..1 + rng.below(3) {
                    let load = (JOBS + rng.below(DEPOTS)) as u32;
                    nodes.insert(rng.below(nodes.len()), load);
                }
                let mut day = Day::default();
                day.jobs.clone_from(&nodes);
                day.refresh(&plain, 0, 1, &Day::default(), &mut walker);
                let told = (!day.toll.is_fined()).then_some(day.toll.price / PARTS);
                assert_eq!(told, walk.price(&field, 0, &nodes, &[]), "{nodes:?} of {problem:?}");
                allowed += u32::from(told.is_some());
            }
        }
        assert!(allowed > 500, "only {allowed} days were allowed");
    }
}
