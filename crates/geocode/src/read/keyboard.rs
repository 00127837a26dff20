//! `in_russian`: a text typed with the other keyboard layout switched on, as Russian: `ek/ F,fz 12` is `ул. Абая 12`.

const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`?#&";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбю.ё,№?";
const LATIN_SHIFTED: &str = "{}:\"<>~";
const RUSSIAN_SHIFTED: &str = "хъжэбюё";

/// What the same keys write in Russian; `None` when the text has Russian letters already, or no letters at all.
pub(crate) fn in_russian(text: &str) -> Option<String> {
    let mut letters = text.chars().filter(|one| one.is_alphabetic()).peekable();
    letters.peek()?;
    if !letters.all(|one| one.is_ascii()) {
        return None;
    }
    let key = |one: char| {
        let of = |from: &str, to: &str| {
            to.chars()
                .nth(from.chars().position(|other| other == one.to_ascii_lowercase())?)
        };
        of(LATIN, RUSSIAN)
            .or_else(|| of(LATIN_SHIFTED, RUSSIAN_SHIFTED))
            .unwrap_or(one)
    };
    Some(text.chars().map(key).collect())
}

#[cfg(test)]
mod tests {
    use super::in_russian;

    #[test]
    fn the_keys_are_read_in_russian() {
        assert_eq!(in_russian("ek/ F,fz 12").as_deref(), Some("ул. абая 12"));
        assert_eq!(in_russian("Ujhmrjuj? 45<").as_deref(), Some("горького, 45б"));
    }

    #[test]
    fn russian_letters_mean_that_the_layout_was_right() {
        assert_eq!(in_russian("ул. Абая 12 A"), None);
        assert_eq!(in_russian("12, 45"), None);
    }
}
