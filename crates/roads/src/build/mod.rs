//! `streets_of`: builds the `Streets` of a map extract: `ways`, `nodes`, `buildings` and `restrictions` read the
//! extract, `segments` and `junctions` cut it into a graph, `ferries` and `components` forbid and drop parts of it,
//! `order` ranks the lanes for the hierarchy. The hierarchy itself is not built here.

mod buildings;
pub(crate) mod clipped_edge;
mod components;
mod ferries;
mod junctions;
mod lane_components;
mod nodes;
mod number;
mod order;
mod read_progress;
mod restrictions;
mod segments;
mod signals;
mod ways;

use crate::RoadsError;
use crate::ground::streets::Streets;
use crate::profile::Profile;
use crate::progress::{Progress, RoadStage};
use buildings::Outlines;
use karavan_osm::Extract;
use std::collections::HashSet;

/// Reads the extract's ways, nodes and turn restrictions, cuts its ways at junctions, keeps the largest part in which
/// every place can be reached from every other, and orders its lanes by importance.
pub(crate) fn streets_of(
    extract: &Extract,
    profile: Profile,
    report: &dyn Fn(Progress),
) -> Result<Streets, RoadsError> {
    let mut outlines = Outlines::default();
    let (joined, piers) = joined(extract, profile, &mut outlines, report)?;
    let mut streets = components::keep_largest(joined, &piers)?;
    report(Progress::begin(RoadStage::Ordering));
    streets.buildings = outlines.buildings();
    streets.order = order::lanes_by_importance(&streets, report);
    Ok(streets)
}

/// All streets of the extract, and the junctions where islands begin: piers, and where boats meet at sea. What was read
/// of the extract for them is given back with the end of this.
fn joined(
    extract: &Extract,
    profile: Profile,
    outlines: &mut Outlines,
    report: &dyn Fn(Progress),
) -> Result<(Streets, HashSet<u32>), RoadsError> {
    report(Progress::begin(RoadStage::ReadingWays));
    let ways = ways::read(extract, profile, outlines, report)?;
    outlines.end_ways();
    report(Progress::begin(RoadStage::ReadingNodes));
    let nodes = nodes::read(extract, profile, &ways, outlines, report)?;
    let restrictions = restrictions::read(extract, profile, &ways)?;
    report(Progress::begin(RoadStage::Joining));
    let pieces = segments::cut(&ways, &nodes)?;
    let mut joined = junctions::join(pieces, &nodes, &ways)?;
    joined.streets.profile = profile;
    restrictions::add(&mut joined, restrictions, &ways);
    let at_sea = ferries::forbid_changes(&mut joined.streets, &nodes.terminals(&joined.junction_of));
    joined.streets.calendar.share_whens();
    let junction = |node| joined.junction_of.get(&node).copied();
    let piers = ways.piers().filter_map(junction).chain(at_sea).collect();
    Ok((joined.streets, piers))
}
