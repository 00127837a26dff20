//! The binary `karavan`: parses the command line (`args`), sets up the log, runs the command (`commands`) and returns
//! its exit code; a failure is reported by `output`.

mod args;
mod circumstances;
mod commands;
#[cfg(test)]
mod documented;
mod failure;
mod log;
mod output;
mod plan_lines;
mod progress;
mod values;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Karavan::parse();
    let begun = log::begin(args.log_format, args.command.usual_level());
    match begun.and_then(|()| commands::run(args.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => output::report(failure),
    }
}
