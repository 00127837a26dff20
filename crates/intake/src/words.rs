//! `GOODS` and `SKILLS`: the English and Russian words that people write for goods and skills, and the codes they stand
//! for; `NO_GOODS`: words for a visit without goods. `meaning` looks a word up; `goods_word` and `goods_in_words` turn
//! codes back into words.

use crate::plain_text::find_same;
use karavan_model::{GoodsCode, Need};

/// A meaning with its English and Russian word first, then the other words for it.
pub(crate) type Meaning = (&'static str, &'static [&'static str]);

pub(crate) const GOODS: [Meaning; 4] = [
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
pub(crate) const NO_GOODS: [&str; 7] = [
    "visit",
    "визит",
    "посещение",
    "без груза",
    "навестить",
    "none",
    "ничего",
];
pub(crate) const SKILLS: [Meaning; 2] = [
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

pub(crate) fn meaning(list: &[Meaning], text: &str) -> Option<&'static str> {
    let words = list
        .iter()
        .flat_map(|(meaning, words)| words.iter().map(move |word| (*meaning, *word)));
    find_same(text, words)
}

/// Whether everybody knows these goods, so that they are not of a region's own.
#[must_use]
pub fn is_known(code: &GoodsCode) -> bool {
    GOODS.iter().any(|(known, _)| *known == code.as_str())
}

/// The word for goods, in English and in Russian; a code nobody told us about stays as it is.
#[must_use]
pub fn goods_word(code: &GoodsCode) -> [&str; 2] {
    let known = GOODS.iter().find(|(meaning, _)| *meaning == code.as_str());
    known.map_or([code.as_str(); 2], |(_, words)| [words[0], words[1]])
}

/// Goods as people say them in Russian: `лекарства × 2, продуктовый набор × 5`. A code nobody told us about stays as
/// it is.
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
#[must_use]
pub(crate) fn goods_words(language: usize) -> String {
    GOODS.map(|(_, words)| words[language]).join(", ")
}
