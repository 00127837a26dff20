//! `RoadNetwork`, the public face of this crate: build, store and load, snap, matrix, drive, path, nearest by road,
//! `stats`, and the same roads under `Circumstances`. The questions are answered in other modules.

use crate::circumstances::Circumstances;
use crate::drive::path::{Path, path};
use crate::drive::search::Search;
use crate::profile::Profile;
use crate::progress::{Progress, RoadStage};
use crate::roads::{Ground, Roads};
use crate::stats::{Stats, stats};
use crate::stops::snap::Snap;
use crate::table::matrix::{Table, table};
use crate::table::nearest::{Near, nearest};
use crate::{RoadsError, build, bytes};
use karavan_model::Point;
use karavan_osm::Extract;

/// How far a place may be from the road that [`RoadNetwork::snap`] finds for it. A village house at the end of an
/// unmapped lane is a few hundred metres from the nearest mapped road; a place a kilometre away is a mistake of its
/// coordinates.
pub const SNAP_METERS_MAX: f64 = 1_000.0;

/// The roads of a map extract that a car can both reach and leave, for one [`Profile`].
///
/// Frozen once built; every question may be asked from many threads at once.
pub struct RoadNetwork {
    pub(crate) roads: Roads,
}

impl RoadNetwork {
    /// Builds the network of an extract: 0.1 µs to 0.1 ms a road node, most of it for the order of importance. `report`
    /// is called at the beginning of each stage, and now and then during the long one.
    ///
    /// # Errors
    /// When the extract cannot be read, holds no road for a car, or is too large to be numbered.
    pub fn build(extract: &Extract, report: &dyn Fn(Progress)) -> Result<Self, RoadsError> {
        Self::build_for(extract, Profile::Car, report)
    }

    /// As [`Self::build`], for those who travel by some other means.
    ///
    /// # Errors
    /// When the extract cannot be read, holds no road for them, or is too large to be numbered.
    pub fn build_for(extract: &Extract, profile: Profile, report: &dyn Fn(Progress)) -> Result<Self, RoadsError> {
        let streets = build::streets_of(extract, profile, report)?;
        report(Progress::begin(RoadStage::Indexing));
        let roads = Roads::new(streets)?;
        Ok(Self { roads })
    }

