//! `Scope` and `Scopes`: permissions of a key of another system (send, read and cancel its own requests, start and read
//! plans), as words and as bits; `ScopeError` for other words. Which call needs which is in `identity.rs`.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// One thing that a key may do; the table of calls (`identity.rs`) names the scope that each call wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Scope {
    /// Send requests.
    RequestsWrite,
    /// See the requests that came in through the keys of its source.
    RequestsReadOwn,
    /// Call these requests off.
    RequestsCancelOwn,
    /// See how plans of a day stand: figures and ids, no name and no address.
    PlansRead,
    /// Have a day planned.
    PlansStart,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 5] = [
        Self::RequestsWrite,
        Self::RequestsReadOwn,
        Self::RequestsCancelOwn,
        Self::PlansRead,
        Self::PlansStart,
    ];

    /// Their words, for people.
    pub const KNOWN: &'static str = "requests:write, requests:read-own, requests:cancel-own, plans:read, plans:start";

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::RequestsWrite => "requests:write",
            Self::RequestsReadOwn => "requests:read-own",
            Self::RequestsCancelOwn => "requests:cancel-own",
            Self::PlansRead => "plans:read",
            Self::PlansStart => "plans:start",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Why a word is no scope.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is no scope; there are {known}", known = Scope::KNOWN)]
pub struct ScopeError(pub String);

impl FromStr for Scope {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, ScopeError> {
        let scope = Self::ALL.into_iter().find(|scope| scope.word() == text);
        scope.ok_or_else(|| ScopeError(text.to_owned()))
    }
}

/// The scopes of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scopes(u8);

impl Scopes {
    /// What a key may do when nobody said otherwise: send requests and see its own.
    pub const USUAL: Self = Self(Scope::RequestsWrite.bit() | Scope::RequestsReadOwn.bit());

    /// Whether a scope is among them.
    #[must_use]
    pub const fn has(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of [`Scope::ALL`].
    pub fn each(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.has(*scope))
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<T: IntoIterator<Item = Scope>>(scopes: T) -> Self {
        Self(scopes.into_iter().fold(0, |all, scope| all | scope.bit()))
    }
}

/// Words with spaces between them.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.each().map(Scope::word).collect();
        f.write_str(&words.join(" "))
    }
}

/// Words with spaces or commas between them.
impl FromStr for Scopes {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, ScopeError> {
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        words.map(str::parse).collect()
    }
}

impl Serialize for Scopes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.each().map(Scope::word))
    }
}

#[cfg(test)]
mod tests {
    use super::{Scope, Scopes};

    #[test]
    fn scopes_are_written_and_read_back() {
        for scope in Scope::ALL {
            assert_eq!(scope.word().parse(), Ok(scope));
            assert!(Scope::KNOWN.contains(scope.word()));
            let one: Scopes = [scope].into_iter().collect();
            assert_eq!(one.each().collect::<Vec<_>>(), [scope]);
        }
        assert_eq!(Scopes::USUAL.to_string(), "requests:write requests:read-own");
        assert_eq!("requests:read-own,requests:write".parse(), Ok(Scopes::USUAL));
        assert!("requests".parse::<Scopes>().is_err());
        assert!(Scopes::default().is_empty() && !Scopes::default().has(Scope::PlansRead));
    }
}
