//! `Role`: what a person who logs in is in the region, as a word of the wire and the database. What each may call is
//! in `identity.rs`, what a role may be bound to in `remit.rs`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// What a person who logs in is in the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do all that a coordinator may, and reads who did what.
    Administrator,
    /// Runs the day: takes requests in, plans, publishes, mends.
    Coordinator,
    /// Answers the telephone: takes requests in and tells how they stand.
    Operator,
    /// Watches the requests of an organisation or a source.
    AgencyOwner,
    /// Watches the requests of a municipality, and takes requests in for it.
    Curator,
    /// Reads who did what and how runs ended; sees no request and no person.
    Auditor,
}

/// Why a word is no role.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is not a role; there are {known}", known = Role::KNOWN)]
pub struct RoleError(pub String);

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::Coordinator,
        Self::Operator,
        Self::AgencyOwner,
        Self::Curator,
        Self::Auditor,
    ];

    /// Their words, for people.
    pub const KNOWN: &'static str = "administrator, coordinator, operator, agency_owner, curator, auditor";

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::Operator => "operator",
            Self::AgencyOwner => "agency_owner",
            Self::Curator => "curator",
            Self::Auditor => "auditor",
        }
    }

    /// Whether people of this role are always bound to a part of the region.
    #[must_use]
    pub const fn is_always_bound(self) -> bool {
        matches!(self, Self::AgencyOwner | Self::Curator)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A hyphen may stand for the underscore, as command lines have it.
impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, RoleError> {
        let said = text.replace('-', "_");
        let role = Self::ALL.into_iter().find(|role| role.word() == said);
        role.ok_or_else(|| RoleError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn every_word_is_read_back_and_listed_and_no_other_is() {
        for role in Role::ALL {
            assert!(Role::KNOWN.contains(role.word()) && role.word().parse() == Ok(role));
        }
        assert_eq!("agency-owner".parse(), Ok(Role::AgencyOwner));
        assert!("owner".parse::<Role>().is_err());
    }
}
