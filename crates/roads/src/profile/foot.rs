//! `passage` of a person on foot: along which ways one walks, and how fast (km/h by class of road, with a bag in each
//! hand).

use super::access::{self, Access, Usual};
use super::class::{Class, ferry_for};
use super::passage::Passage;
use super::reader::Reader;
use super::{ferry, passage::along, surface};
use karavan_osm::Tags;

/// Kilometres an hour on good ground with a bag in each hand, by class. Motorways are missing.
const SPEEDS: [(&str, f64); 24] = [
    ("trunk", 4.5),
    ("trunk_link", 4.5),
    ("primary", 4.5),
    ("primary_link", 4.5),
    ("secondary", 4.5),
    ("secondary_link", 4.5),
    ("tertiary", 4.5),
    ("tertiary_link", 4.5),
    ("unclassified", 4.5),
    ("residential", 4.5),
    ("road", 4.5),
    ("service", 4.5),
    ("living_street", 4.5),
    ("pedestrian", 4.5),
    ("footway", 4.5),
    ("path", 4.3),
    ("track", 4.3),
    ("cycleway", 4.5),
    ("bridleway", 4.3),
    ("platform", 4.0),
    ("corridor", 4.0),
    ("elevator", 2.0),
    ("via_ferrata", 1.0),
    ("steps", 2.0),
];

/// How a person on foot may use a way at a moment; `None` when not.
pub(super) fn passage(reader: Reader, tags: &Tags) -> Option<Passage> {
    let usual = Usual {
        access: Access::Open,
        is_wary: false,
    };
    if ferry::is_ferry(tags) {
        let class = ferry_for(&["foot"], tags)?;
        return along(reader, tags, class.number(), usual, &|_| ferry::KMH);
    }
    let highway = tags.get("highway")?;
    let &(_, kmh) = SPEEDS.iter().find(|(name, _)| *name == highway)?;
    let is_for_cars_only = tags.is("motorroad", "yes") || tags.is("service", "emergency_access");
    if is_for_cars_only && !access::is_said(&["foot"], tags) {
        return None;
    }
    let class = Class::named(highway)?;
    let ground = surface::cap_of(reader.profile, tags)?;
    along(reader, tags, class.number(), usual, &|_| kmh.min(ground))
}
