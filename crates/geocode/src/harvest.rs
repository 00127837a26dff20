//! Gathers addresses, named streets and settlements from an extract, joining outlines with their nodes.

use crate::error::GeocodeError;
use crate::gazetteer::Rank;
use crate::outline;
use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, MemberKind, Relation, Tags, Way};
use std::collections::{HashMap, HashSet};

/// An address of the map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Address {
    /// Street, microdistrict or village, as written.
    pub street: String,
    /// House number, as written.
    pub house: String,
    /// `addr:city`, when it is tagged.
    pub city: Option<String>,
    /// Where it is.
    pub at: Point,
    /// Whether it is a building's outline.
    pub is_building: bool,
}

/// A settlement or district of the map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlaceName {
    /// Its name, then its other names.
    pub names: Vec<String>,
    /// How big.
    pub rank: Rank,
    /// Its middle.
    pub at: Point,
}

/// Everything of an extract that helps to find an address.
#[derive(Debug, Default)]
pub(crate) struct Harvest {
    /// Houses.
    pub addresses: Vec<Address>,
    /// Names of street ways with a point on each.
    pub streets: Vec<(String, Point)>,
    /// Settlements.
    pub places: Vec<PlaceName>,
}

/// Members of an `associatedStreet` relation have its name when they have no street of their own.
type StreetOfMember = HashMap<(MemberKind, i64), String>;

/// Addressed or named things whose middle needs node coordinates.
struct Outlined {
    tags: Tags,
    street: Option<String>,
    rings: Vec<Vec<i64>>,
}

impl Harvest {
    /// Passes over the extract three times: groups, lines, points.
    pub(crate) fn of(extract: &Extract) -> Result<Self, GeocodeError> {
        let mut street_of = StreetOfMember::new();
        let mut groups: Vec<Relation> = Vec::new();
        extract.each(Kinds::RELATIONS, &mut |element| {
            if let Element::Relation(relation) = element {
                note_street_of_members(relation, &mut street_of);
                if is_wanted(
                    &relation.tags,
                    street_of.contains_key(&(MemberKind::Relation, relation.id)),
                ) {
                    groups.push(relation.clone());
                }
            }
        })?;
        let outer_ways: HashSet<i64> = groups.iter().flat_map(outer_members).collect();

        let mut outlined: Vec<Outlined> = Vec::new();
        let mut streets: Vec<(String, Vec<i64>)> = Vec::new();
        let mut outers: HashMap<i64, Vec<i64>> = HashMap::new();
        extract.each(Kinds::WAYS, &mut |element| {
            let Element::Way(way) = element else { return };
            streets.extend(street_name(way).map(|name| (name.to_owned(), way.nodes.clone())));
            if outer_ways.contains(&way.id) {
                outers.insert(way.id, way.nodes.clone());
            }
            let street = street_of.get(&(MemberKind::Way, way.id)).cloned();
            if is_wanted(&way.tags, street.is_some()) {
                let rings = vec![way.nodes.clone()];
                outlined.push(Outlined {
                    tags: way.tags.clone(),
                    street,
                    rings,
                });
            }
        })?;
        outlined.extend(groups.iter().map(|group| Outlined {
            tags: group.tags.clone(),
            street: street_of.get(&(MemberKind::Relation, group.id)).cloned(),
            rings: outer_members(group).filter_map(|id| outers.get(&id).cloned()).collect(),
        }));

        let wanted = outlined.iter().flat_map(|one| one.rings.iter().flatten());
        let wanted: HashSet<i64> = wanted
            .chain(streets.iter().flat_map(|(_, nodes)| nodes))
            .copied()
            .collect();
        let mut points: HashMap<i64, Point> = HashMap::with_capacity(wanted.len());
        let mut harvest = Self::default();
        extract.each(Kinds::NODES, &mut |element| {
            let Element::Node(node) = element else { return };
            if wanted.contains(&node.id) {
                points.insert(node.id, node.point);
            }
            if !node.tags.is_empty() {
                let street = street_of.get(&(MemberKind::Node, node.id)).map(String::as_str);
                harvest.take(&node.tags, street, node.point, false);
            }
        })?;

        let located = |nodes: &[i64]| {
            nodes
                .iter()
                .filter_map(|id| points.get(id))
                .copied()
                .collect::<Vec<Point>>()
        };
        for one in &outlined {
            let middles = one.rings.iter().filter_map(|ring| outline::middle(&located(ring)));
            if let Some(middle) = outline::mean(&middles.collect::<Vec<_>>()) {
                harvest.take(&one.tags, one.street.as_deref(), middle, true);
            }
        }
        let middles = streets
            .into_iter()
            .filter_map(|(name, nodes)| Some((name, outline::middle_corner(&located(&nodes))?)));
        harvest.streets = middles.collect();
        Ok(harvest)
    }

