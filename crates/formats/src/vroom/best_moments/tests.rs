//! `best_moments::moments` against trying the vectors of moments up to 14 on small random orders; a break on a way;
//! bounds that contradict each other.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::moments;
use crate::vroom::stop::{FOREVER, Stop};

fn stop(action: i64, way: i64, windows: &[(i64, i64)]) -> Stop {
    Stop {
        is_break: false,
        action,
        way,
        windows: windows.to_vec(),
        bounds: (0, FOREVER),
    }
}

fn rest(action: i64, windows: &[(i64, i64)]) -> Stop {
    Stop {
        is_break: true,
        ..stop(action, 0, windows)
    }
}

/// Every vector of moments up to a limit is tried.
fn tried(stops: &[Stop], most: i64) -> Option<(i64, i64, i64)> {
    fn go(stops: &[Stop], most: i64, found: &mut Vec<i64>, best: &mut Option<(i64, i64, i64)>) {
        let at = found.len();
        if at == stops.len() {
            let outside = stops
                .iter()
                .zip(&*found)
                .map(|(stop, moment)| stop.outside(*moment))
                .sum();
            let sum = found[1..at - 1].iter().sum();
            let weight = (outside, found[at - 1] - found[0], sum);
            if best.is_none_or(|best| weight < best) {
                *best = Some(weight);
            }
            return;
        }
        let mut least = 0;
        if at > 0 {
            least = found[at - 1] + stops[at - 1].action;
            if !stops[at].is_break {
                let main = (0..at).rev().find(|main| !stops[*main].is_break).unwrap_or(0);
                let rests: i64 = stops[main..at].iter().map(|stop| stop.action).sum();
                least = least.max(found[main] + rests + stops[main].way);
            }
        }
        for moment in least..=most {
            if stops[at].allows(moment) {
                found.push(moment);
                go(stops, most, found, best);
                found.pop();
            }
        }
    }
    let mut best = None;
    go(stops, most, &mut Vec::new(), &mut best);
    best
}

fn weight(stops: &[Stop], found: &[i64]) -> (i64, i64, i64) {
    let outside = stops
        .iter()
        .zip(found)
        .map(|(stop, moment)| stop.outside(*moment))
        .sum();
    let sum = found[1..found.len() - 1].iter().sum();
    (outside, found[found.len() - 1] - found[0], sum)
}

#[test]
fn no_other_moments_are_better() {
    let mut state = 7_u64;
    let mut next = |below: i64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 40).unwrap() % below
    };
    for _ in 0..60 {
        let mut stops = vec![stop(0, next(4), &[(next(5), FOREVER)])];
        for _ in 0..2 + next(2) {
            let mut windows = vec![(next(6), 0)];
            windows[0].1 = windows[0].0 + next(3);
            if next(3) == 0 {
                let opens = windows[0].1 + 2 + next(3);
                windows.push((opens, opens + next(2)));
            }
            stops.push(if next(2) == 0 {
                rest(next(3), &windows)
            } else {
                stop(next(2), next(4), &windows)
            });
            if next(6) == 0 {
                let at = next(9);
                stops.last_mut().unwrap().bounds = (at, at + next(4));
            }
        }
        stops.push(stop(0, 0, &[(-FOREVER, next(12))]));
        let found = moments(&stops);
        let best = tried(&stops, 14);
        // What is only possible late is not tried by hand.
        if best.is_some()
            || found
                .as_ref()
                .is_some_and(|found| found.iter().all(|moment| *moment <= 14))
        {
            assert_eq!(found.map(|found| weight(&stops, &found)), best, "{stops:?}");
        }
    }
}

#[test]
fn a_break_interrupts_a_way() {
    // Leave at 10, 6 to drive; a break of 2 from 13 on, so that the next begins at 18 and nobody waits.
    let stops = [
        stop(0, 6, &[(10, FOREVER)]),
        rest(2, &[(13, 14)]),
        stop(1, 0, &[(18, 18)]),
        stop(0, 0, &[(-FOREVER, FOREVER)]),
    ];
    assert_eq!(moments(&stops), Some(vec![10, 13, 18, 19]));
}

#[test]
fn bounds_that_contradict_one_another_are_told() {
    let mut stops = [stop(0, 6, &[(0, 9)]), stop(0, 0, &[(0, 9)]), stop(0, 0, &[(0, 9)])];
    stops[1].bounds = (0, 5);
    assert_eq!(moments(&stops), None);
}
