//! `Goods` finds the code of goods that a request asks for: the words of `words.rs`, and codes that the region's hubs
//! offer beside them. `offered` reads what a hub hands out, `skill` a word for a skill.

use crate::fault::Fault;
use crate::limits::ID_MAX;
use crate::plain_text::{find_same, is_id, plain, same, short};
use crate::words::{GOODS, NO_GOODS, SKILLS, is_known, meaning};
use karavan_model::{GoodsCode, Hub, Skill};

/// The goods that may be asked for: those that everybody knows, and those of the region's own, which its hubs hand out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Goods {
    own: Vec<GoodsCode>,
}

impl<'a> FromIterator<&'a Hub> for Goods {
    fn from_iter<T: IntoIterator<Item = &'a Hub>>(hubs: T) -> Self {
        let offers = hubs.into_iter().flat_map(|hub| &hub.offers);
        let mut own: Vec<GoodsCode> = offers.filter(|code| !is_known(code)).cloned().collect();
        own.sort();
        own.dedup();
        Self { own }
    }
}

impl Goods {
    pub(crate) const fn beside(own: Vec<GoodsCode>) -> Self {
        Self { own }
    }

    pub(crate) fn own(&self) -> &[GoodsCode] {
        &self.own
    }

    /// The code of goods that are asked for; `None` for a visit without goods.
    pub(crate) fn asked(&self, word: &str) -> Result<Option<GoodsCode>, Fault> {
        let word = plain(word);
        if word.is_empty() {
            return Err(Fault::Missing { example: "food" });
        }
        let known = meaning(&GOODS, &word).map(GoodsCode::from);
        if known.is_none() && is_none(&word) {
            return Ok(None);
        }
        let own = || self.own.iter().find(|own| same(own.as_str(), &word)).cloned();
        known.or_else(own).map(Some).ok_or_else(|| Fault::UnknownGoods {
            word: short(&word),
            own: self.own.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Whether a word stands for a visit without goods.
fn is_none(word: &str) -> bool {
    find_same(word, NO_GOODS.iter().map(|none| ((), *none))).is_some()
}

/// The code of goods that a hub hands out: a known word, or a code of the region's own in lower case.
pub(crate) fn offered(word: &str) -> Result<GoodsCode, Fault> {
    let word = plain(word);
    match meaning(&GOODS, &word) {
        Some(code) => Ok(GoodsCode::from(code)),
        None if is_id(&word) && !is_none(&word) => Ok(GoodsCode(word.to_lowercase())),
        None => Err(Fault::BadId(short(&word))),
    }
}

/// The common name of a skill; a region's own skills keep their own words in lower case.
pub(crate) fn skill(text: &str) -> Result<Skill, Fault> {
    let word = plain(text);
    if word.is_empty() {
        return Err(Fault::Missing { example: "lift" });
    }
    if word.chars().count() > ID_MAX {
        return Err(Fault::LongText { most: ID_MAX });
    }
    let known = meaning(&SKILLS, &word);
    Ok(Skill(known.map_or_else(|| word.to_lowercase(), str::to_owned)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Goods, offered, skill};
    use crate::fault::Fault;
    use karavan_model::GoodsCode;

    #[test]
    fn words_are_known_in_both_languages_whatever_their_case_and_spaces() {
        let goods = |word: &str| Goods::default().asked(word).unwrap();
        for text in ["food", "Продуктовый  набор", "ПРОДУКТЫ"] {
            assert_eq!(goods(text), Some(GoodsCode::from("food")));
        }
        assert_eq!(goods("кресло-коляска"), Some(GoodsCode::from("equipment")));
        assert_eq!(goods("визит"), None);
        assert!(Goods::default().asked("дрова").is_err());
        assert_eq!(skill("Медик").unwrap().as_str(), "medic");
        assert_eq!(skill("Жестовый язык").unwrap().as_str(), "жестовый язык");
    }

    #[test]
    fn goods_of_the_regions_own_are_those_its_hubs_hand_out() {
        let own = Goods {
            own: vec![offered("Дрова").unwrap()],
        };
        assert_eq!(own.asked("ДРОВА").unwrap(), Some(GoodsCode::from("дрова")));
        assert_eq!(offered("лекарство").unwrap(), GoodsCode::from("medicine"));
        for word in ["тёплые вещи", "визит", ""] {
            assert!(matches!(offered(word), Err(Fault::BadId(_))), "{word}");
        }
    }
}
