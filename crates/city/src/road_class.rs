//! `Road`: the five classes of streets, from residential to trunk, and the value of `highway` for each.

/// What a street is worth, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Road {
    Residential,
    Tertiary,
    Secondary,
    Primary,
    Trunk,
}

impl Road {
    /// The value of `highway`.
    pub(crate) const fn highway(self) -> &'static str {
        match self {
            Self::Residential => "residential",
            Self::Tertiary => "tertiary",
            Self::Secondary => "secondary",
            Self::Primary => "primary",
            Self::Trunk => "trunk",
        }
    }
}
