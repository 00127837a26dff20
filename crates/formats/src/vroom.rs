//! VROOM's JSON (version 1.15 of its API): jobs, shipments, vehicles with breaks, tables; and its answers.
//!
//! A file ([`VroomFile`]) is planned by way of a problem ([`VroomInstance`]), or only timed: its `steps` are taken as
//! they are, and the best moments and what is wrong with them are told ([`VroomFile::timed`]). Either way the answer
//! has VROOM's form.
//!
//! Moments of a problem count from the first above 0 that the file names; timed steps keep theirs. What a problem
//! cannot say is refused by name: see `docs/formats.md`.

mod answer;
mod best_moments;
mod checks;
mod file;
mod initial_steps;
mod input;
mod obstacle;
mod output;
mod place;
mod plan_mode;
mod position;
mod priority;
mod problem;
mod refusals;
mod rules;
mod stop;
mod tariff;
mod task;
mod travel_tables;
mod walk;

pub use file::VroomFile;
pub use problem::VroomInstance;
pub use travel_tables::{Measure, straight_lines};
