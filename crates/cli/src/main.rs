//! The one binary `karavan`: joins all rooms, holds no logic.

mod args;
mod commands;
mod failure;
mod moment;
mod output;
mod watch;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Karavan::parse();
    match commands::run(args.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
