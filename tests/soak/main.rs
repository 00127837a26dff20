//! The program of `make soak`: runs the long tests stage by stage, and writes their figures into `docs/trust.md`.
//!
//! The stages are rows of `stages.toml`. A stage is a command that must succeed; its lines with certain words are what
//! it measured. Names of stages as arguments run only those; the other rows of the table stay. A variable of the
//! environment wins over that of the row, for more or for a rehearsal of less; the table shows the command with what
//! was used.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a runner fails loudly and talks to a person"
)]

mod page;
mod stage;

use page::Page;
use stage::{Outcome, Stages};
use std::process::ExitCode;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let stages = Stages::read();
    if let Some(unknown) = wanted.iter().find(|name| stages.named(name).is_none()) {
        println!("{unknown} is no stage; there are: {}", stages.names().join(", "));
        return ExitCode::from(2);
    }
    let mut page = Page::read(&stages);
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for stage in stages.all() {
        if !wanted.is_empty() && !wanted.contains(&stage.name) {
            continue;
        }
        println!("== {}: {}", stage.name, stage.said());
        let outcome = stage.run();
        println!("== {}: {}", stage.name, outcome.told());
        match outcome {
            Outcome::Held { .. } => {}
            Outcome::Failed { .. } => failed.push(stage.name.clone()),
            Outcome::BrokenOff => return ExitCode::FAILURE,
        }
        // After each, so that what was measured outlives a stage that is broken off.
        rows.push(page.set(stage, &outcome));
        page.write();
    }
    println!("== written into docs/trust.md:\n{}", rows.join("\n"));
    if failed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("failed: {}", failed.join(", "));
    ExitCode::FAILURE
}
