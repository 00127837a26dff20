//! First pass over the extract, `RoadWays`: the ways that a profile may use, each with its passage (speeds, access)
//! and its nodes, numbered densely. The nodes themselves are read in the second pass, `nodes.rs`.

use super::buildings::Outlines;
use super::number::number;
use super::read_progress::read_progress;
use crate::RoadsError;
use crate::profile::{Passage, Profile, passages_of_way};
use crate::progress::{Progress, RoadStage};
use crate::week::When;
use karavan_osm::{Element, Extract, Kinds};
use rayon::prelude::*;
use std::collections::HashMap;

/// Drivable ways, their nodes numbered densely in the order of ids.
pub(super) struct RoadWays {
    passages: Vec<Passage>,
    /// What few ways are now and then instead, by number.
    instead: HashMap<u32, Vec<(When, Passage)>>,
    /// The id of each way.
    pub(super) ids: Vec<i64>,
    /// Where each way's nodes end in `nodes`.
    ends: Vec<usize>,
    /// The nodes of all ways, by dense number.
    nodes: Vec<u32>,
    /// The id of each dense number, ascending.
    node_ids: Vec<i64>,
    /// The ids of nodes where boats land that do not take this traveller.
    pier_ids: Vec<i64>,
}

impl RoadWays {
    /// What a way is now and then instead.
    pub(super) fn instead(&self, way: u32) -> &[(When, Passage)] {
        self.instead.get(&way).map_or(&[], Vec::as_slice)
    }

    /// Number of ways.
    pub(super) fn len(&self) -> usize {
        self.passages.len()
    }

    /// Number of different nodes.
    pub(super) fn node_count(&self) -> usize {
        self.node_ids.len()
    }

    /// The dense number of a node that a drivable way uses.
    pub(super) fn node_of(&self, id: i64) -> Option<usize> {
        self.node_ids.binary_search(&id).ok()
    }

    /// The dense numbers of nodes on roads where boats land that do not take this traveller: what lies behind them is
    /// an island.
    pub(super) fn piers(&self) -> impl Iterator<Item = u32> + '_ {
        self.pier_ids.iter().filter_map(|&id| Some(self.node_of(id)? as u32))
    }

    /// Each way with its nodes.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Passage, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(self.ends.iter().copied());
        self.passages
            .iter()
            .zip(ranges)
            .map(|(passage, (start, end))| (passage, &self.nodes[start..end]))
    }
}

pub(super) fn read(
    extract: &Extract,
    profile: Profile,
    outlines: &mut Outlines,
    report: &dyn Fn(Progress),
) -> Result<RoadWays, RoadsError> {
    let mut usual = Vec::new();
    let mut instead = HashMap::new();
    let mut ids = Vec::new();
    let mut pier_ids: Vec<i64> = Vec::new();
    let mut ends = Vec::new();
    let mut refs: Vec<i64> = Vec::new();
    let mut visit = |element: &Element| {
        let Element::Way(way) = element else { return };
        outlines.add_way(way);
        let Some(passages) = passages_of_way(profile, &way.tags) else {
            if way.tags.is("route", "ferry") {
                pier_ids.extend(way.nodes.first().iter().chain(&way.nodes.last()).copied());
            }
            return;
        };
        refs.extend_from_slice(&way.nodes);
        ends.push(refs.len());
        ids.push(way.id);
        if !passages.instead.is_empty() {
            instead.insert(usual.len() as u32, passages.instead);
        }
        usual.push(passages.usual);
    };
    extract.each_with_progress(Kinds::WAYS, &mut visit, &read_progress(RoadStage::ReadingWays, report))?;
    let mut node_ids = refs.clone();
    node_ids.par_sort_unstable();
    node_ids.dedup();
    number(node_ids.len(), "road nodes")?;
    number(usual.len(), "road ways")?;
    let place = |id: &i64| node_ids.partition_point(|other| other < id);
    let nodes = refs.par_iter().map(|id| place(id) as u32).collect();
    Ok(RoadWays {
        passages: usual,
        instead,
        ids,
        ends,
        nodes,
        node_ids,
        pier_ids,
    })
}
