//! Solves a `city-json-1` morning from a file and prints its routes: `morning FILE SECONDS THREADS SEED`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

use karavan_formats::city::CityInstance;
use karavan_plan::judge;
use karavan_solver::{Budget, Progress, SolveOptions, Watch, solve};
use std::error::Error;
use std::time::{Duration, Instant};

struct Clock(Instant);

impl Watch for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn progress(&self, progress: &Progress) {
        let Progress {
            elapsed,
            rounds,
            served,
            travel,
            ..
        } = progress;
        eprintln!(
            "{:>7.2} s {rounds:>8} rounds {served:>6} served {travel:>8} s",
            elapsed.as_secs_f64()
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, file, seconds, threads, seed] = args.as_slice() else {
        return Err("usage: morning FILE SECONDS THREADS SEED".into());
    };
    let instance = CityInstance::parse(&std::fs::read(file)?)?;
    let problem = instance.problem();
    let options = SolveOptions {
        seed: seed.parse()?,
        threads: threads.parse()?,
        budget: Budget::Time(Duration::from_secs_f64(seconds.parse()?)),
    };
    let clock = Clock(Instant::now());
    let solution = solve(problem, &options, &clock);
    eprintln!("{:.3} s, {} rounds", clock.0.elapsed().as_secs_f64(), solution.rounds);
    let violations = judge(problem, &solution.plan);
    if !violations.is_empty() {
        return Err(format!("{violations:?}").into());
    }
    println!("{}", instance.answer(&solution.plan));
    Ok(())
}
