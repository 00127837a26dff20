//! `Terminal`: a progress line on standard error for building a map, planning and solving, with stages, search figures
//! and an estimate of the time left for roads; it is drawn when standard error is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use karavan_dispatch::{DayWatch, Stage};
use karavan_model::Cost;
use karavan_service::Stopwatch;
use std::time::Duration;

/// Shows stages and the search on standard error when it is a terminal.
pub(crate) struct Terminal {
    began: Stopwatch,
    bar: ProgressBar,
}

impl Terminal {
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} · {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self {
            began: Stopwatch::start(),
            bar,
        }
    }

    pub(crate) fn message(&self, text: &'static str) {
        self.bar.set_message(text);
    }

    /// How far the roads of a map are, and about how long the rest of them takes.
    pub(crate) fn roads(&self, part: karavan_roads::RoadStage, percent: u8) {
        self.bar
            .set_message(building_roads(part, percent, self.began.elapsed()));
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Since it was made.
    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn searching(&self, served: usize, unassigned: usize, cost: Cost, rounds: u64) {
        self.bar.set_message(format!(
            "searching: {served} served, {unassigned} left, cost {cost}, round {rounds}"
        ));
    }
}

impl karavan_solver::Watch for Terminal {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn progress(&self, so_far: &karavan_solver::Progress) {
        self.searching(so_far.served, so_far.unassigned, so_far.cost, so_far.rounds);
    }
}

impl karavan_planner::Watch for Terminal {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn stage(&self, stage: karavan_planner::Stage) {
        DayWatch::stage(self, stage.into());
    }

    fn progress(&self, so_far: &karavan_planner::Progress) {
        self.searching(so_far.served, so_far.unassigned, so_far.cost, so_far.rounds);
    }
}

impl DayWatch for Terminal {
    fn stage(&self, stage: Stage) {
        self.message(match stage {
            Stage::Locate => "finding addresses",
            Stage::Measure => "computing travel times",
            Stage::Arrange => "arranging the problem",
            Stage::Solve => "searching",
            Stage::Judge => "judging the plan",
        });
    }
}

/// What is being done, how much of all roads' work is behind, and the time left once there is something to judge
/// from. Shares of the parts are those measured on a city; on larger maps ordering takes more, so there the estimate
/// is low until ordering is well under way.
fn building_roads(part: karavan_roads::RoadStage, percent: u8, elapsed: Duration) -> String {
    use karavan_roads::RoadStage as Part;
    let (name, before, share) = match part {
        Part::ReadingWays => ("reading ways", 0.0, 0.08),
        Part::ReadingNodes => ("reading nodes", 0.08, 0.08),
        Part::Joining => ("joining", 0.16, 0.08),
        Part::Ordering => ("ordering", 0.24, 0.58),
        Part::Indexing => ("indexing", 0.82, 0.18),
    };
    let done = before + share * f64::from(percent.min(100)) / 100.0;
    let left = elapsed.as_secs_f64() * (1.0 - done) / done.max(1e-9);
    let estimate = match left {
        _ if done < 0.1 || elapsed < Duration::from_secs(3) => String::new(),
        left if left < 90.0 => format!(", about {left:.0} s left"),
        left => format!(", about {:.0} min left", left / 60.0),
    };
    format!("building roads: {name}, {:.0} %{estimate}", 100.0 * done)
}

#[cfg(test)]
mod tests {
    use super::building_roads;
    use karavan_roads::RoadStage;
    use std::time::Duration;

    #[test]
    fn roads_tell_how_long_they_still_take() {
        let told = |part, percent, seconds| building_roads(part, percent, Duration::from_secs(seconds));
        assert_eq!(
            told(RoadStage::ReadingWays, 50, 10),
            "building roads: reading ways, 4 %"
        );
        // 0.24 and half of 0.58 are 0.53: 53 s for that leave 47 s.
        assert_eq!(
            told(RoadStage::Ordering, 50, 53),
            "building roads: ordering, 53 %, about 47 s left"
        );
        assert_eq!(
            told(RoadStage::Ordering, 50, 530),
            "building roads: ordering, 53 %, about 8 min left"
        );
    }
}
