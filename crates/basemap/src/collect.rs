//! `collect`: three passes over an extract that gather what will be drawn (`Collected`): relations tell which ways
//! they need, ways which nodes, nodes where all of it is. Shapes are made of it in `shape_features.rs`.

use crate::BasemapError;
use crate::classify::{self, Flow, LineLook};
use crate::kind::Kind;
use crate::mercator::Spot;
use karavan_osm::{Element, Extract, Kinds, MemberKind, Relation, Tags, Way};
use std::collections::{HashMap, HashSet};

/// What of an extract will be drawn, still by the ids of nodes.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub lines: Vec<Line>,
    pub areas: Vec<Area>,
    pub multipolygons: Vec<Multipolygon>,
    /// The ways that multipolygons are made of.
    pub members: HashMap<i64, MemberWay>,
    pub labels: Vec<Label>,
    pub nodes: NodeSpots,
}

/// A line to draw.
#[derive(Debug)]
pub(crate) struct Line {
    pub kind: Kind,
    pub zoom_min: u8,
    pub name: Box<str>,
    /// Traffic goes one way, in the order of the nodes.
    pub oneway: bool,
    pub nodes: Vec<i64>,
}

/// A closed way to draw.
#[derive(Debug)]
pub(crate) struct Area {
    pub kind: Kind,
    pub label: Box<str>,
    pub nodes: Vec<i64>,
}

/// An area of several ways.
#[derive(Debug)]
pub(crate) struct Multipolygon {
    /// Told by its own tags, or else by those of its outer ways, as was the custom until 2017.
    pub kind: Option<Kind>,
    pub label: Box<str>,
    pub outer: Vec<i64>,
    pub inner: Vec<i64>,
}

/// A way that is part of a multipolygon.
#[derive(Debug)]
pub(crate) struct MemberWay {
    pub nodes: Vec<i64>,
    pub kind: Option<Kind>,
    pub label: Box<str>,
}

/// A point with a text.
#[derive(Debug)]
pub(crate) struct Label {
    pub kind: Kind,
    pub text: Box<str>,
    pub spot: Spot,
}

/// Where the needed nodes are.
#[derive(Debug, Default)]
pub(crate) struct NodeSpots {
    /// Ids in ascending order.
    ids: Vec<i64>,
    spots: Vec<Option<Spot>>,
}

impl NodeSpots {
    fn wanted(mut ids: Vec<i64>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        let spots = vec![None; ids.len()];
        Self { ids, spots }
    }

    fn put(&mut self, id: i64, spot: Spot) {
        if let Ok(row) = self.ids.binary_search(&id) {
            self.spots[row] = Some(spot);
        }
    }

    fn get(&self, id: i64) -> Option<Spot> {
        self.spots[self.ids.binary_search(&id).ok()?]
    }

    /// The spots of a line; nodes missing from the extract are left out.
    pub(crate) fn along(&self, line: &[i64]) -> Vec<Spot> {
        line.iter().filter_map(|&id| self.get(id)).collect()
    }

    /// The pieces of a line between missing nodes.
    pub(crate) fn pieces(&self, line: &[i64]) -> Vec<Vec<Spot>> {
        let spots: Vec<_> = line.iter().map(|&id| self.get(id)).collect();
        let pieces = spots
            .split(Option::is_none)
            .map(|piece| piece.iter().flatten().copied().collect::<Vec<_>>());
        pieces.filter(|piece| piece.len() >= 2).collect()
    }
}

/// Reads what there is to draw.
///
/// # Errors
/// When the extract cannot be read.
pub(crate) fn collect(extract: &Extract) -> Result<Collected, BasemapError> {
    let mut collected = Collected::default();
    extract.each(Kinds::RELATIONS, &mut |element| {
        if let Element::Relation(relation) = element {
            collected.multipolygons.extend(multipolygon(relation));
        }
    })?;
    let of_relations = Wanted::by(&collected.multipolygons);
    extract.each(Kinds::WAYS, &mut |element| {
        if let Element::Way(way) = element {
            collected.way(way, &of_relations);
        }
    })?;
    collected.nodes = NodeSpots::wanted(collected.needed_nodes());
    extract.each(Kinds::NODES, &mut |element| {
        if let Element::Node(node) = element {
            let spot = Spot::of(node.point);
            collected.nodes.put(node.id, spot);
            collected
                .labels
                .extend(node_label(&node.tags).map(|(kind, text)| Label { kind, text, spot }));
        }
    })?;
    Ok(collected)
}

