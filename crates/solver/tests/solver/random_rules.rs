//! `with_rules`, `nearly_plain` and `by_policy`: random problems of a seed with shipments, two people, breaks,
//! prefixes, prices and other rules; `without_rules` takes them away.

use super::random_problem::{Draw, Size, plain, problem};
use karavan_model::{Cost, Seconds};
use karavan_plan::{
    Break, Collect, Delay, DepotSet, Fairness, Floor, JobIx, Preference, Prefix, Problem, ProblemParts, ProfileIx,
    Release, Restriction, Rules, Shipment, Slot, StepKind, Tier, TimeWindow, Together, Traffic, VehicleIx, Who, Wish,
    schedule,
};

/// Which kinds of rules there may be.
#[derive(Clone, Copy)]
pub(crate) enum Kinds {
    /// Shipments and nothing else, and nothing from a depot.
    Shipments,
    /// What one tour can be judged by.
    OfOneTour,
    /// Two people and shared hours too.
    All,
}

/// A problem of a seed with some of the rules.
pub(crate) fn with_rules(seed: u64, size: Size, kinds: Kinds) -> Problem {
    let mut parts = problem(seed, size).parts().clone();
    let mut draw = Draw::new(seed + 77_777);
    let mut free: Vec<JobIx> = (0..parts.jobs.len()).map(JobIx::from).collect();
    if matches!(kinds, Kinds::Shipments) {
        for job in &mut parts.jobs {
            job.load.fill(0);
            job.depots = DepotSet::default();
            job.windows = vec![whole(&job.windows)];
        }
        for _ in 0..2 + draw.below(parts.jobs.len() as i64 / 2) {
            ship(&mut draw, &mut parts, &mut free, false);
        }
        return Problem::new(parts).unwrap();
    }
    if matches!(kinds, Kinds::All) && !draw.one_in(3) {
        let pair = take(&mut draw, &mut free).zip(take(&mut draw, &mut free));
        if let Some((a, b)) = pair {
            // Who must come at once had better be awaited at the same hours.
            parts.jobs[b.at()].windows = parts.jobs[a.at()].windows.clone();
            parts.rules.together.push(Together { jobs: [a, b] });
        }
    }
    for _ in 0..draw.below(3) {
        ship(&mut draw, &mut parts, &mut free, true);
    }
    people(&mut draw, &mut parts, size, matches!(kinds, Kinds::All));
    goods(&mut draw, &mut parts, size);
    let plainly = Problem::new(parts.clone()).unwrap();
    parts.rules.prefixes = promised(&mut draw, &plainly, &free);
    Problem::new(parts).unwrap()
}

/// A plain problem but for a few shipments and visits of two: explorers leave those to the worker.
pub(crate) fn nearly_plain(seed: u64, size: Size) -> Problem {
    let mut parts = plain(seed, size).parts().clone();
    let mut draw = Draw::new(seed + 99_999);
    let mut free: Vec<JobIx> = (0..parts.jobs.len()).map(JobIx::from).collect();
    for _ in 0..=parts.jobs.len() / 40 {
        ship(&mut draw, &mut parts, &mut free, false);
        let pair = take(&mut draw, &mut free).zip(take(&mut draw, &mut free));
        if let Some((a, b)) = pair {
            parts.jobs[b.at()].windows = parts.jobs[a.at()].windows.clone();
            parts.rules.together.push(Together { jobs: [a, b] });
        }
    }
    Problem::new(parts).unwrap()
}

/// From the first opening to the last closing.
fn whole(windows: &[TimeWindow]) -> TimeWindow {
    TimeWindow {
        opens: windows[0].opens,
        closes: windows[windows.len() - 1].closes,
    }
}

fn take(draw: &mut Draw, free: &mut Vec<JobIx>) -> Option<JobIx> {
    (!free.is_empty()).then(|| free.remove(draw.below(free.len() as i64) as usize))
}

fn ship(draw: &mut Draw, parts: &mut ProblemParts, free: &mut Vec<JobIx>, rides: bool) {
    let Some((pickup, delivery)) = take(draw, free).zip(take(draw, free)) else {
        return;
    };
    for end in [pickup, delivery] {
        let job = &mut parts.jobs[end.at()];
        job.load.fill(0);
        job.depots = DepotSet::default();
    }
    parts.rules.shipments.push(Shipment {
        pickup,
        delivery,
        load: (0..parts.dimensions).map(|_| draw.below(4)).collect(),
        ride_max: (rides && draw.one_in(2)).then(|| Seconds(20 + draw.below(60))),
    });
}

fn some_vehicles(draw: &mut Draw, vehicles: usize) -> Vec<VehicleIx> {
    (0..vehicles).filter(|_| draw.one_in(2)).map(VehicleIx::from).collect()
}

