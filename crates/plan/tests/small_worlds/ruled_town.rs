//! `ruled_worlds`: the random towns of `random_town.rs` with late goods and, as `Kinds` asks for, rides, breaks and
//! traffic.

use crate::random_town::{World, worlds};
use karavan_model::Seconds;
use karavan_plan::{
    Break, DepotSet, JobIx, Problem, ProfileIx, Release, Rules, Shipment, Slot, StepKind, TimeWindow, Traffic,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// What is drawn besides the town.
#[derive(Clone, Debug)]
struct Drawn {
    rides: Vec<Option<i64>>,
    releases: Vec<Option<i64>>,
    rests: Vec<(i64, i64, i64)>,
    slots: Vec<(i64, u16)>,
}

/// Which rules there are, besides late goods.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kinds {
    pub(crate) rides: bool,
    pub(crate) rest: bool,
    pub(crate) traffic: bool,
}

/// Towns whose tour is short enough to try every second of every step.
pub(crate) fn ruled_worlds(kinds: Kinds) -> impl Strategy<Value = World> {
    let ride = option::weighted(0.8, 0_i64..14);
    let drawn = (
        vec(ride, 2),
        vec(option::weighted(0.2, 0_i64..12), 4),
        vec((0_i64..20, 0_i64..6, 0_i64..6), 1..3),
        vec((1_i64..12, prop_oneof![Just(250_u16), Just(400), Just(1_000)]), 0..4),
    );
    (worlds(), drawn).prop_map(move |(world, (rides, releases, rests, slots))| {
        let drawn = Drawn {
            rides,
            releases,
            rests,
            slots,
        };
        ruled(world, &drawn, kinds)
    })
}

fn ruled(mut world: World, drawn: &Drawn, kinds: Kinds) -> World {
    let rests = if kinds.rest { drawn.rests.len() } else { 0 };
    world.tour.truncate(4 - rests);
    let mut parts = world.town.parts().clone();
    let mut rules = Rules::default();
    if kinds.rides {
        // The passengers are the first jobs of the tour and those after: who rides first gets out first or last.
        let jobs: Vec<JobIx> = world.tour.iter().filter_map(job_of).collect();
        let pairs = match jobs[..] {
            // Wild tours hold jobs twice.
            _ if is_any_twice(&jobs) => Vec::new(),
            [a, b, c, d] => vec![(a, c), (b, d)],
            [a, _, c] => vec![(a, c)],
            [a, b] => vec![(a, b)],
            _ => Vec::new(),
        };
        for ((pickup, delivery), ride) in pairs.into_iter().zip(&drawn.rides) {
            for end in [pickup, delivery] {
                let job = &mut parts.jobs[end.at()];
                (job.load, job.depots) = (vec![0, 0], DepotSet::NONE);
            }
            rules.shipments.push(Shipment {
                pickup,
                delivery,
                load: vec![1, 0],
                ride_max: ride.map(Seconds),
            });
        }
    }
    let late = (0..).map(JobIx).zip(&drawn.releases);
    rules.releases = late
        .filter_map(|(job, at)| {
            Some(Release {
                job,
                at: Seconds((*at)?),
            })
        })
        .collect();
    for &(opens, long, service) in &drawn.rests[..rests] {
        rules.breaks.push(Break {
            vehicle: world.vehicle,
            windows: vec![TimeWindow {
                opens: Seconds(opens),
                closes: Seconds(opens + long),
            }],
            service: Seconds(service),
        });
    }
    if kinds.traffic {
        let mut now = -3;
        let slots = drawn.slots.iter().map(|(gap, speed)| {
            now += gap;
            Slot {
                from: Seconds(now),
                speed: *speed,
            }
        });
        rules.traffic.push(Traffic {
            profile: ProfileIx(0),
            slots: slots.collect(),
        });
    }
    parts.rules = rules;
    world.town = Problem::new(parts).unwrap_or_else(|faults| panic!("{faults:?}"));
    world
}

fn is_any_twice(jobs: &[JobIx]) -> bool {
    jobs.iter().enumerate().any(|(at, job)| jobs[..at].contains(job))
}

const fn job_of(kind: &StepKind) -> Option<JobIx> {
    match kind {
        StepKind::Job(job) => Some(*job),
        _ => None,
    }
}
