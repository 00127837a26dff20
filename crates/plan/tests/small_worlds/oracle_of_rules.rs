//! A slow oracle for `schedule` with rules: tries every second at which any step could begin and has each route
//! judged; and property tests of passengers, traffic and breaks against it.

use crate::oracle::alone;
use karavan_model::{Meters, Seconds};
use karavan_plan::{BreakIx, LocationIx, Problem, Route, Step, StepKind, TimeWindow, VehicleIx, judge};

/// One tour with every moment of it.
struct Oracle<'a> {
    town: &'a Problem,
    vehicle: VehicleIx,
    kinds: Vec<StepKind>,
    clean: Vec<Route>,
}

/// Every way to drive the tour that the judge finds nothing wrong with, breaks put in wherever they can be.
pub(crate) fn clean_routes(town: &Problem, vehicle: VehicleIx, tour: &[StepKind]) -> Vec<Route> {
    let own = &town.vehicles()[vehicle.at()];
    let start = own.start.map(|_| StepKind::Start);
    let end = own.end.map(|_| StepKind::End);
    let kinds: Vec<StepKind> = start.into_iter().chain(tour.iter().copied()).chain(end).collect();
    let mut all = vec![kinds];
    for (rest, _) in town.rules().breaks.iter().enumerate() {
        for kinds in all.clone() {
            for at in 1..kinds.len() {
                let mut rested = kinds.clone();
                rested.insert(at, StepKind::Break(BreakIx::from(rest)));
                all.push(rested);
            }
        }
    }
    let mut clean = Vec::new();
    for kinds in all {
        let mut oracle = Oracle {
            town,
            vehicle,
            kinds,
            clean: Vec::new(),
        };
        for leaves in own.shift.opens.0..=own.shift.closes.0 {
            oracle.drive(&mut Vec::new(), Seconds(leaves));
        }
        clean.extend(oracle.clean);
    }
    clean
}

impl Oracle<'_> {
    /// Tries every begin of the next step.
    fn drive(&mut self, steps: &mut Vec<Step>, arrives: Seconds) {
        let closes = self.town.vehicles()[self.vehicle.at()].shift.closes;
        let Some(&kind) = self.kinds.get(steps.len()) else {
            self.judge(steps);
            return;
        };
        let (location, windows, service) = self.place(kind, steps);
        let windows = windows.to_vec();
        let last = if windows.is_empty() { arrives } else { closes };
        for begins in (arrives.0..=last.0).map(Seconds) {
            let is_open = |window: &TimeWindow| window.opens <= begins && begins <= window.closes;
            let departs = begins + service;
            if departs > closes || !windows.is_empty() && !windows.iter().any(is_open) {
                continue;
            }
            steps.push(Step {
                kind,
                location,
                arrives,
                begins,
                departs,
            });
            if let Some(next) = self.next_arrival(steps) {
                self.drive(steps, next);
            }
            steps.pop();
        }
    }

    fn place(&self, kind: StepKind, steps: &[Step]) -> (LocationIx, &[TimeWindow], Seconds) {
        let own = &self.town.vehicles()[self.vehicle.at()];
        match kind {
            StepKind::Start => (own.start.unwrap(), &[], Seconds::ZERO),
            StepKind::End => (own.end.unwrap(), &[], Seconds::ZERO),
            StepKind::Load(depot) => {
                let depot = &self.town.depots()[depot.at()];
                (depot.location, &depot.windows, depot.service)
            }
            StepKind::Job(job) => {
                let job = &self.town.jobs()[job.at()];
                (job.location, &job.windows, job.service)
            }
            StepKind::Break(rest) => {
                let rest = &self.town.rules().breaks[rest.at()];
                (steps.last().unwrap().location, &rest.windows, rest.service)
            }
        }
    }

    /// When the step after the last is reached; the last departure when there is none, `None` without a road.
    fn next_arrival(&self, steps: &[Step]) -> Option<Seconds> {
        let before = steps.last()?;
        let Some(&kind) = self.kinds.get(steps.len()) else {
            return Some(before.departs);
        };
        let (to, ..) = self.place(kind, steps);
        let own = &self.town.vehicles()[self.vehicle.at()];
        let whole = self.town.leg(own, before.location, to)?.seconds.0 * 1_000;
        let slots = self.town.traffic(own.profile);
        let (mut driven, mut now) = (0, before.departs.0);
        while driven < whole {
            let slot = slots.iter().rev().find(|slot| slot.from.0 <= now);
            driven += slot.map_or(1_000, |slot| i64::from(slot.speed));
            now += 1;
        }
        Some(Seconds(now))
    }

    fn judge(&mut self, steps: &[Step]) {
        let own = &self.town.vehicles()[self.vehicle.at()];
        let pairs = || steps.windows(2);
        let meters = pairs().filter_map(|pair| Some(self.town.leg(own, pair[0].location, pair[1].location)?.meters));
        let route = Route {
            vehicle: self.vehicle,
            steps: steps.to_vec(),
            travel: pairs().map(|pair| pair[1].arrives - pair[0].departs).sum(),
            distance: meters.sum::<Meters>(),
        };
        if judge(self.town, &alone(self.town, route.clone())).is_empty() {
            self.clean.push(route);
        }
    }
}

