//! What the crate promises: plans without violations, the same bytes for the same rounds and seed, any budget gives
//! a plan, cancelling stops it soon. Not promised visits: those are in `worlds/people.rs`.

use super::random_problem::{Size, partly_plain, plain, problem};
use super::random_rules::{Kinds, by_policy, nearly_plain, with_rules, without_rules};
use super::watches::{Impatient, Slow, Still, Ticking, solved};
use karavan_plan::{Problem, ProblemParts, ReasonCode, Unassigned, judge};
use karavan_solver::{Budget, SolveOptions, solve};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const fn size(seed: u64) -> Size {
    Size {
        jobs: 8 + (seed % 40) as usize,
        vehicles: 1 + (seed % 7) as usize,
        depots: 1 + (seed % 4) as usize,
        day: 400 + 10 * (seed % 50) as i64,
    }
}

fn rich(seed: u64) -> Problem {
    problem(seed, size(seed))
}

#[test]
fn hundreds_of_rich_random_problems_get_clean_plans() {
    for seed in 0..200 {
        solved(&rich(seed), seed, 40);
        solved(&plain(seed, size(seed)), seed, 40);
        solved(&partly_plain(seed, size(seed)), seed, 40);
        solved(&nearly_plain(seed, size(seed)), seed, 40);
        solved(&by_policy(seed, size(seed)), seed, 40);
    }
}

#[test]
fn hundreds_of_random_problems_with_all_rules_get_clean_plans() {
    for seed in 0..60 {
        for kinds in [Kinds::Shipments, Kinds::OfOneTour, Kinds::All] {
            solved(&with_rules(seed, size(seed), kinds), seed, 30);
        }
    }
}

#[test]
fn rules_change_what_is_planned() {
    let differs = |seed: &u64| {
        let problem = with_rules(*seed, size(*seed), Kinds::All);
        solved(&problem, *seed, 20).plan.routes != solved(&without_rules(&problem), *seed, 20).plan.routes
    };
    let changed = (0..40).filter(differs).count();
    assert!(changed > 30, "the rules change only {changed} of 40 plans");
}

#[test]
fn larger_random_problems_get_clean_plans() {
    for seed in 0..6 {
        let size = Size {
            jobs: 150,
            vehicles: 20,
            depots: 3,
            day: 900,
        };
        solved(&problem(seed, size), seed, 60);
        solved(&plain(seed, size), seed, 60);
        solved(&partly_plain(seed, size), seed, 60);
    }
}

#[test]
fn rounds_with_the_same_seed_and_threads_give_the_same_bytes() {
    for threads in [1, 2] {
        for seed in 0..8 {
            let problem = match seed % 3 {
                0 => rich(seed + 30),
                1 => plain(seed, size(seed + 30)),
                _ => with_rules(seed, size(seed + 30), Kinds::All),
            };
            let options = SolveOptions {
                seed,
                threads,
                budget: Budget::Rounds(120),
            };
            let write = || serde_json::to_vec(&solve(&problem, &options, &Still).plan).unwrap();
            assert_eq!(write(), write(), "{threads} threads, seed {seed}");
        }
    }
}

/// Large enough to be cut into blocks.
#[test]
fn two_threads_on_blocks_of_one_plan_are_clean_and_repeatable() {
    let size = Size {
        jobs: 420,
        vehicles: 60,
        depots: 1,
        day: 900,
    };
    let options = |threads| SolveOptions {
        seed: 5,
        threads,
        budget: Budget::Rounds(1_200),
    };
    let problems = [
        (2, partly_plain(2, size)),
        (6, plain(6, size)),
        (8, plain(8, size)),
        (9, nearly_plain(9, size)),
        (12, by_policy(12, size)),
        (13, by_policy(13, size)),
    ];
    for (seed, problem) in problems {
        let both = solve(&problem, &options(2), &Still);
        assert_eq!(judge(&problem, &both.plan), [], "seed {seed}");
        assert_eq!(both, solve(&problem, &options(2), &Still), "seed {seed}");
        let first = solve(
            &problem,
            &SolveOptions {
                budget: Budget::Rounds(0),
                ..options(2)
            },
            &Still,
        );
        assert!(both.plan.cost < first.plan.cost, "seed {seed}");
    }
}

#[test]
fn another_seed_searches_another_way() {
    let problem = rich(77);
    let costs: std::collections::BTreeSet<Vec<u8>> = (0..8)
        .map(|seed| serde_json::to_vec(&solved(&problem, seed, 3).plan).unwrap())
        .collect();
    assert!(costs.len() > 1, "eight seeds gave one plan after three rounds");
}

