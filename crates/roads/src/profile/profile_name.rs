//! `Profile`: car, bicycle or foot, and the name of each in files and on the command line. What they may use is in
//! the other files of this folder.

use serde::{Deserialize, Serialize};

/// How people travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// An ordinary car.
    #[default]
    Car,
    /// A bicycle, pushed where it may not be ridden.
    Bicycle,
    /// On foot.
    Foot,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Car, Self::Bicycle, Self::Foot];

    /// Its name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Bicycle => "bicycle",
            Self::Foot => "foot",
        }
    }
}
