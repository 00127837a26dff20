//! `others`: other ways to write one house number, each with how likely it is meant: `14-16` for `14/16`, `29/2` for
//! `29 к2`, `20 литА` for `20а`.

/// A number that may be meant where the map has none as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberForm {
    /// Canonical form.
    pub key: String,
    /// How likely it is meant, 0 to 1.
    pub fit: f64,
    /// Whether it is the same number, so that the flat behind the dash (`29-2`) need not be thought of.
    pub is_same: bool,
}

const SIGNS: [char; 2] = ['-', '/'];
/// Another sign between two numbers, another way to write the letter.
const SIGN_FIT: f64 = 0.97;
const LETTER_FIT: f64 = 0.93;
/// A corpus behind a stroke or a dash is common in Belarus and Kazakhstan; a stroke for a corpus tells of a corner
/// house as well.
const CORPUS_FIT: f64 = 0.9;
const STROKE_FIT: f64 = 0.8;
/// The litera of a register is often that of the house itself.
const WITHOUT_LETTER_FIT: f64 = 0.75;

/// All other ways to write a number.
pub(crate) fn others(key: &str) -> Vec<NumberForm> {
    let form = |key: String, fit: f64, is_same: bool| NumberForm { key, fit, is_same };
    let (number, tail) = key.split_once(' ').unwrap_or((key, ""));
    let mut all = Vec::new();
    for (sign, other) in [('-', "/"), ('/', "-")] {
        if number.contains(sign) {
            let number = number.replace(sign, other);
            all.push(form(joined(&number, tail), SIGN_FIT, true));
        }
    }
    let signs: Vec<(usize, &str)> = number.match_indices(SIGNS).collect();
    if let [(at, sign)] = signs[..]
        && !tail.starts_with('к')
    {
        let corpus = format!("{} к{}", &number[..at], &number[at + 1..]);
        all.push(form(joined(&corpus, tail), CORPUS_FIT, sign == "/"));
    }
    if let Some(corpus) = tail.strip_prefix('к').filter(|_| signs.is_empty()) {
        all.extend(SIGNS.map(|sign| form(format!("{number}{sign}{corpus}"), STROKE_FIT, false)));
    }
    let is_behind_digit = |before: &str| before.ends_with(|one: char| one.is_ascii_digit());
    if let Some((before, letter)) = key.rsplit_once(" лит").filter(|(before, _)| is_behind_digit(before)) {
        all.push(form(format!("{before}{letter}"), LETTER_FIT, true));
        all.push(form(before.to_owned(), WITHOUT_LETTER_FIT, false));
    }
    let letter = number
        .chars()
        .next_back()
        .filter(|one| one.is_alphabetic() && tail.is_empty());
    let before = letter.map(|letter| &number[..number.len() - letter.len_utf8()]);
    if let Some((letter, before)) = letter.zip(before.filter(|before| is_behind_digit(before))) {
        all.push(form(format!("{before} лит{letter}"), LETTER_FIT, true));
    }
    all
}

fn joined(number: &str, tail: &str) -> String {
    if tail.is_empty() {
        number.to_owned()
    } else {
        format!("{number} {tail}")
    }
}

#[cfg(test)]
mod tests {
    use super::others;

    fn keys(key: &str) -> Vec<String> {
        others(key).into_iter().map(|form| form.key).collect()
    }

    #[test]
    fn one_number_is_written_in_several_ways() {
        assert_eq!(keys("14-16"), ["14/16", "14 к16"]);
        assert_eq!(keys("29/2"), ["29-2", "29 к2"]);
        assert_eq!(keys("29/2 с1"), ["29-2 с1", "29 к2 с1"]);
        assert_eq!(keys("29 к2"), ["29-2", "29/2"]);
        assert_eq!(keys("20 лита"), ["20а", "20"]);
        assert_eq!(keys("20а"), ["20 лита"]);
        assert_eq!(
            keys("178-180/1 лите"),
            ["178/180/1 лите", "178-180-1 лите", "178-180/1е", "178-180/1"]
        );
        assert!(keys("12").is_empty() && keys("к1144").is_empty() && keys("лита").is_empty());
    }
}
