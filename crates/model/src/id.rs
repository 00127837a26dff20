//! Names that are stored and sent, a type for each with text inside: `RequestId`, `VolunteerId`, `HubId`, `SourceId`,
//! `VehicleId`, `PlanId`, `RunId`, `EventId`, `GoodsCode`, `Skill`; and `PersonId`, a number.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl From<&str> for $name { fn from(text: &str) -> Self { Self(text.to_owned()) } }
        impl From<String> for $name { fn from(text: String) -> Self { Self(text) } }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )* };
}

id!(
    /// A request for help (заявка).
    RequestId,
    /// A person who drives.
    VolunteerId,
    /// A warehouse, pharmacy or shop.
    HubId,
    /// A door that requests come through: a hotline, a partner, another system. The text that requests name.
    SourceId,
    /// A vehicle that is lent for shifts.
    VehicleId,
    /// A plan of one day.
    PlanId,
    /// A background computation of a plan.
    RunId,
    /// A status event; made where the event happened, so that a repeat is recognised.
    EventId,
    /// A kind of goods: `food`, `medicine`, `essentials`, `equipment`, or one the region adds.
    GoodsCode,
    /// Something a volunteer can do that a task may ask for: `medic`, `lift`, ….
    Skill,
);

/// A person who is helped: a number of the region's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub i64);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
