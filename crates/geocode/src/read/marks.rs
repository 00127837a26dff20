//! Words that say what stands beside them, as tables: `door` (квартира, подъезд, этаж, домофон), `settlement`,
//! `region`, `birth_year`; and `compound`, a word with what a dash joins to it. Longer marks of settlements are in
//! `phrases.rs`, those of a house number in `number_marks.rs`.

use crate::read::lexer::{Lex, Token};

/// What a door mark announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// Квартира, офис, комната.
    Flat,
    /// Entrance, подъезд.
    Entrance,
    /// Floor, этаж.
    Floor,
    /// Домофон, код.
    Intercom,
}

impl Door {
    /// People say «пятый подъезд» and «третий этаж», but never «18 квартира, код».
    pub(crate) const fn may_follow_its_number(self) -> bool {
        !matches!(self, Self::Intercom)
    }
}

const FLAT: &[&str] = &[
    "кв",
    "квартира",
    "квартиры",
    "кватэра",
    "квар",
    "квр",
    "оф",
    "офис",
    "комн",
    "комната",
    "ком",
    "пом",
    "помещение",
    "патер",
];
const ENTRANCE: &[&str] = &[
    "подъезд",
    "под",
    "п-д",
    "подьезд",
    "подезд",
    "пдъезд",
    "парадная",
    "пар",
    "подъед",
    "п",
    "пидизд",
    "падезд",
];
const FLOOR: &[&str] = &["этаж", "эт", "этаже", "поверх", "паверх"];
const INTERCOM: &[&str] = &["домофон", "домоф", "дмф", "дф", "код", "домафон"];

const SETTLEMENT: &[&str] = &[
    "г",
    "гор",
    "город",
    "пос",
    "поселок",
    "поселка",
    "пгт",
    "рп",
    "село",
    "дер",
    "деревня",
    "аул",
    "станица",
    "ст-ца",
    "хутор",
    "слобода",
    "городок",
    "нп",
    "с",
    "п",
    "д",
    "х",
    "разъезд",
    "рзд",
    "починок",
    "выселки",
    "заимка",
    "улус",
    "аал",
    "местечко",
    "кордон",
    "станция",
    "ст",
    "смт",
    "мисто",
    "селище",
    "паселак",
    "веска",
    "горад",
    "агрогородок",
    "аграгарадок",
    "аг",
    "гп",
    "ауыл",
    "кишлак",
];
const REGION: &[&str] = &[
    "обл",
    "область",
    "район",
    "р-н",
    "респ",
    "республика",
    "край",
    "округ",
    "ао",
    "с-о",
    "с-п",
    "сельсовет",
    "сельский",
    "городской",
    "окр",
    "г-о",
    "м-о",
    "россия",
    "рф",
    "казахстан",
    "рк",
    "с-пос",
    "с-с",
    "с-а",
    "г-п",
    "мо",
    "поселение",
    "сельсавет",
    "вобласць",
    "раен",
    "облысы",
    "ауданы",
];
/// Two letters with their dots, «с.п.», «г.о.»: a region's mark beside an adjective, otherwise initials.
const REGION_LETTERS: [(&str, &str); 6] = [("с", "п"), ("с", "с"), ("с", "о"), ("г", "п"), ("г", "о"), ("м", "о")];

/// A word with the words joined to it by a dash or a slash (`пр-т`, `м/р`), and the token after it and its dot.
pub(crate) fn compound(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let first = tokens.get(at).filter(|token| token.lex == Lex::Word)?;
    let mut text = first.text.clone();
    let mut end = at + 1;
    while let (Some(dash), Some(next)) = (tokens.get(end), tokens.get(end + 1)) {
        let joins = matches!(dash.lex, Lex::Hyphen | Lex::Slash) && dash.glued && next.glued && next.lex == Lex::Word;
        if !joins {
            break;
        }
        text.push('-');
        text.push_str(&next.text);
        end += 2;
    }
    Some((text, end))
}

/// The token after a mark's dot, if there is one.
pub(crate) fn past_dot(tokens: &[Token], at: usize) -> usize {
    at + usize::from(tokens.get(at).is_some_and(|token| token.lex == Lex::Dot))
}

