//! `Fault`, a fault of one field (its place, what is wrong, how to mend it, in both languages), and `FieldFault`, the
//! kinds that only a call can have.
//!
//! Codes `K20xx` are shared with tables (`karavan_intake::Fault`), because a bad date is the same mistake in a cell
//! and in a field; `K30xx` are faults that only calls have. `docs/errors.md` explains both.

use crate::texts::{FilledText, Text, fields, weak_passwords};
use karavan_intake::{Fault as ValueFault, FaultText};
use serde::Serialize;
use utoipa::ToSchema;

/// A fault of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Fault {
    /// JSON pointer (RFC 6901) to the field.
    #[schema(example = "/windows/0")]
    pub(crate) pointer: String,
    /// Stable code of the fault, see docs/errors.md.
    #[schema(example = "K2009")]
    pub(crate) code: String,
    /// What is wrong, in English.
    pub(crate) message: String,
    /// What is wrong, in Russian.
    pub(crate) message_ru: String,
    /// How to mend it, in English.
    pub(crate) mend: String,
    /// How to mend it, in Russian.
    pub(crate) mend_ru: String,
}

/// What only a field of a call can get wrong. The texts are in `texts/fields.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldFault {
    /// The field is absent or empty.
    Missing,
    /// The value is of another kind than this one, such as text where a number is expected.
    Kind(Text),
    /// The text has more characters than this.
    TooLong(usize),
    /// The list has more items than this.
    TooMany(usize),
    /// The value is none of these, which are joined by commas.
    Word(&'static str),
    /// The number is outside these limits, written as `1–200`.
    Range(&'static str),
    /// The call has no such field.
    Unknown,
    /// The text contains the character NUL.
    Nul,
    /// The text has fewer characters than this.
    TooShort(usize),
    /// The password is easy to guess, for this reason.
    Weak(Text),
}

impl FieldFault {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Missing => "K3001",
            Self::Kind(..) => "K3002",
            Self::TooLong(_) => "K3003",
            Self::TooMany(_) => "K3004",
            Self::Word(_) => "K3005",
            Self::Range(_) => "K3006",
            Self::Unknown => "K3007",
            Self::Nul => "K3009",
            Self::TooShort(_) => "K3010",
            Self::Weak(_) => "K3011",
        }
    }

    /// What is wrong.
    fn message(self) -> FilledText {
        match self {
            Self::Missing => fields::MISSING.into(),
            Self::Kind(kind) => fields::expected(kind),
            Self::TooLong(most) => fields::longer_than(most),
            Self::TooMany(most) => fields::more_than(most),
            Self::Word(_) => fields::UNKNOWN_WORD.into(),
            Self::Range(_) => fields::OUT_OF_RANGE.into(),
            Self::Unknown => fields::UNKNOWN_FIELD.into(),
            Self::Nul => fields::NUL.into(),
            Self::TooShort(least) => fields::shorter_than(least),
            Self::Weak(why) => why.into(),
        }
    }

    /// How to mend it.
    fn mend(self) -> FilledText {
        match self {
            Self::Missing => fields::MISSING_MEND.into(),
            Self::Kind(kind) => fields::send(kind),
            Self::TooLong(_) => fields::SHORTEN.into(),
            Self::TooMany(_) => fields::SPLIT_LIST.into(),
            Self::Word(words) => fields::one_of(words),
            Self::Range(range) => fields::within(range),
            Self::Unknown => fields::UNKNOWN_FIELD_MEND.into(),
            Self::Nul => fields::NUL_MEND.into(),
            Self::TooShort(_) => fields::LENGTHEN.into(),
            Self::Weak(_) => weak_passwords::BETTER.into(),
        }
    }
}

impl Fault {
    pub(crate) fn of_field(pointer: impl Into<String>, fault: FieldFault) -> Self {
        let (message, mend) = (fault.message(), fault.mend());
        Self {
            pointer: pointer.into(),
            code: fault.code().to_owned(),
            message: message.en,
            message_ru: message.ru,
            mend: mend.en,
            mend_ru: mend.ru,
        }
    }

    /// A value that intake refuses, in the same words as in a table. A missing value is called a field here, not a
    /// cell.
    pub(crate) fn of_value(pointer: impl Into<String>, fault: ValueFault) -> Self {
        if let ValueFault::Missing { example } = fault {
            let mend = fields::fill_in_such_as(example);
            return Self {
                mend: mend.en,
                mend_ru: mend.ru,
                ..Self::of_field(pointer, FieldFault::Missing)
            };
        }
        let texts = FaultText::from(fault);
        Self {
            pointer: pointer.into(),
            code: texts.code.code.to_owned(),
            message: texts.why,
            message_ru: texts.why_ru,
            mend: texts.mend,
            mend_ru: texts.mend_ru,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldFault;
    use crate::texts::fields;

    #[test]
    fn every_code_is_explained_in_the_book_of_errors() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md");
        let book = std::fs::read_to_string(path).unwrap_or_default();
        let all = [
            FieldFault::Missing,
            FieldFault::Kind(fields::TEXT),
            FieldFault::TooLong(1),
            FieldFault::TooMany(1),
            FieldFault::Word(""),
            FieldFault::Range(""),
            FieldFault::Unknown,
            FieldFault::Nul,
            FieldFault::TooShort(1),
            FieldFault::Weak(fields::TEXT),
        ];
        for fault in all {
            let row = format!("| {} |", fault.code());
            assert!(book.contains(&row), "docs/errors.md lacks {row}");
        }
        assert_eq!(book.matches("\n| K3").count(), all.len());
    }
}
