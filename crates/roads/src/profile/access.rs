//! `Access`: who may drive, cycle or walk along a way (`of_way`) or past a node (`of_node`). The most specific access
//! tag that is present decides, its conditional twin first; where yards and tracks are concerned (`Usual`) it may only
//! make them stricter. The tables of keys and values are here.

use super::condition::held;
use super::profile_name::Profile;
use super::reader::{Direction, Reader};
use karavan_osm::Tags;

/// Who may travel somewhere, from everyone to no one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Open to anyone.
    Open,
    /// Whoever has business there: yards, customers, deliveries. A trip may begin or end there; crossing is penalised.
    Destination,
    /// Whoever the owner lets in. A trip may begin or end there; crossing is penalised twice as much.
    Private,
    /// No car.
    Closed,
}

/// A key, its twins for one direction, and the conditional twins of all three.
type Key = [&'static str; 6];

macro_rules! key {
    ($name:literal) => {
        [
            $name,
            concat!($name, ":forward"),
            concat!($name, ":backward"),
            concat!($name, ":conditional"),
            concat!($name, ":forward:conditional"),
            concat!($name, ":backward:conditional"),
        ]
    };
}

/// The most specific key that is present decides; its conditional twins before it, where the condition holds.
const OF_CARS: [Key; 4] = [key!("motorcar"), key!("motor_vehicle"), key!("vehicle"), key!("access")];
const OF_BICYCLES: [Key; 3] = [key!("bicycle"), key!("vehicle"), key!("access")];
const OF_PEOPLE: [Key; 2] = [key!("foot"), key!("access")];

const fn keys(profile: Profile) -> &'static [Key] {
    match profile {
        Profile::Car => &OF_CARS,
        Profile::Bicycle => &OF_BICYCLES,
        Profile::Foot => &OF_PEOPLE,
    }
}

const VALUES: [(&str, Access); 33] = [
    ("yes", Access::Open),
    ("permissive", Access::Open),
    ("designated", Access::Open),
    ("official", Access::Open),
    ("public", Access::Open),
    ("destination", Access::Destination),
    ("customers", Access::Destination),
    ("delivery", Access::Destination),
    ("visitors", Access::Destination),
    ("discouraged", Access::Destination),
    ("private", Access::Private),
    ("permit", Access::Private),
    ("residents", Access::Private),
    ("members", Access::Private),
    ("employees", Access::Private),
    ("staff", Access::Private),
    ("no", Access::Closed),
    ("agricultural", Access::Closed),
    ("forestry", Access::Closed),
    ("military", Access::Closed),
    ("emergency", Access::Closed),
    ("psv", Access::Closed),
    ("bus", Access::Closed),
    ("taxi", Access::Closed),
    ("hov", Access::Closed),
    ("hgv", Access::Closed),
    ("foot", Access::Closed),
    ("bicycle", Access::Closed),
    ("use_sidepath", Access::Closed),
    ("restricted", Access::Private),
    ("school", Access::Private),
    ("university", Access::Private),
    ("dismount", Access::Open),
];

/// Who may, where no tag says, and how that bears on what a tag says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    pub(super) access: Access,
    /// Whether a tag may make it stricter only: “yes” does not make a yard a thoroughfare.
    pub(super) is_wary: bool,
}

/// Who may travel along a way in a direction.
pub(super) fn of_way(reader: Reader, tags: &Tags, usual: Usual, direction: Direction) -> Access {
    let Some((key, access)) = stated(reader, tags, Some(direction)) else {
        return usual.access;
    };
    match usual.access {
        _ if !usual.is_wary => access,
        // `access=yes` on a pedestrian street speaks of people: only a key of vehicles lets a car in.
        Access::Closed if key == "access" => Access::Closed,
        Access::Closed => access.max(Access::Destination),
        usual => access.max(usual),
    }
}

/// Who may pass, by the tags alone; `None` when they do not say.
pub(super) fn of_node(reader: Reader, tags: &Tags) -> Option<Access> {
    stated(reader, tags, None).map(|(_, access)| access)
}

/// Whether any of these keys lets somebody in.
pub(super) fn is_said(keys: &[&str], tags: &Tags) -> bool {
    let said = keys.iter().find_map(|key| tags.get(key)).and_then(meaning);
    said.is_some_and(|access| access != Access::Closed)
}

fn stated(reader: Reader, tags: &Tags, direction: Option<Direction>) -> Option<(&'static str, Access)> {
    keys(reader.profile).iter().find_map(
        |&[
            key,
            forward,
            backward,
            conditional,
            forward_conditional,
            backward_conditional,
        ]| {
            let by_the_hour = |key| held(tags.get(key)?, reader.moment).and_then(meaning);
            let always = |key| tags.get(key).and_then(meaning);
            let (directed, directed_conditional) = match direction {
                Some(Direction::Forward) => (Some(forward), Some(forward_conditional)),
                Some(Direction::Backward) => (Some(backward), Some(backward_conditional)),
                None => (None, None),
            };
            let value = directed_conditional
                .and_then(by_the_hour)
                .or_else(|| by_the_hour(conditional))
                .or_else(|| directed.and_then(always))
                .or_else(|| always(key));
            value.map(|access| (key, access))
        },
    )
}

/// The widest of the values in a list `a;b`, whatever their capitals; `None` when none is known.
fn meaning(value: &str) -> Option<Access> {
    value
        .split(';')
        .filter_map(|word| {
            let word = word.trim();
            let known = VALUES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
            known.map(|&(_, access)| access)
        })
        .min()
}
