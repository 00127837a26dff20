//! `Pen`: writes the address of a dwelling as people do: shortened, in another order, with flats and intercoms, in
//! capitals, with a slip; it tells which `Style` came out. As the map writes it, see `map_address.rs`.

use crate::address_book::{AddressBook, Dwelling, Thoroughfare};
use crate::names::{Kind, Names};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// In what way an address is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Lower,
    Upper,
    /// A slip of the finger in the name.
    Typo,
    /// The flat after a dash: `12-45`.
    PlainFlat,
}

impl Style {
    /// The word for it in the table of truth.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Typo => "typo",
            Self::PlainFlat => "plain+flat",
        }
    }

    /// As often as in real tables.
    pub(crate) fn any(rng: &mut ChaCha8Rng) -> Self {
        match rng.random_range(0..100) {
            0..66 => Self::Plain,
            66..80 => Self::Lower,
            80..95 => Self::Typo,
            95..99 => Self::Upper,
            _ => Self::PlainFlat,
        }
    }
}

/// How often a slip is tried before the name is written right: another name may lie one slip away.
const SLIP_TRIES: u32 = 4;

/// What must be known to write an address.
pub(crate) struct Pen<'a> {
    pub(crate) book: &'a AddressBook,
    pub(crate) names: &'a Names,
}

impl Pen<'_> {
    /// Writes the address of a dwelling; gives the style it is really in, since not every name takes a slip and only a
    /// plain number takes a flat after a dash.
    pub(crate) fn write(&self, dwelling: &Dwelling, style: Style, rng: &mut ChaCha8Rng) -> (String, Style) {
        let street = self.book.thoroughfare(dwelling);
        let slip = (style == Style::Typo)
            .then(|| (0..SLIP_TRIES).find_map(|_| self.slip(&street.name.core, street, rng)))
            .flatten();
        let is_flat = dwelling.entrances > 0;
        let dashes = style == Style::PlainFlat && is_flat && dwelling.house.bytes().all(|byte| byte.is_ascii_digit());
        let style = match style {
            Style::Typo if slip.is_none() => Style::Plain,
            Style::PlainFlat if !dashes => Style::Plain,
            other => other,
        };
        let street = self.street(street, slip.as_deref(), rng);
        let text = if dashes {
            format!("{street} {}-{}", dwelling.house, flat(dwelling, rng).0)
        } else {
            format!("{street}{}{}", house(&dwelling.house, rng), tail(dwelling, rng))
        };
        let text = match style {
            Style::Lower => text.to_lowercase(),
            Style::Upper => text.to_uppercase(),
            Style::Plain | Style::Typo | Style::PlainFlat => text,
        };
        (text, style)
    }

    /// The settlement, where people name it, and the street.
    pub(crate) fn street(&self, street: &Thoroughfare, slip: Option<&str>, rng: &mut ChaCha8Rng) -> String {
        let settlement = self.book.settlement(street);
        let town = match (street.name.kind, settlement.is_main) {
            (Kind::Hamlet, _) => String::new(),
            // A name that is in two settlements is only an address together with its settlement.
            (_, true) if !street.is_shared && rng.random_bool(0.45) => String::new(),
            (_, true) => format!("{}{}, ", ["г. ", "г.", ""].choose(rng).unwrap_or(&""), settlement.name),
            (_, false) => format!(
                "{}{}, ",
                ["с. ", "с.", "село "].choose(rng).unwrap_or(&""),
                settlement.name
            ),
        };
        let name = &street.name;
        let core = slip.unwrap_or(&name.core);
        let own = match name.ordinal() {
            Some(ordinal) if core.is_empty() => ordinal,
            Some(ordinal) => format!("{ordinal} {core}"),
            None => core.to_owned(),
        };
        let own = if rng.random_bool(0.5) {
            own.replace('ё', "е").replace('Ё', "Е")
        } else {
            own
        };
        let short = name.kind.short().choose(rng).copied().unwrap_or_default();
        let word = if rng.random_bool(0.25) { name.kind.word() } else { short };
        let written = match (name.kind, name.number) {
            (Kind::Hamlet, _) => format!("{word} {own}"),
            (Kind::District, Some(number)) => match rng.random_range(0..3) {
                0 => format!("{word} {number}"),
                1 => format!("{number} {word}"),
                _ => own + " микрорайон",
            },
            _ if self.names.is_plain(name) && rng.random_bool(0.3) => own,
            (Kind::Embankment, _) => format!("{word} {own}"),
            // «Садовая ул.» and «ул. Садовая» are both said; «Гагарина ул.» as well.
            _ if rng.random_bool(if name.is_adjective { 0.5 } else { 0.25 }) => format!("{own} {word}"),
            _ => format!("{word} {own}"),
        };
        format!("{town}{written}")
    }

    /// The name with two letters swapped, one lost or one doubled, unless that is another name or the name is short.
    fn slip(&self, core: &str, street: &Thoroughfare, rng: &mut ChaCha8Rng) -> Option<String> {
        let mut letters: Vec<char> = core.chars().collect();
        let simple = letters.iter().all(|letter| letter.is_alphabetic());
        if letters.len() < 6 || !simple || street.name.kind == Kind::Hamlet {
            return None;
        }
        let at = rng.random_range(1..letters.len() - 2);
        match rng.random_range(0..3) {
            0 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
            1 => {
                letters.remove(at);
            }
            _ => letters.insert(at, letters[at]),
        }
        let slip: String = letters.into_iter().collect();
        (!self.names.is_given(&slip)).then_some(slip)
    }
}

