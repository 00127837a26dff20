//! `StepTimes`: when a step arrives, begins and departs, in seconds after midnight.

use karavan_model::Seconds;

/// When a step happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StepTimes {
    pub(super) arrives: Seconds,
    pub(super) begins: Seconds,
    pub(super) departs: Seconds,
}
