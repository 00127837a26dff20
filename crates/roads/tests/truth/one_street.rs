//! `world`: the map that many tests here use: one street with tags, ten steps (1,112 m) from west to east, and a long
//! way round by avenues. Helpers (`street`, `directions`, `kmh`, `access`) read off it whether a direction is open, how
//! fast it is, and who may use it.

use crate::world::{World, drive, in_season};
use karavan_roads::{Access, Profile, RoadNetwork, Season};

/// What the map says of the street.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Street {
    /// Kilometres an hour to the east and to the west; `None` when one may not.
    pub(crate) east: Option<f64>,
    pub(crate) west: Option<f64>,
}

/// The street and its avenues; whoever travels may use the avenues in either direction.
pub(crate) fn world(tags: &str) -> World {
    World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 10.0, 10.0, "")
        .node(4, 0.0, 10.0, "")
        .way(&[1, 2], tags)
        .way(&[2, 3, 4, 1], "highway=primary, foot=yes, bicycle=yes")
}

/// The street between its thirds, in each direction, as long as one stays on it.
pub(crate) fn told(roads: &RoadNetwork) -> Street {
    let along = |from: f64, to: f64| {
        // Metres alone tell the street from the way round.
        let (seconds, meters) = drive(roads, (from, 0.0), (to, 0.0))?;
        let is_direct = (665..=669).contains(&meters);
        is_direct.then(|| f64::from(meters) / f64::from(seconds) * 3.6)
    };
    Street {
        east: along(2.0, 8.0),
        west: along(8.0, 2.0),
    }
}

pub(crate) fn street(profile: Profile, season: Season, tags: &str) -> Street {
    told(&in_season(&world(tags).roads(profile), season))
}

/// Whether one may go east and west.
pub(crate) fn directions(profile: Profile, tags: &str) -> (bool, bool) {
    let street = street(profile, Season::Summer, tags);
    (street.east.is_some(), street.west.is_some())
}

/// The speed to the east, 0 when closed.
pub(crate) fn kmh(profile: Profile, tags: &str) -> f64 {
    street(profile, Season::Summer, tags).east.unwrap_or(0.0)
}

/// Who may, as a stop on the street tells.
pub(crate) fn access(profile: Profile, tags: &str) -> Access {
    let roads = world(tags).roads(profile);
    let snap = roads.snap(crate::world::at((5.0, 0.0))).unwrap();
    if snap.distance_meters() > 1.0 {
        Access::Closed
    } else {
        snap.access()
    }
}

/// A speed as told, give or take the rounding to whole seconds.
pub(crate) fn is_about(told: f64, expected: f64) -> bool {
    // 667 m at 5 km/h take 480 s, at 60 km/h 40 s.
    (told - expected).abs() <= expected * expected / 1_500.0 + 0.01
}
