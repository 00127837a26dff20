//! `draw_roads`: the streets of the grid as ways of the map: crossings with traffic lights, roundabouts, bridges,
//! one-ways, speed limits and forbidden turns. `DrawnRoads` keeps the nodes of each edge. Roads in yards are in
//! `yards.rs`, the road to the village in `outskirts.rs`.

use crate::drawing::{Tag, tag};
use crate::grid::{Edge, Flow, Grid};
use crate::road_class::Road;
use crate::site::Site;
use crate::size::Size;
use crate::streets::Street;
use crate::terrain::Spot;
use karavan_osm::MemberKind;
use rand::RngExt;
use rand::seq::SliceRandom;
use std::collections::BTreeSet;
use std::f64::consts::TAU;

/// The nodes of every edge, five where there is a street: its ends and three between.
#[derive(Debug)]
pub(crate) struct DrawnRoads {
    pub(crate) nodes: Vec<Vec<i64>>,
    /// The way of every edge with its end nodes, where there is one.
    ways: Vec<Option<(i64, [i64; 2])>>,
}

/// Nodes of a roundabout.
const RING_NODES: usize = 8;
const RING_METERS: f64 = 17.0;
/// Quarters for each roundabout.
const QUARTERS_PER_ROUNDABOUT: usize = 150;
/// Forbidden turns in the largest town.
const TURNS_MAX: usize = 60;

/// Draws all streets of the grid.
pub(crate) fn draw_roads(site: &mut Site, grid: &Grid, streets: &[Street], size: &Size) -> DrawnRoads {
    let rings = roundabouts(site, grid, size);
    let mut drawn = DrawnRoads {
        nodes: edge_nodes(site, grid, size, &rings),
        ways: vec![None; grid.edges.len()],
    };
    for street in streets {
        for run in runs(grid, street, &drawn.nodes) {
            draw_run(site, grid, street, &run, &mut drawn, size);
        }
    }
    forbid_turns(site, grid, size, &drawn);
    drawn
}

/// The crossings that become roundabouts: of greater streets, off the river.
fn roundabouts(site: &mut Site, grid: &Grid, size: &Size) -> BTreeSet<usize> {
    if size.is_village() {
        return BTreeSet::new();
    }
    let wanted = 1 + grid.columns * grid.rows / QUARTERS_PER_ROUNDABOUT;
    let mut worth: Vec<(Road, usize)> = Vec::new();
    for crossing in 0..grid.crossings() {
        let (i, j) = (crossing % (grid.columns + 1), crossing / (grid.columns + 1));
        let inside = i > 0 && i < grid.columns && j > 0 && j < grid.rows && i != size.river && i != size.river + 1;
        if inside {
            let around = [
                grid.horizontal(i - 1, j),
                grid.horizontal(i, j),
                grid.vertical(i, j - 1),
                grid.vertical(i, j),
            ];
            if around.iter().all(|edge| grid.edges[*edge].kept) {
                let least = around
                    .iter()
                    .map(|edge| grid.edges[*edge].road)
                    .min()
                    .unwrap_or(Road::Residential);
                worth.push((least, crossing));
            }
        }
    }
    worth.shuffle(&mut site.rng);
    worth.sort_by_key(|(least, _)| std::cmp::Reverse(*least));
    worth.into_iter().take(wanted).map(|(_, crossing)| crossing).collect()
}

/// Draws every crossing and the nodes between.
fn edge_nodes(site: &mut Site, grid: &Grid, size: &Size, rings: &BTreeSet<usize>) -> Vec<Vec<i64>> {
    let (xs, ys) = (site.drawing.terrain.xs.clone(), site.drawing.terrain.ys.clone());
    let mut used = vec![0u8; grid.crossings()];
    for edge in grid.edges.iter().filter(|edge| edge.kept) {
        for end in [edge.from, edge.to] {
            used[end] += u8::from(edge.road >= Road::Secondary) + 1;
        }
    }
    let mut crossings = vec![Vec::new(); grid.crossings()];
    for (crossing, worth) in used.iter().enumerate().filter(|(_, worth)| **worth > 0) {
        let spot = grid.spot(crossing, &xs, &ys);
        if rings.contains(&crossing) {
            crossings[crossing] = draw_ring(site, spot, grid, crossing);
        } else {
            let signals = *worth >= 7;
            let tags = signals.then(|| tag("highway", "traffic_signals"));
            crossings[crossing] = vec![site.drawing.node(spot, tags)];
        }
    }
    let mut all = Vec::with_capacity(grid.edges.len());
    for edge in &grid.edges {
        let mut nodes = Vec::new();
        if edge.kept {
            let (from, to) = (grid.spot(edge.from, &xs, &ys), grid.spot(edge.to, &xs, &ys));
            // Ring nodes stand at 0 east, 2 north, 4 west, 6 south.
            let (leaves, arrives) = if edge.is_horizontal { (0, 4) } else { (2, 6) };
            let end = |nodes: &[i64], side: usize| nodes[if nodes.len() == 1 { 0 } else { side }];
            nodes.push(end(&crossings[edge.from], leaves));
            for (share, is_middle) in [(0.25, false), (0.5, true), (0.75, false)] {
                let crosses_rails = is_middle && !edge.is_horizontal && size.railway == Some(edge.j);
                let tags = crosses_rails.then(|| tag("railway", "level_crossing"));
                nodes.push(site.drawing.node(from.toward(to, share), tags));
            }
            nodes.push(end(&crossings[edge.to], arrives));
        }
        all.push(nodes);
    }
    all
}

