//! Second pass over the extract, `RoadNodes`: coordinates of the nodes of roads, their barriers, the seconds lost at
//! them (signals, stop signs, humps), and ferry terminals.

use super::buildings::Outlines;
use super::read_progress::read_progress;
use super::signals;
use super::ways::RoadWays;
use crate::RoadsError;
use crate::ground::spot::Spot;
use crate::profile::{Barriers, Halt, Profile, barriers_of_node, halt_of_node};
use crate::progress::{Progress, RoadStage};
use karavan_osm::{Element, Extract, Kinds};
use std::collections::{HashMap, HashSet};

/// What is known of the nodes of roads, by dense number.
pub(super) struct RoadNodes {
    /// `None` where a clipped extract lacks the node.
    pub(super) spots: Vec<Option<Spot>>,
    pub(super) barriers: HashMap<u32, Barriers>,
    pub(super) halts: HashMap<u32, Halt>,
    /// Where the map says that boats land.
    terminals: Vec<u32>,
}

impl RoadNodes {
    /// The junctions where the map says that boats land.
    pub(super) fn terminals(&self, junction_of: &HashMap<u32, u32>) -> HashSet<u32> {
        let junctions = self.terminals.iter().filter_map(|node| junction_of.get(node));
        junctions.copied().collect()
    }
}

pub(super) fn read(
    extract: &Extract,
    profile: Profile,
    ways: &RoadWays,
    outlines: &mut Outlines,
    report: &dyn Fn(Progress),
) -> Result<RoadNodes, RoadsError> {
    let mut spots = vec![None; ways.node_count()];
    let (mut barriers, mut halts) = (HashMap::new(), HashMap::new());
    let mut terminals = Vec::new();
    let mut visit = |element: &Element| {
        let Element::Node(node) = element else { return };
        outlines.add_node(node);
        let Some(at) = ways.node_of(node.id) else { return };
        spots[at] = Spot::nearest_to(node.point);
        if node.tags.is_empty() {
            return;
        }
        if let Some(found) = barriers_of_node(profile, &node.tags) {
            barriers.insert(at as u32, found);
        }
        if node.tags.is("amenity", "ferry_terminal") {
            terminals.push(at as u32);
        }
        if let Some(halt) = halt_of_node(profile, &node.tags) {
            halts.insert(at as u32, halt);
        }
    };
    extract.each_with_progress(
        Kinds::NODES,
        &mut visit,
        &read_progress(RoadStage::ReadingNodes, report),
    )?;
    signals::share_among_one_junction(&spots, &mut halts);
    Ok(RoadNodes {
        spots,
        barriers,
        halts,
        terminals,
    })
}
