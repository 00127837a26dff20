//! `JobIx`, `VehicleIx`, `LocationIx` and the other `u32` indexes into the lists of one problem. They are valid in
//! that problem only; durable ids are in `karavan_model`.

use serde::{Deserialize, Serialize};

macro_rules! position {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index into the problem's list.
            #[must_use]
            pub const fn at(self) -> usize { self.0 as usize }
        }
        impl From<usize> for $name {
            fn from(index: usize) -> Self { Self(u32::try_from(index).unwrap_or(u32::MAX)) }
        }
    )* };
}

position!(
    /// A row of the travel matrix.
    LocationIx,
    /// A job of the problem.
    JobIx,
    /// A vehicle (one shift) of the problem.
    VehicleIx,
    /// A depot (hub) of the problem.
    DepotIx,
    /// A travel profile of the problem.
    ProfileIx,
    /// A break of the problem's rules.
    BreakIx,
    /// A kind of goods of the problem.
    GoodsIx,
);