    /// Takes what an element's tags say.
    fn take(&mut self, tags: &Tags, street: Option<&str>, at: Point, is_outline: bool) {
        if !at.is_valid() {
            return;
        }
        let city = ["addr:city", "addr:town", "addr:village", "addr:hamlet"]
            .iter()
            .find_map(|key| tags.get(key));
        let is_building = is_outline && tags.get("building").is_some_and(|value| value != "no");
        for (street, house) in addresses(tags, street) {
            self.addresses.push(Address {
                street: street.to_owned(),
                house: house.to_owned(),
                city: city.map(str::to_owned),
                at,
                is_building,
            });
        }
        if let Some(rank) = tags.get("place").and_then(Rank::of) {
            let keys = [
                "name",
                "name:ru",
                "alt_name",
                "old_name",
                "official_name",
                "short_name",
                "loc_name",
            ];
            let values = keys
                .iter()
                .filter_map(|key| tags.get(key))
                .flat_map(|value| value.split(';'));
            let names: Vec<String> = values
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect();
            if tags.get("name").is_some() && !names.is_empty() {
                self.places.push(PlaceName { names, rank, at });
            }
        }
    }
}

/// Street and house of each address on an element; a corner house has two.
fn addresses<'a>(tags: &'a Tags, street: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let first = ["addr:street", "addr:place"]
        .iter()
        .find_map(|key| tags.get(key))
        .or(street);
    // A village without streets: the house belongs to the village.
    let village = || ["addr:village", "addr:hamlet"].iter().find_map(|key| tags.get(key));
    let second_street = tags.get("addr2:street").or_else(|| tags.get("addr:street2"));
    let second_house = tags.get("addr2:housenumber").or_else(|| tags.get("addr:housenumber2"));
    let pairs = [
        (first.or_else(village), tags.get("addr:housenumber")),
        (second_street, second_house),
    ];
    pairs
        .into_iter()
        .filter_map(|(street, house)| Some((street?, house?)))
        .collect()
}

fn is_wanted(tags: &Tags, has_street: bool) -> bool {
    let street = has_street.then_some("");
    !addresses(tags, street).is_empty() || tags.get("place").is_some()
}

fn street_name(way: &Way) -> Option<&str> {
    way.tags.get("highway")?;
    way.tags.get("name")
}

fn outer_members(relation: &Relation) -> impl Iterator<Item = i64> + '_ {
    let is_outer = |role: &str| role.is_empty() || role == "outer" || role == "outline";
    let outers = relation
        .members
        .iter()
        .filter(move |one| one.kind == MemberKind::Way && is_outer(&one.role));
    outers.map(|member| member.id)
}

fn note_street_of_members(relation: &Relation, street_of: &mut StreetOfMember) {
    let is_street = relation.tags.is("type", "associatedStreet") || relation.tags.is("type", "street");
    let name = ["addr:street", "name"].iter().find_map(|key| relation.tags.get(key));
    let (true, Some(name)) = (is_street, name) else { return };
    for member in relation
        .members
        .iter()
        .filter(|member| matches!(&*member.role, "house" | "address" | "addr:houselink"))
    {
        street_of.insert((member.kind, member.id), name.to_owned());
    }
}
