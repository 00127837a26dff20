//! A slow oracle for `schedule`: tries every second of leaving and has each route judged; and a property test of
//! `schedule` against it on random towns. With rules: `oracle_of_rules.rs`.

use karavan_model::{Meters, Seconds};
use karavan_plan::{
    JobIx, Plan, Problem, Reason, ReasonCode, Route, Step, StepKind, Unassigned, VehicleIx, cost, judge,
};

/// Drives a tour leaving at a moment, doing everything as soon as it can. Where a window is missed or a road is missing
/// it goes on as if there were none, for the judge to tell.
fn drive(town: &Problem, vehicle: VehicleIx, tour: &[StepKind], leaves: Seconds) -> Route {
    let shift = &town.vehicles()[vehicle.at()];
    let mut steps: Vec<Step> = Vec::new();
    let (mut travel, mut distance) = (Seconds::ZERO, Meters::ZERO);
    let start = shift.start.map(|_| StepKind::Start);
    let end = shift.end.map(|_| StepKind::End);
    for kind in start.into_iter().chain(tour.iter().copied()).chain(end) {
        let before = steps.last().copied();
        let (location, windows, setup, service) = match kind {
            StepKind::Start => (shift.start.unwrap(), &[][..], Seconds::ZERO, Seconds::ZERO),
            StepKind::End => (shift.end.unwrap(), &[][..], Seconds::ZERO, Seconds::ZERO),
            StepKind::Load(depot) => {
                let depot = &town.depots()[depot.at()];
                (depot.location, &depot.windows[..], Seconds::ZERO, depot.service)
            }
            StepKind::Job(job) => {
                let job = &town.jobs()[job.at()];
                (job.location, &job.windows[..], job.setup, job.service)
            }
            StepKind::Break(rest) => panic!("the oracle knows no break, but was given {rest:?}"),
        };
        let mut arrives = leaves;
        let mut setup = setup;
        if let Some(before) = before {
            arrives = before.departs;
            if let Some(leg) = town.leg(shift, before.location, location) {
                arrives += leg.seconds;
                travel += leg.seconds;
                distance += leg.meters;
            }
            if before.location == location {
                setup = Seconds::ZERO;
            }
        }
        let mut begins = arrives + setup;
        // Second by second to the first open moment, if there is one.
        if let Some(last) = windows.last() {
            let open = |moment: Seconds| {
                windows
                    .iter()
                    .any(|window| window.opens <= moment && moment <= window.closes)
            };
            begins = (begins.0..=last.closes.0)
                .map(Seconds)
                .find(|moment| open(*moment))
                .unwrap_or(begins);
        }
        steps.push(Step {
            kind,
            location,
            arrives,
            begins,
            departs: begins + service,
        });
    }
    Route {
        vehicle,
        steps,
        travel,
        distance,
    }
}

/// The plan of this route alone, everything else left out.
pub(crate) fn alone(town: &Problem, route: Route) -> Plan {
    let done: Vec<JobIx> = route.jobs().collect();
    let left = (0..town.jobs().len())
        .map(JobIx::from)
        .filter(|job| !done.contains(job));
    let reasons = vec![Reason {
        code: ReasonCode::NoTimeLeft,
        vehicles: 1,
    }];
    let unassigned: Vec<Unassigned> = left
        .map(|job| Unassigned {
            job,
            reasons: reasons.clone(),
        })
        .collect();
    let cost = cost(
        town,
        std::slice::from_ref(&route),
        unassigned.iter().map(|left| left.job),
    );
    Plan {
        routes: vec![route],
        unassigned,
        cost,
    }
}

/// Every leaving of the shift that the judge finds nothing wrong with, as its route, in order of leaving.
pub(crate) fn clean_routes(town: &Problem, vehicle: VehicleIx, tour: &[StepKind]) -> Vec<Route> {
    let shift = town.vehicles()[vehicle.at()].shift;
    let leavings = (shift.opens.0..=shift.closes.0).map(Seconds);
    let routes = leavings.map(|leaves| drive(town, vehicle, tour, leaves));
    routes
        .filter(|route| judge(town, &alone(town, route.clone())).is_empty())
        .collect()
}

pub(crate) fn some_leaving_is_clean(town: &Problem, vehicle: VehicleIx, tour: &[StepKind]) -> bool {
    !clean_routes(town, vehicle, tour).is_empty()
}

mod against {
    //! The schedule against the oracle.

    use super::{alone, clean_routes};
    use crate::random_town::{cases, worlds};
    use karavan_plan::{judge, schedule};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases(2_000)))]

        /// A tour is refused exactly when no leaving is clean; otherwise its clock ends first, and leaves last of
        /// those.
        #[test]
        fn a_schedule_is_the_best_clean_leaving_or_there_is_none(world in worlds()) {
            let clean = clean_routes(&world.town, world.vehicle, &world.tour);
            let ends = |route: &karavan_plan::Route| route.steps.last().map(|step| step.departs);
            let first_end = clean.iter().map(ends).min();
            let best = clean.into_iter().rfind(|route| Some(ends(route)) == first_end);
            let found = schedule(&world.town, world.vehicle, &world.tour);
            if let Ok(route) = &found {
                prop_assert_eq!(judge(&world.town, &alone(&world.town, route.clone())), []);
            }
            prop_assert_eq!(found.ok(), best, "{:?}", world);
        }
    }
}
