//! `close_some`: measures closing twenty ways, near or scattered, until the network answers again, and opening them;
//! checks that fewer than 1 % of the drives get shorter, and that all answers come back as they were.

use crate::cheapest;
use crate::resource_use::{ResourceUse, measured};
use karavan_osm::{Element, Extract, Kinds};
use karavan_roads::{Affected, CircumstanceChange, Circumstances, Effect, NO_ROAD, RoadNetwork, Snap};
use std::path::Path;

const CLOSED: usize = 20;
const REPEATS: usize = 5;
/// Rows of the table that judges a closure.
const ROWS: usize = 64;
/// Ways of a map so large that twenty of them may be in nobody's way.
const CITY: usize = 100_000;
const CLASSES: [&str; 5] = ["primary", "secondary", "tertiary", "residential", "unclassified"];

/// What closures cost.
pub(crate) struct Closures {
    /// Once, before the first.
    pub(crate) ready: ResourceUse,
    /// Twenty ways that follow one another in the extract.
    pub(crate) near: ResourceUse,
    /// Twenty ways from all over the extract.
    pub(crate) scattered: ResourceUse,
    pub(crate) back: ResourceUse,
}

/// Closes and opens ways; fewer than 1 % of the drives may get shorter, and all come back as they were.
pub(crate) fn close_some(map: &Path, network: &RoadNetwork, snaps: &[Snap]) -> Closures {
    let ways = through_ways(map);
    let ways_count = ways.len();
    let before = network.matrix(&snaps[..ROWS], snaps);
    let ready = measured(|| network.expect_changes()).0;
    let close = |turn: usize, step: usize| {
        let start = turn * ways.len() / (REPEATS * CLOSED + 1);
        let ways = ways.iter().skip(start).step_by(step).take(CLOSED).copied().collect();
        let change = CircumstanceChange {
            affected: Affected::Ways(ways),
            effect: Effect::Closed,
            hours: None,
        };
        let circumstances = Circumstances {
            changes: vec![change],
            ..Circumstances::default()
        };
        let (cost, closed) = measured(|| network.under(&circumstances));
        let after = closed.matrix(&snaps[..ROWS], snaps);
        let pairs = || after.seconds.iter().zip(&before.seconds);
        let shorter = pairs().filter(|(after, before)| after < before).count();
        // Seconds leave out what entering a yard weighs: a detour through one may be shorter in time.
        assert!(
            shorter * 100 < after.seconds.len(),
            "closed streets made drives shorter"
        );
        let is_hit = step == 1 || ways_count > CITY || after != before;
        assert!(is_hit, "nobody is in the way of the closure");
        assert!(after.seconds.iter().any(|&cell| cell != NO_ROAD));
        let (back_cost, back) = measured(|| closed.under(&Circumstances::default()));
        assert!(back.matrix(&snaps[..ROWS], snaps) == before, "not as it was");
        (cost, back_cost)
    };
    let all = |step| (0..REPEATS).map(|turn| close(turn, step)).unzip();
    let (near, mut backs): (Vec<ResourceUse>, Vec<ResourceUse>) = all(1);
    let (scattered, more): (Vec<ResourceUse>, Vec<ResourceUse>) = all((ways.len() / (CLOSED + 1)).max(1));
    backs.extend(more);
    Closures {
        ready,
        near: middle(near),
        scattered: middle(scattered),
        back: cheapest(backs),
    }
}

/// The run of median cost: different ways are closed in each.
fn middle(mut runs: Vec<ResourceUse>) -> ResourceUse {
    runs.sort_by(|one, other| one.cpu_seconds.total_cmp(&other.cpu_seconds));
    runs[runs.len() / 2]
}

/// Ways that lead somewhere, in the order of the extract.
fn through_ways(map: &Path) -> Vec<i64> {
    let extract = Extract::open(map).expect("the extract opens");
    let mut ways = Vec::new();
    let mut keep = |element: &Element| {
        if let Element::Way(way) = element
            && way.tags.get("highway").is_some_and(|class| CLASSES.contains(&class))
        {
            ways.push(way.id);
        }
    };
    extract.each(Kinds::WAYS, &mut keep).expect("the extract is read");
    ways
}
