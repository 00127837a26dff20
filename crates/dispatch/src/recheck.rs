//! `check`: judges a plan document again, from the times and the evidence it holds: rules that are broken, requests
//! listed twice, wrong counts in the summary, wrong loads and shortages. The rules of routes are those of
//! `karavan_plan::judge`.

mod finding;
mod loads;
mod reader;

pub use finding::Finding;
pub use loads::complete;

use crate::DispatchError;
use crate::document::{FORMAT, PlanDocument, Stop, rejected_rows};
use crate::shortage;
use karavan_plan::judge;
pub(crate) use reader::{Reader, problem};
use std::collections::BTreeSet;

/// Judges a document.
///
/// # Errors
/// When it is no plan document, or names things its own evidence does not know.
pub fn check(document: &PlanDocument) -> Result<Vec<Finding>, DispatchError> {
    if document.format != FORMAT {
        let format = &document.format;
        return Err(DispatchError::Document(format!(
            "format “{format}” is not known; expected “{FORMAT}”"
        )));
    }
    let problem = problem(document)?;
    let legend = &document.evidence.legend;
    let plan = Reader::new(legend, &problem)?.plan(document)?;
    let mut findings = repeated_requests(document);
    findings.extend(wrong_summary(document));
    findings.extend(shortage::wrong(document));
    let (misplaced, mut violations) = loads::check(document, &problem, &plan);
    findings.extend(misplaced);
    violations.splice(0..0, judge(&problem, &plan));
    findings.extend(violations.into_iter().map(|violation| {
        Finding::Broken {
            volunteer: violation
                .vehicle
                .map(|vehicle| legend.volunteers[vehicle.at()].to_string()),
            request: violation.job.map(|job| legend.requests[job.at()].clone()),
            violation,
        }
    }));
    Ok(findings)
}

/// Every request is in exactly one list.
fn repeated_requests(document: &PlanDocument) -> Vec<Finding> {
    let visited = document
        .routes
        .iter()
        .flat_map(|route| &route.stops)
        .flat_map(Stop::held);
    let left = document.unassigned.iter().map(|left| &left.request);
    let open = document.needs_info.iter().map(|question| &question.request);
    let mut seen = BTreeSet::new();
    visited
        .chain(left)
        .chain(open)
        .filter(|request| !seen.insert(*request))
        .map(|request| Finding::Inconsistent(format!("request {request} is in the plan more than once")))
        .collect()
}

fn wrong_summary(document: &PlanDocument) -> Vec<Finding> {
    let said = &document.summary;
    let served: usize = document
        .routes
        .iter()
        .flat_map(|route| &route.stops)
        .map(|stop| stop.held().count())
        .sum();
    let counts = [
        ("served", said.served, served),
        ("unassigned", said.unassigned, document.unassigned.len()),
        ("needs_info", said.needs_info, document.needs_info.len()),
        ("rejected", said.rejected, rejected_rows(&document.rejected)),
        ("routes", said.routes, document.routes.len()),
    ];
    let wrong = counts.into_iter().filter(|(_, said, real)| said != real);
    wrong
        .map(|(name, said, real)| Finding::Inconsistent(format!("summary.{name} says {said}, the plan has {real}")))
        .collect()
}
