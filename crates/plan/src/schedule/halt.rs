//! `Halt`: a step of a tour before it is timed (place, windows, leg, setup, service), and `Ride`: a passenger by the
//! halts where the ride begins and ends, and how long it may last. `layout.rs` fills them in, `breaks.rs` adds the
//! breaks.

use super::fault::ScheduleFault;
use crate::ix::LocationIx;
use crate::plan::StepKind;
use karavan_model::{Meters, Seconds};

/// Before every moment of a plan.
pub(super) const NEVER: Seconds = Seconds(i64::MIN / 4);

/// A step without its times.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Halt {
    pub(super) kind: StepKind,
    pub(super) location: LocationIx,
    /// Where its windows lie in the windows of the timer.
    pub(super) windows: (usize, usize),
    /// The leg that leads here, on free roads; nothing for the first.
    pub(super) way: Seconds,
    pub(super) meters: Meters,
    /// Setup, already zero when the step before is at the same location.
    pub(super) setup: Seconds,
    pub(super) service: Seconds,
    /// Loading waits for goods that come late.
    pub(super) not_before: Seconds,
    /// What to say when it cannot be reached in time.
    pub(super) too_late: ScheduleFault,
}

/// A passenger, by the halts where the ride begins and ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ride {
    pub(super) pickup: usize,
    pub(super) delivery: usize,
    pub(super) most: Seconds,
}
