//! `read_progress`: turns the bytes that `karavan_osm` has read of an extract into the fraction of a build stage.

use crate::progress::{Progress, RoadStage};

/// Reports of a pass over the extract as reports of a stage.
pub(super) fn read_progress(stage: RoadStage, report: &dyn Fn(Progress)) -> impl Fn(karavan_osm::Progress) {
    move |read| {
        let fraction = read.done_bytes as f32 / read.total_bytes.max(1) as f32;
        report(Progress { stage, fraction });
    }
}
