//! `Fleet`: the vehicles of a VRPLIB file: number, depot, capacity, costs, limits, reloading, and which customers
//! each kind may visit.

use super::nodes::Nodes;
use super::sections::{Row, Sheet};
use crate::amount::Amount;
use crate::decimal::Decimal;
use crate::fault::Faults;
use crate::instance::vehicle_of;
use crate::scale::Scale;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::bounds::{AMOUNT_MAX, LOAD_MAX, WEIGHT_MAX};
use karavan_plan::problem::{Depot, Vehicle, VehicleCosts};
use karavan_plan::sets::SkillSet;
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
    /// From `KEY : number` or from `KEY_SECTION`; nothing when the file has neither.
    fn read(&mut self, key: &str, amount: Amount, faults: &mut Faults) -> Option<Vec<i64>> {
        let rows = self.rows(key, faults)?;
        let whole = |(line, number)| amount.read(line, number, faults).unwrap_or(0);
        Some(rows.into_iter().map(whole).collect())
    }

    fn rows(&mut self, key: &str, faults: &mut Faults) -> Option<Vec<(usize, Decimal)>> {
        if let Some(same) = self.sheet.number(key, faults) {
            return Some(vec![same; self.vehicles]);
        }
        let section = self.sheet.take_section(&format!("{key}_SECTION"))?;
        let rows = section.numbered(self.vehicles, "vehicle", |width| width == 1, faults)?;
        Some(rows.iter().map(|row| (row.line, row.numbers[0])).collect())
    }

    /// Where each vehicle is at home, by place in the list of depots.
    fn depots(&mut self, depots: &[Depot], faults: &mut Faults) -> Vec<usize> {
        let key = "VEHICLES_DEPOT";
        if depots.len() > 1 && !self.sheet.has(key) && !self.sheet.has("VEHICLES_DEPOT_SECTION") {
            faults.push(
                self.sheet.last,
                format!("expected {key}_SECTION before the end: with several depots every vehicle needs its own"),
            );
        }
        let rows = self.rows(key, faults).unwrap_or_default();
        let home = |(line, number): (usize, Decimal)| {
            let node = number.whole();
            let home = depots
                .iter()
                .position(|depot| node == Some(i64::from(depot.location.0) + 1));
            if home.is_none() {
                faults.push(line, "expected the number of a depot");
            }
            home.unwrap_or(0)
        };
        let mut homes: Vec<usize> = rows.into_iter().map(home).collect();
        homes.resize(self.vehicles, 0);
        homes
    }
}

impl Fleet {
    /// The vehicles of a file that has depots.
    pub(super) fn read(sheet: &mut Sheet<'_>, nodes: &Nodes, count: usize, scale: Scale, faults: &mut Faults) -> Self {
        let allowed = allowed(sheet, count, nodes, faults);
        let reloads = reload(sheet, count, nodes, faults);
        let length = |what| Amount::scaled(what, scale, 0);
        let mut columns = Columns { sheet, vehicles: count };
        let homes = columns.depots(&nodes.depots, faults);
        let capacity = Amount::whole("a whole capacity", 0).at_most(LOAD_MAX);
        let capacities = columns.read("CAPACITY", capacity, faults);
        let fixed = columns.read(
            "VEHICLES_FIXED_COST",
            length("a fixed cost").at_most(AMOUNT_MAX),
            faults,
        );
        let unit = Amount::whole("a whole cost per unit", 0).at_most(WEIGHT_MAX);
        let unit = columns.read("VEHICLES_UNIT_DISTANCE_COST", unit, faults);
        let distances = columns.read("VEHICLES_MAX_DISTANCE", length("a longest distance"), faults);
        // CVRPLIB's DISTANCE bounds a route with its service times.
        let durations =
            ["VEHICLES_MAX_DURATION", "DISTANCE"].map(|key| columns.read(key, length("a longest route"), faults));
        let reload = Amount::whole("a whole number of reloads", 0);
        let reloads_max = columns.read("VEHICLES_MAX_RELOADS", reload, faults);
        let of = |column: &Option<Vec<i64>>, at: usize| column.as_ref().map(|column| column[at]);
        let vehicle = |at: usize| {
            let depot = &nodes.depots[homes[at]];
            let longest = durations.iter().filter_map(|column| of(column, at)).min();
            let again = of(&reloads_max, at).map(|most| u32::try_from(most).unwrap_or(u32::MAX).saturating_add(1));
            Vehicle {
                skills: allowed.vehicles.get(at).copied().unwrap_or(SkillSet::NONE),
                loads_max: if reloads[at] { again } else { Some(1) },
                duration_max: longest.map(Seconds),
                distance_max: of(&distances, at).map(Meters),
                costs: VehicleCosts {
                    fixed: Cost(of(&fixed, at).unwrap_or(0)),
                    per_travel_second: of(&unit, at).unwrap_or(1),
                    ..VehicleCosts::default()
                },
                // Only a salesman carries nothing.
                ..vehicle_of(
                    depot.location,
                    depot.windows[0],
                    vec![of(&capacities, at).unwrap_or(LOAD_MAX)],
                )
            }
        };
        Self {
            vehicles: (0..count).map(vehicle).collect(),
            refused: allowed.refused,
        }
    }
}

/// The kind of each vehicle, and the kinds that each location refuses; both empty when all may go everywhere.
#[derive(Default)]
struct Allowed {
    vehicles: Vec<SkillSet>,
    refused: Vec<SkillSet>,
}

/// Vehicles that may go to the same customers are of one kind and have that kind's skill; a customer refuses all kinds
/// that may not come.
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
