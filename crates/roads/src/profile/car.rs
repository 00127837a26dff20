//! `passage` of a car: combines class, access, ground and speed limit into whether and how fast a way is driven. The
//! table of classes and their speeds is in `class.rs`.

use super::access::Usual;
use super::class::Class;
use super::passage::Passage;
use super::reader::Reader;
use super::{maxspeed, passage::along, surface};
use karavan_osm::Tags;

/// Through the water of a ford.
const FORD_KMH: f64 = 8.0;

/// How a car may use a way at a moment; `None` when it may not.
pub(super) fn passage(reader: Reader, tags: &Tags) -> Option<Passage> {
    let class = Class::of_car(tags)?;
    let mut ground = surface::cap_of(reader.profile, tags)?;
    match tags.get("ford") {
        None | Some("no") => {}
        Some("stepping_stones" | "boat") => return None,
        Some(_) => ground = ground.min(FORD_KMH),
    }
    let usual = Usual {
        access: class.access,
        is_wary: true,
    };
    along(reader, tags, class.number(), usual, &|direction| {
        class.speed(maxspeed::limit_of(reader, tags, direction)).min(ground)
    })
}
