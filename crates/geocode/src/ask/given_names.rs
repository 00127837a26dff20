//! `is_left_out`: whether a street is called after a person whose given name people leave out: «Невского» for улица
//! Александра Невского. With the table of given names.

use crate::read::name::Name;
use crate::read::{fold, lexer};

/// Given names as streets have them, folded.
const GIVEN: [&str; 60] = [
    "александра",
    "алексея",
    "алии",
    "анатолия",
    "андрея",
    "анны",
    "антона",
    "аркадия",
    "богдана",
    "бориса",
    "вадима",
    "валентина",
    "валентины",
    "валерия",
    "василия",
    "веры",
    "виктора",
    "виталия",
    "владимира",
    "вячеслава",
    "геннадия",
    "георгия",
    "германа",
    "григория",
    "дениса",
    "дмитрия",
    "евгения",
    "екатерины",
    "елены",
    "зои",
    "ивана",
    "игоря",
    "ильи",
    "карла",
    "константина",
    "леси",
    "лизы",
    "льва",
    "максима",
    "марии",
    "михаила",
    "надежды",
    "николая",
    "олега",
    "ольги",
    "павла",
    "петра",
    "розы",
    "романа",
    "семена",
    "сергея",
    "степана",
    "тараса",
    "тимура",
    "ульяны",
    "федора",
    "фридриха",
    "юлиуса",
    "юрия",
    "якова",
];

/// Whether a street's label is a written name with a given name before it. An initial, «А. Невского», must be that of
/// the given name; where one is written the given name may be any.
pub(crate) fn is_left_out(label: &str, written: &Name) -> bool {
    // Most labels hold no given name; those need no reading.
    may_have_given(label, written)
        && Name::of_label(label).iter().any(|known| {
            let Some((given, rest)) = known.core.split_first() else {
                return false;
            };
            let is_given = match written.initials.first() {
                Some(initial) => given.starts_with(*initial),
                None => GIVEN.contains(&given.as_str()),
            };
            is_given && rest == written.core
        })
}

/// Whether a word of the label may be the given name: a quick look that lets all such labels through.
fn may_have_given(label: &str, written: &Name) -> bool {
    let words = label.split(|sign: char| !sign.is_alphabetic() && !lexer::is_silent(sign));
    let mut folded = words.map(|word| fold::transliterated(&lexer::word(word).1));
    let initial = written.initials.first();
    folded.any(|word| match initial {
        Some(initial) => word.starts_with(*initial),
        None => GIVEN.contains(&word.as_str()),
    })
}

#[cfg(test)]
mod tests {
    use super::is_left_out;
    use crate::read::name::Name;

    fn of(label: &str, written: &str) -> bool {
        is_left_out(label, &Name::of_label(written)[0])
    }

    #[test]
    fn a_given_name_goes_without_saying_but_no_other_word_does() {
        assert!(of("улица Александра Невского", "Невского"));
        assert!(of("улица Александра Невского", "ул. А. Невского"));
        assert!(of("улица Динмухамеда Кунаева", "ул. Д. Кунаева"));
        assert!(of("Алекса\u{301}ндра Невского улица", "Невского"));
        assert!(of("ulitsa Aleksandra Nevskogo", "Невского"));
        assert!(!of("улица Александра Невского", "Н. Невского"));
        assert!(!of("улица Динмухамеда Кунаева", "Кунаева"));
        assert!(!of("2-я Садовая улица", "Садовая") && !of("Жетысу-2", "Жетысу"));
        assert!(!of("улица Александра", "Александра"));
    }
}
