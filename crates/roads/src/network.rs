//! A road network ready for questions.

use crate::circumstances::Circumstances;
use crate::drive::path::{Path, path};
use crate::drive::search::Search;
use crate::ground::building_fronts::FrontIndex;
use crate::ground::calendar::Standing;
use crate::ground::streets::Streets;
use crate::hierarchy::{Arc, Hierarchy, Ledger};
use crate::profile::{Access, Profile};
use crate::progress::{Progress, Stage};
use crate::stats::{Stats, stats};
use crate::stops::on_segment::Times;
use crate::stops::snap::{Snap, SnapIndex};
use crate::table::matrix::{Table, table};
use crate::table::nearest::{Near, nearest};
use crate::turn_graph::expansion::Expansion;
use crate::turn_graph::reachability;
use crate::{RoadsError, build, bytes};
use karavan_model::Point;
use karavan_osm::Extract;
use std::sync::{Arc as Shared, OnceLock};

/// How far a place may be from the road that [`RoadNetwork::snap`] finds for it. A village house at the end of an unmapped
/// lane is a few hundred metres from the nearest mapped road; a place a kilometre away is a mistake of its coordinates.
pub const SNAP_METERS_MAX: f64 = 1_000.0;

/// The roads of a map extract that a car can both reach and leave, for one [`Profile`].
///
/// Frozen once built; every question may be asked from many threads at once.
pub struct RoadNetwork {
    pub(crate) roads: Roads,
}

/// What does not change with the hour or with a closure.
pub(crate) struct Ground {
    pub(crate) streets: Streets,
    pub(crate) expansion: Expansion,
    pub(crate) snaps: SnapIndex,
    pub(crate) fronts: FrontIndex,
}

/// The ground and the weights of one moment.
pub(crate) struct Roads {
    pub(crate) shared: Shared<Ground>,
    ordinary: Shared<Ordinary>,
    /// Deciseconds along each lane; `None` where closed.
    pub(crate) lanes: Vec<Option<u32>>,
    /// Who may use segments that are not as usual, ascending.
    accesses: Vec<(u32, [Access; 2])>,
    /// The arcs of the expansion with their weights.
    pub(crate) arcs: Shared<Vec<Arc>>,
    pub(crate) hierarchy: Shared<Hierarchy>,
}

/// The map as it is, on an ordinary day: what everything else is a change of.
struct Ordinary {
    arcs: Shared<Vec<Arc>>,
    hierarchy: Shared<Hierarchy>,
    /// Lanes that hang together with the rest at other hours only.
    apart: Vec<u32>,
    ledger: OnceLock<Ledger>,
}

/// Changes of more than one arc in so many are not worked in: everything is weighed anew.
const AMENDED_SHARE: usize = 50;

impl Roads {
    pub(crate) fn new(streets: Streets) -> Result<Self, RoadsError> {
        let expansion = Expansion::new(&streets, &streets.order);
        let now = Now::new(&streets, &expansion, &Circumstances::default(), None);
        let Now {
            lanes,
            accesses,
            apart,
            arcs,
        } = now;
        let arcs = Shared::new(arcs);
        let hierarchy = Shared::new(Hierarchy::new(expansion.node_count(), &arcs)?);
        // After the hierarchy, whose making needs the most memory.
        let ground = Ground {
            expansion,
            snaps: SnapIndex::new(&streets),
            fronts: FrontIndex::new(&streets.buildings),
            streets,
        };
        Ok(Self {
            ordinary: Shared::new(Ordinary {
                arcs: Shared::clone(&arcs),
                hierarchy: Shared::clone(&hierarchy),
                apart,
                ledger: OnceLock::new(),
            }),
            hierarchy,
            lanes,
            accesses,
            arcs,
            shared: Shared::new(ground),
        })
    }

    /// The same ground under circumstances.
    pub(crate) fn under(&self, circumstances: &Circumstances) -> Self {
        let Ground { streets, expansion, .. } = &*self.shared;
        let is_ordinary = circumstances.moment() == Circumstances::default().moment();
        let apart = is_ordinary.then(|| self.ordinary.apart.clone());
        let Now {
            lanes, accesses, arcs, ..
        } = Now::new(streets, expansion, circumstances, apart);
        let (arcs, hierarchy) = self.ordinary.with(arcs);
        Self {
            hierarchy,
            lanes,
            accesses,
            arcs,
            ordinary: Shared::clone(&self.ordinary),
            shared: Shared::clone(&self.shared),
        }
    }

    /// Makes ready for circumstances that change little.
    pub(crate) fn expect_changes(&self) {
        self.ordinary.ledger();
    }

    pub(crate) fn times(&self) -> Times<'_> {
        Times {
            streets: &self.shared.streets,
            now: &self.lanes,
            accesses: &self.accesses,
        }
    }
}

