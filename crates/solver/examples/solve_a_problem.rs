//! Solves an instance and prints its routes: `cargo run -p karavan-solver --example solve_a_problem [FILE [ROUNDS]]`.
//!
//! FILE is of a format that `karavan_formats` guesses; without one it is an instance of our own.
#![expect(clippy::print_stdout, reason = "an example prints")]

use karavan_formats::{Convention, PublishedInstance};
use karavan_plan::judge;
use karavan_solver::{Budget, SolveOptions, Watch, solve};
use std::error::Error;
use std::time::Duration;

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/instances/windows-25.txt");

/// With a budget of rounds no clock is needed, and the answer is the same on every machine.
struct NoClock;

impl Watch for NoClock {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// The answer in the instance's own numbers; the judge has looked at it.
fn answer(file: &str, rounds: u64) -> Result<serde_json::Value, Box<dyn Error>> {
    let instance = PublishedInstance::read(&std::fs::read(file)?, None, Convention::Published)?;
    let options = SolveOptions {
        seed: 1,
        threads: 1,
        budget: Budget::Rounds(rounds),
    };
    let solution = solve(instance.problem(), &options, &NoClock);
    match judge(instance.problem(), &solution.plan).first() {
        Some(violation) => Err(format!("the plan breaks a rule: {violation:?}").into()),
        None => Ok(instance.answer(&solution.plan)),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| OWN.to_owned());
    let rounds = arguments.next().map_or(Ok(2_000), |rounds| rounds.parse())?;
    println!("{:#}", answer(&file, rounds)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{OWN, answer};

    #[test]
    fn our_own_instances_are_solved() -> Result<(), Box<dyn std::error::Error>> {
        let windows = answer(OWN, 200)?;
        assert_eq!(windows["feasible"], true, "{windows}");
        let morning = answer(&OWN.replace("windows-25.txt", "morning-40.json"), 200)?;
        assert_eq!(morning["unassigned"], serde_json::json!([]), "{morning}");
        Ok(())
    }
}
