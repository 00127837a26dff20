//! `Travel` of one profile: a full `Matrix`, a formula on a `Plane`, or only the legs that a finished plan drives.
//! Without traffic: see `traffic.rs`.

use crate::ix::LocationIx;
use crate::matrix::{Leg, Matrix};
use crate::plane::Plane;
use karavan_model::{Meters, Seconds};
use std::collections::BTreeMap;

/// Travel of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Travel {
    /// Every leg; what a solver needs.
    Full(Matrix),
    /// Every leg by a formula; what published instances have. Nothing of size n² is kept.
    Plane(Plane),
    /// The legs of a plan, for judging it later without the map.
    Used(BTreeMap<(LocationIx, LocationIx), Leg>),
}

impl Travel {
    /// How long the drive takes, faster than [`Travel::leg`] where it is a formula.
    #[must_use]
    #[inline]
    pub fn seconds(&self, from: LocationIx, to: LocationIx) -> Option<i64> {
        match self {
            Self::Plane(plane) if from != to => Some(plane.seconds(from, to)),
            _ => self.leg(from, to).map(|leg| leg.seconds.0),
        }
    }

    /// The drive; `None` when there is no road (or, for `Used`, no such leg was kept). Staying costs nothing.
    #[must_use]
    pub fn leg(&self, from: LocationIx, to: LocationIx) -> Option<Leg> {
        if from == to {
            return Some(Leg {
                seconds: Seconds::ZERO,
                meters: Meters::ZERO,
            });
        }
        match self {
            Self::Full(matrix) => matrix.leg(from, to),
            Self::Plane(plane) => Some(plane.leg(from, to)),
            Self::Used(legs) => legs.get(&(from, to)).copied(),
        }
    }
}
