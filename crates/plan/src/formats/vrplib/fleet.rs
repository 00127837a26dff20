//! Vehicles: how many, from where, how much they carry, what they cost and where they may go.

use super::nodes::Nodes;
use super::sections::{Row, Sheet};
use crate::bounds::LOAD_MAX;
use crate::formats::decimal::Decimal;
use crate::formats::fault::Faults;
use crate::formats::instance::vehicle_of;
use crate::formats::scale::Scale;
use crate::problem::{Vehicle, VehicleCosts};
use crate::sets::SkillSet;
use karavan_model::{Cost, Meters, Seconds};
use std::collections::{BTreeMap, BTreeSet};

/// All vehicles of a file.
pub(super) struct Fleet {
    /// In order.
    pub(super) vehicles: Vec<Vehicle>,
    /// Kinds of vehicles that each location refuses; empty when all may go everywhere.
    pub(super) refused: Vec<SkillSet>,
}

/// A column with one number for all vehicles or one for each.
struct Columns<'s, 'a> {
    sheet: &'s mut Sheet<'a>,
    vehicles: usize,
}

impl Columns<'_, '_> {
    /// From `KEY : number` or from `KEY_SECTION`, made an amount by `amount`; nothing when the file has neither.
    fn read(
        &mut self,
        key: &str,
        what: &str,
        amount: impl Fn(Decimal) -> Option<i64>,
        faults: &mut Faults,
    ) -> Option<Vec<i64>> {
        let rows: Vec<(usize, Decimal)> = match self.sheet.number(key, faults) {
            Some(same) => vec![same; self.vehicles],
            None => {
                let section = self.sheet.take_section(&format!("{key}_SECTION"))?;
                let rows = section.numbered(self.vehicles, "vehicle", |width| width == 1, faults)?;
                rows.iter().map(|row| (row.line, row.numbers[0])).collect()
            }
        };
        let mut whole = |(line, number): (usize, Decimal)| {
            let amount = amount(number).filter(|amount| *amount >= 0);
            if amount.is_none() {
                faults.push(line, format!("expected {what} of at least 0"));
            }
            amount.unwrap_or(0)
        };
        Some(rows.into_iter().map(&mut whole).collect())
    }
}

impl Fleet {
    /// Without a number of vehicles there are `trucks`. `None` only together with a fault.
    pub(super) fn read(
        sheet: &mut Sheet<'_>,
        nodes: &Nodes,
        trucks: usize,
        scale: Scale,
        faults: &mut Faults,
    ) -> Option<Self> {
        let count = sheet.count("VEHICLES", Some(trucks), faults)?;
        let allowed = allowed(sheet, count, nodes, faults);
        let reloads = reload(sheet, count, nodes, faults);
        let whole = Decimal::whole;
        let length = |number: Decimal| scale.amount(number);
        let mut columns = Columns { sheet, vehicles: count };
        let depots = columns.read("VEHICLES_DEPOT", "the number of a depot", whole, faults);
        let capacities = columns.read("CAPACITY", "a whole capacity", whole, faults);
        let fixed = columns.read("VEHICLES_FIXED_COST", "a fixed cost", length, faults);
        let unit = columns.read("VEHICLES_UNIT_DISTANCE_COST", "a whole cost per unit", whole, faults);
        let distances = columns.read("VEHICLES_MAX_DISTANCE", "a longest distance", length, faults);
        // CVRPLIB's DISTANCE bounds a route with its service times.
        let durations =
            ["VEHICLES_MAX_DURATION", "DISTANCE"].map(|key| columns.read(key, "a longest route", length, faults));
        let reloads_max = columns.read("VEHICLES_MAX_RELOADS", "a whole number of reloads", whole, faults);
        let of = |column: &Option<Vec<i64>>, at: usize| column.as_ref().map(|column| column[at]);
        let vehicle = |at: usize| {
            let depot = match of(&depots, at) {
                Some(node) => nodes
                    .depots
                    .iter()
                    .find(|depot| i64::from(depot.location.0) == node - 1),
                None => nodes.depots.first(),
            }?;
            let longest = durations.iter().filter_map(|column| of(column, at)).min();
            let again = of(&reloads_max, at).map(|most| u32::try_from(most).unwrap_or(u32::MAX).saturating_add(1));
            Some(Vehicle {
                skills: allowed.vehicles.get(at).copied().unwrap_or(SkillSet::NONE),
                loads_max: if reloads[at] { again } else { Some(1) },
                duration_max: longest.map(Seconds),
                distance_max: of(&distances, at).map(Meters),
                costs: VehicleCosts {
                    fixed: Cost(of(&fixed, at).unwrap_or(0)),
                    per_travel_second: of(&unit, at).unwrap_or(1),
                    ..VehicleCosts::default()
                },
                ..vehicle_of(
                    depot.location,
                    depot.windows[0],
                    vec![of(&capacities, at).unwrap_or(LOAD_MAX)],
                )
            })
        };
        let vehicles: Option<Vec<Vehicle>> = (0..count).map(vehicle).collect();
        if vehicles.is_none() {
            faults.push(
                columns.sheet.last,
                "expected every row of VEHICLES_DEPOT_SECTION to name a depot",
            );
        }
        Some(Self {
            vehicles: vehicles?,
            refused: allowed.refused,
        })
    }
}

