//! `forbid_changes`: forbids the turns between lines of ferries that meet at sea: nobody changes boats there, and
//! none turns back. Also tells which of those junctions several lines meet at. Which ways are ferries is decided in
//! `profile/`.
//!
//! Lines of ferries cross, fork and share stretches at nodes where there is no land: no road of this traveller touches
//! them, and the map names no terminal. A boat goes on along its own line there. Where its line ends, it goes on along
//! another that ends there too: the only one, whatever the bend, or at a fork one that does not lead back; where more
//! than three meet, lines cross, and each goes straight on.

use crate::ground::lane::{is_forward, reverse};
use crate::ground::streets::Streets;
use crate::profile::is_ferry_class;
use karavan_model::Point;
use std::collections::{HashMap, HashSet};

/// Degrees from straight on up to which a boat at a fork goes on.
const FORK_DEGREES_MAX: f64 = 60.0;
/// How far along its line a boat's course is taken.
const SIGHT_METERS: f64 = 200.0;

/// Forbids the turns that no boat makes; tells the junctions at sea where more than one line is met.
pub(super) fn forbid_changes(streets: &mut Streets, terminals: &HashSet<u32>) -> Vec<u32> {
    let seas = seas(streets, terminals);
    let mut bans = Vec::new();
    for (junction, lanes) in &seas {
        let arriving = lanes.iter().copied().filter(|&lane| streets.end(lane) == *junction);
        for from in arriving.filter(|&lane| streets.time(lane).is_some()) {
            let onward = onward(streets, lanes, from);
            let leaving = lanes.iter().copied().filter(|&lane| streets.start(lane) == *junction);
            let open = leaving.filter(|&lane| streets.time(lane).is_some());
            bans.extend(open.filter(|lane| !onward.contains(lane)).map(|lane| vec![from, lane]));
        }
    }
    bans.retain(|ban| !streets.bans.contains(ban));
    streets.bans.extend(bans);
    let is_met = |lanes: &[u32]| lanes.len() > 4;
    seas.into_iter()
        .filter(|(_, lanes)| is_met(lanes))
        .map(|(junction, _)| junction)
        .collect()
}

/// The lanes that touch each junction at sea, ascending; in order, so that bans are.
fn seas(streets: &Streets, terminals: &HashSet<u32>) -> Vec<(u32, Vec<u32>)> {
    let mut lanes_at: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut on_land = terminals.clone();
    for (segment, first) in streets.segments.iter().zip((0_u32..).step_by(2)) {
        for end in [segment.tail, segment.head] {
            if is_ferry_class(segment.class) {
                lanes_at.entry(end).or_default().extend([first, first + 1]);
            } else {
                on_land.insert(end);
            }
        }
    }
    let mut seas: Vec<(u32, Vec<u32>)> = lanes_at
        .into_iter()
        .filter(|(junction, _)| !on_land.contains(junction))
        .collect();
    for (_, lanes) in &mut seas {
        lanes.sort_unstable();
        lanes.dedup();
    }
    seas.sort_unstable_by_key(|(junction, _)| *junction);
    seas
}

/// The lanes into which a boat that comes along a lane goes on.
fn onward(streets: &Streets, lanes: &[u32], from: u32) -> Vec<u32> {
    if let Some(own) = next_of_way(streets, from) {
        return vec![own];
    }
    let at = streets.end(from);
    // What begins here ends here when it is sailed the other way.
    let begins = |lane: u32| streets.start(lane) == at && next_of_way(streets, reverse(lane)).is_none();
    let others = lanes
        .iter()
        .copied()
        .filter(|&lane| lane != reverse(from) && begins(lane));
    let others: Vec<u32> = others.collect();
    // From where one has come to where one goes: half a circle apart where the boat goes straight on.
    let bend = |lane: u32| {
        let apart = outward(streets, lane) - outward(streets, reverse(from)) + 180.0;
        ((apart + 180.0).rem_euclid(360.0) - 180.0).abs()
    };
    match others[..] {
        [] | [_] => others,
        [_, _] => others
            .into_iter()
            .filter(|&lane| bend(lane) <= FORK_DEGREES_MAX)
            .collect(),
        _ => {
            let straight = others
                .into_iter()
                .min_by(|&one, &other| bend(one).total_cmp(&bend(other)));
            straight.into_iter().collect()
        }
    }
}

/// The lane that goes on along the same way; `None` where the way ends.
fn next_of_way(streets: &Streets, lane: u32) -> Option<u32> {
    let next = if is_forward(lane) {
        lane.checked_add(2)?
    } else {
        lane.checked_sub(2)?
    };
    let after = streets.segments.get(next as usize / 2)?;
    let joins = streets.start(next) == streets.end(lane);
    (joins && after.way == streets.segment_of_lane(lane).way).then_some(next)
}

/// Degrees from east in which a lane begins, as far as one sees along it.
fn outward(streets: &Streets, lane: u32) -> f64 {
    let spots = streets.spots(lane as usize / 2).map(Point::from);
    let mut line: Vec<Point> = spots.collect();
    if !is_forward(lane) {
        line.reverse();
    }
    let Some((&from, rest)) = line.split_first() else {
        return 0.0;
    };
    let seen = rest.iter().find(|point| from.distance_meters(**point) >= SIGHT_METERS);
    let to = seen.or(rest.last()).copied().unwrap_or(from);
    let east = (to.lon - from.lon) * from.lat.to_radians().cos();
    (to.lat - from.lat).atan2(east).to_degrees()
}
