//! The program `quality`: runs karavan and other solvers one after the other on the same cores, has their answers
//! judged by `checker.rs`, prints tables of gaps, time to target, mornings and equal service, and keeps the figures in
//! the history. Its command `ours` is one run of karavan.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it talks to a person")]

mod checker;
mod equal_service;
mod history;
mod options;
mod ours;
mod process;
mod run_solver;
mod summary;
mod table;

use anyhow::Context;
use clap::Parser;
use options::{Command, Compare};
use run_solver::Job;
use summary::{Run, Summary};

fn main() -> anyhow::Result<()> {
    match options::Quality::parse().command {
        Command::Compare(compare) => run(&compare),
        Command::Ours(own) => ours::run(&own),
    }
}

fn run(compare: &Compare) -> anyhow::Result<()> {
    let folder = compare.work_folder()?;
    let instances = compare
        .instances
        .iter()
        .map(|name| checker::Instance::read(&compare.bench, name));
    let instances: Vec<checker::Instance> = instances.collect::<Result<_, _>>()?;
    let mut runs: Vec<Run> = Vec::new();
    // Solvers take turns on every instance, so that whatever else the machine does falls on all of them.
    for instance in &instances {
        for &limit in &compare.limits {
            for seed in 1..=compare.seeds {
                for &solver in &compare.solvers {
                    if seed > 1 && solver.is_repeatable() {
                        continue;
                    }
                    let job = Job {
                        solver,
                        instance,
                        limit,
                        seed,
                    };
                    let done = run_solver::solve(compare, &folder, &job).context("a run could not be started")?;
                    eprintln!("{}", table::line(&done));
                    runs.push(done);
                }
            }
        }
    }
    let summary = Summary::new(&instances, &runs);
    print!("{}", table::gaps(compare, &summary));
    print!("{}", table::targets(compare, &summary));
    print!("{}", table::mornings(compare, &summary));
    let beside = equal_service::all(compare, &summary)?;
    print!("{}", table::equal_service(&beside));
    std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    history::keep(compare, &summary, &beside)
}