/// What circumstances make of the ground.
struct Now {
    lanes: Vec<Option<u32>>,
    accesses: Vec<(u32, [Access; 2])>,
    /// Lanes closed because they hang together with the rest at other hours only.
    apart: Vec<u32>,
    arcs: Vec<Arc>,
}

impl Now {
    /// `apart` depends on the moment alone, and is worked out unless it is known.
    fn new(streets: &Streets, expansion: &Expansion, circumstances: &Circumstances, apart: Option<Vec<u32>>) -> Self {
        let standing = Standing::new(streets, circumstances.moment());
        let mut lanes = standing.lanes();
        let apart = apart.unwrap_or_else(|| {
            if !expansion.varies() {
                return Vec::new();
            }
            let arcs = expansion.weighed(streets, &standing, &lanes);
            reachability::apart(streets, expansion, &arcs, &lanes)
        });
        for lane in &apart {
            lanes[*lane as usize] = None;
        }
        streets.slow(&mut lanes, circumstances);
        Self {
            arcs: expansion.weighed(streets, &standing, &lanes),
            accesses: standing.accesses(),
            apart,
            lanes,
        }
    }
}

impl Ordinary {
    fn ledger(&self) -> &Ledger {
        self.ledger.get_or_init(|| self.hierarchy.ledger(&self.arcs))
    }

    /// These arcs, and the hierarchy over them.
    fn with(&self, arcs: Vec<Arc>) -> (Shared<Vec<Arc>>, Shared<Hierarchy>) {
        let pairs = (0..).zip(arcs.iter().zip(self.arcs.iter()));
        let changed = pairs.filter(|(_, (now, before))| now.weight != before.weight);
        let changed: Vec<u32> = changed.map(|(number, _)| number).collect();
        if changed.is_empty() {
            return (Shared::clone(&self.arcs), Shared::clone(&self.hierarchy));
        }
        let hierarchy = if changed.len() > arcs.len() / AMENDED_SHARE {
            self.hierarchy.with_weights(&arcs)
        } else {
            self.hierarchy.amended(self.ledger(), &arcs, &changed)
        };
        (Shared::new(arcs), Shared::new(hierarchy))
    }
}

impl RoadNetwork {
    /// Builds the network of an extract: 0.1 µs to 0.1 ms a road node, most of it for the order of importance. `report` is
    /// called at the beginning of each stage, and now and then during the long one.
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
        report(Progress::begin(Stage::Indexing));
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

    /// Where to stop for a place: the best place on a road, up to [`SNAP_METERS_MAX`] of walking away. It depends on the point alone, never on the other points
    /// of a request.
    #[must_use]
    pub fn snap(&self, point: Point) -> Option<Snap> {
        self.snap_within(point, SNAP_METERS_MAX)
    }

    /// Where to stop for a place, up to so many metres of walking away as the crow flies.
    #[must_use]
    pub fn snap_within(&self, point: Point, meters_max: f64) -> Option<Snap> {
        self.snap_several(point, 1, meters_max).pop()
    }

    /// The drives from every source to every target.
    #[must_use]
    pub fn matrix(&self, sources: &[Snap], targets: &[Snap]) -> Table {
        table(&self.roads, sources, targets)
    }

    /// Seconds and metres of the drive from one place to another; `None` where there is no road. Twice as fast as [`Self::path`].
    #[must_use]
    pub fn drive(&self, from: &Snap, to: &Snap) -> Option<(u32, u32)> {
        let drive = Search::new().weight(&self.roads, from, to).drive()?;
        Some((drive.seconds(), drive.meters))
    }

    /// The drive from one place to another with its shape; `None` where there is no road. Seconds and metres equal those of
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

    /// The same roads while something is different: a rush hour, closed streets. It shares the map with this network. A few closed streets cost
    /// what they touch, after [`Self::expect_changes`]; another hour costs one customisation. The answers depend on the circumstances alone:
    /// without any they are those of the map as it is, to the last bit. Snaps are good for both, but no road leads
    /// to a place on a street that is closed: the changed network finds the nearest open one.
    #[must_use]
    pub fn under(&self, circumstances: &Circumstances) -> Self {
        Self {
            roads: self.roads.under(circumstances),
        }
    }

    /// Makes ready to work in a few changes at a time: one customisation, and some 45 bytes for each shortcut from then on. The first closure does it
    /// if nobody has.
    pub fn expect_changes(&self) {
        self.roads.expect_changes();
    }

    /// Up to `count` places on different roads where to stop for a place, the best first, none further than `meters_max` as the crow flies.
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

    /// For each source the nearest targets by road: up to `count`, none further than `seconds_max`, the nearest first. A target is told by its
    /// place in `targets`; memory is bounded by the answer, never by the whole table.
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
