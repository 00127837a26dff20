//! `problem`, `plain` and `partly_plain`: random small problems of a seed without special rules; and `Draw`, their
//! random numbers. `random_rules.rs` adds rules.

use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Depot, DepotIx, DepotSet, Job, Leg, LocationIx, Matrix, Problem, ProblemParts, ProfileIx, SkillSet, TimeWindow,
    Travel, Vehicle, VehicleCosts,
};

/// How large and how rich.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) jobs: usize,
    pub(crate) vehicles: usize,
    pub(crate) depots: usize,
    /// Length of the day in seconds.
    pub(crate) day: i64,
}

/// A small generator of its own: what these tests draw must not change with the solver.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % end.max(1) as u64) as i64
    }

    pub(crate) fn one_in(&mut self, end: i64) -> bool {
        self.below(end) == 0
    }
}

/// A problem of a seed. Locations are jobs, then depots, then places of vehicles; some jobs share a location.
pub(crate) fn problem(seed: u64, size: Size) -> Problem {
    let mut draw = Draw::new(seed);
    let dimensions = draw.below(3) as usize;
    let locations = size.jobs + size.depots + size.vehicles;
    let profiles = 1 + draw.below(2) as usize;
    let travel = (0..profiles).map(|_| table(&mut draw, locations)).collect();
    let day = |draw: &mut Draw, wide: bool| windows(draw, size.day, wide);
    let depots = (0..size.depots)
        .map(|at| Depot {
            location: LocationIx::from(size.jobs + at),
            windows: day(&mut draw, true),
            service: Seconds(draw.below(5)),
        })
        .collect();
    let jobs = (0..size.jobs)
        .map(|at| {
            let load: Vec<i64> = (0..dimensions).map(|_| draw.below(4)).collect();
            let supplied: DepotSet = (0..size.depots)
                .filter(|_| !draw.one_in(3))
                .map(DepotIx::from)
                .collect();
            Job {
                location: LocationIx::from(if draw.one_in(6) { at / 2 } else { at }),
                windows: day(&mut draw, false),
                setup: Seconds(draw.below(4)),
                service: Seconds(draw.below(8)),
                load,
                depots: supplied,
                skills: SkillSet(u64::from(draw.one_in(4))),
                skills_none: SkillSet(u64::from(draw.one_in(6)) << 1),
                prize: Cost([40, 500, 20_000][draw.below(3) as usize]),
                class: u8::from(draw.one_in(4)),
            }
        })
        .collect();
    let vehicles = (0..size.vehicles)
        .map(|at| vehicle(&mut draw, size, dimensions, profiles, size.jobs + size.depots + at))
        .collect();
    let parts = ProblemParts {
        locations,
        dimensions,
        travel,
        depots,
        jobs,
        vehicles,
        ..ProblemParts::default()
    };
    Problem::new(parts).unwrap()
}

/// The same with plain rules only: one depot where everybody loads once, one window, one tariff, nothing limited but
/// hours, room and the number of tasks.
pub(crate) fn plain(seed: u64, size: Size) -> Problem {
    let mut parts = problem(seed, Size { depots: 1, ..size }).parts().clone();
    let depots = if seed.is_multiple_of(4) {
        DepotSet::default()
    } else {
        std::iter::once(DepotIx(0)).collect()
    };
    let costs = parts.vehicles[0].costs;
    for job in &mut parts.jobs {
        job.windows.truncate(1);
        job.class = 0;
        job.depots = depots;
        if depots.is_empty() {
            job.load.fill(0);
        }
    }
    parts.depots[0].windows.truncate(1);
    parts.travel.truncate(1);
    for vehicle in &mut parts.vehicles {
        vehicle.profile = ProfileIx(0);
        (vehicle.duration_max, vehicle.distance_max) = (None, None);
        vehicle.loads_max = Some(1);
        vehicle.costs = VehicleCosts {
            fixed: vehicle.costs.fixed,
            per_travel_second: costs.per_travel_second,
            per_route_second: 0,
            per_meter: 0,
        };
    }
    Problem::new(parts).unwrap()
}

