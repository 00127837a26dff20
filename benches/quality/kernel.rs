//! Micro benchmark of the solver: rounds of the search per second on one core, and nanoseconds per step of timing
//! routes. Every plan is judged.
//!
//! What a round is made of (joining segments, placing a customer, pricing a move) is private to the solver, so rounds
//! per second are where its cost is seen.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark fails loudly and talks to a person"
)]

use karavan_formats::{Convention, Format, PublishedInstance};
use karavan_plan::{Plan, Problem, StepKind, Timer, judge};
use karavan_quality::random::Rng;
use karavan_quality::{append, commit, machine};
use karavan_solver::{Budget, Solution, SolveOptions, Watch, solve};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// How long each problem is searched.
const LIMIT: Duration = Duration::from_secs(5);
/// How often every route is timed.
const REPEATS: u32 = 200;

struct Clock(Instant);

impl Watch for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

fn main() {
    for customers in [200, 1_000] {
        measure("time windows", customers, Format::Solomon, &windows(customers));
        measure("pickups and deliveries", customers, Format::Lilim, &pairs(customers));
    }
}

fn measure(what: &str, customers: u32, format: Format, text: &str) {
    let instance = PublishedInstance::read(text.as_bytes(), Some(format), Convention::Published).expect("an instance");
    let problem = instance.problem();
    let options = SolveOptions {
        seed: 1,
        threads: 1,
        budget: Budget::Time(LIMIT),
    };
    let clock = Clock(Instant::now());
    let Solution { plan, rounds, .. } = solve(problem, &options, &clock);
    let seconds = clock.elapsed().as_secs_f64();
    assert_eq!(judge(problem, &plan), [], "the plan is not allowed");
    assert_eq!(plan.unassigned, [], "somebody is left out");
    let row = json!({
        "bench": "kernel", "commit": commit(), "machine": machine(), "problem": what, "customers": customers,
        "rounds_per_second": rounds as f64 / seconds, "clock_nanoseconds_per_step": clock_of(problem, &plan),
    });
    report(&row);
}

fn report(row: &Value) {
    println!("{row}");
    append("kernel", std::slice::from_ref(row)).expect("the history is written");
}

/// What it takes to time the plan's own routes again, for each of their steps.
fn clock_of(problem: &Problem, plan: &Plan) -> f64 {
    let is_own = |kind: &StepKind| matches!(kind, StepKind::Load(_) | StepKind::Job(_));
    let tour = |route: &karavan_plan::Route| -> Vec<StepKind> {
        route.steps.iter().map(|step| step.kind).filter(is_own).collect()
    };
    let tours: Vec<_> = plan.routes.iter().map(|route| (route.vehicle, tour(route))).collect();
    let mut timer = Timer::default();
    let began = Instant::now();
    let mut cost = 0;
    for _ in 0..REPEATS {
        cost = 0;
        for (vehicle, tour) in &tours {
            let (own, _) = timer
                .cost(problem, *vehicle, tour, &|_| None)
                .expect("a route that was driven");
            cost += own.0;
        }
    }
    let nanoseconds = began.elapsed().as_nanos() as f64;
    assert_eq!(cost, plan.cost.0, "the clock prices the plan as the solver does");
    let steps: usize = tours.iter().map(|(_, tour)| tour.len()).sum();
    nanoseconds / f64::from(REPEATS) / steps as f64
}

/// Solomon's text: customers anywhere, an hour's window for each, some twelve to a vehicle.
fn windows(customers: u32) -> String {
    let mut rng = Rng(11);
    let mut text = format!("MADE\nVEHICLE\nNUMBER CAPACITY\n{customers} 200\nCUSTOMER\nCUST\n0 250 250 0 0 1800 0\n");
    for customer in 1..=customers {
        let (x, y, demand) = (rng.below(500), rng.below(500), 1 + rng.below(30));
        let ready = 350 + rng.below(900);
        let _written = writeln!(text, "{customer} {x} {y} {demand} {ready} {} 10", ready + 120);
    }
    text
}

/// Li and Lim's text: from anywhere to anywhere, with half the day to fetch and the whole day to bring.
fn pairs(customers: u32) -> String {
    let mut rng = Rng(12);
    let mut text = format!("{customers} 200 1\n0 250 250 0 0 4000 0 0 0\n");
    for pair in 0..customers / 2 {
        let (pickup, delivery, demand) = (2 * pair + 1, 2 * pair + 2, 1 + rng.below(30));
        let mut place = || (rng.below(500), rng.below(500));
        let ((a, b), (c, d)) = (place(), place());
        let ready = rng.below(1_000);
        let _written = writeln!(
            text,
            "{pickup} {a} {b} {demand} {ready} {} 10 0 {delivery}",
            ready + 1_000
        );
        let _written = writeln!(text, "{delivery} {c} {d} -{demand} 0 3600 10 {pickup} 0");
    }
    text
}
