//! The words that people write in cells, in English and Russian, for urgency, yes and no, kinds of vehicles, and
//! where a shift ends. Words for goods are in `karavan_intake`.

use karavan_intake::plain_text::same;
use karavan_model::{ShiftEnd, Urgency, VehicleKind};

/// A meaning with its English and Russian word first, then the other words for it.
type Meaning<T> = (T, &'static [&'static str]);

const URGENCY: [Meaning<Urgency>; 3] = [
    (
        Urgency::Normal,
        &[
            "normal",
            "обычная",
            "обычно",
            "обычный",
            "нормальная",
            "средняя",
            "плановая",
            "medium",
            "ordinary",
        ],
    ),
    (
        Urgency::Urgent,
        &[
            "urgent",
            "срочно",
            "срочная",
            "срочный",
            "срочное",
            "очень срочно",
            "экстренно",
            "высокая",
            "high",
        ],
    ),
    (
        Urgency::Low,
        &[
            "low",
            "не срочно",
            "не срочная",
            "не срочный",
            "низкая",
            "может подождать",
        ],
    ),
];
const YES: [&str; 7] = ["yes", "да", "y", "true", "1", "истина", "есть"];
const NO: [&str; 6] = ["no", "нет", "n", "false", "0", "ложь"];
const SHIFT_END: [Meaning<ShiftEnd>; 2] = [
    (
        ShiftEnd::Home,
        &[
            "home",
            "дом",
            "дома",
            "домой",
            "у дома",
            "возврат",
            "возвращается домой",
        ],
    ),
    (
        ShiftEnd::Anywhere,
        &[
            "anywhere",
            "где угодно",
            "любое место",
            "в любом месте",
            "не важно",
            "неважно",
            "у последнего адреса",
        ],
    ),
];
const VEHICLES: [Meaning<VehicleKind>; 4] = [
    (
        VehicleKind::Car,
        &[
            "car",
            "авто",
            "машина",
            "автомобиль",
            "легковой",
            "легковая",
            "на машине",
            "на авто",
        ],
    ),
    (VehicleKind::Van, &["van", "фургон", "газель", "микроавтобус"]),
    (
        VehicleKind::Bicycle,
        &["bicycle", "bike", "велосипед", "велик", "вело", "на велосипеде"],
    ),
    (
        VehicleKind::OnFoot,
        &[
            "on_foot",
            "on foot",
            "foot",
            "walk",
            "пешком",
            "пеший",
            "пешая",
            "нет",
            "без машины",
        ],
    ),
];
fn meaning<T: Copy>(list: &[Meaning<T>], text: &str) -> Option<T> {
    list.iter()
        .find(|(_, words)| words.iter().any(|word| same(word, text)))
        .map(|(meaning, _)| *meaning)
}

pub(super) fn urgency(text: &str) -> Option<Urgency> {
    meaning(&URGENCY, text)
}

/// The urgencies there are: in English for 0, in Russian for 1.
pub(crate) fn urgency_words(language: usize) -> String {
    URGENCY.map(|(_, words)| words[language]).join(", ")
}

pub(super) fn yes_no(text: &str) -> Option<bool> {
    let has = |words: &[&str]| words.iter().any(|word| same(word, text));
    match text {
        "+" => Some(true),
        "-" | "–" | "—" => Some(false),
        _ if has(&YES) => Some(true),
        _ if has(&NO) => Some(false),
        _ => None,
    }
}

pub(super) fn shift_end(text: &str) -> Option<ShiftEnd> {
    meaning(&SHIFT_END, text)
}

pub(super) fn vehicle(text: &str) -> Option<VehicleKind> {
    meaning(&VEHICLES, text)
}

#[cfg(test)]
mod tests {
    use super::{urgency, yes_no};
    use karavan_model::Urgency;

    #[test]
    fn words_are_known_in_both_languages_whatever_their_case_and_spaces() {
        assert_eq!(urgency("не срочно"), Some(Urgency::Low));
        assert_eq!(urgency("СРОЧНО"), Some(Urgency::Urgent));
        assert_eq!(yes_no("Да"), Some(true));
        assert_eq!(yes_no("-"), Some(false));
        assert_eq!(yes_no("может быть"), None);
    }
}
