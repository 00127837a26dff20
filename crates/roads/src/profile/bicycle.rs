//! `passage` of a bicycle: along which ways it is ridden, where it is pushed or carried, and how fast (km/h by class
//! of road).

use super::access::{self, Access, Usual};
use super::class::{Class, ferry_for};
use super::passage::Passage;
use super::reader::{Direction, Reader};
use super::{ferry, passage::along, surface};
use karavan_osm::Tags;

/// Kilometres an hour on good ground, by class; `None` where one rides only by a tag's leave and pushes without it.
/// Motorways are missing.
const SPEEDS: [(&str, Option<f64>); 21] = [
    ("trunk", Some(16.0)),
    ("trunk_link", Some(16.0)),
    ("primary", Some(16.0)),
    ("primary_link", Some(16.0)),
    ("secondary", Some(16.0)),
    ("secondary_link", Some(16.0)),
    ("tertiary", Some(16.0)),
    ("tertiary_link", Some(16.0)),
    ("unclassified", Some(16.0)),
    ("residential", Some(15.0)),
    ("road", Some(14.0)),
    ("service", Some(13.0)),
    ("living_street", Some(13.0)),
    ("cycleway", Some(17.0)),
    ("track", Some(12.0)),
    ("path", Some(11.0)),
    ("pedestrian", None),
    ("footway", None),
    ("bridleway", None),
    ("platform", None),
    ("steps", None),
];

/// Among people on foot.
const SHARED_KMH: f64 = 10.0;
const PUSHED_KMH: f64 = 4.5;
/// Carried, or rolled along a ramp.
const STEPS_KMH: f64 = 1.5;

/// How a bicycle may use a way at a moment; `None` when it may not.
pub(super) fn passage(reader: Reader, tags: &Tags) -> Option<Passage> {
    if tags.is("motorroad", "yes") {
        return None;
    }
    let usual = Usual {
        access: Access::Open,
        is_wary: false,
    };
    if ferry::is_ferry(tags) {
        let class = ferry_for(&["bicycle"], tags)?;
        return along(reader, tags, class.number(), usual, &|_| ferry::KMH);
    }
    let highway = tags.get("highway").filter(|_| !super::class::is_out(tags))?;
    let &(_, ridden) = SPEEDS.iter().find(|(name, _)| *name == highway)?;
    let class = Class::named(highway)?;
    let ground = surface::cap_of(reader.profile, tags)?;
    let is_said = access::is_said(&["bicycle"], tags);
    let riding = move |direction| match ridden {
        _ if highway == "steps" => STEPS_KMH,
        _ if is_dismounted(tags, direction) => PUSHED_KMH,
        Some(kmh) => kmh,
        None if is_said => SHARED_KMH,
        None => PUSHED_KMH,
    };
    let ridden = along(reader, tags, class.number(), usual, &|direction| {
        riding(direction).min(ground)
    });
    let is_path = matches!(highway, "footway" | "pedestrian" | "path" | "platform");
    if !is_path {
        return ridden;
    }
    // What is closed to wheels but not to people is walked, as every cyclist does.
    let on_foot = Reader {
        profile: super::Profile::Foot,
        ..reader
    };
    let is_closed = |direction| access::of_way(reader, tags, usual, direction) == Access::Closed;
    let walked = along(on_foot, tags, class.number(), usual, &|_| PUSHED_KMH.min(ground)).map(|walked| Passage {
        forward: walked.forward.filter(|_| is_closed(Direction::Forward)),
        backward: walked.backward.filter(|_| is_closed(Direction::Backward)),
        ..walked
    });
    let Some(mut passage) = ridden else {
        return walked.filter(|walked| walked.forward.or(walked.backward).is_some());
    };
    passage.opened_as(walked.as_slice());
    Some(passage)
}

/// Whether a tag says that one gets off in a direction.
fn is_dismounted(tags: &Tags, direction: Direction) -> bool {
    let directed = match direction {
        Direction::Forward => "bicycle:forward",
        Direction::Backward => "bicycle:backward",
    };
    let said = tags.get(directed).or_else(|| tags.get("bicycle"));
    said.is_some_and(|said| said.eq_ignore_ascii_case("dismount"))
}
