//! `Source`: a hotline, partner or system that requests come from, with its kind of `Door` and its `SourceState`
//! (active or closed); `UnknownWord` for other words. Permissions of its keys are in `scope.rs`, their limits in
//! `quota.rs`.

use crate::id::SourceId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A source of requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The text that its requests name.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// Through which kind of door its requests come.
    pub door: Door,
    /// Whether its requests are taken.
    pub state: SourceState,
    /// Whom to ask about its requests; for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// The organisation it belongs to; empty for none. People bound to it see its requests.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
}

/// A word that none of a list is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{said}” is none of {known}")]
pub struct UnknownWord {
    /// As written.
    pub said: String,
    /// The words there are.
    pub known: &'static str,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $known:literal: $($(#[$said:meta])* $variant:ident = $word:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$said])* $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// Their words, for people.
            pub const KNOWN: &'static str = $known;

            /// The word on the wire and in the database.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.word()) }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(said: &str) -> Result<Self, UnknownWord> {
                let found = Self::ALL.iter().copied().find(|one| one.word() == said);
                found.ok_or_else(|| UnknownWord { said: said.to_owned(), known: Self::KNOWN })
            }
        }
    };
}

words! {
    /// A kind of door.
    Door, "api, table, operator, form":
    /// Calls of another system with its key.
    Api = "api",
    /// Tables that a coordinator uploads.
    Table = "table",
    /// What an operator takes down on the screen.
    Operator = "operator",
    /// A form that people fill in themselves.
    Form = "form",
}

words! {
    /// Whether the requests of a source are taken.
    SourceState, "active, closed":
    /// They are.
    Active = "active",
    /// They are refused; those that are kept stay.
    Closed = "closed",
}

#[cfg(test)]
mod tests {
    use super::{Door, SourceState};

    #[test]
    fn every_word_is_read_back_and_listed_and_no_other_is() {
        for door in Door::ALL {
            assert_eq!(door.word().parse(), Ok(*door));
            assert!(Door::KNOWN.contains(door.word()));
            assert_eq!(serde_json::to_string(door).ok(), Some(format!("\"{door}\"")));
        }
        for state in SourceState::ALL {
            assert_eq!(state.word().parse(), Ok(*state));
        }
        let told = "window".parse::<Door>().map_err(|error| error.to_string());
        assert_eq!(told, Err("“window” is none of api, table, operator, form".to_owned()));
    }
}
