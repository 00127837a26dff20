//! From a map extract to streets: the story of a build, in order.

mod components;
mod junctions;
mod nodes;
mod segments;
mod ways;

use crate::RoadsError;
use crate::hierarchy::ranks_by_importance;
use crate::progress::{Progress, Stage};
use crate::streets::Streets;
use karavan_osm::Extract;

/// Reads the extract twice, cuts its ways at junctions, takes barred and restricted junctions apart, keeps the largest
/// part in which every place can be reached from every other, and numbers its nodes by importance.
pub(crate) fn streets_of(extract: &Extract, report: &dyn Fn(Progress)) -> Result<Streets, RoadsError> {
    report(Progress::begin(Stage::ReadingWays));
    let ways = ways::read(extract, report)?;
    report(Progress::begin(Stage::ReadingNodes));
    let nodes = nodes::read(extract, &ways, report)?;
    report(Progress::begin(Stage::Joining));
    let pieces = segments::cut(&ways, &nodes)?;
    let streets = junctions::join(pieces, &nodes, ways.len())?;
    let streets = components::keep_largest(&streets)?;
    report(Progress::begin(Stage::Ordering));
    let ranks = ranks_by_importance(&streets.nodes, &streets.neighbours(), report);
    streets.renumbered(&ranks.into_iter().map(Some).collect::<Vec<_>>())
}

/// Reports of a pass over the extract as reports of a stage.
fn read_progress(stage: Stage, report: &dyn Fn(Progress)) -> impl Fn(karavan_osm::Progress) {
    move |read| {
        let fraction = read.done_bytes as f32 / read.total_bytes.max(1) as f32;
        report(Progress { stage, fraction });
    }
}

/// A dense number for the next thing, or a refusal.
fn number(count: usize, what: &'static str) -> Result<u32, RoadsError> {
    // The topmost bit is left free for marks in the hierarchy, one more for two arcs a segment.
    const LIMIT: u32 = 1 << 29;
    u32::try_from(count)
        .ok()
        .filter(|&count| count < LIMIT)
        .ok_or(RoadsError::TooLarge {
            what,
            limit: u64::from(LIMIT),
        })
}
