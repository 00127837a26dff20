//! `solve`: runs any `Solver` on an instance and has its routes checked. Makes the command line of each solver and
//! translates the input and answer of `vrp-cli`.

use crate::checker::Instance;
use crate::options::{Compare, Solver};
use crate::process;
use crate::summary::Run;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A run is ended this many seconds after three times its limit.
const PATIENCE_SECONDS: f64 = 600.0;

/// What is to be run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job<'a> {
    pub(crate) solver: Solver,
    pub(crate) instance: &'a Instance,
    pub(crate) limit: f64,
    pub(crate) seed: u64,
}

/// Runs and judges.
pub(crate) fn solve(compare: &Compare, folder: &Path, job: &Job<'_>) -> anyhow::Result<Run> {
    let out = folder.join(format!("{}.json", job.solver.name()));
    // What an earlier run left must not be taken for an answer.
    if out.exists() {
        std::fs::remove_file(&out)?;
    }
    if job.solver == Solver::VrpCli {
        translate(compare, folder, job)?;
    }
    let words = words(compare, folder, job, &out)?;
    let program: Vec<&Path> = words.iter().map(PathBuf::as_path).collect();
    let most = Duration::from_secs_f64(3.0 * job.limit + PATIENCE_SECONDS);
    let log = folder.join(format!("{}.log", job.solver.name()));
    let spent = process::run(&compare.cores(), &program, &log, most)?;
    let answer: Option<Value> = std::fs::read(&out)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let answer = answer.filter(|answer| spent.is_good && answer["found"] != json!(false));
    let routes = answer.as_ref().map(|answer| match job.solver {
        Solver::VrpCli => tours(answer),
        _ => answer["routes"].clone(),
    });
    let verdict = match &routes {
        Some(routes) => Some(job.instance.check(&compare.bench, &compare.python, routes)?),
        None => None,
    };
    Ok(Run::new(job, spent, verdict, &answer.unwrap_or_default()))
}

/// The program and its words.
fn words(compare: &Compare, folder: &Path, job: &Job<'_>, out: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let (limit, seed) = (job.limit.to_string(), job.seed.to_string());
    let driver = |name: &str| compare.bench.join(name);
    let json = job.instance.json.clone();
    let words = |words: &[&str]| words.iter().map(PathBuf::from).collect::<Vec<_>>();
    Ok(match job.solver {
        Solver::Karavan => {
            let own = vec![std::env::current_exe()?, "ours".into(), job.instance.own.clone()];
            [
                own,
                words(&[&limit, &seed]),
                vec![out.into(), compare.threads.to_string().into()],
            ]
            .concat()
        }
        Solver::Pyvrp | Solver::Ortools => {
            let name = format!("solve_{}.py", job.solver.name());
            [
                vec![compare.python.clone(), driver(&name), json],
                words(&[&limit, &seed]),
                vec![out.into()],
            ]
            .concat()
        }
        // Its exploration level, not a seed.
        Solver::Vroom => [
            vec![compare.python.clone(), driver("solve_vroom.py"), json],
            words(&[&limit, "5"]),
            vec![out.into()],
        ]
        .concat(),
        Solver::VrpCli => {
            let file = |what: &str| folder.join(format!("{}.{what}.json", job.instance.name));
            let whole_seconds = job.limit.max(1.0).round().to_string();
            [
                vec![
                    compare.vrp_cli.clone(),
                    "solve".into(),
                    "pragmatic".into(),
                    file("problem"),
                    "-m".into(),
                    file("matrix"),
                ],
                vec!["-o".into(), out.into()],
                words(&["--max-time", &whole_seconds, "-p", "1,1"]),
            ]
            .concat()
        }
    })
}

/// Writes the instance as reinterpretcat/vrp reads it.
fn translate(compare: &Compare, folder: &Path, job: &Job<'_>) -> anyhow::Result<()> {
    let status = std::process::Command::new(&compare.python)
        .args([compare.bench.join("make_vrpcli.py"), job.instance.json.clone()])
        .env("BENCH_WORK", folder)
        .status()?;
    anyhow::ensure!(status.success(), "{} cannot be translated", job.instance.name);
    Ok(())
}

/// Routes of reinterpretcat/vrp's answer.
fn tours(answer: &Value) -> Value {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let number = |value: &Value| value.as_str().and_then(|text| text.parse::<u64>().ok());
    let route = |tour: &Value| {
        let activities = list(&tour["stops"])
            .into_iter()
            .flat_map(|stop| list(&stop["activities"]));
        let visits = activities.filter(|activity| activity["type"] == "delivery");
        let visits: Vec<u64> = visits.filter_map(|activity| number(&activity["jobId"])).collect();
        let vehicle = tour["vehicleId"]
            .as_str()
            .and_then(|name| name.rsplit('_').next()?.parse::<u64>().ok());
        json!([vehicle, visits])
    };
    list(&answer["tours"]).iter().map(route).collect()
}
