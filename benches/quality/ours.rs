//! `quality ours`: one run of karavan's solver on an instance, writing to a file the routes, their travel, the rounds,
//! the seconds, and what the search told of its plans on the way. A plan that our own judge refuses is an error.
//! `run_solver.rs` starts it as a process.

use crate::options::Own;
use anyhow::{Context, anyhow};
use karavan_formats::{Convention, PublishedInstance};
use karavan_plan::judge;
use karavan_solver::{Budget, Progress, SolveOptions, Watch, solve};
use serde_json::{Value, json};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A clock that keeps what it is told.
struct Trace {
    began: Instant,
    seen: Mutex<Vec<(f64, usize, i64)>>,
}

impl Watch for Trace {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn progress(&self, progress: &Progress) {
        if let Ok(mut seen) = self.seen.lock() {
            seen.push((progress.elapsed.as_secs_f64(), progress.unassigned, progress.cost.0));
        }
    }
}

pub(crate) fn run(own: &Own) -> anyhow::Result<()> {
    let trace = Trace {
        began: Instant::now(),
        seen: Mutex::new(Vec::new()),
    };
    let bytes = std::fs::read(&own.instance).with_context(|| own.instance.display().to_string())?;
    let instance = PublishedInstance::read(&bytes, None, Convention::Published)?;
    let options = SolveOptions {
        seed: own.seed,
        threads: own.threads,
        budget: Budget::Time(Duration::from_secs_f64(own.limit)),
    };
    let solution = solve(instance.problem(), &options, &trace);
    let seconds = trace.began.elapsed().as_secs_f64();
    let violations = judge(instance.problem(), &solution.plan);
    if let Some(first) = violations.first() {
        return Err(anyhow!("our own judge: {first}"));
    }
    let answer = instance.answer(&solution.plan);
    let seen = trace.seen.into_inner().unwrap_or_default();
    let told = json!({
        "version": concat!("karavan ", env!("CARGO_PKG_VERSION")),
        "routes": numbered(&answer["routes"]),
        "travels": solution.plan.routes.iter().map(|route| route.travel.0).collect::<Vec<_>>(),
        "iters": solution.rounds,
        "seconds": seconds,
        "trace": seen,
    });
    std::fs::write(&own.out, told.to_string()).with_context(|| own.out.display().to_string())
}

/// `[[vehicle, [customer, …]], …]`; where all vehicles are equal they are counted.
fn numbered(routes: &Value) -> Value {
    let whole = |(at, route): (usize, &Value)| match route.as_array().map(Vec::as_slice) {
        Some([vehicle, visits @ Value::Array(_)]) => json!([vehicle, visits]),
        _ => json!([at, route]),
    };
    let routes = routes.as_array().into_iter().flatten();
    routes.enumerate().map(whole).collect()
}