fn people(draw: &mut Draw, parts: &mut ProblemParts, size: Size, shared: bool) {
    let (jobs, vehicles) = (parts.jobs.len(), parts.vehicles.len());
    let moment = |draw: &mut Draw| Seconds(draw.below(size.day));
    let rules = &mut parts.rules;
    for job in (0..jobs).map(JobIx::from) {
        if draw.one_in(4) {
            let opens = moment(draw);
            rules.wishes.push(Wish {
                job,
                window: TimeWindow {
                    opens,
                    closes: opens + Seconds(draw.below(40)),
                },
                per_second: draw.below(4),
            });
        }
        if draw.one_in(5) {
            rules.preferences.push(Preference {
                job,
                vehicles: some_vehicles(draw, vehicles),
                inside: Cost(draw.below(20)),
                outside: Cost(draw.below(60)),
            });
        }
        if draw.one_in(8) {
            rules.restrictions.push(Restriction {
                job,
                vehicles: some_vehicles(draw, vehicles),
                who: if draw.one_in(2) { Who::Only } else { Who::Never },
            });
        }
    }
    for vehicle in (0..vehicles).map(VehicleIx::from) {
        for _ in 0..draw.below(3) {
            let opens = moment(draw);
            rules.breaks.push(Break {
                vehicle,
                windows: vec![TimeWindow {
                    opens,
                    closes: opens + Seconds(draw.below(30)),
                }],
                service: Seconds(draw.below(20)),
            });
        }
        if draw.one_in(3) {
            rules.fairness.push(fairness(draw, size, vec![vehicle]));
        }
    }
    if shared {
        rules
            .fairness
            .push(fairness(draw, size, (0..vehicles).map(VehicleIx::from).collect()));
    }
    if draw.one_in(2) {
        policy_prices(draw, parts, size);
    }
    let rules = &mut parts.rules;
    if draw.one_in(3) {
        let slot = |from, speed| Slot {
            from: Seconds(from),
            speed,
        };
        let jam = size.day / 4 + draw.below(size.day / 4);
        rules.traffic.push(Traffic {
            profile: ProfileIx(0),
            slots: vec![slot(jam, 300 + draw.below(600) as u16), slot(jam + 40, 1_000)],
        });
    }
}

/// Idle hours of some vehicles and waits of some jobs.
fn policy_prices(draw: &mut Draw, parts: &mut ProblemParts, size: Size) {
    for vehicle in (0..parts.vehicles.len()).map(VehicleIx::from) {
        if !draw.one_in(3) {
            parts.rules.floors.push(Floor {
                vehicle,
                under: Seconds(draw.below(size.day / 2)),
                per_second: draw.below(4),
            });
        }
    }
    for job in (0..parts.jobs.len()).map(JobIx::from) {
        if draw.one_in(2) {
            parts.rules.delays.push(Delay {
                job,
                from: Seconds(draw.below(size.day / 2)),
                per_hour: draw.below(9_000),
            });
        }
    }
}

/// A plain problem with the prices of a policy, one kind for each third of the seeds: hours, waits, both.
pub(crate) fn by_policy(seed: u64, size: Size) -> Problem {
    let mut parts = plain(seed, size).parts().clone();
    let mut draw = Draw::new(seed + 55_555);
    policy_prices(&mut draw, &mut parts, size);
    let vehicles = (0..parts.vehicles.len()).map(VehicleIx::from);
    parts.rules.fairness = vehicles
        .map(|vehicle| fairness(&mut draw, size, vec![vehicle]))
        .collect();
    match seed % 3 {
        0 => parts.rules.delays.clear(),
        1 => {
            parts.rules.floors.clear();
            parts.rules.fairness.clear();
        }
        _ => {}
    }
    Problem::new(parts).unwrap()
}

fn fairness(draw: &mut Draw, size: Size, vehicles: Vec<VehicleIx>) -> Fairness {
    let over = size.day / 6 * vehicles.len() as i64;
    let tier = |times, per_second| Tier {
        over: Seconds(over * times),
        per_second,
    };
    Fairness {
        tiers: vec![tier(1, 1 + draw.below(3)), tier(2, 2)],
        vehicles,
    }
}

fn goods(draw: &mut Draw, parts: &mut ProblemParts, size: Size) {
    for job in (0..parts.jobs.len()).map(JobIx::from) {
        let is_aboard = draw.one_in(6);
        if is_aboard {
            parts.rules.aboard.push(job);
        } else if draw.one_in(6) {
            parts.rules.releases.push(Release {
                job,
                at: Seconds(draw.below(size.day / 2)),
            });
        }
        if draw.one_in(6) {
            parts.rules.collects.push(Collect {
                job,
                load: (0..parts.dimensions).map(|_| draw.below(3)).collect(),
            });
        }
    }
}

/// Now and then a vehicle has promised its first job already.
fn promised(draw: &mut Draw, problem: &Problem, free: &[JobIx]) -> Vec<Prefix> {
    let mut left: Vec<JobIx> = free.to_vec();
    let mut prefixes = Vec::new();
    for vehicle in (0..problem.vehicles().len()).map(VehicleIx::from) {
        if !draw.one_in(3) {
            continue;
        }
        let Some(job) = take(draw, &mut left) else {
            break;
        };
        let depots = problem.jobs()[job.at()]
            .depots
            .iter()
            .map(|depot| vec![StepKind::Load(depot)]);
        let ways = std::iter::once(Vec::new()).chain(depots);
        let mut steps = ways.map(|load| [&load[..], &[StepKind::Job(job)]].concat());
        let driven = steps.find(|steps| schedule(problem, vehicle, steps).is_ok());
        prefixes.extend(driven.map(|steps| Prefix { vehicle, steps }));
    }
    prefixes
}

/// The problem without its rules, to see that they matter.
pub(crate) fn without_rules(problem: &Problem) -> Problem {
    let parts = ProblemParts {
        rules: Rules::default(),
        ..problem.parts().clone()
    };
    Problem::new(parts).unwrap()
}