/// The number, with corpus and building words as people write them.
fn house(house: &str, rng: &mut ChaCha8Rng) -> String {
    let (number, part) = house.split_once(' ').unwrap_or((house, ""));
    let lead = [", д. ", ", д.", ", д ", ", дом ", " д. ", " д.", " дом ", ", ", " "]
        .choose(rng)
        .copied()
        .unwrap_or(", ");
    let part = match (part.chars().next(), part.trim_start_matches(['к', 'с'])) {
        (Some('к'), digits) => {
            let lead = [" к", "к", " к.", " корп. ", ", корпус ", " корпус "]
                .choose(rng)
                .copied()
                .unwrap_or(" к");
            format!("{lead}{digits}")
        }
        (Some('с'), digits) => {
            let lead = [" с", " стр.", " стр. ", ", строение "]
                .choose(rng)
                .copied()
                .unwrap_or(" с");
            format!("{lead}{digits}")
        }
        _ => String::new(),
    };
    let number = if rng.random_bool(0.2) {
        number.to_lowercase()
    } else {
        number.to_owned()
    };
    format!("{lead}{number}{part}")
}

/// A flat with its entrance and floor, which agree with each other.
fn flat(dwelling: &Dwelling, rng: &mut ChaCha8Rng) -> (u32, u32, u32) {
    let flats = 4 * dwelling.levels * dwelling.entrances;
    let flat = rng.random_range(1..=flats.max(1));
    let in_entrance = (flat - 1) % (4 * dwelling.levels);
    (flat, (flat - 1) / (4 * dwelling.levels) + 1, in_entrance / 4 + 1)
}

/// What is said after the house: flat, entrance, floor, intercom.
fn tail(dwelling: &Dwelling, rng: &mut ChaCha8Rng) -> String {
    if dwelling.entrances == 0 {
        let said = if rng.random_bool(0.1) {
            ", частный дом"
        } else {
            ""
        };
        return said.to_owned();
    }
    let (flat, entrance, floor) = flat(dwelling, rng);
    match rng.random_range(0..7) {
        0 => String::new(),
        1 => format!(", кв. {flat}"),
        2 => format!(" кв {flat}"),
        3 => format!(", кв {flat}, подъезд {entrance}, домофон {flat}"),
        4 => format!(
            ", {entrance} подъезд, {floor} этаж, кв. {flat}, код {flat}к{}",
            rng.random_range(1000..10_000)
        ),
        5 => format!(", кв.{flat}, под. {entrance}, эт. {floor}"),
        _ => format!(" кв. {flat} под. {entrance} эт. {floor}"),
    }
}