#[test]
fn any_budget_however_small_gives_a_valid_plan() {
    for millis in [0, 1, 2, 5, 20, 60, 200] {
        for seed in 0..5 {
            let problem = rich(seed);
            let watch = Ticking::default();
            let options = SolveOptions {
                seed,
                threads: 1 + (seed % 2) as usize,
                budget: Budget::Time(Duration::from_millis(millis)),
            };
            let solution = solve(&problem, &options, &watch);
            assert_eq!(judge(&problem, &solution.plan), [], "{millis} ms, seed {seed}");
        }
    }
    let none = solve(
        &rich(3),
        &SolveOptions {
            seed: 0,
            threads: 1,
            budget: Budget::Rounds(0),
        },
        &Still,
    );
    assert_eq!(judge(&rich(3), &none.plan), []);
}

#[test]
fn the_search_stops_soon_after_it_is_cancelled() {
    for asks in [0, 1, 7, 50, 400, 3_000] {
        let problem = rich(41);
        let watch = Impatient {
            asks_left: AtomicU64::new(asks),
        };
        let options = SolveOptions {
            seed: 1,
            threads: 2,
            budget: Budget::Rounds(u64::MAX),
        };
        let solution = solve(&problem, &options, &watch);
        assert_eq!(judge(&problem, &solution.plan), [], "{asks} asks");
        assert!(solution.cancelled);
        assert!(solution.rounds <= asks, "{} rounds after {asks} asks", solution.rounds);
        assert_eq!(watch.asks_left.load(Ordering::Relaxed), 0);
    }
}

#[test]
fn no_answer_waits_until_everybody_is_asked_why_not() {
    let problem = rich(23);
    let answered = |budget: Budget, is_called_off: bool| {
        let options = SolveOptions {
            seed: 1,
            threads: 1,
            budget,
        };
        let watch = Slow {
            is_called_off,
            ..Slow::default()
        };
        let solution = solve(&problem, &options, &watch);
        assert_eq!(judge(&problem, &solution.plan), []);
        solution.plan.unassigned
    };
    let is_unasked = |left: &Unassigned| left.reasons.iter().any(|reason| reason.code == ReasonCode::Unasked);
    let jobs = problem.jobs().len();
    for (budget, is_called_off) in [
        (Budget::Rounds(10), true),
        (Budget::Time(Duration::from_secs(1)), true),
        (Budget::Time(Duration::from_millis(200)), false),
    ] {
        let left = answered(budget, is_called_off);
        assert_eq!(left.len(), jobs, "{budget:?}: no time for a plan");
        let asked = left.iter().take_while(|left| !is_unasked(left)).count();
        assert_eq!(
            asked > 0,
            is_called_off,
            "{budget:?}: as many as there is time for are asked"
        );
        assert!(
            asked < jobs && left[asked..].iter().all(is_unasked),
            "{budget:?}: then none"
        );
    }
    let left = answered(Budget::Rounds(10), false);
    assert!(!left.iter().any(is_unasked), "rounds know no time");
}

#[test]
fn the_listener_hears_costs_that_never_rise_and_at_last_that_of_the_plan() {
    let problem = rich(23);
    let watch = Ticking::default();
    let options = SolveOptions {
        seed: 3,
        threads: 1,
        budget: Budget::Time(Duration::from_millis(4_000)),
    };
    let plan = solve(&problem, &options, &watch).plan;
    let heard = watch.heard.lock().unwrap();
    assert!(heard.windows(2).all(|pair| pair[1].cost <= pair[0].cost), "{heard:?}");
    let last = heard.last().unwrap();
    assert_eq!(last.cost, plan.cost);
    assert_eq!(last.unassigned, plan.unassigned.len());
    assert_eq!(last.served + last.unassigned, problem.jobs().len());
    assert_eq!(last.travel, plan.routes.iter().map(|route| route.travel).sum());
}

#[test]
fn more_rounds_are_never_worse_than_the_first_draft() {
    for seed in 0..20 {
        let problem = rich(seed);
        assert!(
            solved(&problem, seed, 200).plan.cost <= solved(&problem, seed, 0).plan.cost,
            "seed {seed}"
        );
    }
}

#[test]
fn nothing_to_do_and_nobody_to_do_it_are_plans_too() {
    let full = rich(9);
    for (without_jobs, without_vehicles) in [(true, false), (false, true), (true, true)] {
        let mut parts: ProblemParts = full.parts().clone();
        if without_jobs {
            parts.jobs.clear();
        }
        if without_vehicles {
            parts.vehicles.clear();
        }
        let problem = Problem::new(parts).unwrap();
        let plan = solved(&problem, 1, 20).plan;
        assert!(plan.routes.is_empty());
        assert_eq!(plan.unassigned.len(), problem.jobs().len());
    }
}
