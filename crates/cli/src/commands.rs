//! `run` calls the function of the command that was given. The commands are in files of this folder: `matrix` and
//! `route` in `travel.rs`, `backup` and `restore` in `backup.rs`, each other in a file of its name.

pub(crate) mod audit;
pub(crate) mod backup;
mod check;
mod city;
mod database;
mod demo;
mod geocode;
pub(crate) mod key;
mod listening;
mod map;
pub(crate) mod person;
mod plan;
mod plan_files;
pub(crate) mod region;
pub(crate) mod serve;
mod serve_config;
mod serve_regions;
mod solve;
pub(crate) mod source;
mod travel;
pub(crate) mod user;

use crate::args::Command;
use crate::failure::Failure;

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(&args),
        Command::City(args) => city::run(&args),
        Command::Map(args) => map::run(&args),
        Command::Matrix(args) => travel::matrix(&args),
        Command::Route(args) => travel::route(&args),
        Command::Geocode(args) => geocode::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Solve(args) => solve::run(&args),
        Command::Serve(args) => serve::run(args),
        Command::User(command) => user::run(command),
        Command::Key(command) => key::run(command),
        Command::Source(command) => source::run(command),
        Command::Audit(command) => audit::run(command),
        Command::Person(command) => person::run(command),
        Command::Region(command) => region::run(command),
        Command::Backup(args) => backup::backup(args),
        Command::Restore(args) => backup::restore(&args),
    }
}
