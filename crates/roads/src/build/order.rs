//! `lanes_by_importance`: the lanes of streets in the order in which the hierarchy contracts them. The dissection in
//! `hierarchy/order` ranks pairs of joined junctions; here each lane gets the rank of its pair.

use crate::ground::spot::Spot;
use crate::ground::streets::Streets;
use crate::hierarchy::edges_by_importance;
use crate::progress::Progress;

/// The open lanes, the least important first. A loop joins nothing, so it comes before all that does.
pub(super) fn lanes_by_importance(streets: &Streets, report: &dyn Fn(Progress)) -> Vec<u32> {
    let spots: Vec<Spot> = streets.junctions.iter().map(|junction| junction.spot).collect();
    let pairs = streets.neighbours();
    let mut rank_of_pair = vec![0; pairs.len()];
    for (rank, pair) in (1_u32..).zip(edges_by_importance(&spots, &pairs, report)) {
        rank_of_pair[pair as usize] = rank;
    }
    let rank = |lane: u32| {
        let pair = streets.segment_of_lane(lane).pair();
        let place = pair.and_then(|pair| pairs.binary_search(&pair).ok());
        place.map_or(0, |place| rank_of_pair[place])
    };
    let mut lanes: Vec<(u32, u32)> = streets.open_lanes().map(|lane| (rank(lane), lane)).collect();
    lanes.sort_unstable();
    lanes.into_iter().map(|(_, lane)| lane).collect()
}
