//! `hours` gives `Hours`: the intervals in which a vehicle that does nothing else can begin a job; `meet` tells whether
//! those of two vehicles have a common moment. For jobs that two people must begin together.

use crate::ix::{JobIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem::{Problem, TimeWindow};
use crate::schedule::Timer;
use karavan_model::Seconds;

/// When a job can be begun by a vehicle that does nothing else, one part for each window and depot.
#[derive(Clone, Debug, Default)]
pub(super) struct Hours(Vec<(Seconds, Seconds)>);

impl Hours {
    /// Whether there is a common moment.
    pub(super) fn meet(&self, other: &Self) -> bool {
        let theirs = |one: &(Seconds, Seconds)| other.0.iter().any(|two| one.0.max(two.0) <= one.1.min(two.1));
        self.0.iter().any(theirs)
    }
}

/// When the vehicle could begin the job. O(depots · windows of the job).
pub(super) fn hours(problem: &Problem, job: JobIx, vehicle: VehicleIx) -> Hours {
    let windows = &problem.jobs()[job.at()].windows;
    let loads = problem.jobs()[job.at()].depots.iter().map(StepKind::Load);
    let tours: Vec<Vec<StepKind>> = if problem.needs_loading(job) {
        loads.map(|load| vec![load, StepKind::Job(job)]).collect()
    } else {
        vec![vec![StepKind::Job(job)]]
    };
    let mut timer = Timer::default();
    let spans = tours.iter().filter_map(|tour| timer.span(problem, vehicle, tour, job));
    let parts = spans.flat_map(|(first, last)| {
        let parts = windows
            .iter()
            .map(move |TimeWindow { opens, closes }| (first.max(*opens), last.min(*closes)));
        parts.filter(|(first, last)| first <= last)
    });
    Hours(parts.collect())
}
