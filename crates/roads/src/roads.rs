//! `Roads`: the `Ground` that never changes (streets, lane graph, indexes for snapping) with the lane times, arc
//! weights and hierarchy of one moment. `Roads::under` makes those of other circumstances: a few changed arcs are
//! worked into the usual hierarchy; with more than one arc in 50, all of it is customised again.

use crate::RoadsError;
use crate::circumstances::Circumstances;
use crate::ground::building_fronts::FrontIndex;
use crate::ground::streets::Streets;
use crate::ground::streets_at::Standing;
use crate::hierarchy::{Arc, Hierarchy, SavedCustomisation};
use crate::profile::Access;
use crate::stops::lane_times::Times;
use crate::stops::snap_index::SnapIndex;
use crate::turn_graph::expansion::Expansion;
use crate::turn_graph::reachability;
use std::sync::{Arc as Shared, OnceLock};

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
    saved: OnceLock<SavedCustomisation>,
}

/// When more than one arc in this many changes, the whole hierarchy is customised again.
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
                saved: OnceLock::new(),
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
        self.ordinary.saved();
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
    fn saved(&self) -> &SavedCustomisation {
        self.saved.get_or_init(|| self.hierarchy.saved(&self.arcs))
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
            self.hierarchy.amended(self.saved(), &arcs, &changed)
        };
        (Shared::new(arcs), Shared::new(hierarchy))
    }
}
