//! `KINDS`: the values of `TYPE` that are read, and `check`: the entries that a file of each kind must have. A file
//! without `TYPE` is checked as a VRP; other kinds are refused in `vrplib.rs`.

use super::sections::{Sheet, Word};
use crate::fault::Faults;

/// All kinds that are read.
pub(super) const KINDS: [&str; 16] = [
    "TSP", "CVRP", "DCVRP", "ACVRP", "VRP", "VRPTW", "CVRPTW", "PCVRP", "PCVRPTW", "MDVRP", "MDVRPTW", "HFVRP",
    "SDVRP", "SDVRPTW", "MTVRPTW", "MTVRPTWR",
];

/// Keys of which a file must have one, and whether its kind asks for them.
type Need = (&'static [&'static str], fn(&str) -> bool);

const NEEDS: [Need; 8] = [
    (&["CAPACITY", "CAPACITY_SECTION"], |kind| kind != "TSP"),
    (&["DEMAND_SECTION", "LINEHAUL_SECTION"], |kind| kind != "TSP"),
    (&["TIME_WINDOW_SECTION"], |kind| kind.contains("TW")),
    (&["PRIZE_SECTION"], |kind| kind.starts_with("PC")),
    (&["VEHICLES_ALLOWED_CLIENTS_SECTION"], |kind| kind.starts_with("SD")),
    (&["VEHICLES_RELOAD_DEPOT_SECTION"], |kind| kind.starts_with("MT")),
    (&["RELEASE_TIME_SECTION"], |kind| kind == "MTVRPTWR"),
    (
        &["DISTANCE", "VEHICLES_MAX_DISTANCE", "VEHICLES_MAX_DURATION"],
        |kind| kind == "DCVRP",
    ),
];

/// Nothing that a kind is made of may be missing: without it another instance would be planned.
pub(super) fn check(kind: Option<Word<'_>>, sheet: &Sheet<'_>, faults: &mut Faults) {
    let name = kind.map_or("VRP", |kind| kind.text);
    if !KINDS.contains(&name) {
        return;
    }
    let is_there = |key: &str| sheet.has(key) || sheet.has(&format!("{key}_SECTION"));
    for (keys, _) in NEEDS.iter().filter(|(_, is_needed)| is_needed(name)) {
        if keys.iter().any(|key| is_there(key)) {
            continue;
        }
        let keys = keys.join(" or ");
        match kind {
            Some(kind) => faults.push(kind.line, format!("{name} needs {keys}: add it, or name another TYPE")),
            None => faults.push(sheet.last, format!("expected {keys} before the end, or TYPE : TSP")),
        }
    }
}
