//! `Reader` and `Direction`: the profile and the moment for which tags are read, and the direction along a way. Two
//! small types; no tag is read here.

use super::profile_name::Profile;
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
