//! `Class`: the classes of roads by `highway`, each with a car's realistic speed in a Russian city and who may use it
//! by default. Also what it costs to stop on a class (metres of walking), which classes are yards or ferries, and
//! which ferries take whom.

use super::access::Access;
use super::ferry::is_ferry;
use karavan_osm::Tags;

/// A class of roads. Speeds in kilometres an hour.
#[derive(Debug, PartialEq)]
pub(super) struct Class {
    highway: &'static str,
    /// The legal limit where no sign stands: 60 in town, 20 in yards, 90 and 110 on roads that leave town.
    limit: f64,
    /// The share of the limit that a whole trip averages, with its signals, queues and turns.
    share: f64,
    /// Who may, when no tag says.
    pub(super) access: Access,
}

const fn class(highway: &'static str, limit: f64, share: f64, access: Access) -> Class {
    Class {
        highway,
        limit,
        share,
        access,
    }
}

/// Roads not listed (construction, raceways, bus guideways…) are for nobody. Tracks and yards serve the two
/// ends of a trip only (traffic rules of Russia 17.2, 17.4); a pedestrian street needs a tag that lets cars in. Where
/// the limit is 0 no car drives whatever a tag says.
const CLASSES: [Class; 29] = [
    class("motorway", 110.0, 0.85, Access::Open),
    class("motorway_link", 60.0, 0.75, Access::Open),
    class("trunk", 90.0, 0.70, Access::Open),
    class("trunk_link", 60.0, 0.67, Access::Open),
    class("primary", 60.0, 0.75, Access::Open),
    class("primary_link", 60.0, 0.60, Access::Open),
    class("secondary", 60.0, 0.67, Access::Open),
    class("secondary_link", 60.0, 0.55, Access::Open),
    class("tertiary", 60.0, 0.60, Access::Open),
    class("tertiary_link", 60.0, 0.50, Access::Open),
    class("unclassified", 60.0, 0.50, Access::Open),
    class("residential", 60.0, 0.42, Access::Open),
    class("road", 60.0, 0.40, Access::Open),
    class("service", 20.0, 0.60, Access::Open),
    LIVING_STREET,
    class("track", 20.0, 0.60, Access::Destination),
    class("pedestrian", 20.0, 0.40, Access::Closed),
    FERRY,
    class("footway", 0.0, 0.0, Access::Closed),
    class("path", 0.0, 0.0, Access::Closed),
    class("cycleway", 0.0, 0.0, Access::Closed),
    class("bridleway", 0.0, 0.0, Access::Closed),
    class("steps", 0.0, 0.0, Access::Closed),
    class("platform", 0.0, 0.0, Access::Closed),
    class("corridor", 0.0, 0.0, Access::Closed),
    class("elevator", 0.0, 0.0, Access::Closed),
    class("via_ferrata", 0.0, 0.0, Access::Closed),
    class("busway", 0.0, 0.0, Access::Closed),
    LINK,
];

/// What stopping costs on a class of road, in metres of walking: nobody unloads on a motorway, and on an avenue only
/// where there is no yard.
const STOPS: [(&str, f64); 9] = [
    ("motorway", 400.0),
    ("motorway_link", 400.0),
    ("trunk", 100.0),
    ("trunk_link", 150.0),
    ("primary", 30.0),
    ("primary_link", 60.0),
    ("secondary", 20.0),
    ("secondary_link", 40.0),
    ("tertiary", 10.0),
];
/// Where one cannot get off: in a tunnel, on a bridge.
const NO_KERB_METERS: f64 = 300.0;

/// A yard or living zone. `living_street=yes` says the same on any class: two in five service ways of Moscow carry it.
const LIVING_STREET: Class = class("living_street", 20.0, 0.60, Access::Destination);

/// Side streets average no more than this.
const SIDE_STREET_KMH: f64 = 30.0;
/// Roads with this limit or a lower one are no streets.
const YARD_KMH: f64 = 20.0;
/// What is guessed of roads beyond the map; no value of `highway` has a space.
const LINK: Class = class("beyond the map", 0.0, 0.0, Access::Closed);
/// A boat. Waiting for it is a matter of turns.
const FERRY: Class = class("ferry", 16.0, 0.50, Access::Open);

/// A sign above the class's own limit raises its speed in proportion, but no more than this.
const RAISE_MAX: f64 = 1.5;
/// A sign below the class's own limit caps its speed at this share of what the sign says.
const SIGN_SHARE: f64 = 0.9;

/// Number of classes.
pub(crate) const CLASS_COUNT: usize = CLASSES.len();

