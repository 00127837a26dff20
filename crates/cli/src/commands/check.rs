//! `karavan check`: reads a plan file, prints the rules it breaks and the goods it lacks, and fails if a rule is
//! broken. No map, no search, no changes.

use crate::args::Check;
use crate::failure::Failure;
use crate::output;
use karavan_dispatch::PlanDocument;

pub(crate) fn run(args: &Check) -> Result<(), Failure> {
    let name = args.plan.display();
    let bytes = output::read(&args.plan)?;
    let document: PlanDocument = serde_json::from_slice(&bytes)
        .map_err(|error| Failure::input(format!("{name}: {error}; give a file written by `karavan plan`")))?;
    let findings = karavan_dispatch::recheck::check(&document)?;
    for short in &document.summary.shortages {
        output::say(&format!("{name}: {}", short.text));
    }
    for finding in &findings {
        output::say(&format!("{name}: {finding}"));
    }
    if findings.is_empty() {
        output::say(&format!("{name}: no violation"));
        Ok(())
    } else {
        Err(anyhow::anyhow!("{name}: {} violations", findings.len()).into())
    }
}
