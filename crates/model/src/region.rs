//! `Region`: the number of a region; `RegionName`: its word in files and commands. `Actor`: who did something that is
//! kept (program, terminal, person, key, volunteer or anybody), as the audit log names them.

use crate::id::VolunteerId;
use std::fmt;
use std::str::FromStr;

/// A region: what is kept of one is never seen from another. The first has the number 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(pub u16);

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A word for a region in files and commands: 1 to 40 small Latin letters, digits and dashes, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionName(String);

/// The most letters of a [`RegionName`].
const REGION_NAME_MAX: usize = 40;

/// A text that is not a [`RegionName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRegionName;

impl fmt::Display for BadRegionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a region's name is 1 to {REGION_NAME_MAX} small Latin letters, digits and dashes, a letter first"
        )
    }
}

impl std::error::Error for BadRegionName {}

impl FromStr for RegionName {
    type Err = BadRegionName;

    fn from_str(text: &str) -> Result<Self, BadRegionName> {
        let is_first = text.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
        let is_one = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = is_first && text.len() <= REGION_NAME_MAX && text.bytes().all(is_one);
        is_name.then(|| Self(text.to_owned())).ok_or(BadRegionName)
    }
}

impl RegionName {
    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionName {
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