/// The class that a value of `highway` stands for.
pub(crate) fn class_of_name(name: &str) -> Option<u8> {
    let place = CLASSES.iter().position(|class| class.highway == name)?;
    Some(place as u8)
}

/// What stopping on a class of road costs, in metres of walking; `None` where nobody stops.
pub(crate) fn stop_meters(class: u8, has_kerb: bool) -> Option<f64> {
    if is_ferry_class(class) || class == class_of_links() {
        return None;
    }
    let name = CLASSES.get(class as usize).map_or("", |class| class.highway);
    let usual = STOPS
        .iter()
        .find(|(other, _)| *other == name)
        .map_or(0.0, |&(_, meters)| meters);
    Some(if has_kerb { usual } else { usual.max(NO_KERB_METERS) })
}

/// Whether one can get off on a way.
pub(super) fn has_kerb(class: u8, tags: &Tags) -> bool {
    let is_true = |key| tags.get(key).is_some_and(|value| value != "no");
    let is_passage = tags.is("tunnel", "building_passage") || tags.is("covered", "yes");
    !is_ferry_class(class) && !is_true("bridge") && (is_passage || !is_true("tunnel"))
}

/// Whether what is not paved in this class is not ploughed either.
pub(super) fn is_track_class(class: u8) -> bool {
    CLASSES
        .get(class as usize)
        .is_some_and(|class| class.highway == "track")
}

/// Whether the tags of a way say that nobody travels along it, whatever its class.
pub(super) fn is_out(tags: &Tags) -> bool {
    tags.is("area", "yes") || tags.is("impassable", "yes") || tags.is("service", "emergency_access")
}

/// The class of what is guessed of roads beyond the map.
pub(crate) fn class_of_links() -> u8 {
    LINK.number()
}

/// Whether a class is a boat.
pub(crate) fn is_ferry_class(class: u8) -> bool {
    CLASSES.get(class as usize) == Some(&FERRY)
}

/// Whether cars crawl on this class: courtyards, service ways, tracks.
pub(crate) fn is_yard_class(class: u8) -> bool {
    CLASSES.get(class as usize).is_some_and(|class| class.limit <= YARD_KMH)
}

/// The class of boats that take a traveller: unless a tag of theirs, or one for all, says no.
pub(super) fn ferry_for(keys: &[&str], tags: &Tags) -> Option<&'static Class> {
    let said = keys.iter().chain(&["access"]).find_map(|key| tags.get(key));
    let is_refused = said.is_some_and(|said| ["no", "private"].iter().any(|word| said.eq_ignore_ascii_case(word)));
    (!is_refused).then_some(&FERRY)
}

impl Class {
    /// How much of the rush hour a class feels: all of it where traffic passes through, half in side streets, nothing
    /// in yards.
    pub(super) fn share_of_traffic(class: u8) -> f64 {
        let class = CLASSES.get(class as usize);
        match class.map_or(0.0, |class| class.limit * class.share) {
            ..=YARD_KMH => 0.0,
            ..=SIDE_STREET_KMH => 0.5,
            _ => 1.0,
        }
    }

    /// The number that is stored for it.
    pub(super) fn number(&self) -> u8 {
        CLASSES.iter().position(|class| class == self).unwrap_or_default() as u8
    }

    /// The class of a name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        CLASSES.iter().find(|class| class.highway == name)
    }

    /// The class of a way; `None` when no car drives there.
    pub(super) fn of_car(tags: &Tags) -> Option<&'static Self> {
        const KEYS: [&str; 3] = ["motorcar", "motor_vehicle", "vehicle"];
        if is_ferry(tags) {
            // A boat takes cars only where it says so.
            let is_said = KEYS.iter().any(|key| tags.get(key).is_some());
            return is_said.then(|| ferry_for(&KEYS, tags)).flatten();
        }
        let class = Self::named(tags.get("highway")?).filter(|class| class.limit > 0.0)?;
        if is_out(tags) {
            None
        } else if tags.is("living_street", "yes") && class.access != Access::Closed {
            Some(&LIVING_STREET)
        } else {
            Some(class)
        }
    }

    /// The realistic speed under a sign, or without one.
    pub(super) fn speed(&self, sign: Option<f64>) -> f64 {
        let free = self.limit * self.share;
        match sign {
            None => free,
            Some(limit) if limit >= self.limit => (limit * self.share).min(free * RAISE_MAX),
            Some(limit) => free.min(limit * SIGN_SHARE),
        }
    }
}
