//! `Harvest`: three passes over an extract gather addresses with their doors, named streets, settlements, borders and
//! named places, joining outlines with their nodes. Most of what single tags mean is read in `tagged.rs` and
//! `tagged_addresses.rs`.

use crate::build::areas::Area;
use crate::build::outline;
use crate::build::tagged;
use crate::build::tagged::{Names, outer_members};
use crate::build::tagged_addresses;
use crate::build::tagged_addresses::Tagged;
use crate::error::GeocodeError;
use crate::gazetteer::{Entrance, Origin, Rank, Spot};
use karavan_model::Point;
use karavan_osm::{Element, Extract, Kinds, MemberKind, Relation, Tags};
use std::collections::{HashMap, HashSet};

/// An address of the map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Address {
    /// Street, microdistrict or village, as written.
    pub street: String,
    /// House number.
    pub house: String,
    /// House number as it is shown.
    pub label: String,
    /// Told by the tags as they are, or made of the two numbers of a corner.
    pub is_literal: bool,
    /// `addr:city`, when it is tagged.
    pub city: Option<String>,
    /// `addr:postcode`; empty when it is not tagged.
    pub postcode: String,
    /// Where it is.
    pub at: Point,
    /// Whether it is a building's outline.
    pub is_building: bool,
    /// Its element.
    pub origin: Origin,
    /// Its doors.
    pub entrances: Vec<Entrance>,
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

/// A way with a street's name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StreetWay {
    /// What it is called.
    pub names: Names,
    /// Its line.
    pub line: Vec<Point>,
    /// Its element.
    pub origin: Origin,
}

/// A pharmacy, a shop, a polyclinic.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NamedPlace {
    /// Its tags.
    pub tags: Tags,
    /// Where it is.
    pub at: Point,
    /// Its element.
    pub origin: Origin,
}

/// Everything of an extract that helps to find an address.
#[derive(Debug, Default)]
pub(crate) struct Harvest {
    /// Houses with a street and a number.
    pub addresses: Vec<Address>,
    /// Ways with names.
    pub streets: Vec<StreetWay>,
    /// Named settlements, from `place=*`.
    pub places: Vec<PlaceName>,
    /// Closed borders of settlements, districts and regions.
    pub areas: Vec<Area>,
    /// Pharmacies, shops, polyclinics.
    pub pois: Vec<NamedPlace>,
}

/// Members of an `associatedStreet` relation have its name when they have no street of their own.
type StreetOfMember = HashMap<(MemberKind, i64), String>;

/// Addressed or named things whose middle needs node coordinates.
struct Outlined {
    tags: Tags,
    street: Option<String>,
    rings: Vec<Vec<i64>>,
    origin: Origin,
}

/// What the passes over relations and ways leave for the pass over nodes.
#[derive(Default)]
struct Drawn {
    street_of: StreetOfMember,
    outlined: Vec<Outlined>,
    streets: Vec<(Names, Vec<i64>, i64)>,
}

impl Harvest {
    /// Passes over the extract three times: groups, lines, points.
    pub(crate) fn of(extract: &Extract) -> Result<Self, GeocodeError> {
        let drawn = Drawn::of(extract)?;
        let wanted = drawn.outlined.iter().flat_map(|one| one.rings.iter().flatten());
        let wanted: HashSet<i64> = wanted
            .chain(drawn.streets.iter().flat_map(|(_, nodes, _)| nodes))
            .copied()
            .collect();
        let mut points: HashMap<i64, Point> = HashMap::with_capacity(wanted.len());
        let mut doors: HashMap<i64, Entrance> = HashMap::new();
        let mut harvest = Self::default();
        extract.each(Kinds::NODES, &mut |element| {
            let Element::Node(node) = element else { return };
            if wanted.contains(&node.id) {
                points.insert(node.id, node.point);
            }
            if node.tags.is_empty() {
                return;
            }
            let door = door(&node.tags, node.point);
            doors.extend(
                door.clone()
                    .filter(|_| wanted.contains(&node.id))
                    .map(|door| (node.id, door)),
            );
            let street = drawn.street_of.get(&(MemberKind::Node, node.id)).map(String::as_str);
            let origin = Origin {
                kind: MemberKind::Node,
                id: node.id,
            };
            harvest.take(&node.tags, street, node.point, origin, door.into_iter().collect());
        })?;

        let located = |nodes: &[i64]| {
            nodes
                .iter()
                .filter_map(|id| points.get(id))
                .copied()
                .collect::<Vec<Point>>()
        };
        for one in &drawn.outlined {
            let rings: Vec<Vec<Point>> = one.rings.iter().map(|ring| located(ring)).collect();
            let middles = rings.iter().filter_map(|ring| outline::middle(ring));
            let Some(middle) = outline::mean(&middles.collect::<Vec<_>>()) else {
                continue;
            };
            let doors = one
                .rings
                .iter()
                .flat_map(|ring| ring.iter().skip(1))
                .filter_map(|id| doors.get(id).cloned());
            harvest.take(&one.tags, one.street.as_deref(), middle, one.origin, doors.collect());
            harvest.take_area(&one.tags, rings);
        }
        let streets = drawn.streets.into_iter().map(|(names, nodes, id)| StreetWay {
            names,
            line: located(&nodes),
            origin: Origin {
                kind: MemberKind::Way,
                id,
            },
        });
        harvest.streets = streets.filter(|street| !street.line.is_empty()).collect();
        Ok(harvest)
    }

