//! `Given`: one field as it was read: absent, unreadable (the door has complained already), or a value. Also `Numeral`,
//! a number with the text it was written as, `Field`, the name of a field in a draft, and `Item`, a field in a list.

use std::fmt;

/// A field as a door read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Given<T> {
    /// The field is not there.
    #[default]
    Nothing,
    /// There is something that the door cannot read; it has said so, and nothing more is said here.
    Unreadable,
    /// A value, not judged yet.
    This(T),
}

impl<T> Given<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn this(self) -> Option<T> {
        match self {
            Self::This(value) => Some(value),
            Self::Nothing | Self::Unreadable => None,
        }
    }

    /// Makes another value of it.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Given<U> {
        match self {
            Self::This(value) => Given::This(make(value)),
            Self::Nothing => Given::Nothing,
            Self::Unreadable => Given::Unreadable,
        }
    }
}

impl<T> From<Option<T>> for Given<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::This)
    }
}

impl From<&str> for Given<String> {
    fn from(text: &str) -> Self {
        Self::This(text.to_owned())
    }
}

/// A number as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The text, to be told back.
    pub said: String,
    /// Its value, when it is a whole number from 0 on.
    pub whole: Option<u64>,
}

impl From<u64> for Numeral {
    fn from(number: u64) -> Self {
        Self {
            said: number.to_string(),
            whole: Some(number),
        }
    }
}

/// A field by its name, as JSON pointers name it below the draft: `address`, `needs/1/quantity`, `break/minutes`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field(String);

impl Field {
    /// The name with its positions.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without positions in lists: `needs/quantity`.
    #[must_use]
    pub fn kind(&self) -> String {
        let is_position = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = self.0.split('/').filter(|part| !is_position(part)).collect();
        parts.join("/")
    }

    /// The position in the list that the field stands in.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.0.split('/').find_map(|part| part.parse().ok())
    }
}

impl From<&str> for Field {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl From<String> for Field {
    fn from(name: String) -> Self {
        Self(name)
    }
}

/// An item of a list, or a part of it; its name is written out only when it is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) list: &'static str,
    pub(crate) place: usize,
    /// Empty for the item itself.
    pub(crate) part: &'static str,
}

impl From<Item> for Field {
    fn from(Item { list, place, part }: Item) -> Self {
        let slash = if part.is_empty() { "" } else { "/" };
        Self(format!("{list}/{place}{slash}{part}"))
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn a_field_of_a_list_knows_its_kind_and_its_position() {
        let field = Field::from("needs/12/quantity");
        assert_eq!((field.kind().as_str(), field.position()), ("needs/quantity", Some(12)));
        let plain = Field::from("break/minutes");
        assert_eq!((plain.kind().as_str(), plain.position()), ("break/minutes", None));
    }
}