/// A plain problem with classes, several windows, loading again, and some who need nothing: a part of it is plain.
pub(crate) fn partly_plain(seed: u64, size: Size) -> Problem {
    let rich = problem(seed, Size { depots: 1, ..size });
    let mut parts = plain(seed, size).parts().clone();
    parts.depots.clone_from(&rich.parts().depots);
    for (job, rich) in parts.jobs.iter_mut().zip(rich.jobs()) {
        job.windows.clone_from(&rich.windows);
        job.class = rich.class;
        if rich.depots.is_empty() {
            job.load.fill(0);
            job.depots = DepotSet::default();
        }
    }
    for (vehicle, rich) in parts.vehicles.iter_mut().zip(rich.vehicles()) {
        vehicle.loads_max = rich.loads_max;
        vehicle.duration_max = rich.duration_max;
    }
    Problem::new(parts).unwrap()
}

fn vehicle(draw: &mut Draw, size: Size, dimensions: usize, profiles: usize, home: usize) -> Vehicle {
    let opens = draw.below(size.day / 4);
    let closes = size.day / 2 + draw.below(size.day / 2);
    let mut limit = |most: i64| draw.one_in(4).then(|| most / 4 + draw.below(most));
    let (tasks_max, duration_max, distance_max) = (limit(8), limit(size.day), limit(600));
    Vehicle {
        profile: ProfileIx(draw.below(profiles as i64) as u32),
        start: (!draw.one_in(4)).then(|| LocationIx::from(home)),
        end: draw.one_in(2).then(|| LocationIx::from(home)),
        shift: TimeWindow {
            opens: Seconds(opens),
            closes: Seconds(closes),
        },
        capacity: (0..dimensions).map(|_| 2 + draw.below(8)).collect(),
        skills: SkillSet(draw.below(4) as u64),
        tasks_max: tasks_max.map(|most| most.max(1) as u32),
        loads_max: draw.one_in(5).then(|| draw.below(3) as u32),
        duration_max: duration_max.map(Seconds),
        distance_max: distance_max.map(Meters),
        costs: VehicleCosts {
            fixed: Cost(draw.below(3) * 20),
            per_travel_second: draw.below(3),
            per_route_second: i64::from(draw.one_in(3)),
            per_meter: i64::from(draw.one_in(3)),
        },
    }
}

/// One to three windows, sorted and apart.
fn windows(draw: &mut Draw, day: i64, wide: bool) -> Vec<TimeWindow> {
    let count = if draw.one_in(3) { 1 + draw.below(3) } else { 1 };
    let part = day / count;
    (0..count)
        .map(|at| {
            let opens = at * part + if wide { 0 } else { draw.below(part / 2) };
            let length = if wide { part / 2 } else { draw.below(part / 3) };
            TimeWindow {
                opens: Seconds(opens),
                closes: Seconds((opens + length).min((at + 1) * part - 2)),
            }
        })
        .collect()
}

/// Neither symmetric nor metric, with a missing road now and then.
fn table(draw: &mut Draw, size: usize) -> Travel {
    let points: Vec<(i64, i64)> = (0..size).map(|_| (draw.below(40), draw.below(40))).collect();
    let has_holes = draw.one_in(3);
    let matrix = Matrix::from_fn(size, |from, to| {
        if from == to {
            return Some(Leg {
                seconds: Seconds::ZERO,
                meters: Meters::ZERO,
            });
        }
        if has_holes && draw.one_in(12) {
            return None;
        }
        let ((ax, ay), (bx, by)) = (points[from.at()], points[to.at()]);
        let far = (ax - bx).abs() + (ay - by).abs();
        Some(Leg {
            seconds: Seconds(far + draw.below(6)),
            meters: Meters(far * 2 + draw.below(9)),
        })
    });
    Travel::Full(matrix)
}

/// The problem is drawn anew for every test of it, so the same seed must give the same.
#[test]
fn a_seed_always_draws_the_same_problem() {
    let size = Size {
        jobs: 6,
        vehicles: 2,
        depots: 2,
        day: 200,
    };
    assert_eq!(problem(5, size), problem(5, size));
    assert_ne!(problem(5, size), problem(6, size));
}