/// The door mark at a token: what it announces and the token after it.
pub(crate) fn door(tokens: &[Token], at: usize) -> Option<(Door, usize)> {
    let (word, end) = compound(tokens, at)?;
    let word = word.as_str();
    let what = if FLAT.contains(&word) {
        Door::Flat
    } else if ENTRANCE.contains(&word) {
        Door::Entrance
    } else if FLOOR.contains(&word) {
        Door::Floor
    } else if INTERCOM.contains(&word) {
        Door::Intercom
    } else {
        return None;
    };
    Some((what, past_dot(tokens, end)))
}

/// The token after a year of birth, `1938 г.р.`, `1938 года рождения`.
pub(crate) fn birth_year(tokens: &[Token], at: usize) -> Option<usize> {
    let year = tokens.get(at).filter(|token| token.len() == 4)?;
    let is_year = year.text.starts_with("19") || year.text.starts_with("20");
    let word = |at: usize| {
        tokens
            .get(at)
            .filter(|token| token.lex == Lex::Word)
            .map(|token| token.text.as_str())
    };
    let second = past_dot(tokens, at + 2);
    let is_birth = match word(at + 1)? {
        "гр" => return is_year.then_some(past_dot(tokens, at + 2)),
        "г" | "года" | "год" => word(second).is_some_and(|next| next == "р" || next.starts_with("рожд")),
        _ => false,
    };
    (is_year && is_birth).then(|| past_dot(tokens, second + 1))
}

/// Whether the word announces a settlement. Single letters do so only before a word, with their dot or `in_front` of
/// all else between two commas («Московская обл., д Марс»).
pub(crate) fn settlement(tokens: &[Token], at: usize, in_front: bool) -> Option<usize> {
    let (word, end) = compound(tokens, at)?;
    if !SETTLEMENT.contains(&word.as_str()) {
        return None;
    }
    let past = past_dot(tokens, end);
    let next = tokens.get(past)?;
    let is_before_word = next.lex == Lex::Word && (next.len() > 1 || word.chars().count() > 1);
    let is_sure = word.chars().count() > 1 || past > end || word == "г" || (in_front && next.len() > 2);
    // «Станция метро» is in a town and none itself.
    (is_before_word && is_sure && !next.is("метро")).then_some(past)
}

/// Words that stand before a region's mark and belong to it: «городской округ», «сельское поселение».
const REGION_BEFORE: &[&str] = &[
    "муниципальный",
    "муниц",
    "городской",
    "городское",
    "сельский",
    "сельское",
    "административный",
    "м",
    "мун",
    "муниципальное",
    "гор",
    "автономный",
    "автономная",
];
/// Marks of a region only behind such a word.
const REGION_BEHIND: &[&str] = &[
    "поселение",
    "район",
    "р-н",
    "округ",
    "окр",
    "область",
    "обл",
    "совет",
    "образование",
];

/// Whether the word announces a region or a district of a city.
pub(crate) fn region(tokens: &[Token], at: usize) -> Option<usize> {
    let (word, end) = compound(tokens, at)?;
    let past = past_dot(tokens, end);
    if REGION_BEFORE.contains(&word.as_str())
        && let Some((behind, behind_end)) = compound(tokens, past)
        && REGION_BEHIND.contains(&behind.as_str())
    {
        return Some(past_dot(tokens, behind_end));
    }
    let is_region = REGION.contains(&word.as_str());
    is_region.then_some(past).or_else(|| region_letters(tokens, at))
}

/// The token after «с.п.» and the like.
fn region_letters(tokens: &[Token], at: usize) -> Option<usize> {
    let [first, dot, second, ..] = tokens.get(at..)? else {
        return None;
    };
    let is_known = dot.lex == Lex::Dot && REGION_LETTERS.contains(&(&first.text, &second.text));
    let past = past_dot(tokens, at + 3);
    let is_adjective = |token: &Token| token.lex == Lex::Word && adjective(&token.text);
    let is_beside = |beside: Option<&Token>| beside.is_some_and(is_adjective);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    (is_known && (is_beside(tokens.get(past)) || is_beside(before))).then_some(past)
}

/// Whether a word is an adjective that names a region: Дмитровский, Сосновское, Київська.
pub(crate) fn adjective(word: &str) -> bool {
    const ENDINGS: [&str; 13] = [
        "ий", "ый", "ой", "ая", "яя", "ое", "ее", "ски", "цки", "зки", "ська", "цька", "зька",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}
