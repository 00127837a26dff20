//! `rules`: what the rules of a problem say of one vehicle and the jobs of its day, named as in the small problem of
//! that day.

use crate::ix::{JobIx, ProfileIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::{Problem, Vehicle};
use crate::rules::{
    Break, Collect, Delay, Fairness, Floor, Preference, Prefix, Release, Restriction, Rules, Shipment, Traffic, Wish,
};
use karavan_model::Cost;
use std::collections::BTreeMap;

/// The only vehicle of the small problem.
pub(super) const OWN: VehicleIx = VehicleIx(0);

/// The rules of one day, named as in its small problem.
pub(super) fn rules(
    problem: &Problem,
    (vehicle, able): (VehicleIx, &Vehicle),
    small: &BTreeMap<JobIx, JobIx>,
    step: &impl Fn(&StepKind) -> StepKind,
) -> Rules {
    let all = problem.rules();
    let of = problem.of_vehicle(vehicle);
    let traffic = problem.traffic(able.profile);
    let mut rules = Rules {
        breaks: of
            .breaks
            .iter()
            .map(|at| Break {
                vehicle: OWN,
                ..all.breaks[*at].clone()
            })
            .collect(),
        fairness: of
            .fairness
            .iter()
            .map(|at| Fairness {
                vehicles: vec![OWN],
                tiers: all.fairness[*at].tiers.clone(),
            })
            .collect(),
        floors: of
            .floor
            .iter()
            .map(|at| Floor {
                vehicle: OWN,
                ..all.floors[*at]
            })
            .collect(),
        ..Rules::default()
    };
    if !traffic.is_empty() {
        rules.traffic.push(Traffic {
            profile: ProfileIx(0),
            slots: traffic.to_vec(),
        });
    }
    // An empty day does not begin with what is promised of the planned one.
    let prefix = of.prefix.map(|at| &all.prefixes[at]);
    if let Some(prefix) = prefix.filter(|prefix| prefix.jobs().all(|job| small.contains_key(&job))) {
        rules.prefixes.push(Prefix {
            vehicle: OWN,
            steps: prefix.steps.iter().map(step).collect(),
        });
    }
    for (job, own) in small {
        add_job(&mut rules, problem, (*job, vehicle), (*own, small));
    }
    rules
}

fn add_job(
    rules: &mut Rules,
    problem: &Problem,
    (job, vehicle): (JobIx, VehicleIx),
    (own, small): (JobIx, &BTreeMap<JobIx, JobIx>),
) {
    let of = problem.of_job(job);
    for (vehicles, who) in &of.restrictions {
        let vehicles = if vehicles.contains(&vehicle) {
            vec![OWN]
        } else {
            Vec::new()
        };
        rules.restrictions.push(Restriction {
            job: own,
            vehicles,
            who: *who,
        });
    }
    let price = Cost(i64::try_from(of.price_of(vehicle)).unwrap_or(i64::MAX));
    if price != Cost::ZERO {
        rules.preferences.push(Preference {
            job: own,
            vehicles: vec![OWN],
            inside: price,
            outside: price,
        });
    }
    rules.wishes.extend(of.wishes.iter().map(|(window, per_second)| Wish {
        job: own,
        window: *window,
        per_second: *per_second,
    }));
    rules.delays.extend(of.delay.map(|(from, per_hour)| Delay {
        job: own,
        from,
        per_hour,
    }));
    if of.is_aboard {
        rules.aboard.push(own);
    }
    if !of.collects.is_empty() {
        rules.collects.push(Collect {
            job: own,
            load: of.collects.clone(),
        });
    }
    rules.releases.extend(of.released.map(|at| Release { job: own, at }));
    if let Some(delivery) = of.delivery.and_then(|delivery| small.get(&delivery)) {
        rules.shipments.push(Shipment {
            pickup: own,
            delivery: *delivery,
            load: of.shipped.clone(),
            ride_max: of.ride_max,
        });
    }
}
