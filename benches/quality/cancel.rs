//! Benchmark of cancelling a search: milliseconds from the cancel to the answer, for mornings of 120, 2,000 and
//! 10,000 requests, cancelled 1 ms to 8 s after `solve` began, so also while it prepares the problem and makes the
//! first plan. Every answer is judged.
//!
//! On a machine that does other work too, the milliseconds that the processor spent on it say more than those of the
//! wall; beside them stands what finding the reasons of all requests takes, which an early answer has to do.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark fails loudly and talks to a person"
)]

use karavan_formats::{Convention, Format, PublishedInstance};
use karavan_plan::{JobIx, Scout, judge, reasons_by};
use karavan_quality::city_morning::CityMorning;
use karavan_quality::{append, commit, machine};
use karavan_solver::{Budget, SolveOptions, Watch, solve};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// When the search is called off, milliseconds after it began.
const CALLED_OFF: [u64; 7] = [1, 20, 100, 300, 1_000, 3_000, 8_000];
/// It would go on for longer.
const LIMIT: Duration = Duration::from_secs(60);

struct Flag {
    began: Instant,
    is_up: AtomicBool,
}

impl Watch for Flag {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn is_cancelled(&self) -> bool {
        self.is_up.load(Ordering::Relaxed)
    }
}

fn main() {
    for (requests, volunteers) in [(120, 12), (2_000, 220), (10_000, 1_000)] {
        let morning = CityMorning {
            requests,
            volunteers,
            capacity: 16,
            service: 300,
            in_haste: 7,
        };
        let instance = PublishedInstance::read(morning.json().as_bytes(), Some(Format::City), Convention::Published);
        let instance = instance.expect("a morning");
        let reasons = reasons_of_all(&instance);
        for threads in [1, 2] {
            let answers = CALLED_OFF.map(|after| measure(&instance, threads, Duration::from_millis(after)));
            let wall: Vec<f64> = answers.iter().map(|answer| answer.wall).collect();
            let spent: Vec<Option<u64>> = answers.iter().map(|answer| answer.spent).collect();
            let row = json!({
                "bench": "cancel", "commit": commit(), "machine": machine(),
                "requests": requests, "volunteers": volunteers,
                "threads": threads, "called_off_after_milliseconds": CALLED_OFF,
                "milliseconds": wall, "processor_milliseconds": spent,
                "unassigned": answers.iter().map(|answer| answer.left).collect::<Vec<_>>(),
                "all_reasons_processor_milliseconds": reasons,
            });
            println!("{row}");
            append("cancel", std::slice::from_ref(&row)).expect("the history is written");
        }
    }
}

/// Milliseconds to the answer by the wall and by the processor, and how many requests it leaves out.
struct Answer {
    wall: f64,
    spent: Option<u64>,
    left: usize,
}

fn measure(instance: &PublishedInstance, threads: usize, after: Duration) -> Answer {
    let flag = Flag {
        began: Instant::now(),
        is_up: AtomicBool::new(false),
    };
    let options = SolveOptions {
        seed: 1,
        threads,
        budget: Budget::Time(LIMIT),
    };
    let (raised, before, solution, answered) = std::thread::scope(|scope| {
        let search = scope.spawn(|| (solve(instance.problem(), &options, &flag), Instant::now()));
        std::thread::sleep(after);
        let (raised, before) = (Instant::now(), processor_milliseconds());
        flag.is_up.store(true, Ordering::Relaxed);
        let (solution, answered) = search.join().expect("a search that does not panic");
        (raised, before, solution, answered)
    });
    let after = processor_milliseconds();
    assert_eq!(judge(instance.problem(), &solution.plan), [], "the plan is not allowed");
    assert!(solution.cancelled, "it was called off");
    Answer {
        wall: answered.saturating_duration_since(raised).as_secs_f64() * 1_000.0,
        spent: before.zip(after).map(|(before, after)| after - before),
        left: solution.plan.unassigned.len(),
    }
}

/// What it takes to say of every request why nobody does it.
fn reasons_of_all(instance: &PublishedInstance) -> Option<u64> {
    let before = processor_milliseconds()?;
    let scout = Scout::new(instance.problem());
    let jobs = (0..instance.problem().jobs().len()).map(JobIx::from);
    let codes: usize = jobs.map(|job| reasons_by(&scout, job).len()).sum();
    assert!(codes > 0, "nobody is without a reason");
    Some(processor_milliseconds()? - before)
}

/// What all threads of this process have spent, to ten milliseconds; nothing where the system does not say.
fn processor_milliseconds() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut ticks = fields
        .split_whitespace()
        .skip(11)
        .map_while(|field| field.parse::<u64>().ok());
    Some(10 * (ticks.next()? + ticks.next()?))
}