/// Draws a ring driven against the clock and gives its nodes.
fn draw_ring(site: &mut Site, middle: Spot, grid: &Grid, crossing: usize) -> Vec<i64> {
    let spots = (0..RING_NODES).map(|turn| {
        let (sin, cos) = (TAU * turn as f64 / RING_NODES as f64).sin_cos();
        Spot::new(middle.x + RING_METERS * cos, middle.y + RING_METERS * sin)
    });
    let nodes = site.drawing.nodes(spots);
    let at = |edge: &&Edge| edge.kept && (edge.from == crossing || edge.to == crossing);
    let road = grid
        .edges
        .iter()
        .filter(at)
        .map(|edge| edge.road)
        .max()
        .unwrap_or(Road::Residential);
    let ring = nodes.iter().chain(nodes.first()).copied().collect();
    site.drawing
        .way(ring, [tag("highway", road.highway()), tag("junction", "roundabout")]);
    nodes
}

/// Cuts a street where its ways must end: at roundabouts, bridges and changes of flow, and every few quarters.
fn runs(grid: &Grid, street: &Street, nodes: &[Vec<i64>]) -> Vec<Vec<usize>> {
    let longest = if street.road >= Road::Secondary { 1 } else { 3 };
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for ix in street.edges.iter().copied() {
        let edge = grid.edges[ix];
        match runs.last_mut() {
            Some(run)
                if run.len() < longest
                    && run.last().is_some_and(|last| {
                        let before = grid.edges[*last];
                        before.flow == edge.flow
                            && before.is_bridge == edge.is_bridge
                            && nodes[*last].last() == nodes[ix].first()
                    }) =>
            {
                run.push(ix);
            }
            _ => runs.push(vec![ix]),
        }
    }
    runs
}

fn draw_run(site: &mut Site, grid: &Grid, street: &Street, run: &[usize], drawn: &mut DrawnRoads, size: &Size) {
    let first = grid.edges[run[0]];
    let mut nodes = drawn.nodes[run[0]].clone();
    for ix in &run[1..] {
        nodes.extend_from_slice(&drawn.nodes[*ix][1..]);
    }
    let mut tags = vec![tag("highway", street.road.highway()), ("name", street.name.full())];
    tags.extend(limit(site, street.road));
    if street.road >= Road::Primary {
        tags.push(tag("lanes", "4"));
    }
    if size.is_village() && street.road == Road::Residential && site.rng.random_bool(0.4) {
        tags.push(tag("surface", "unpaved"));
    }
    if first.is_bridge {
        tags.extend([tag("bridge", "yes"), tag("layer", "1")]);
    }
    match first.flow {
        Flow::Both => {}
        Flow::Forward => tags.push(tag("oneway", "yes")),
        // Half of them are drawn against the traffic, as maps have it.
        Flow::Backward if site.rng.random_bool(0.5) => tags.push(tag("oneway", "-1")),
        Flow::Backward => {
            nodes.reverse();
            tags.push(tag("oneway", "yes"));
        }
    }
    let ends = [nodes[0], nodes[nodes.len() - 1]];
    let way = site.drawing.way(nodes, tags);
    for ix in run {
        drawn.ways[*ix] = Some((way, ends));
    }
}

fn limit(site: &mut Site, road: Road) -> Option<Tag> {
    let chance = site.rng.random_range(0.0..1.0);
    let limit = match road {
        Road::Trunk => "90",
        Road::Primary if chance < 0.3 => "RU:urban",
        Road::Primary => "60",
        Road::Secondary if chance < 0.5 => "60",
        Road::Secondary | Road::Tertiary if chance < 0.8 => "RU:urban",
        Road::Residential if chance < 0.1 => "20",
        Road::Residential if chance < 0.2 => "40",
        _ => return None,
    };
    Some(tag("maxspeed", limit))
}

/// Forbids some left turns where greater streets cross.
fn forbid_turns(site: &mut Site, grid: &Grid, size: &Size, drawn: &DrawnRoads) {
    let mut count = 0;
    for (ix, from) in grid.edges.iter().enumerate() {
        let is_inner = from.is_horizontal && from.kept && from.i + 1 < grid.columns && from.j + 1 < grid.rows;
        if !is_inner || from.road < Road::Tertiary || size.is_village() || count == TURNS_MAX {
            continue;
        }
        let left = grid.vertical(from.i + 1, from.j);
        let (Some((from_way, from_ends)), Some((to_way, to_ends))) = (drawn.ways[ix], drawn.ways[left]) else {
            continue;
        };
        // The turn is at one node where both ways end, so not at a roundabout nor in the middle of a way.
        let via = drawn.nodes[ix][4];
        let greater = grid.edges[left].road >= Road::Tertiary && from_ends.contains(&via) && to_ends.contains(&via);
        let both_ways = from.flow == Flow::Both && grid.edges[left].flow == Flow::Both;
        if greater && both_ways && site.rng.random_bool(0.3) {
            let members = [
                (MemberKind::Way, from_way, "from"),
                (MemberKind::Node, via, "via"),
                (MemberKind::Way, to_way, "to"),
            ];
            site.drawing.relation(
                &members,
                [tag("type", "restriction"), tag("restriction", "no_left_turn")],
            );
            count += 1;
        }
    }
}
