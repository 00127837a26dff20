//! The types of map elements, owned and plain: `Element`, which is a `Node`, `Way` or `Relation` with its `Member`s,
//! and `Tags`; and `Kinds`, which of them a pass over an extract wants. No tag is interpreted here.

use karavan_model::Point;

/// Keys and values of one element, sorted by key; keys are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Vec<(Box<str>, Box<str>)>);

impl Tags {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let index = self.0.binary_search_by(|(name, _)| (**name).cmp(key)).ok()?;
        Some(&self.0[index].1)
    }

    /// Whether the key has this value.
    #[must_use]
    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// All pairs.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (&**key, &**value))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Of a repeated key, the last value counts.
impl<K: Into<Box<str>>, V: Into<Box<str>>> FromIterator<(K, V)> for Tags {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut pairs: Vec<(Box<str>, Box<str>)> = pairs
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        pairs.dedup_by(|later, earlier| {
            let repeated = later.0 == earlier.0;
            if repeated {
                std::mem::swap(later, earlier);
            }
            repeated
        });
        Self(pairs)
    }
}

/// A point on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its OSM id.
    pub id: i64,
    /// Where it is.
    pub point: Point,
    /// What it is.
    pub tags: Tags,
}

/// A line or an outline through nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its OSM id.
    pub id: i64,
    /// Ids of its nodes, in order; they may be missing from a clipped extract.
    pub nodes: Vec<i64>,
    /// What it is.
    pub tags: Tags,
}

/// What a relation's member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberKind {
    /// A node.
    Node,
    /// A way.
    Way,
    /// A relation.
    Relation,
}

/// One member of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What it is.
    pub kind: MemberKind,
    /// Its OSM id; it may be missing from a clipped extract.
    pub id: i64,
    /// Its part in the relation: `outer`, `via`, `house`, ….
    pub role: Box<str>,
}

/// A group of elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its OSM id.
    pub id: i64,
    /// Its members, in order.
    pub members: Vec<Member>,
    /// What it is.
    pub tags: Tags,
}

/// Any element of a map.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A point.
    Node(Node),
    /// A line or outline.
    Way(Way),
    /// A group.
    Relation(Relation),
}

/// Which kinds of elements a pass over an extract wants; others are skipped before they are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// Nodes: single points.
    pub nodes: bool,
    /// Lines and outlines.
    pub ways: bool,
    /// Relations: groups of elements with roles.
    pub relations: bool,
}

impl Kinds {
    /// All three kinds.
    pub const ALL: Self = Self {
        nodes: true,
        ways: true,
        relations: true,
    };
    /// Only points.
    pub const NODES: Self = Self {
        nodes: true,
        ways: false,
        relations: false,
    };
    /// Only lines and outlines.
    pub const WAYS: Self = Self {
        nodes: false,
        ways: true,
        relations: false,
    };
    /// Only groups.
    pub const RELATIONS: Self = Self {
        nodes: false,
        ways: false,
        relations: true,
    };

    pub(crate) const fn wants(self, element: &Element) -> bool {
        match element {
            Element::Node(_) => self.nodes,
            Element::Way(_) => self.ways,
            Element::Relation(_) => self.relations,
        }
    }
}