    /// Takes what an element's tags say.
    fn take(&mut self, tags: &Tags, street: Option<&str>, at: Point, origin: Origin, entrances: Vec<Entrance>) {
        if !at.is_valid() {
            return;
        }
        let is_outline = origin.kind != MemberKind::Node;
        let is_building = is_outline && tags.get("building").is_some_and(|value| value != "no");
        for Tagged {
            street,
            house,
            label,
            is_literal,
        } in tagged_addresses::addresses(tags, street)
        {
            self.addresses.push(Address {
                street: street.to_owned(),
                house: house.into_owned(),
                label: label.into_owned(),
                is_literal,
                city: tagged::city(tags).map(str::to_owned),
                postcode: tags.get("addr:postcode").unwrap_or_default().to_owned(),
                at,
                is_building,
                origin,
                entrances: entrances.clone(),
            });
        }
        let Some(names) = Names::of(tags) else { return };
        if tagged::poi(tags).is_some() {
            self.pois.push(NamedPlace {
                tags: tags.clone(),
                at,
                origin,
            });
        }
        if let Some(rank) = tags.get("place").and_then(Rank::of) {
            self.places.push(PlaceName {
                names: names.all(),
                rank,
                at,
            });
        }
    }

    /// Takes the border that an outline draws.
    fn take_area(&mut self, tags: &Tags, rings: Vec<Vec<Point>>) {
        if let (Some((rank, is_rank_sure)), Some(names)) = (tagged::area_rank(tags), Names::of(tags)) {
            let area = Area {
                names: names.all(),
                rank,
                is_rank_sure,
                rings,
            };
            self.areas.extend(Some(area).filter(Area::is_closed));
        }
    }
}

fn door(tags: &Tags, at: Point) -> Option<Entrance> {
    let (label, flats, is_main) = tagged::entrance(tags)?;
    Some(Entrance {
        label,
        flats,
        is_main,
        at: Spot::of(at)?,
    })
}

impl Drawn {
    fn of(extract: &Extract) -> Result<Self, GeocodeError> {
        let mut drawn = Self::default();
        let mut groups: Vec<Relation> = Vec::new();
        extract.each(Kinds::RELATIONS, &mut |element| {
            if let Element::Relation(relation) = element {
                note_street_of_members(relation, &mut drawn.street_of);
                let has_street = drawn.street_of.contains_key(&(MemberKind::Relation, relation.id));
                if tagged::is_wanted(&relation.tags, has_street) {
                    groups.push(relation.clone());
                }
            }
        })?;
        let outer_ways: HashSet<i64> = groups.iter().flat_map(outer_members).collect();
        let mut outers: HashMap<i64, Vec<i64>> = HashMap::new();
        extract.each(Kinds::WAYS, &mut |element| {
            let Element::Way(way) = element else { return };
            drawn
                .streets
                .extend(tagged::street_names(way).map(|names| (names, way.nodes.clone(), way.id)));
            if outer_ways.contains(&way.id) {
                outers.insert(way.id, way.nodes.clone());
            }
            let street = drawn.street_of.get(&(MemberKind::Way, way.id)).cloned();
            if tagged::is_wanted(&way.tags, street.is_some()) {
                drawn.outlined.push(Outlined {
                    tags: way.tags.clone(),
                    street,
                    rings: vec![way.nodes.clone()],
                    origin: Origin {
                        kind: MemberKind::Way,
                        id: way.id,
                    },
                });
            }
        })?;
        let of_groups = groups.iter().map(|group| Outlined {
            tags: group.tags.clone(),
            street: drawn.street_of.get(&(MemberKind::Relation, group.id)).cloned(),
            // A border that lost a piece is drawn as one that does not close.
            rings: outer_members(group)
                .map(|id| outers.get(&id).cloned().unwrap_or_default())
                .collect(),
            origin: Origin {
                kind: MemberKind::Relation,
                id: group.id,
            },
        });
        let of_groups: Vec<Outlined> = of_groups.collect();
        drawn.outlined.extend(of_groups);
        Ok(drawn)
    }
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
