//! `weakness`: whether a password is easy to guess, and why: estimated by zxcvbn, also for the Latin letters on the
//! same keys as Russian ones.

use crate::http::fault::FieldFault;
use crate::texts::{Text, weak_passwords as texts};
use zxcvbn::feedback::{Feedback, Warning};
use zxcvbn::{Score, zxcvbn};

/// More than a hundred million guesses: too many for whoever stole the hashes, at tens of milliseconds each.
const SCORE_MIN: Score = Score::Three;
/// Letters that are looked at; a password is not weaker for those after them.
const LOOKED_AT: usize = 100;
/// What somebody who knows the program tries first.
const OWN_WORDS: [&str; 2] = ["karavan", "караван"];

/// The letters of a Russian keyboard, and those on the same keys of an English one.
const RUSSIAN_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
const ENGLISH_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

/// Why a password is refused for a login; `None` when it is strong enough.
pub(super) fn weakness(password: &str, login: &str) -> Option<FieldFault> {
    let typed: String = password.chars().take(LOOKED_AT).collect();
    let keys: String = typed.chars().map(latin_key).collect();
    let [own, name] = OWN_WORDS;
    let estimates = [&typed, &keys].map(|text| zxcvbn(text, &[login, own, name]));
    let weakest = estimates.iter().min_by_key(|estimate| estimate.guesses())?;
    if weakest.score() >= SCORE_MIN {
        return None;
    }
    let warning = weakest.feedback().and_then(Feedback::warning);
    Some(FieldFault::Weak(warning.map_or(texts::EASY, reason)))
}

/// The letter on the same key of an English keyboard, in small letters: rows of keys are rows in both languages.
fn latin_key(letter: char) -> char {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let place = RUSSIAN_KEYS.chars().position(|key| key == small);
    let key = place.and_then(|place| ENGLISH_KEYS.chars().nth(place));
    key.unwrap_or(small)
}

const fn reason(warning: Warning) -> Text {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => texts::KEYBOARD,
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            texts::REPEATS
        }
        Warning::SequencesLikeAbcAreEasyToGuess => texts::SEQUENCE,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => texts::DATES,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            texts::NAMES
        }
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword
        | Warning::AWordByItselfIsEasyToGuess => texts::COMMON,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "tests")]
    use super::{FieldFault, weakness};
    use crate::texts::weak_passwords as texts;

    #[test]
    fn easy_passwords_are_refused_with_the_reason() {
        for (password, reason) in [
            ("aaaaaaaaaaaaaaaa", texts::REPEATS),
            ("парольпарольпароль", texts::REPEATS),
            ("abcdefghijklmnopqrst", texts::SEQUENCE),
            ("qwertyuiopasdfghjkl", texts::COMMON),
            ("йцукенгшщзфывапролд", texts::COMMON),
        ] {
            match weakness(password, "olga") {
                Some(FieldFault::Weak(why)) => assert_eq!(why, reason, "{password}"),
                other => panic!("{password}: {other:?}"),
            }
        }
        for password in [
            "olga.ivanova1234",
            "12345678901234567890",
            "passwordpassword",
            "qwertyqwertyqwerty",
        ] {
            assert!(weakness(password, "olga.ivanova").is_some(), "{password}");
        }
    }

    #[test]
    fn several_words_and_chance_are_taken_in_both_languages() {
        for password in [
            "семь пёстрых куриц",
            "seven motley hens in a yard",
            "gwq7 fl2x yx9k mm4t",
            &"правда длинный пароль ".repeat(3),
        ] {
            assert_eq!(weakness(password, "olga"), None, "{password}");
        }
    }
}
