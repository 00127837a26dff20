//! `Region`: the number of a region, whose data no other region sees. `Actor`: who did something that is kept
//! (program, terminal, person, key, volunteer), as the audit log names them. Roles are in `identity.rs`.

use crate::id::VolunteerId;
use std::fmt;

/// A region: what is kept of one is never seen from another. The first has the number 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(pub u16);

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who does something that is kept. The log of a region names one with every entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The program of itself: it ends runs that nobody works on any more, or brings rows of an older version along.
    System,
    /// Who sits at the server's own terminal.
    Terminal,
    /// A person who logged in, by their login.
    Person(String),
    /// Another system, by the public part of its key.
    Key(String),
    /// A volunteer with a link to a route.
    Volunteer(VolunteerId),
    /// Who has not said who they are: at a sign-in, or with a link for a new password.
    Anybody,
}

impl Actor {
    /// The word of its kind: `system`, `terminal`, `person`, `key`, `volunteer` or `anybody`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Terminal => "terminal",
            Self::Person(_) => "person",
            Self::Key(_) => "key",
            Self::Volunteer(_) => "volunteer",
            Self::Anybody => "anybody",
        }
    }

    /// The actor of a kind and an id, as [`Actor::kind`] and [`Actor::id`] tell them; the program itself for a
    /// kind that is not known.
    #[must_use]
    pub fn of(kind: &str, id: &str) -> Self {
        match kind {
            "terminal" => Self::Terminal,
            "person" => Self::Person(id.to_owned()),
            "key" => Self::Key(id.to_owned()),
            "volunteer" => Self::Volunteer(id.into()),
            "anybody" => Self::Anybody,
            _ => Self::System,
        }
    }

    /// Which one of its kind; empty where there is only one.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::System | Self::Terminal | Self::Anybody => "",
            Self::Person(login) => login,
            Self::Key(key) => key,
            Self::Volunteer(volunteer) => volunteer.as_str(),
        }
    }
}
