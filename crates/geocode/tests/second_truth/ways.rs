//! `said`: one address written in one of many ways that people use: slips, shortened kinds, Latin look-alikes, the
//! wrong keyboard layout, flats and notes behind it. It also tells which way was used. `taken_apart` parts a street
//! into its kind and its name.

use crate::dice::Dice;
use crate::kinds::KINDS;
use crate::slip::with_slip;

/// A street as it is said.
#[derive(Clone, Debug)]
pub(crate) struct Street {
    pub kinds: Option<&'static [&'static str]>,
    pub name: String,
}

/// A label as its kind and its name.
pub(crate) fn taken_apart(label: &str) -> Street {
    let spaced = label.replace("ул.", "ул. ").replace("мкн №", "мкн ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    for (marks, said) in KINDS {
        if let Some(at) = words.iter().position(|word| marks.contains(word)) {
            let mut name = words.clone();
            name.remove(at);
            if !name.is_empty() {
                return Street {
                    kinds: Some(said),
                    name: name.join(" "),
                };
            }
        }
    }
    Street {
        kinds: None,
        name: words.join(" "),
    }
}

/// What was done to an address, for the tables of results.
pub(crate) struct Said {
    pub text: String,
    pub way: &'static str,
    /// The street's name, slips included.
    pub name: String,
}

const ORDINALS: [(&str, &str); 6] = [
    ("1-я", "первая"),
    ("2-я", "вторая"),
    ("3-я", "третья"),
    ("1-й", "первый"),
    ("2-й", "второй"),
    ("3-й", "третий"),
];

/// Whether the name is a number only: it needs its kind.
fn is_bare_number(name: &str) -> bool {
    !name
        .split(|one: char| !one.is_alphabetic())
        .any(|word| word.chars().count() > 2)
}

fn street_said(street: &Street, dice: &mut Dice) -> String {
    let name = street.name.as_str();
    match (street.kinds, dice.roll(4)) {
        (Some(kinds), 0) => format!("{name} {}", dice.pick(kinds)),
        (Some(_), 1) if !is_bare_number(name) => name.to_owned(),
        (Some(kinds), _) => format!("{} {name}", dice.pick(kinds)),
        (None, 0) if !is_bare_number(name) => format!("ул. {name}"),
        (None, _) => name.to_owned(),
    }
}

fn house_said(house: &str, dice: &mut Dice) -> String {
    let house = house
        .replace(" стр.", " с")
        .replace(" стр", " с")
        .replace(" корп.", " к");
    let corpus = dice.pick(&[" к", "к", " корп. ", ", корпус ", " корп ", " к.", " корп.№"]);
    let building = dice.pick(&[" с", " стр. ", ", строение ", " стр.", " строение "]);
    let (number, parts) = house.split_once(' ').unwrap_or((&house, ""));
    let parts: String = parts
        .split_whitespace()
        .map(|part| match (part.strip_prefix('к'), part.strip_prefix('с')) {
            (Some(value), _) => format!("{corpus}{value}"),
            (_, Some(value)) => format!("{building}{value}"),
            _ => format!(" {part}"),
        })
        .collect();
    format!("{number}{parts}")
}

/// Some of the letters as the keys of the other alphabet that look alike.
fn look_alikes(text: &str) -> String {
    let other = |one| match one {
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'А' => 'A',
        'В' => 'B',
        'К' => 'K',
        'М' => 'M',
        'Т' => 'T',
        same => same,
    };
    text.chars().map(other).collect()
}

/// Typed with the other keyboard layout switched on.
fn wrong_layout(text: &str) -> Option<String> {
    const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбю.ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,ё№";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,./QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?`#";
    let key = |one: char| {
        if one.is_ascii_digit() || matches!(one, ' ' | '-') {
            return Some(one);
        }
        let at = RUSSIAN.chars().position(|other| other == one)?;
        LATIN.chars().nth(at)
    };
    text.chars().map(key).collect()
}

const TAILS: [&str; 16] = [
    "",
    "",
    "",
    ", кв. {}",
    " кв {}",
    ", кв.{}, под. 2, эт. 3",
    ", 5 подъезд, 3 этаж, кв. {}, код {}к4821",
    " кв {} подъезд 3 домофон {}",
    ", кв {}, 4 эт., лифт не работает",
    ", кв. {} (домофон {}#7788)",
    ", п. 3, кв. {}",
    " - {}",
    ", {}",
    ", офис {}",
    ", кв. {}, звонить заранее",
    ", кв. {}, тел. 8 (900) 123-45-67",
];
const NOTES: [&str; 6] = [
    ", частный дом",
    ", зелёные ворота",
    " (вход со двора)",
    ", тел 89001234567",
    ", +7 900 123-45-67 дочь",
    ", собака во дворе",
];

/// One of many ways to say an address.
pub(crate) fn said(street: &Street, house: &str, city: &str, region: &str, dice: &mut Dice) -> Said {
    let mut street = street.clone();
    let mut way = "plain";
    match dice.roll(8) {
        0 => {
            if let Some(slip) = with_slip(&street.name, 7, dice) {
                (street.name, way) = (slip, "typo");
            }
        }
        1 => {
            if let Some((digits, word)) = ORDINALS.iter().find(|(digits, _)| street.name.contains(digits)) {
                let said = if dice.one_in(2) {
                    (*word).to_owned()
                } else {
                    digits.replace('-', "")
                };
                (street.name, way) = (street.name.replace(digits, &said), "ordinal");
            }
        }
        2 => {
            (street.name, way) = (look_alikes(&street.name), "look-alikes");
        }
        _ => {}
    }
    let slipped = street.name.clone();
    let name = street_said(&street, dice);
    let house = house_said(house, dice);
    let flat = (1 + dice.roll(120)).to_string();
    let tail = dice.pick(&TAILS).replace("{}", &flat);
    let note = if dice.one_in(10) { dice.pick(&NOTES) } else { "" };
    let join = dice.pick(&[
        ", ",
        " ",
        ", д. ",
        ", дом ",
        " д.",
        " д ",
        ", д.",
        " дом ",
        ", дом №",
        ",д.",
    ]);
    let mut text = match dice.roll(12) {
        0 => {
            way = "house first";
            let named = format!(
                "{} {}",
                street.kinds.map_or("ул.", |kinds| dice.pick(kinds)),
                street.name
            );
            format!("{city}, д. {house}, {named}")
        }
        1 => {
            way = "town last";
            format!("{name}{join}{house}, {city}")
        }
        _ => {
            let before = dice.pick(&[
                "",
                "",
                "",
                "г. {}, ",
                "{}, ",
                "г.{} ",
                "г. {} ",
                "город {}, ",
                "050000, г. {}, ",
                "РФ, %, г {}, ",
                "%, {}, ",
            ]);
            let before = before.replace("{}", city).replace('%', region);
            format!("{before}{name}{join}{house}{tail}{note}")
        }
    };
    match dice.roll(9) {
        0 => text = text.to_lowercase(),
        1 => text = text.to_uppercase(),
        2 => text = text.replace('ё', "е"),
        3 => text = text.replace(", ", ","),
        4 if dice.one_in(2) => {
            if let Some(typed) = wrong_layout(&text).filter(|_| way == "plain") {
                (text, way) = (typed, "layout");
            }
        }
        _ => {}
    }
    Said {
        text,
        way,
        name: slipped,
    }
}
