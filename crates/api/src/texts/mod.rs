//! Texts of this crate that people read, in English and Russian side by side, in a file for each theme: the types
//! `Text` and `FilledText`, and the macro `texts!` that declares fixed ones. Answers in formats of other programs
//! (`compat`) have their own texts.

pub(crate) mod access;
pub(crate) mod calls;
pub(crate) mod fields;
pub(crate) mod moves;
pub(crate) mod plans;
pub(crate) mod requests;
pub(crate) mod titles;
pub(crate) mod weak_passwords;

/// A fixed text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) en: &'static str,
    pub(crate) ru: &'static str,
}

/// A text in both languages with values filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilledText {
    pub(crate) en: String,
    pub(crate) ru: String,
}

impl From<Text> for FilledText {
    fn from(text: Text) -> Self {
        Self {
            en: text.en.to_owned(),
            ru: text.ru.to_owned(),
        }
    }
}

/// Declares fixed texts: a name, the English and the Russian. `ALL` lists them for the test of this module.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $en:literal, $ru:literal;)*) => {
        use super::Text;

        $($(#[$doc])* pub(crate) const $name: Text = Text { en: $en, ru: $ru };)*

        #[cfg(test)]
        pub(super) const ALL: &[Text] = &[$($name),*];
    };
}
use texts;

#[cfg(test)]
mod tests {
    use super::{Text, access, calls, fields, moves, plans, requests, titles, weak_passwords};

    /// Words of the contract and of standards, which stand in Russian texts as they are.
    const SAME_IN_BOTH: [&str; 1] = ["true or false"];

    fn all() -> impl Iterator<Item = &'static Text> {
        let themes = [
            access::ALL,
            calls::ALL,
            fields::ALL,
            moves::ALL,
            plans::ALL,
            requests::ALL,
            titles::ALL,
            weak_passwords::ALL,
        ];
        themes.into_iter().flatten()
    }

    #[test]
    fn every_text_is_said_in_both_languages() {
        let is_russian = |letter: char| matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        for text in all().filter(|text| !SAME_IN_BOTH.contains(&text.en)) {
            assert!(!text.en.chars().any(is_russian), "{text:?}");
            assert!(text.ru.chars().any(is_russian), "{text:?}");
        }
    }

    #[test]
    fn texts_are_parts_of_sentences_and_end_without_a_full_stop() {
        for text in all().flat_map(|text| [text.en, text.ru]) {
            assert!(text == text.trim() && !text.contains("  "), "{text}");
            assert!(!text.ends_with(['.', ';', ',', ':']), "{text}");
        }
    }
}
