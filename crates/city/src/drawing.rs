//! `Drawing`: collects the nodes, ways and relations of a synthetic map, each with the next id of its kind;
//! `into_elements` gives them in the order of a map file. What is drawn is decided by the files that use it.

use crate::terrain::{Spot, Terrain};
use karavan_osm::{Element, Member, MemberKind, Node, Relation, Way};

/// A key and a value.
pub(crate) type Tag = (&'static str, String);

/// Shorthand for a tag with a fixed value.
pub(crate) fn tag(key: &'static str, value: &str) -> Tag {
    (key, value.to_owned())
}

/// Elements in the order they are drawn.
#[derive(Debug)]
pub(crate) struct Drawing {
    pub(crate) terrain: Terrain,
    nodes: Vec<Node>,
    ways: Vec<Way>,
    relations: Vec<Relation>,
}

/// The id of the `ix`th element of a kind. Ids begin at 1.
fn id(ix: usize) -> i64 {
    i64::try_from(ix).unwrap_or(i64::MAX).saturating_add(1)
}

impl Drawing {
    pub(crate) const fn new(terrain: Terrain) -> Self {
        Self {
            terrain,
            nodes: Vec::new(),
            ways: Vec::new(),
            relations: Vec::new(),
        }
    }

    pub(crate) fn node(&mut self, spot: Spot, tags: impl IntoIterator<Item = Tag>) -> i64 {
        let id = id(self.nodes.len());
        let point = self.terrain.point(spot);
        self.nodes.push(Node {
            id,
            point,
            tags: tags.into_iter().collect(),
        });
        id
    }

    pub(crate) fn nodes(&mut self, spots: impl IntoIterator<Item = Spot>) -> Vec<i64> {
        spots.into_iter().map(|spot| self.node(spot, [])).collect()
    }

    pub(crate) fn way(&mut self, nodes: Vec<i64>, tags: impl IntoIterator<Item = Tag>) -> i64 {
        let id = id(self.ways.len());
        self.ways.push(Way {
            id,
            nodes,
            tags: tags.into_iter().collect(),
        });
        id
    }

    /// A closed way through these places.
    pub(crate) fn outline(
        &mut self,
        spots: impl IntoIterator<Item = Spot>,
        tags: impl IntoIterator<Item = Tag>,
    ) -> i64 {
        let mut nodes = self.nodes(spots);
        nodes.extend(nodes.first().copied());
        self.way(nodes, tags)
    }

    /// A closed way around a rectangle given by two corners.
    pub(crate) fn rectangle(&mut self, low: Spot, high: Spot, tags: impl IntoIterator<Item = Tag>) -> i64 {
        let corners = [low, Spot::new(high.x, low.y), high, Spot::new(low.x, high.y)];
        self.outline(corners, tags)
    }

    pub(crate) fn relation(&mut self, members: &[(MemberKind, i64, &str)], tags: impl IntoIterator<Item = Tag>) {
        let member = |(kind, id, role): &(MemberKind, i64, &str)| Member {
            kind: *kind,
            id: *id,
            role: (*role).into(),
        };
        let id = id(self.relations.len());
        self.relations.push(Relation {
            id,
            members: members.iter().map(member).collect(),
            tags: tags.into_iter().collect(),
        });
    }

    /// Nodes, then ways, then relations, each by id: the order of a map file.
    pub(crate) fn into_elements(self) -> Vec<Element> {
        let mut elements = Vec::with_capacity(self.nodes.len() + self.ways.len() + self.relations.len());
        elements.extend(self.nodes.into_iter().map(Element::Node));
        elements.extend(self.ways.into_iter().map(Element::Way));
        elements.extend(self.relations.into_iter().map(Element::Relation));
        elements
    }
}
