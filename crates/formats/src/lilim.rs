//! `read`: the text format of Li and Lim (2001): pairs of a pickup and its delivery, one depot, equal vehicles, time
//! windows.
//!
//! The first line has the number of vehicles, their capacity and their speed, which is not used; every further line a
//! task: number, x, y, demand, ready time, due date, service time, the number of its pickup and the number of its
//! delivery, 0 for none. The first task is the depot. A pickup names its delivery and has a positive demand, the
//! delivery names its pickup and has the same below zero.
//!
//! Published results count distances in floating point and fewest vehicles come first. Here times and distances are
//! thousandths, to the nearest, and in the search a used vehicle costs a power of ten above the distance of a plan.

use super::amount::{Amount, DUE, fleet, window};
use super::decimal::{Decimal, row};
use super::fault::{Faults, FormatError};
use super::instance::{Customer, Hierarchy, Instance, vehicle_of};
use super::scale::Scale;
use karavan_model::{Cost, Seconds};
use karavan_plan::bounds::LOAD_MAX;
use karavan_plan::ix::{JobIx, LocationIx};
use karavan_plan::problem::{ProblemParts, TimeWindow, VehicleCosts};
use karavan_plan::rules::{Rules, Shipment};
use karavan_plan::sets::SkillSet;
use karavan_plan::travel::Travel;
use std::collections::HashMap;

const FLEET: &str = "three numbers: vehicles, capacity and speed";
const ROW: &str = "nine numbers: task, x, y, demand, ready time, due date, service time, pickup, delivery";

/// Reads an instance; tasks keep the numbers of the file.
///
/// # Errors
/// All lines that are not what they must be, or numbers that make no problem.
pub fn read(text: &str) -> Result<Instance, FormatError> {
    let mut faults = Faults::default();
    let sheet = Sheet::read(text, &mut faults);
    // Where a line could not be read, its other end is not wrong.
    let sheet = sheet.filter(|_| faults.is_empty());
    let shipments = sheet.as_ref().map(|sheet| sheet.shipments(&mut faults));
    let (sheet, shipments) = faults.or(sheet.zip(shipments))?;
    let numbers = sheet.tasks.iter().map(|task| task.number).collect();
    let travel = sheet.travel;
    let longest = super::instance::longest_leg(&travel);
    let hierarchy = Hierarchy::above(2 * longest.saturating_mul(sheet.tasks.len() as i64));
    let shift = sheet.tasks.first().map_or(TimeWindow::ALWAYS, |depot| depot.window);
    let mut vehicle = vehicle_of(LocationIx(0), shift, vec![sheet.capacity]);
    vehicle.loads_max = None;
    vehicle.costs = VehicleCosts {
        fixed: hierarchy.per_vehicle,
        ..VehicleCosts::default()
    };
    let parts = ProblemParts {
        locations: sheet.tasks.len(),
        dimensions: 1,
        travel: vec![travel],
        depots: Vec::new(),
        jobs: Vec::new(),
        // More equal vehicles than pairs are of no use.
        vehicles: vec![vehicle; sheet.vehicles.min(shipments.len())],
        rules: Rules {
            shipments,
            ..Rules::default()
        },
    };
    let tasks = sheet.tasks.iter().enumerate().skip(1);
    let customers = tasks.map(|(at, task)| task.as_customer(at)).collect();
    Instance::with_hierarchy(parts, customers, numbers, hierarchy)
}

struct Sheet {
    vehicles: usize,
    capacity: i64,
    tasks: Vec<Task>,
    travel: Travel,
    last: usize,
}

struct Task {
    line: usize,
    number: u64,
    demand: i64,
    window: TimeWindow,
    service: Seconds,
    /// Its pickup and its delivery, 0 for none.
    pair: (u64, u64),
}

impl Task {
    fn as_customer(&self, at: usize) -> Customer {
        Customer {
            location: at.into(),
            window: self.window,
            service: self.service,
            load: vec![0],
            prize: None,
            refused: SkillSet::NONE,
        }
    }
}

