//! The words people write in cells, in English and Russian: goods, urgency, yes and no, where a shift ends.

use karavan_model::{Need, ShiftEnd, Urgency, VehicleKind};

/// Lower case, without spaces and punctuation, «ё» as «е»: what two spellings of one word have in common.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric() || *letter == '№');
    kept.flat_map(char::to_lowercase)
        .map(|letter| if letter == 'ё' { 'е' } else { letter })
}

/// Whether two texts are one word in two spellings.
pub(super) fn same(one: &str, other: &str) -> bool {
    folded(one).eq(folded(other))
}

/// Whether nothing is left of a text but punctuation.
pub(super) fn is_wordless(text: &str) -> bool {
    folded(text).next().is_none()
}

/// A meaning with its English and Russian word first, then the other words for it.
type Meaning<T> = (T, &'static [&'static str]);

const GOODS: [Meaning<&str>; 4] = [
    (
        "food",
        &[
            "food",
            "продуктовый набор",
            "продукты",
            "продукты питания",
            "продуктовые наборы",
            "продукт",
            "питание",
            "еда",
            "набор",
            "food kit",
            "food parcel",
            "groceries",
        ],
    ),
    (
        "medicine",
        &[
            "medicine",
            "лекарства",
            "лекарство",
            "медикаменты",
            "препараты",
            "лекарственные препараты",
            "рецепт",
            "medicines",
            "medication",
            "drugs",
        ],
    ),
    (
        "essentials",
        &[
            "essentials",
            "товары первой необходимости",
            "первая необходимость",
            "предметы первой необходимости",
            "тпн",
            "средства гигиены",
            "гигиена",
            "хозтовары",
            "бытовая химия",
            "hygiene",
        ],
    ),
    (
        "equipment",
        &[
            "equipment",
            "оборудование",
            "кресло-коляска",
            "инвалидная коляска",
            "коляска",
            "ходунки",
            "костыли",
            "медицинское оборудование",
            "кислородный концентратор",
            "wheelchair",
        ],
    ),
];
const NO_GOODS: [&str; 7] = [
    "visit",
    "визит",
    "посещение",
    "без груза",
    "навестить",
    "none",
    "ничего",
];
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
const SKILLS: [Meaning<&str>; 2] = [
    (
        "medic",
        &["medic", "медик", "врач", "медсестра", "фельдшер", "волонтёр-медик"],
    ),
    (
        "lift",
        &[
            "lift",
            "подъём",
            "подъём тяжестей",
            "тяжести",
            "грузчик",
            "помощь с подъёмом",
        ],
    ),
];

fn meaning<T: Copy>(list: &[Meaning<T>], text: &str) -> Option<T> {
    list.iter()
        .find(|(_, words)| words.iter().any(|word| same(word, text)))
        .map(|(meaning, _)| *meaning)
}

/// The code of the goods; `Some("")` for a visit without goods.
pub(super) fn goods(text: &str) -> Option<&'static str> {
    let none = NO_GOODS.iter().any(|word| same(word, text));
    if none { Some("") } else { meaning(&GOODS, text) }
}

/// Goods as people say them in Russian: `лекарства × 2, продуктовый набор × 5`. A code nobody told us about stays as it is.
#[must_use]
pub fn goods_in_words(needs: &[Need]) -> String {
    let word = |code: &str| {
        GOODS
            .iter()
            .find(|(meaning, _)| *meaning == code)
            .map(|(_, words)| words[1])
    };
    let each = needs.iter().map(|need| {
        let code = need.goods.as_str();
        format!("{} × {}", word(code).unwrap_or(code), need.quantity)
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The goods there are: in English for 0, in Russian for 1.
pub(crate) fn goods_words(language: usize) -> String {
    GOODS.map(|(_, words)| words[language]).join(", ")
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

/// The common name of a skill; a region's own skills keep their own words in lower case.
pub(super) fn skill(text: &str) -> String {
    meaning(&SKILLS, text).map_or_else(|| text.trim().to_lowercase(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{goods, same, skill, urgency, yes_no};
    use karavan_model::Urgency;

    #[test]
    fn words_are_known_in_both_languages_whatever_their_case_and_spaces() {
        assert!(same(" Кол-во, Ёлки. №1", "кол во елки № 1") && !same("№", "no"));
        for text in ["food", "Продуктовый  набор", "ПРОДУКТЫ"] {
            assert_eq!(goods(text), Some("food"));
        }
        assert_eq!(goods("кресло-коляска"), Some("equipment"));
        assert_eq!(goods("визит"), Some(""));
        assert_eq!(goods("дрова"), None);
        assert_eq!(urgency("не срочно"), Some(Urgency::Low));
        assert_eq!(urgency("СРОЧНО"), Some(Urgency::Urgent));
        assert_eq!(yes_no("Да"), Some(true));
        assert_eq!(yes_no("-"), Some(false));
        assert_eq!(yes_no("может быть"), None);
        assert_eq!(skill("Медик"), "medic");
        assert_eq!(skill("Жестовый язык"), "жестовый язык");
    }
}