/// The kind of each vehicle, and the kinds that each location refuses; both empty when all may go everywhere.
#[derive(Default)]
struct Allowed {
    vehicles: Vec<SkillSet>,
    refused: Vec<SkillSet>,
}

/// Vehicles that may go to the same customers are of one kind and have that kind's skill; a customer refuses all kinds that
/// may not come.
fn allowed(sheet: &mut Sheet<'_>, vehicles: usize, nodes: &Nodes, faults: &mut Faults) -> Allowed {
    let Some(section) = sheet.take_section("VEHICLES_ALLOWED_CLIENTS_SECTION") else {
        return Allowed::default();
    };
    let line = section.line;
    let Some(rows) = section.numbered(vehicles, "vehicle", |_| true, faults) else {
        return Allowed::default();
    };
    let locations = nodes.numbers.len();
    let mut kinds: BTreeMap<BTreeSet<usize>, SkillSet> = BTreeMap::new();
    let mut skills = Vec::with_capacity(vehicles);
    for row in &rows {
        let customers = nodes_of(row, locations, faults).into_iter().collect();
        let next = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
        let next = SkillSet(1_u64.checked_shl(next).unwrap_or(0));
        skills.push(*kinds.entry(customers).or_insert(next));
    }
    if kinds.len() > u64::BITS as usize {
        faults.push(line, format!("expected at most {} kinds of vehicles", u64::BITS));
    }
    let refused = |at: usize| {
        let strangers = kinds.iter().filter(|(customers, _)| !customers.contains(&at));
        SkillSet(strangers.fold(0, |all, (_, skill)| all | skill.0))
    };
    Allowed {
        vehicles: skills,
        refused: (0..locations).map(refused).collect(),
    }
}

/// Whether each vehicle may load again. With several depots a vehicle could only be told to load at any of them.
fn reload(sheet: &mut Sheet<'_>, vehicles: usize, nodes: &Nodes, faults: &mut Faults) -> Vec<bool> {
    let none = vec![false; vehicles];
    let Some(section) = sheet.take_section("VEHICLES_RELOAD_DEPOT_SECTION") else {
        return none;
    };
    if nodes.depots.len() != 1 {
        faults.push(section.line, "loading again is only supported with one depot");
        return none;
    }
    let Some(rows) = section.numbered(vehicles, "vehicle", |_| true, faults) else {
        return none;
    };
    let mut may = |row: &Row| {
        let at = nodes_of(row, nodes.numbers.len(), faults);
        if at.iter().any(|at| *at != nodes.depots[0].location.at()) {
            faults.push(row.line, "expected the depot");
        }
        !at.is_empty()
    };
    rows.iter().map(&mut may).collect()
}

/// Locations of the nodes that a row names.
fn nodes_of(row: &Row, locations: usize, faults: &mut Faults) -> Vec<usize> {
    let mut found = Vec::with_capacity(row.numbers.len());
    for number in &row.numbers {
        let node = number.whole().and_then(|number| usize::try_from(number).ok());
        let at = node.and_then(|node| node.checked_sub(1)).filter(|at| *at < locations);
        match at {
            Some(at) => found.push(at),
            None => faults.push(row.line, format!("expected nodes from 1 to {locations}")),
        }
    }
    found
}
