//! One fault of what was sent: where, what, and how to mend it, in both languages.
//!
//! Codes `K20xx` are those of tables too (`karavan_intake::Fault`), because a bad date is the same mistake in a row and in a
//! field; `K30xx` are faults only a call can have. `docs/errors.md` explains both.

use karavan_intake::{Fault as ValueFault, FaultText};
use serde::Serialize;
use utoipa::ToSchema;

/// A fault of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Fault {
    /// JSON pointer (RFC 6901) to the field.
    #[schema(example = "/windows/0")]
    pub(crate) pointer: String,
    /// Stable code.
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

/// What only a field of a call can get wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldFault {
    /// Not there.
    Missing,
    /// Text where a number is wanted, and the like.
    Kind(&'static str, &'static str),
    /// More characters than that.
    TooLong(usize),
    /// More items than that.
    TooMany(usize),
    /// None of these words.
    Word(&'static str),
    /// A number outside of these.
    Range(&'static str),
    /// A field that this call does not take.
    Unknown,
    /// Text with the character NUL.
    Nul,
    /// Fewer characters than that.
    TooShort(usize),
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
        }
    }

    fn told(self) -> [String; 4] {
        let say = |texts: [&str; 4]| texts.map(str::to_owned);
        match self {
            Self::Missing => say([
                "the field is missing or empty",
                "поля нет, или оно пустое",
                "send the field",
                "пришлите это поле",
            ]),
            Self::Kind(wanted, wanted_ru) => [
                format!("the field is not {wanted}"),
                format!("в поле не {wanted_ru}"),
                format!("send {wanted}"),
                format!("пришлите {wanted_ru}"),
            ],
            Self::TooLong(most) => [
                format!("the text is longer than {most} characters"),
                format!("текст длиннее {most} знаков"),
                "shorten it".to_owned(),
                "сократите его".to_owned(),
            ],
            Self::TooMany(most) => [
                format!("there are more than {most}"),
                format!("их больше {most}"),
                "send fewer, or several calls".to_owned(),
                "пришлите меньше или несколькими вызовами".to_owned(),
            ],
            Self::Word(words) => [
                "the word is not known here".to_owned(),
                "такого слова здесь нет".to_owned(),
                format!("send one of: {words}"),
                format!("пришлите одно из: {words}"),
            ],
            Self::Range(range) => [
                "the number is out of range".to_owned(),
                "число вне пределов".to_owned(),
                format!("send a number {range}"),
                format!("пришлите число {range}"),
            ],
            Self::Unknown => say([
                "this call does not take such a field",
                "этот вызов не принимает такого поля",
                "leave it out, or correct its name",
                "уберите его или исправьте имя",
            ]),
            Self::TooShort(least) => [
                format!("the text has fewer than {least} characters"),
                format!("в тексте меньше {least} знаков"),
                "make it longer; several words are easy to remember".to_owned(),
                "сделайте его длиннее: несколько слов легко запомнить".to_owned(),
            ],
            Self::Nul => say([
                "the text holds the character NUL",
                "в тексте есть знак NUL",
                "leave it out",
                "уберите его",
            ]),
        }
    }
}

impl Fault {
    pub(crate) fn of_field(pointer: impl Into<String>, fault: FieldFault) -> Self {
        let [message, message_ru, mend, mend_ru] = fault.told();
        Self {
            pointer: pointer.into(),
            code: fault.code().to_owned(),
            message,
            message_ru,
            mend,
            mend_ru,
        }
    }

    /// A value that is refused at every door, in the same words as in a table. What is missing is called a field here.
    pub(crate) fn of_value(pointer: impl Into<String>, fault: ValueFault) -> Self {
        if let ValueFault::Missing { example } = fault {
            return Self {
                mend: format!("send the field, for example “{example}”"),
                mend_ru: format!("пришлите это поле, например «{example}»"),
                ..Self::of_field(pointer, FieldFault::Missing)
            };
        }
        let told = FaultText::from(fault);
        Self {
            pointer: pointer.into(),
            code: told.code.code.to_owned(),
            message: told.why,
            message_ru: told.why_ru,
            mend: told.mend,
            mend_ru: told.mend_ru,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldFault;

    #[test]
    fn every_code_is_explained_in_the_book_of_errors() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md");
        let book = std::fs::read_to_string(path).unwrap_or_default();
        let all = [
            FieldFault::Missing,
            FieldFault::Kind("", ""),
            FieldFault::TooLong(1),
            FieldFault::TooMany(1),
            FieldFault::Word(""),
            FieldFault::Range(""),
            FieldFault::Unknown,
            FieldFault::Nul,
            FieldFault::TooShort(1),
        ];
        for fault in all {
            let row = format!("| {} |", fault.code());
            assert!(book.contains(&row), "docs/errors.md lacks {row}");
        }
        assert_eq!(book.matches("\n| K3").count(), all.len());
    }
}
