//! Who may use what, and how fast: the meaning of tags for a car, a bicycle and a person on foot.
//!
//! Every rule is a table of data in a file of its own: [`class`] (which roads), [`access`] (who may), [`oneway`],
//! [`maxspeed`] (what the sign says), [`condition`] (tags that hold by the hour or the month), [`season`], [`surface`] (what the ground
//! allows), [`barrier`] (what bars a node), [`halt`] (where people wait), [`restriction`] (forbidden turns), [`ferry`]. [`car`], [`bicycle`]
//! and [`foot`] ask them in order.

mod access;
mod barrier;
mod bicycle;
mod car;
mod class;
mod condition;
mod ferry;
mod foot;
mod halt;
mod hours;
mod maxspeed;
mod oneway;
mod restriction;
mod season;
mod surface;

pub use access::Access;
pub(crate) use barrier::{Barrier, barrier_of_node};
pub(crate) use class::{CLASS_COUNT, class_of_links, class_of_name, is_ferry_class, is_yard_class, stop_meters};
pub(crate) use halt::{Halt, halt_of_node};
pub(crate) use hours::factor_at;
pub(crate) use restriction::{Rule, rule_of_relation};
pub use season::Season;
pub(crate) use season::{Seasons, winter_factor};

use karavan_osm::Tags;

/// How people travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// An ordinary car.
    #[default]
    Car,
    /// A bicycle, pushed where it may not be ridden.
    Bicycle,
    /// On foot.
    Foot,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Car, Self::Bicycle, Self::Foot];

    /// Its name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Bicycle => "bicycle",
            Self::Foot => "foot",
        }
    }
}

/// A direction along a way, in the order of its nodes or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// What tags are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reader {
    profile: Profile,
    season: Season,
}

/// How a way may be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Passage {
    /// Kilometres an hour in the order of the way's nodes; `None` when closed.
    pub(crate) forward: Option<f64>,
    /// Kilometres an hour against the order of the way's nodes; `None` when closed.
    pub(crate) backward: Option<f64>,
    /// Who may.
    pub(crate) access: Access,
    /// The class of road, by its place in the table.
    pub(crate) class: u8,
    /// When in the year.
    pub(crate) seasons: Seasons,
    /// Whether one may stop and get off there: not in a tunnel, on a motorway or aboard.
    pub(crate) has_kerb: bool,
    /// Seconds from one end of the way to the other, where a timetable says so.
    pub(crate) timetable_seconds: Option<u32>,
}

/// How a traveller may use the way with these tags; `None` when never.
pub(crate) fn passage_of_way(profile: Profile, tags: &Tags) -> Option<Passage> {
    let in_season = |season| {
        let reader = Reader { profile, season };
        let passage = match profile {
            Profile::Car => car::passage(reader, tags),
            Profile::Bicycle => bicycle::passage(reader, tags),
            Profile::Foot => foot::passage(reader, tags),
        };
        passage.filter(|_| season::is_open(tags, season))
    };
    let summer = in_season(Season::Summer);
    if !season::matters(tags) {
        return summer;
    }
    match (summer, in_season(Season::Winter)) {
        (Some(summer), None) => Some(Passage {
            seasons: Seasons::SummerOnly,
            ..summer
        }),
        (None, Some(winter)) => Some(Passage {
            seasons: Seasons::WinterOnly,
            ..winter
        }),
        (summer, _) => summer,
    }
}

/// The passage along a way whose directions are open or not, at one speed for each.
fn passage(
    reader: Reader,
    tags: &Tags,
    class: u8,
    usual: access::Usual,
    speed: &dyn Fn(Direction) -> f64,
) -> Option<Passage> {
    let open = oneway::directions(reader, tags);
    let use_of = |direction: Direction, is_open: bool| {
        let access = access::of_way(reader, tags, usual, direction);
        (is_open && access != Access::Closed).then(|| (speed(direction), access))
    };
    let forward = use_of(Direction::Forward, open.forward);
    let backward = use_of(Direction::Backward, open.backward);
    let access = forward.iter().chain(&backward).map(|&(_, access)| access).max()?;
    Some(Passage {
        forward: forward.map(|(speed, _)| speed),
        backward: backward.map(|(speed, _)| speed),
        access,
        class,
        seasons: Seasons::All,
        has_kerb: class::has_kerb(class, tags),
        timetable_seconds: ferry::duration_seconds(tags),
    })
}

#[cfg(test)]
mod tests;