/// What the multipolygons want of the ways.
struct Wanted {
    members: HashSet<i64>,
    /// Outer ways, with the kind of their multipolygon: such a way is not drawn once more by itself.
    outer: HashSet<(i64, Option<Kind>)>,
}

impl Wanted {
    fn by(multipolygons: &[Multipolygon]) -> Self {
        let members = multipolygons
            .iter()
            .flat_map(|one| one.outer.iter().chain(&one.inner).copied())
            .collect();
        let outer = multipolygons
            .iter()
            .flat_map(|one| one.outer.iter().map(|&way| (way, one.kind)))
            .collect();
        Self { members, outer }
    }

    fn draws(&self, way: i64, kind: Kind) -> bool {
        self.outer.contains(&(way, None)) || self.outer.contains(&(way, Some(kind)))
    }
}

impl Collected {
    fn way(&mut self, way: &Way, wanted: &Wanted) {
        let closed = way.nodes.len() > 3 && way.nodes.first() == way.nodes.last();
        let area = classify::area(&way.tags);
        if wanted.members.contains(&way.id) {
            let label = area_label(&way.tags, area);
            self.members.insert(
                way.id,
                MemberWay {
                    nodes: way.nodes.clone(),
                    kind: area,
                    label,
                },
            );
        }
        if let Some(kind) = area.filter(|&kind| closed && !wanted.draws(way.id, kind)) {
            let label = area_label(&way.tags, area);
            self.areas.push(Area {
                kind,
                label,
                nodes: way.nodes.clone(),
            });
        }
        if let Some(LineLook { kind, zoom_min, flow }) = classify::line(&way.tags) {
            let mut nodes = way.nodes.clone();
            if flow == Flow::Backward {
                nodes.reverse();
            }
            let name = way.tags.get("name").unwrap_or_default().into();
            self.lines.push(Line {
                kind,
                zoom_min,
                name,
                oneway: flow != Flow::Both,
                nodes,
            });
        }
    }

    fn needed_nodes(&self) -> Vec<i64> {
        let lines = self.lines.iter().map(|line| &line.nodes);
        let areas = self.areas.iter().map(|area| &area.nodes);
        let members = self.members.values().map(|member| &member.nodes);
        lines.chain(areas).chain(members).flatten().copied().collect()
    }
}

fn multipolygon(relation: &Relation) -> Option<Multipolygon> {
    if !relation.tags.is("type", "multipolygon") {
        return None;
    }
    let kind = classify::area(&relation.tags);
    let ways = relation.members.iter().filter(|member| member.kind == MemberKind::Way);
    let (inner, outer): (Vec<_>, Vec<_>) = ways.partition(|member| &*member.role == "inner");
    let ids = |members: Vec<&karavan_osm::Member>| members.iter().map(|member| member.id).collect();
    Some(Multipolygon {
        kind,
        label: area_label(&relation.tags, kind),
        outer: ids(outer),
        inner: ids(inner),
    })
}

/// The house number of a building; other areas have no label.
fn area_label(tags: &Tags, kind: Option<Kind>) -> Box<str> {
    let number = tags.get("addr:housenumber").filter(|_| kind == Some(Kind::Building));
    number.unwrap_or_default().into()
}

fn node_label(tags: &Tags) -> Option<(Kind, Box<str>)> {
    if let (Some(kind), Some(name)) = (classify::place(tags), tags.get("name")) {
        return Some((kind, name.into()));
    }
    Some((Kind::HouseNumber, tags.get("addr:housenumber")?.into()))
}
