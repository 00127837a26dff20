//! Helpers: a drawn `World` is written to an `.osm.pbf` file, read again and built for a profile, a season or an hour;
//! `drive` asks it for seconds and metres.

pub(crate) use crate::drawing::{World, at};

use karavan_osm::{Element, Extract, write_pbf};
use karavan_roads::{Circumstances, Profile, RoadNetwork, Season, WeekMinute};

impl World {
    /// The roads of a profile, by way of a file.
    pub(crate) fn roads(&self, profile: Profile) -> RoadNetwork {
        let mut elements = self.elements.clone();
        let kind = |element: &Element| match element {
            Element::Node(_) => 0,
            Element::Way(_) => 1,
            Element::Relation(_) => 2,
        };
        elements.sort_by_key(kind);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.osm.pbf");
        write_pbf(&path, &elements).unwrap();
        let extract = Extract::open(&path).unwrap();
        RoadNetwork::build_for(&extract, profile, &|_| ()).unwrap()
    }
}

/// The same roads in a season.
pub(crate) fn in_season(roads: &RoadNetwork, season: Season) -> RoadNetwork {
    roads.under(&Circumstances {
        season,
        ..Circumstances::default()
    })
}

/// The same roads at an hour of a weekday, 0 for Monday.
pub(crate) fn at_hour(roads: &RoadNetwork, (weekday, hour): (u16, u16)) -> RoadNetwork {
    roads.under(&Circumstances {
        at: WeekMinute::new(weekday, hour * 60),
        ..Circumstances::default()
    })
}

/// Seconds and metres of the drive between two places; a table and a path say the same.
pub(crate) fn drive(roads: &RoadNetwork, from: (f64, f64), to: (f64, f64)) -> Option<(u32, u32)> {
    let (from, to) = (roads.snap(at(from))?, roads.snap(at(to))?);
    let table = roads.matrix(std::slice::from_ref(&from), std::slice::from_ref(&to));
    let path = roads.path(&from, &to).map(|path| (path.seconds, path.meters));
    let of_table = (table.seconds[0] != karavan_roads::NO_ROAD).then(|| (table.seconds[0], table.meters[0]));
    assert_eq!(of_table, path);
    path
}
