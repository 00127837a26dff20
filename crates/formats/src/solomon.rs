//! `read`: the text format of Solomon (1987) and of Gehring and Homberger (1999): one depot, equal vehicles, time
//! windows.
//!
//! A name, `VEHICLE` with the number of vehicles and their capacity, `CUSTOMER` with rows of number, x, y, demand,
//! ready time, due date and service time; the first row is the depot. Blank lines and spaces do not matter. Costs count
//! tenths (`⌊10·d⌋` per leg, times likewise) or, exact, thousandths; the number of vehicles is a limit and no goal.

use super::amount::{Amount, DUE, fleet, window};
use super::decimal::{Decimal, row};
use super::fault::{Faults, FormatError};
use super::instance::{Customer, Instance, vehicle_of};
use super::scale::{Convention, Hours, Scale};
use karavan_model::Seconds;
use karavan_plan::bounds::LOAD_MAX;
use karavan_plan::ix::LocationIx;
use karavan_plan::problem::{Depot, ProblemParts, TimeWindow};
use karavan_plan::rules::Rules;
use karavan_plan::sets::SkillSet;
use karavan_plan::travel::Travel;
use std::collections::HashSet;

const FLEET: &str = "two whole numbers: vehicles and capacity";
const ROW: &str = "seven numbers: customer, x, y, demand, ready time, due date, service time";
/// Lines that only head others.
const HEADINGS: [&str; 4] = ["VEHICLE", "NUMBER", "CUSTOMER", "CUST"];

/// Reads an instance; customers keep the numbers of the file.
///
/// # Errors
/// All lines that are not what they must be, or numbers that make no problem.
pub fn read(text: &str, precision: Convention) -> Result<Instance, FormatError> {
    let mut faults = Faults::default();
    let sheet = Sheet::read(text, Scale::of(precision, Hours::Windows), &mut faults);
    let sheet = faults.or(sheet)?;
    let numbers = sheet.nodes.iter().map(|node| node.number).collect();
    let (depot, customers) = sheet.nodes.split_first().map_or((None, &[][..]), |(a, b)| (Some(a), b));
    let shift = depot.map_or(TimeWindow::ALWAYS, |depot| depot.window);
    let vehicle = vehicle_of(LocationIx(0), shift, vec![sheet.capacity]);
    let parts = ProblemParts {
        locations: sheet.nodes.len(),
        dimensions: 1,
        travel: vec![sheet.travel],
        depots: depot.map(Node::as_depot).into_iter().collect(),
        jobs: Vec::new(),
        // More equal vehicles than customers are of no use.
        vehicles: vec![vehicle; sheet.vehicles.min(customers.len())],
        rules: Rules::default(),
    };
    let customers = customers.iter().zip(1_usize..).map(|(node, at)| node.as_customer(at));
    Instance::new(parts, customers.collect(), numbers)
}

struct Sheet {
    vehicles: usize,
    capacity: i64,
    nodes: Vec<Node>,
    travel: Travel,
}

struct Node {
    number: u64,
    demand: i64,
    window: TimeWindow,
    service: Seconds,
}

impl Node {
    fn as_depot(&self) -> Depot {
        Depot {
            location: LocationIx(0),
            windows: vec![self.window],
            service: self.service,
        }
    }

    fn as_customer(&self, at: usize) -> Customer {
        Customer {
            location: at.into(),
            window: self.window,
            service: self.service,
            load: vec![self.demand],
            prize: None,
            refused: SkillSet::NONE,
        }
    }
}

impl Sheet {
    /// `None` only together with a fault.
    fn read(text: &str, scale: Scale, faults: &mut Faults) -> Option<Self> {
        let lines = text.lines().map(str::trim).zip(1..);
        let mut lines = lines.filter(|(line, _)| !line.is_empty());
        let last = text.lines().count().max(1);
        let is_heading = |line: &str| {
            let word = line.split_whitespace().next().unwrap_or("").to_uppercase();
            HEADINGS.contains(&word.as_str())
        };
        // The first line is a name, whatever it says.
        let Some((name, at)) = lines.next() else {
            faults.expected(last, "a name", "an empty file");
            return None;
        };
        if name.to_uppercase() == HEADINGS[0] {
            faults.push(at, "expected a name before VEHICLE");
        }
        let mut rows = lines.filter(|(line, _)| !is_heading(line));
        let fleet = rows.next();
        let Some((fleet, at)) = fleet else {
            faults.expected(last, FLEET, "the end of the file");
            return None;
        };
        let fleet = fleet_of(fleet, at, faults);
        let mut nodes: Vec<Node> = Vec::new();
        let mut points = Vec::new();
        let mut seen = HashSet::new();
        for (line, at) in rows {
            let Some((node, point)) = node_of(line, at, scale, faults) else {
                continue;
            };
            if !seen.insert(node.number) {
                faults.push(at, format!("expected a new customer, found {} again", node.number));
            }
            // Behind a row that cannot be read this is not the first.
            if nodes.is_empty() && faults.is_empty() && node.demand != 0 {
                faults.push(at, "expected the depot first, with demand 0");
            }
            nodes.push(node);
            points.push((at, point));
        }
        if nodes.is_empty() && faults.is_empty() {
            faults.expected(last, ROW, "the end of the file");
        }
        let travel = scale.travel(&points, faults);
        let (vehicles, capacity) = fleet?;
        Some(Self {
            vehicles,
            capacity,
            nodes,
            travel: travel?,
        })
    }
}

/// `None` only together with a fault.
fn fleet_of(line: &str, at: usize, faults: &mut Faults) -> Option<(usize, i64)> {
    let Some([vehicles, capacity]) = row(line) else {
        faults.expected(at, FLEET, line);
        return None;
    };
    fleet(at, vehicles, capacity, faults)
}

/// `None` only together with a fault.
fn node_of(line: &str, at: usize, scale: Scale, faults: &mut Faults) -> Option<(Node, [Decimal; 2])> {
    let Some([number, x, y, demand, ready, due, service]) = row(line) else {
        faults.expected(at, ROW, line);
        return None;
    };
    let number = Amount::whole("a customer's number", 0).read(at, number, faults);
    let demand = Amount::whole("a whole demand", 0)
        .at_most(LOAD_MAX)
        .read(at, demand, faults);
    let window = window(at, [ready, due], DUE, scale, faults);
    let service = Amount::lasting("a service time", scale).read(at, service, faults);
    let node = Node {
        number: number?.unsigned_abs(),
        demand: demand?,
        window: window?,
        service: Seconds(service?),
    };
    Some((node, [x, y]))
}
