//! `letter` and `word` fold letters so that what people type and what the map writes compare equal: lower case,
//! neighbouring alphabets as Russian, Latin look-alikes (`look_alike`). `transliterated` reads a Latin word aloud:
//! `Gogolya` is `гоголя`.

/// Lower case, `ё` as `е`, and letters of neighbouring alphabets as their Russian look-alikes.
///
/// Kazakh, Ukrainian and Belarusian letters are folded because the same street is written with and without them.
pub(crate) fn letter(letter: char) -> char {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    match lower {
        'ё' | 'є' => 'е',
        'ә' => 'а',
        'і' | 'ї' => 'и',
        'ң' => 'н',
        'ғ' | 'ґ' => 'г',
        'ү' | 'ұ' | 'ў' => 'у',
        'қ' => 'к',
        'ө' => 'о',
        'һ' => 'х',
        other => other,
    }
}

/// A Latin letter typed in a Cyrillic word or as a house letter: what the writer saw, or else what the key says.
pub(crate) fn look_alike(letter: char) -> char {
    match letter {
        'A' | 'a' => 'а',
        'B' | 'V' | 'v' => 'в',
        'b' => 'б',
        'C' | 'c' => 'с',
        'D' | 'd' => 'д',
        'E' | 'e' => 'е',
        'G' | 'g' => 'г',
        'H' => 'н',
        'K' | 'k' => 'к',
        'M' | 'm' => 'м',
        'O' | 'o' => 'о',
        'P' | 'p' => 'р',
        'T' | 't' => 'т',
        'X' | 'x' => 'х',
        'Y' | 'y' => 'у',
        other => self::letter(other),
    }
}

/// A run of letters folded. Mixed alphabets become Cyrillic; a lone Latin letter does too, because it is a house
/// letter.
pub(crate) fn word(raw: &str) -> String {
    let folded: String = raw.chars().map(letter).collect();
    let is_latin = |letter: char| letter.is_ascii_alphabetic();
    let latin = folded.chars().filter(|&one| is_latin(one)).count();
    if latin == 0 || (latin == folded.chars().count() && latin > 1) {
        return folded;
    }
    raw.chars().map(look_alike).collect()
}

/// Letter groups of the Latin spelling of Russian names, longest first.
const GROUPS: [(&str, &str); 37] = [
    ("shch", "щ"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("yu", "ю"),
    ("ya", "я"),
    ("yo", "е"),
    ("ye", "е"),
    ("iy", "ий"),
    ("a", "а"),
    ("b", "б"),
    ("c", "к"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "ж"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "к"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "в"),
    ("x", "кс"),
    ("y", "ы"),
    ("z", "з"),
];

/// A Latin word as a Russian would read it (`Gogolya` as `гоголя`); other words are unchanged.
pub(crate) fn transliterated(word: &str) -> String {
    if !word.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut rest = word;
    let mut out = String::with_capacity(word.len() * 2);
    while let Some(first) = rest.chars().next() {
        if let Some((group, letters)) = GROUPS.iter().find(|(group, _)| rest.starts_with(group)) {
            out.push_str(letters);
            rest = &rest[group.len()..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{transliterated, word};

    #[test]
    fn the_same_word_in_two_alphabets_is_one_word() {
        assert_eq!(word("Королёва"), "королева");
        assert_eq!(word("Aбая"), "абая"); // first letter Latin
        assert_eq!(word("A"), "а");
        assert_eq!(word("b"), "б");
        assert_eq!(word("Қонаев"), "конаев");
        assert_eq!(word("Main"), "main");
    }

    #[test]
    fn latin_names_are_read_aloud() {
        assert_eq!(transliterated("gogolya"), "гоголя");
        assert_eq!(transliterated("zhetysu"), "жетысу");
        assert_eq!(transliterated("абая"), "абая");
    }
}
