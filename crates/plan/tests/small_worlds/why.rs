//! `first_rule`, `instead` and `conflict` on random days against brute force (`why_by_force.rs`).

use crate::asked_town::{ASKED, CARS, days};
use crate::random_town::cases;
use crate::why_by_force::{could, first_by_force, useful};
use karavan_plan::insertion::tour_of;
use karavan_plan::why::{AskedDay, ORDER, conflict, first_rule, instead};
use karavan_plan::{JobIx, ReasonCode, Route, StepKind, Timer, VehicleIx};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn tour_by(routes: &[Route], car: VehicleIx) -> Vec<StepKind> {
    let own = routes.iter().find(|route| route.vehicle == car);
    own.map(tour_of).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(200)))]

    #[test]
    fn the_first_rule_is_the_one_that_brute_force_finds((problem, routes) in days()) {
        let mut timer = Timer::default();
        for car in (0..CARS).map(VehicleIx::from) {
            for tour in [tour_by(&routes, car), Vec::new()] {
                let day = AskedDay::new(&problem, (car, &tour), ASKED, &|_| None).unwrap();
                let found = first_rule(&day, &mut timer);
                prop_assert_eq!(found, first_by_force(&problem, car, &tour), "{:?} {:?}", car, tour);
            }
        }
    }

    #[test]
    fn in_whose_place_a_car_could_come_is_what_brute_force_allows((problem, routes) in days()) {
        let mut timer = Timer::default();
        for car in (0..CARS).map(VehicleIx::from) {
            let tour = tour_by(&routes, car);
            let gone = instead(&problem, (car, &tour), ASKED, &|_| None, &mut timer);
            let rest = |gone: &[JobIx]| {
                let is_left = |step: &StepKind| !matches!(step, StepKind::Job(job) if gone.contains(job));
                let left: Vec<StepKind> = tour.iter().copied().filter(is_left).collect();
                useful(&problem, &left)
            };
            let is_yellow = !could(&problem, car, &tour, &[]) && could(&problem, car, &[], &[]);
            prop_assert_eq!(gone.is_empty(), !is_yellow);
            prop_assert!(gone.is_empty() || could(&problem, car, &rest(&gone), &[]));
            for back in &gone {
                let others: Vec<JobIx> = gone.iter().copied().filter(|job| job != back).collect();
                prop_assert!(!could(&problem, car, &rest(&others), &[]), "{:?} of {:?}", back, gone);
            }
        }
    }

    #[test]
    fn the_conflict_is_the_one_that_brute_force_leaves((problem, _routes) in days()) {
        let anybody = |lifted: &[ReasonCode]| {
            (0..CARS).map(VehicleIx::from).any(|car| could(&problem, car, &[], lifted))
        };
        let found = conflict(&problem, ASKED);
        if anybody(&[]) {
            prop_assert!(found.is_empty());
            return Ok(());
        }
        // With only these in force nobody could, with any one of them lifted somebody could.
        let others = |but: Option<ReasonCode>| -> Vec<ReasonCode> {
            ORDER.into_iter().filter(|code| !found.contains(code) || Some(*code) == but).collect()
        };
        prop_assert!(!anybody(&others(None)));
        for code in &found {
            prop_assert!(anybody(&others(Some(*code))), "{:?} of {:?}", code, found);
        }
        let mut lifted = Vec::new();
        for code in ORDER.into_iter().rev() {
            lifted.push(code);
            if anybody(&lifted) {
                lifted.pop();
            }
        }
        prop_assert_eq!(found, ORDER.into_iter().filter(|code| !lifted.contains(code)).collect::<Vec<_>>());
    }
}

#[test]
fn the_random_days_show_every_rule_and_some_of_each_colour() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut seen, mut timer) = (BTreeSet::new(), Timer::default());
    let (mut red, mut yellow, mut several) = (0, 0, 0);
    for _ in 0..400 {
        let (problem, routes) = days().new_tree(&mut runner).unwrap().current();
        for car in (0..CARS).map(VehicleIx::from) {
            let tour = tour_by(&routes, car);
            let day = AskedDay::new(&problem, (car, &tour), ASKED, &|_| None).unwrap();
            seen.extend(first_rule(&day, &mut timer));
            yellow += usize::from(!instead(&problem, (car, &tour), ASKED, &|_| None, &mut timer).is_empty());
        }
        let rules = conflict(&problem, ASKED);
        red += usize::from(!rules.is_empty());
        several += usize::from(rules.len() > 1);
    }
    // Nobody rides along on these days.
    let all: BTreeSet<ReasonCode> = ORDER.into_iter().filter(|code| *code != ReasonCode::Ride).collect();
    assert_eq!(seen, all);
    assert!(red > 50 && yellow > 20 && several > 50, "{red} {yellow} {several}");
}
