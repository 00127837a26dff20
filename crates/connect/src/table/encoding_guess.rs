//! `best_encoding`: which one-byte encoding a text is in, judged by how often its letters occur in Russian;
//! `is_mostly_utf8`: whether it is UTF-8 with a few broken bytes.

use encoding_rs::{Encoding, IBM866, ISO_8859_5, KOI8_R, WINDOWS_1251, X_MAC_CYRILLIC};

/// Windows-1251 first, so that it wins a tie.
const ENCODINGS: [&Encoding; 5] = [WINDOWS_1251, KOI8_R, IBM866, ISO_8859_5, X_MAC_CYRILLIC];

/// Letters of Russian with their share in a thousand letters of text (National Corpus of Russian, rounded).
const LETTERS: [(char, f64); 33] = [
    ('о', 110.0),
    ('е', 85.0),
    ('а', 80.0),
    ('и', 74.0),
    ('н', 67.0),
    ('т', 63.0),
    ('с', 55.0),
    ('р', 47.0),
    ('в', 45.0),
    ('л', 44.0),
    ('к', 35.0),
    ('м', 32.0),
    ('д', 30.0),
    ('п', 28.0),
    ('у', 26.0),
    ('я', 20.0),
    ('ы', 19.0),
    ('ь', 17.0),
    ('г', 17.0),
    ('з', 16.0),
    ('б', 16.0),
    ('ч', 15.0),
    ('й', 12.0),
    ('х', 10.0),
    ('ж', 9.0),
    ('ш', 7.0),
    ('ю', 6.0),
    ('ц', 5.0),
    ('щ', 4.0),
    ('э', 3.0),
    ('ф', 3.0),
    ('ё', 1.0),
    ('ъ', 0.4),
];
/// Signs that stand in Russian tables and say nothing about the encoding.
const NEUTRAL: &str = "№«»–—…“”„’°\u{A0}";
/// What a character that does not belong counts for, in a thousand.
const STRANGER: f64 = 0.05;
/// Mean natural logarithm of the shares below which a text is not Russian. Real tables score −3.0 to −3.5, a wrong
/// encoding below −4.5, random bytes below −6.
const LEAST_SCORE: f64 = -4.2;

/// The encoding in which the bytes read most like Russian; none when they do in no encoding.
pub(super) fn best_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut best: Option<(&'static Encoding, f64)> = None;
    for encoding in ENCODINGS {
        let score = score(&encoding.decode_without_bom_handling(bytes).0);
        if score >= LEAST_SCORE && best.is_none_or(|(_, least)| score > least) {
            best = Some((encoding, score));
        }
    }
    best.map(|(encoding, _)| encoding)
}

/// Mean logarithm of the shares of the non-ASCII characters; 0 when none tells anything.
fn score(text: &str) -> f64 {
    let (mut sum, mut count) = (0.0, 0u32);
    let mut before = ' ';
    for letter in text.chars() {
        if !letter.is_ascii() && !NEUTRAL.contains(letter) {
            let clashes = before.is_ascii_alphabetic() || (letter.is_uppercase() && before.is_lowercase());
            sum += (if clashes { STRANGER } else { share(letter) } / 1000.0).ln();
            count += 1;
        }
        before = letter;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

fn share(letter: char) -> f64 {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    LETTERS
        .iter()
        .find(|(known, _)| *known == small)
        .map_or(STRANGER, |(_, share)| *share)
}

/// Whether most bytes above ASCII form Cyrillic letters of UTF-8: the file is UTF-8 with a few broken bytes.
pub(super) fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let paired = bytes
        .windows(2)
        .filter(|pair| matches!(pair, [0xD0 | 0xD1, 0x80..=0xBF]))
        .count()
        * 2;
    paired * 2 > high
}
