//! What tags are read for.

use super::traveller::Profile;
use crate::week::Moment;

/// A direction along a way, in the order of its nodes or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// What tags are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    pub(super) profile: Profile,
    pub(super) moment: Moment,
}
