//! `named`: renames the parts in faults of a problem (`job 17`) to what the file calls them; no more than `FAULTS_MAX`
//! are kept.

use karavan_plan::problem::{Part, ProblemError};

/// So many faults are told; a file with more is another kind of file.
pub(super) const FAULTS_MAX: usize = 20;

/// Faults of a problem with its parts (`job 17`, counted from 0) called as the file calls them; parts that `name`
/// leaves unnamed stay as they are.
pub(super) fn named(faults: Vec<ProblemError>, name: impl Fn(&str, usize) -> Option<String>) -> Vec<ProblemError> {
    let rename = |fault: ProblemError| {
        let own = fault.part.position.and_then(|at| name(&fault.part.kind, at));
        ProblemError {
            part: own.map_or(fault.part, Part::only),
            rule: fault.rule,
        }
    };
    faults.into_iter().map(rename).take(FAULTS_MAX).collect()
}
