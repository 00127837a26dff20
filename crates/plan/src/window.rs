//! `TimeWindow`: the earliest and latest begin of service, or the ends of a shift, both inside, in seconds after
//! midnight.

use crate::bounds::TIME_MAX;
use karavan_model::Seconds;
use serde::{Deserialize, Serialize};

/// When service may start, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeWindow {
    /// Earliest start.
    pub opens: Seconds,
    /// Latest start.
    pub closes: Seconds,
}

impl TimeWindow {
    /// Every moment that a problem can speak of.
    pub const ALWAYS: Self = Self {
        opens: Seconds(-TIME_MAX),
        closes: Seconds(TIME_MAX),
    };
}
