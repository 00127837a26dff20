//! `SkillSet` and `DepotSet`: sets of at most 64 skills or depots, kept as the bits of a `u64`.

use crate::ix::DepotIx;
use serde::{Deserialize, Serialize};

/// Skills as bits; `dispatch` keeps the names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SkillSet(pub u64);

impl SkillSet {
    /// No skill.
    pub const NONE: Self = Self(0);

    /// Whether all of `wanted` are here.
    #[must_use]
    pub const fn has_all(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// Whether any of `unwanted` is here.
    #[must_use]
    pub const fn has_any(self, unwanted: Self) -> bool {
        self.0 & unwanted.0 != 0
    }
}

/// Depots as bits, depot `i` is bit `i`; a problem has at most [`DepotSet::DEPOTS_MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DepotSet(pub u64);

impl DepotSet {
    /// No depot.
    pub const NONE: Self = Self(0);
    /// How many depots a problem may have.
    pub const DEPOTS_MAX: u32 = u64::BITS;

    /// Whether none is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the depot is in it.
    #[must_use]
    pub const fn contains(self, depot: DepotIx) -> bool {
        depot.0 < Self::DEPOTS_MAX && self.0 >> depot.0 & 1 == 1
    }

    /// With the depot in it. A depot past the 64th changes nothing: no problem with so many depots is ever born.
    #[must_use]
    pub const fn with(self, depot: DepotIx) -> Self {
        match 1_u64.checked_shl(depot.0) {
            Some(bit) => Self(self.0 | bit),
            None => self,
        }
    }

    /// The depots in it, in order.
    pub fn iter(self) -> impl Iterator<Item = DepotIx> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let depot = (left != 0).then(|| DepotIx(left.trailing_zeros()));
            left &= left.wrapping_sub(1);
            depot
        })
    }
}

impl FromIterator<DepotIx> for DepotSet {
    fn from_iter<I: IntoIterator<Item = DepotIx>>(depots: I) -> Self {
        depots.into_iter().fold(Self::NONE, Self::with)
    }
}
