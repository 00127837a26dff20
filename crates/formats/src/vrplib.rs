//! `read`: the VRPLIB format, `KEY : value` lines and `…_SECTION` tables, as CVRPLIB and PyVRP's instances use them.
//!
//! Read are CVRP (with a longest route), VRPTW, several depots (MDVRPTW), unlike vehicles (HFVRP), vehicles that may
//! not go everywhere (SDVRPTW), customers with prizes (PCVRPTW), loading again, goods that come late to the depot
//! (MTVRPTWR), and TSP. Other keys and sections are refused by name, but for remarks and what only pictures need.
//!
//! Distances are `EUC_2D` or `EXPLICIT` (`FULL_MATRIX`, `LOWER_ROW`), and take as long as they are far. With
//! `TIME_WINDOW_SECTION` distances, times, costs and prizes are tenths (`⌊10·d⌋`), without it whole numbers (`⌊d +
//! ½⌋`), exact thousandths. Answers number locations from 0 as published solutions do: node 1 of the file is 0.

mod distances;
mod fleet;
mod kinds;
mod nodes;
mod sections;

use super::fault::{Faults, FormatError};
use super::instance::Instance;
use super::scale::{Convention, Hours, Scale};
use fleet::Fleet;
use karavan_plan::problem::ProblemParts;
use karavan_plan::rules::Rules;
use karavan_plan::sets::SkillSet;
use kinds::KINDS;
use nodes::Nodes;
use sections::Sheet;

/// Reads an instance.
///
/// # Errors
/// All lines that are not what they must be, sections that say what a problem here cannot say, or numbers that make no
/// problem.
pub fn read(text: &str, precision: Convention) -> Result<Instance, FormatError> {
    let mut faults = Faults::default();
    let said = read_parts(Sheet::read(text, &mut faults), precision, &mut faults);
    let (nodes, parts) = faults.or(said)?;
    Instance::new(parts, nodes.customers, nodes.numbers)
}

/// `None` only together with a fault.
fn read_parts(mut sheet: Sheet<'_>, precision: Convention, faults: &mut Faults) -> Option<(Nodes, ProblemParts)> {
    for remark in ["NAME", "COMMENT", "DISPLAY_DATA_TYPE", "NODE_COORD_TYPE"] {
        let _unread = sheet.take_word(remark);
    }
    let kind = sheet.take_word("TYPE");
    // What a faulty line was meant to be is not missing.
    if faults.is_empty() {
        kinds::check(kind, &sheet, faults);
    }
    let locations = sheet.count("DIMENSION", None, faults)?;
    let hours = match sheet.has_section("TIME_WINDOW_SECTION") {
        true => Hours::Windows,
        false => Hours::Always,
    };
    let scale = Scale::of(precision, hours);
    let travel = distances::read(&mut sheet, locations, scale, faults);
    let nodes = Nodes::read(&mut sheet, locations, scale, faults);
    let is_tour = kind.is_some_and(|kind| kind.text == "TSP");
    let trucks = if is_tour { 1 } else { nodes.customers.len() };
    let vehicles = sheet.count("VEHICLES", Some(trucks), faults)?;
    // Without a good depot nothing can be said of vehicles, nor of what they left over.
    if nodes.depots.is_empty() {
        return None;
    }
    let fleet = Fleet::read(&mut sheet, &nodes, vehicles, scale, faults);
    sheet.refuse_rest(faults);
    // A section that is refused says more than a kind that is.
    if let Some(kind) = kind.filter(|kind| faults.is_empty() && !KINDS.contains(&kind.text)) {
        let kinds = format!("TYPE to be one of {}", KINDS.join(", "));
        faults.expected(kind.line, &kinds, kind.text);
    }
    let mut nodes = nodes;
    for customer in &mut nodes.customers {
        customer.refused = fleet
            .refused
            .get(customer.location.at())
            .copied()
            .unwrap_or(SkillSet::NONE);
    }
    let parts = ProblemParts {
        locations,
        dimensions: 1,
        travel: vec![travel?],
        depots: nodes.depots.clone(),
        jobs: Vec::new(),
        vehicles: fleet.vehicles,
        rules: Rules {
            releases: std::mem::take(&mut nodes.releases),
            ..Rules::default()
        },
    };
    Some((nodes, parts))
}
