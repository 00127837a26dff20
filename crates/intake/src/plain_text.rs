//! `plain` removes control characters other than line breaks, and marks that change the direction of reading; `is_id`
//! says what may be an id; `same` and `find_same` compare words whatever their case, spaces and punctuation (`№`
//! counts).

use crate::limits::ID_MAX;

/// A text without control characters (a line break stays) and without marks that turn the direction of reading,
/// trimmed.
#[must_use]
pub fn plain(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !deceives(*c)).collect();
    plain.trim().to_owned()
}

fn deceives(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same of a text that is mostly plain already: then it is not copied.
pub(crate) fn made_plain(text: String) -> String {
    if text.trim().len() == text.len() && !text.chars().any(deceives) {
        return text;
    }
    plain(&text)
}

/// Whether a text can be an id: 1 to 64 letters, digits and `. _ - /`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "._-/".contains(c);
    (1..=ID_MAX).contains(&text.chars().count()) && text.chars().all(fits)
}

/// Lower case, without spaces and punctuation, «ё» as «е»: what two spellings of one word have in common.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric() || *letter == '№');
    kept.flat_map(char::to_lowercase)
        .map(|letter| if letter == 'ё' { 'е' } else { letter })
}

/// The word of the list that is the same as a text in another spelling; the text is folded once.
pub(crate) fn find_same<'w, T>(text: &str, mut list: impl Iterator<Item = (T, &'w str)>) -> Option<T> {
    let text: Vec<char> = folded(text).collect();
    let found = list.find(|(_, word)| folded(word).eq(text.iter().copied()));
    found.map(|(meaning, _)| meaning)
}

/// Whether two texts are one word in two spellings.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    folded(one).eq(folded(other))
}

/// Whether nothing is left of a text but punctuation.
#[must_use]
pub fn is_wordless(text: &str) -> bool {
    folded(text).next().is_none()
}

/// The beginning of a text that is told back.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(ID_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::{find_same, is_id, made_plain, plain, same};

    #[test]
    fn marks_that_deceive_a_reader_are_left_out() {
        assert_eq!(plain(" a\u{202e}b\u{0}c\nd "), "abc\nd");
        for text in ["", "plain", " a", "a\u{7}b", "две\nстроки", "a\u{a0}", "\u{2066}a"] {
            assert_eq!(made_plain(text.to_owned()), plain(text), "{text}");
        }
        assert!(is_id("R-1/б") && !is_id("") && !is_id("a b") && !is_id(&"x".repeat(65)));
    }

    #[test]
    fn two_spellings_of_a_word_are_the_same() {
        assert!(same(" Кол-во, Ёлки. №1", "кол во елки № 1") && !same("№", "no"));
        let list = [(1, "food"), (2, "Ёлка")];
        assert_eq!(find_same(" елка.", list.into_iter()), Some(2));
        assert_eq!(find_same("еда", list.into_iter()), None);
    }
}
