//! `keep_largest`: keeps the largest part of the streets in which the lanes can be reached from one another, the other
//! way along its segments, and what the edge of the extract cuts off it; the rest is dropped and what is kept is
//! numbered anew.
//!
//! A house snapped to an island, or to a oneway stub that leads out of a clipped extract, would have no way there or no
//! way back. Restricted roads and gates are passable for this purpose, so a yard behind a gate is kept.

use crate::RoadsError;
use crate::build::clipped_edge;
use crate::build::lane_components::Parts;
use crate::ground::calendar::{BanHours, Calendar, JunctionInstead, SegmentInstead};
use crate::ground::lane::reverse;
use crate::ground::segment::Segment;
use crate::ground::shapes::Shapes;
use crate::ground::streets::Streets;
use crate::turn_graph::expansion::Expansion;
use std::collections::HashSet;

const GONE: u32 = u32::MAX;

fn expand(streets: &Streets) -> Expansion {
    Expansion::new(streets, &streets.open_lanes().collect::<Vec<u32>>())
}

/// Keeps them; `piers` are junctions where islands begin.
pub(super) fn keep_largest(mut streets: Streets, piers: &HashSet<u32>) -> Result<Streets, RoadsError> {
    let (links, count) = links(&streets, piers)?;
    clipped_edge::add(&mut streets, &links)?;
    let expansion = expand(&streets);
    let parts = Parts::new(&expansion);
    let core = parts.core(&streets, &expansion)?;
    let mut is_kept = vec![false; streets.lane_count()];
    for node in &parts.components[core] {
        let lane = expansion.lane(node.index() as u32);
        is_kept[lane as usize] = true;
        // The other way along a segment may be a part of its own, as on a ring where no one can turn round. It is a
        // choice at a stop and takes nothing away.
        is_kept[reverse(lane) as usize] |= streets.time(reverse(lane)).is_some();
    }
    let mut kept = only(&streets, &is_kept)?;
    kept.components = u32::try_from(count).unwrap_or(u32::MAX);
    Ok(kept)
}

/// What joins parts that the edge of the map has cut off, and how many parts there are without.
fn links(streets: &Streets, piers: &HashSet<u32>) -> Result<(Vec<clipped_edge::Link>, usize), RoadsError> {
    let expansion = expand(streets);
    let parts = Parts::new(&expansion);
    let core = parts.core(streets, &expansion)?;
    let links = clipped_edge::links(streets, &expansion, &parts, core, piers);
    Ok((links, parts.components.len()))
}

/// The same streets with only some lanes, and what lies on those.
fn only(streets: &Streets, is_kept: &[bool]) -> Result<Streets, RoadsError> {
    let mut junctions = vec![GONE; streets.junctions.len()];
    let mut ways = vec![GONE; streets.ways.len()];
    let mut segments_kept = vec![GONE; streets.segments.len()];
    let mut kept = Streets {
        profile: streets.profile,
        way_count: streets.way_count,
        ..Streets::default()
    };
    // Nearly all are kept, as a rule, and what grows as it is filled takes up to twice the room.
    kept.segments.reserve_exact(streets.segments.len());
    let mut shapes = Shapes::default();
    for (ix, segment) in streets.segments.iter().enumerate() {
        let open = [2 * ix, 2 * ix + 1].map(|lane| is_kept[lane]);
        if open == [false, false] {
            continue;
        }
        let mut join = |junction: u32| {
            let new = &mut junctions[junction as usize];
            if *new == GONE {
                *new = kept.junctions.len() as u32;
                kept.junctions.push(streets.junctions[junction as usize]);
            }
            *new
        };
        let (tail, head) = (join(segment.tail), join(segment.head));
        let way = &mut ways[segment.way as usize];
        if *way == GONE {
            *way = kept.ways.len() as u32;
            kept.ways.push(streets.ways[segment.way as usize]);
        }
        segments_kept[ix] = kept.segments.len() as u32;
        kept.segments.push(Segment {
            tail,
            head,
            way: *way,
            forward: segment.forward.filter(|_| open[0]),
            backward: segment.backward.filter(|_| open[1]),
            ..*segment
        });
        shapes.push_copy(&streets.shapes, ix)?;
    }
    kept.shapes = shapes;
    let renumbered = |&lane: &u32| {
        let segment = segments_kept[lane as usize / 2];
        (is_kept[lane as usize] && segment != GONE).then(|| 2 * segment + lane % 2)
    };
    // A sequence that was driven through a lane that is gone cannot be driven any more.
    let mut bans = vec![GONE; streets.bans.len()];
    for (ban, number) in streets.bans.iter().zip(&mut bans) {
        if let Some(ban) = ban.iter().map(renumbered).collect::<Option<Vec<u32>>>() {
            *number = kept.bans.len() as u32;
            kept.bans.push(ban);
        }
    }
    kept.calendar = calendar(streets, &kept, &segments_kept, &junctions, &bans);
    Ok(kept)
}

/// What is left of the calendar, by the new numbers of segments, junctions and bans.
fn calendar(streets: &Streets, kept: &Streets, segments: &[u32], junctions: &[u32], bans: &[u32]) -> Calendar {
    let Calendar {
        whens,
        segments: of_segments,
        junctions: of_junctions,
        bans: of_bans,
    } = &streets.calendar;
    let number = |numbers: &[u32], old: u32| Some(numbers[old as usize]).filter(|&new| new != GONE);
    let segment = |old: &SegmentInstead| {
        let segment = number(segments, old.segment)?;
        let ever = kept.segments[segment as usize];
        let [forward, backward] = old.times;
        Some(SegmentInstead {
            segment,
            times: [
                forward.filter(|_| ever.forward.is_some()),
                backward.filter(|_| ever.backward.is_some()),
            ],
            ..*old
        })
    };
    let junction = |old: &JunctionInstead| {
        let junction = number(junctions, old.junction)?;
        Some(JunctionInstead { junction, ..*old })
    };
    let ban = |old: &BanHours| {
        let ban = number(bans, old.ban)?;
        Some(BanHours { ban, ..*old })
    };
    let mut calendar = Calendar {
        whens: whens.clone(),
        segments: of_segments.iter().filter_map(segment).collect(),
        junctions: of_junctions.iter().filter_map(junction).collect(),
        bans: of_bans.iter().filter_map(ban).collect(),
    };
    // Junctions are numbered as the segments kept come to them.
    calendar.junctions.sort_by_key(|instead| instead.junction);
    calendar.share_whens();
    calendar
}
