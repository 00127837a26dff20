//! Progress on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use karavan_dispatch::{DayWatch, Stage};
use karavan_solver::{Progress, Watch};
use std::time::{Duration, Instant};

/// Shows stages and the search on standard error when it is a terminal.
pub(crate) struct Terminal {
    began: Instant,
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
            began: Instant::now(),
            bar,
        }
    }

    pub(crate) fn message(&self, text: &'static str) {
        self.bar.set_message(text);
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Terminal {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn progress(&self, progress: &Progress) {
        let Progress {
            served,
            unassigned,
            cost,
            rounds,
            ..
        } = progress;
        self.bar.set_message(format!(
            "searching: {served} served, {unassigned} left, cost {cost}, round {rounds}"
        ));
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