    /// A network stored by [`Self::to_bytes`].
    ///
    /// # Errors
    /// When the bytes are not exactly such a network; no bytes make it panic.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RoadsError> {
        let roads = Roads::new(bytes::read(bytes)?)?;
        Ok(Self { roads })
    }

    /// The network as bytes, without the magic number, version and checksum of a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        bytes::write(&self.roads.shared.streets)
    }

    /// Where to stop for a place: the best place on a road, up to [`SNAP_METERS_MAX`] of walking away. It depends on
    /// the point alone, never on the other points of a request.
    #[must_use]
    pub fn snap(&self, point: Point) -> Option<Snap> {
        self.snap_within(point, SNAP_METERS_MAX)
    }

    /// Where to stop for a place, up to so many metres of walking away as the crow flies.
    #[must_use]
    pub fn snap_within(&self, point: Point, meters_max: f64) -> Option<Snap> {
        self.snap_several(point, 1, meters_max).pop()
    }

    /// The drives from every source to every target: a row for each source. Time grows with the places, not with the
    /// map: 1,000 × 1,000 take some 50 ms of one core on a city.
    ///
    /// ```
    /// use karavan_model::Point;
    /// use karavan_osm::{Element, Extract, Node, Way};
    /// use karavan_roads::RoadNetwork;
    ///
    /// // A street of 1,112 m along the equator.
    /// let node = |id, lon| Element::Node(Node { id, point: Point { lon, lat: 0.0 }, tags: Default::default() });
    /// let street = Way { id: 1, nodes: vec![1, 2], tags: [("highway", "residential")].into_iter().collect() };
    /// let map = Extract::from_elements(vec![node(1, 0.0), node(2, 0.01), Element::Way(street)]);
    ///
    /// let roads = RoadNetwork::build(&map, &|_| ())?;
    /// let stop = |lon| roads.snap(Point { lon, lat: 0.0001 }).expect("a road is near");
    /// let stops = [stop(0.001), stop(0.009)];
    /// let table = roads.matrix(&stops, &stops);
    ///
    /// assert_eq!((table.seconds[0], table.meters[0]), (0, 0));
    /// assert!((885..=895).contains(&table.meters[1]), "0.008 degrees are 890 m");
    /// assert_eq!(roads.drive(&stops[0], &stops[1]), Some((table.seconds[1], table.meters[1])));
    /// # Ok::<(), karavan_roads::RoadsError>(())
    /// ```
    #[must_use]
    pub fn matrix(&self, sources: &[Snap], targets: &[Snap]) -> Table {
        table(&self.roads, sources, targets)
    }

    /// Seconds and metres of the drive from one place to another; `None` where there is no road. Twice as fast as
    /// [`Self::path`].
    #[must_use]
    pub fn drive(&self, from: &Snap, to: &Snap) -> Option<(u32, u32)> {
        let drive = Search::new().weight(&self.roads, from, to).drive()?;
        Some((drive.seconds(), drive.meters))
    }

    /// The drive from one place to another with its shape; `None` where there is no road. Seconds and metres equal
    /// those of
    /// [`Self::matrix`].
    #[must_use]
    pub fn path(&self, from: &Snap, to: &Snap) -> Option<Path> {
        path(&self.roads, from, to)
    }

    /// Whether a way of the map, by its id there, is a road here. O(ways).
    #[must_use]
    pub fn has_way(&self, id: i64) -> bool {
        self.roads.shared.streets.ways.contains(&id)
    }

    /// The same roads while something is different: a rush hour, closed streets. It shares the map with this network. A
    /// few closed streets cost what they touch, after [`Self::expect_changes`]; another hour costs one customisation.
    /// The answers depend on the circumstances alone: without any they are those of the map as it is, to the last bit.
    /// Snaps are good for both, but no road leads to a place on a street that is closed: the changed network finds the
    /// nearest open one.
    #[must_use]
    pub fn under(&self, circumstances: &Circumstances) -> Self {
        Self {
            roads: self.roads.under(circumstances),
        }
    }

    /// Makes ready to work in a few changes at a time: one customisation, and some 45 bytes for each shortcut from then
    /// on. The first closure does it if nobody has.
    pub fn expect_changes(&self) {
        self.roads.expect_changes();
    }

    /// Up to `count` places on different roads where to stop for a place, the best first, none further than
    /// `meters_max` as the crow flies.
    #[must_use]
    pub fn snap_several(&self, point: Point, count: usize, meters_max: f64) -> Vec<Snap> {
        let Ground {
            snaps, fronts, streets, ..
        } = &*self.roads.shared;
        let building = fronts.around(&streets.buildings, point);
        snaps.best(self.roads.times(), building, point, count, meters_max)
    }

    /// The nearest places on up to `count` different roads where one can stop, at any distance, the nearest first as
    /// the crow flies: for programs that ask about a point in a river. Nothing of the walk is weighed, so a place near
    /// roads is better served by [`Self::snap_several`].
    #[must_use]
    pub fn nearest_stops(&self, point: Point, count: usize) -> Vec<Snap> {
        let Ground { snaps, .. } = &*self.roads.shared;
        snaps.nearest(self.roads.times(), point, count)
    }

    /// For each source the nearest targets by road: up to `count`, none further than `seconds_max`, the nearest first.
    /// A target is told by its place in `targets`; memory is bounded by the answer, never by the whole table.
    #[must_use]
    pub fn nearest_by_road(
        &self,
        sources: &[Snap],
        targets: &[Snap],
        count: usize,
        seconds_max: u32,
    ) -> Vec<Vec<Near>> {
        nearest(&self.roads, sources, targets, count, seconds_max)
    }

    /// Whose roads these are.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.roads.shared.streets.profile
    }

    /// What the network amounts to.
    #[must_use]
    pub fn stats(&self) -> Stats {
        stats(&self.roads)
    }
}
