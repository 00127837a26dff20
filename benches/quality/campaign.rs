//! Benchmark of the solver on campaign days of up to 20,000 parcels and 300 cars: when it has a first plan, what it
//! serves after ten seconds on two threads, and the peak memory. The plan it ends with is judged.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark fails loudly and talks to a person"
)]

use karavan_formats::{Convention, Format, PublishedInstance};
use karavan_plan::judge;
use karavan_quality::city_morning::CityMorning;
use karavan_quality::{append, commit, machine};
use karavan_solver::{Budget, Progress, SolveOptions, Watch, solve};
use serde_json::json;
use std::sync::Mutex;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(10);

/// A clock that remembers when it first heard of a plan.
struct Listener {
    began: Instant,
    first: Mutex<Option<Progress>>,
}

impl Watch for Listener {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn progress(&self, progress: &Progress) {
        let mut first = self.first.lock().expect("nobody panicked");
        if first.is_none() && progress.served > 0 {
            *first = Some(*progress);
        }
    }
}

fn main() {
    // Memory only grows, so the smaller days come first.
    for (requests, volunteers) in [(5_000, 75), (10_000, 150), (20_000, 300)] {
        let morning = CityMorning {
            requests,
            volunteers,
            capacity: 70,
            service: 120,
            in_haste: 0,
        };
        let instance = PublishedInstance::read(morning.json().as_bytes(), Some(Format::City), Convention::Published);
        let instance = instance.expect("a morning");
        let listener = Listener {
            began: Instant::now(),
            first: Mutex::new(None),
        };
        let options = SolveOptions {
            seed: 1,
            threads: 2,
            budget: Budget::Time(LIMIT),
        };
        let solution = solve(instance.problem(), &options, &listener);
        let took = listener.elapsed().as_secs_f64();
        assert_eq!(judge(instance.problem(), &solution.plan), [], "the plan is not allowed");
        let first = listener.first.lock().expect("nobody panicked");
        let served = |unassigned: usize| requests as usize - unassigned;
        let row = json!({
            "bench": "campaign", "commit": commit(), "machine": machine(),
            "requests": requests, "volunteers": volunteers,
            "threads": 2, "limit_seconds": LIMIT.as_secs_f64(), "seconds": took,
            "first_plan_seconds": first.map(|first| first.elapsed.as_secs_f64()),
            "first_plan_served": first.map(|first| first.served),
            "served": served(solution.plan.unassigned.len()),
            "travel_seconds": solution.plan.routes.iter().map(|route| route.travel.0).sum::<i64>(),
            "rounds": solution.rounds, "memory_peak_mib": memory_peak_mib(),
        });
        println!("{row}");
        append("campaign", std::slice::from_ref(&row)).expect("the history is written");
    }
}

/// What the system says of this process; nothing where it does not.
fn memory_peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes / 1024)
}