impl Sheet {
    /// `None` only together with a fault.
    fn read(text: &str, faults: &mut Faults) -> Option<Self> {
        let last = text.lines().count().max(1);
        let lines = text.lines().map(str::trim).zip(1..);
        let mut lines = lines.filter(|(line, _)| !line.is_empty());
        let Some((fleet, at)) = lines.next() else {
            faults.expected(last, FLEET, "an empty file");
            return None;
        };
        let fleet = fleet_of(fleet, at, faults);
        let (mut tasks, mut points) = (Vec::new(), Vec::new());
        for (line, at) in lines {
            if let Some((task, point)) = task_of(line, at, faults) {
                tasks.push(task);
                points.push((at, point));
            }
        }
        match tasks.first() {
            None if faults.is_empty() => faults.expected(last, ROW, "the end of the file"),
            Some(depot) if depot.demand != 0 || depot.pair != (0, 0) => {
                faults.push(depot.line, "expected the depot first, with demand 0 and no pair");
            }
            _ => {}
        }
        let travel = Scale::THOUSANDTHS.travel(&points, faults);
        let (vehicles, capacity) = fleet?;
        Some(Self {
            vehicles,
            capacity,
            tasks,
            travel: travel?,
            last,
        })
    }

    /// Every task but the depot is one end of exactly one pair.
    fn shipments(&self, faults: &mut Faults) -> Vec<Shipment> {
        let mut place = HashMap::new();
        for (at, task) in self.tasks.iter().enumerate() {
            if place.insert(task.number, at).is_some() {
                faults.push(task.line, format!("expected a new task, found {} again", task.number));
            }
        }
        let mut shipments = Vec::with_capacity(self.tasks.len() / 2);
        for (at, task) in self.tasks.iter().enumerate().skip(1) {
            let other = match task.pair {
                (0, other) | (other, 0) if other != 0 => place.get(&other).copied(),
                _ => None,
            };
            let twin = other
                .filter(|other| *other != 0 && *other != at)
                .map(|other| &self.tasks[other]);
            let is_pickup = task.pair.0 == 0;
            let back = if is_pickup { (task.number, 0) } else { (0, task.number) };
            let sign = if is_pickup { 1 } else { -1 };
            match twin {
                Some(twin) if twin.pair == back && twin.demand == -task.demand && sign * task.demand > 0 => {}
                _ => faults.push(
                    task.line,
                    "expected one other task of the file as pickup or delivery, which names this one back and has \
                     the same demand with the other sign, positive at the pickup",
                ),
            }
            if is_pickup {
                let job = |at: usize| JobIx::from(at - 1);
                shipments.push(Shipment {
                    pickup: job(at),
                    delivery: job(other.unwrap_or(at).max(1)),
                    load: vec![task.demand],
                    ride_max: None,
                });
            }
        }
        if shipments.is_empty() {
            faults.push(self.last, "expected a pair of a pickup and a delivery");
        }
        shipments
    }
}

/// `None` only together with a fault.
fn fleet_of(line: &str, at: usize, faults: &mut Faults) -> Option<(usize, i64)> {
    // Published results do not use the speed; files have 1, 0 or nothing sensible there.
    let Some([vehicles, capacity, _speed]) = row(line) else {
        faults.expected(at, FLEET, line);
        return None;
    };
    fleet(at, vehicles, capacity, faults)
}

/// `None` only together with a fault.
fn task_of(line: &str, at: usize, faults: &mut Faults) -> Option<(Task, [Decimal; 2])> {
    let Some([number, x, y, demand, ready, due, service, pickup, delivery]) = row(line) else {
        faults.expected(at, ROW, line);
        return None;
    };
    let scale = Scale::THOUSANDTHS;
    let [number, pickup, delivery] = [number, pickup, delivery].map(|number| {
        let number = Amount::whole("a task's number", 0).read(at, number, faults);
        number.map(i64::unsigned_abs)
    });
    let demand = Amount::whole("a whole demand", -LOAD_MAX)
        .at_most(LOAD_MAX)
        .read(at, demand, faults);
    let window = window(at, [ready, due], DUE, scale, faults);
    let service = Amount::lasting("a service time", scale).read(at, service, faults);
    let task = Task {
        line: at,
        number: number?,
        demand: demand?,
        window: window?,
        service: Seconds(service?),
        pair: (pickup?, delivery?),
    };
    Some((task, [x, y]))
}

impl Hierarchy {
    /// The smallest power of ten above a distance.
    fn above(distance: i64) -> Self {
        let digits = distance.max(1).ilog10() + 1;
        Self {
            per_vehicle: Cost(10_i64.saturating_pow(digits)),
        }
    }
}