mod against {
    //! The schedule against the oracle.

    use super::clean_routes;
    use crate::oracle::alone;
    use crate::random_town::{World, cases};
    use crate::ruled_town::{Kinds, ruled_worlds};
    use karavan_model::Seconds;
    use karavan_plan::{Route, judge, objective, schedule};
    use proptest::prelude::*;
    use std::cmp::Reverse;

    const NONE: Kinds = Kinds {
        rides: false,
        rest: false,
        traffic: false,
    };

    fn ends(route: &Route) -> Seconds {
        route.steps.last().unwrap().departs
    }

    fn leaves(route: &Route) -> Seconds {
        route.steps.first().unwrap().arrives
    }

    fn begins(route: &Route) -> Vec<Seconds> {
        route.steps.iter().map(|step| step.begins).collect()
    }

    /// Refused exactly when nothing is clean; what is given is clean. Gives all that is clean and what was given.
    fn compared(world: &World) -> (Vec<Route>, Option<Route>) {
        let clean = clean_routes(&world.town, world.vehicle, &world.tour);
        let found = schedule(&world.town, world.vehicle, &world.tour);
        if let Ok(route) = &found {
            assert_eq!(judge(&world.town, &alone(&world.town, route.clone())), [], "{world:?}");
        }
        assert_eq!(
            found.is_ok(),
            !clean.is_empty(),
            "{found:?} {:?} {world:?}",
            clean.first()
        );
        (clean, found.ok())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases(200)))]

        /// Passengers and late goods: first the earliest end, then the latest leaving, then everything as early as it
        /// can be.
        #[test]
        fn the_clock_with_passengers_is_the_best_there_is(world in ruled_worlds(Kinds { rides: true, ..NONE })) {
            let (clean, found) = compared(&world);
            let best = clean.iter().min_by_key(|route| (ends(route), Reverse(leaves(route)), begins(route)));
            prop_assert_eq!(found.as_ref(), best, "{:?}", world);
        }

        /// Traffic: nothing drivable is refused, and no clock given costs more than that of the earliest end and latest
        /// leaving.
        #[test]
        fn the_clock_in_traffic_refuses_nothing_that_can_be_driven(
            world in ruled_worlds(Kinds { rides: true, traffic: true, ..NONE }),
        ) {
            let (clean, found) = compared(&world);
            let plain = clean.iter().min_by_key(|route| (ends(route), Reverse(leaves(route)), begins(route)));
            let cost = |route: &Route| objective::route_cost(&world.town, route);
            prop_assert!(found.as_ref().map(cost) <= plain.map(cost), "{:?}", world);
        }

        /// Rest: refused exactly when no break can be taken or left out; first the earliest end, then the latest
        /// leaving.
        #[test]
        fn the_clock_with_breaks_is_the_best_there_is(world in ruled_worlds(Kinds { rest: true, ..NONE })) {
            let (clean, found) = compared(&world);
            let best = clean.iter().map(|route| (ends(route), Reverse(leaves(route)))).min();
            let given = found.as_ref().map(|route| (ends(route), Reverse(leaves(route))));
            prop_assert_eq!(given, best, "{:?}", world);
        }

        /// Rest in traffic and with passengers: nothing drivable is refused.
        #[test]
        fn the_clock_with_breaks_and_passengers_refuses_nothing_that_can_be_driven(
            world in ruled_worlds(Kinds { rides: true, rest: true, ..NONE }),
        ) {
            compared(&world);
        }
    }
}
