//! `Problem::new`: runs the checks of `checks.rs` on the parts, indexes the rules, and refuses prefixes that their
//! vehicle cannot drive even alone. Faults are told together; prefixes are driven when the parts are sound.

use crate::checks;
use crate::parts::ProblemParts;
use crate::problem::Problem;
use crate::problem_error::{Part, ProblemError};
use crate::rules::RuleIndex;
use crate::schedule::schedule;

impl Problem {
    /// Checks the parts once; afterwards no index, size or amount needs another look.
    ///
    /// # Errors
    /// All faults of the parts at once, each with its place.
    pub fn new(parts: ProblemParts) -> Result<Self, Vec<ProblemError>> {
        let faults = checks::faults(&parts);
        if !faults.is_empty() {
            return Err(faults);
        }
        let index = RuleIndex::new(&parts.rules, parts.jobs.len(), parts.vehicles.len());
        let problem = Self { parts, index };
        let faults = undrivable(&problem);
        if faults.is_empty() { Ok(problem) } else { Err(faults) }
    }
}

/// Prefixes that nobody can drive, even alone.
fn undrivable(problem: &Problem) -> Vec<ProblemError> {
    let faults = problem.rules().prefixes.iter().filter_map(|one| {
        let fault = schedule(problem, one.vehicle, &one.steps).err()?;
        Some(ProblemError {
            part: Part::at("prefix of vehicle", one.vehicle.at()),
            rule: format!("must be a route of its own, but {fault}"),
        })
    });
    faults.collect()
}
