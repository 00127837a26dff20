//! `ParsedAddress` and `parse`: an address taken apart by grammar alone, without a map: settlement, street, house, door
//! and what is left over. It takes the likeliest of the readings that `reading.rs` lists; `parsed` gives the parts of
//! the one that the map chose.

use crate::read::kind::KindSet;
use crate::read::lexer::{Lex, Token};
use crate::read::pieces::Spelling;
use crate::read::reading::{Reading, Written};
use crate::read::skips::Skip;
use karavan_model::DoorCard;
use std::ops::Range;
use std::rc::Rc;

/// An address taken apart by grammar alone. The map may know better: `14-1` is read here as house 14, flat 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedAddress {
    /// Town or village written before the street, folded to lower case.
    pub settlement: Option<String>,
    /// Words of the street's name, folded, in written order, without kind and initials.
    pub street: Vec<String>,
    /// The same as it was written, kinds and initials with it.
    pub street_as_written: String,
    /// Kinds written with it; none for a bare name.
    pub kinds: KindSet,
    /// House in canonical form, e.g. `12/3б к1 с2`.
    pub house: Option<String>,
    /// Flat, entrance, floor, intercom and notes, as written.
    pub door: DoorCard,
    /// What is neither, as written.
    pub leftovers: Vec<String>,
}

/// Takes an address apart. Always answers: what is not understood is in `leftovers`, and the door card is never lost.
#[must_use]
pub fn parse(text: &str) -> ParsedAddress {
    let written = Written::of(text);
    by_grammar(&written, &written.readings(Spelling::Lenient))
}

/// The parts of the likeliest reading when nothing is known of the map.
pub(crate) fn by_grammar(written: &Written<'_>, readings: &[Reading]) -> ParsedAddress {
    let likelier = |a: &&Reading, b: &&Reading| plausibility(written, a).total_cmp(&plausibility(written, b));
    let best = readings.iter().rev().max_by(likelier);
    parsed(written, best, None)
}

/// The parts of one reading. `way` says which way its house number was read.
pub(crate) fn parsed(written: &Written<'_>, reading: Option<&Reading>, way: Option<usize>) -> ParsedAddress {
    let Some(reading) = reading else {
        let mut leftovers = stretches(written, 0);
        leftovers.extend(written.asides.iter().cloned());
        let door = with_note(written.door.clone(), &leftovers);
        return ParsedAddress {
            door,
            leftovers,
            ..ParsedAddress::default()
        };
    };
    let ways = reading.house.as_ref().map_or(&[][..], |(_, found)| &found.readings);
    let by_grammar = ways.iter().rposition(|one| one.fit > 0.9).unwrap_or(0);
    let house = ways.get(way.unwrap_or(by_grammar));

    let mut door = written.door.clone();
    let mut leftovers = stretches(written, reading.rest);
    let flat = house.and_then(|house| house.flat.clone());
    if door.flat.is_none() && flat.is_some() {
        door.flat = flat;
    }
    let is_bare_number = |stretch: &String| stretch.len() <= 4 && stretch.bytes().all(|byte| byte.is_ascii_digit());
    if door.flat.is_none() && house.is_some() && leftovers.first().is_some_and(is_bare_number) {
        door.flat = Some(leftovers.remove(0));
    }
    leftovers.extend(written.asides.iter().cloned());
    ParsedAddress {
        settlement: settlement(&reading.skips),
        street: reading.name.core.clone(),
        street_as_written: stretch(written, reading.words.clone()),
        kinds: reading.name.kinds,
        house: house.map(|house| house.key.clone()),
        door: with_note(door, &leftovers),
        leftovers,
    }
}

fn with_note(mut door: DoorCard, leftovers: &[String]) -> DoorCard {
    door.note = (!leftovers.is_empty()).then(|| leftovers.join("; "));
    door
}

/// The text from a token on, cut at commas and brackets.
fn stretches(written: &Written<'_>, from: usize) -> Vec<String> {
    let tokens = written.tokens.get(from..).unwrap_or_default();
    let is_cut = |token: &Token| matches!(token.lex, Lex::Comma | Lex::Open | Lex::Close);
    let runs = tokens
        .split(is_cut)
        .filter_map(|run| Some(run.first()?.at.start..run.last()?.at.end));
    let texts = runs.map(|at| {
        written.text[at]
            .trim_matches(|one: char| !one.is_alphanumeric())
            .to_owned()
    });
    texts.filter(|text| !text.is_empty()).collect()
}

/// The text of some tokens without the signs around it; a dot and a bracket at its end stay.
fn stretch(written: &Written<'_>, tokens: Range<usize>) -> String {
    let tokens = written.tokens.get(tokens).unwrap_or_default();
    let text = match tokens {
        [first, .., last] => &written.text[first.at.start..last.at.end],
        [only] => &written.text[only.at.clone()],
        [] => "",
    };
    let is_idle = |one: char| matches!(one, ',' | ';' | '-' | '/') || one.is_whitespace();
    text.trim_matches(is_idle).to_owned()
}

fn settlement(skips: &[Rc<Skip>]) -> Option<String> {
    let marked = skips.iter().find(|skip| skip.is_marked);
    let apart = skips
        .iter()
        .find(|skip| skip.is_apart && skip.kinds.is_empty() && !skip.is_region && !skip.is_trailing);
    marked
        .or(apart)
        .map(|skip| skip.words.join(" "))
        .filter(|words| !words.is_empty())
}

/// How likely a reading is when nothing is known of the map.
fn plausibility(written: &Written<'_>, reading: &Reading) -> f64 {
    let skips: f64 = reading
        .skips
        .iter()
        .map(|skip| {
            let is_settlement = skip.is_marked && (skip.is_apart || skip.words.len() == 1) && skip.kinds.is_empty();
            if is_settlement { 1.0 } else { skip.weight() }
        })
        .product();
    let house = if reading.house.is_some() { 1.0 } else { 0.4 };
    // A word right after the number says that the number is of the name: 50 лет Победы.
    let mut rest = written
        .tokens
        .iter()
        .skip(reading.rest)
        .skip_while(|next| matches!(next.lex, Lex::Hyphen | Lex::Dot));
    let is_in_name = reading.house.is_some() && rest.next().is_some_and(|next| next.lex == Lex::Word);
    reading.fit * skips * house * if is_in_name { 0.8 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::read::kind::KindSet;

    #[test]
    fn an_address_falls_into_its_parts() {
        let parsed = parse("г Ульяновск, ул. Гончарова, д.12 корп. 1, кв 45, подъезд 2, этаж 5, домофон 45В1234");
        assert_eq!(parsed.settlement.as_deref(), Some("ульяновск"));
        assert_eq!(
            (parsed.street.join(" ").as_str(), parsed.kinds),
            ("гончарова", KindSet::STREET)
        );
        assert_eq!(parsed.house.as_deref(), Some("12 к1"));
        let door = &parsed.door;
        assert_eq!(
            (door.flat.as_deref(), door.entrance.as_deref()),
            (Some("45"), Some("2"))
        );
        assert_eq!(
            (door.floor.as_deref(), door.intercom.as_deref()),
            (Some("5"), Some("45В1234"))
        );
        assert_eq!(door.note, None);
    }

    #[test]
    fn missing_punctuation_hides_nothing() {
        let parsed = parse("г.алматы жарокова 280 кв.18 под. 6 эт. 5");
        assert_eq!(
            (parsed.settlement.as_deref(), parsed.street.join(" ").as_str()),
            (Some("алматы"), "жарокова")
        );
        assert_eq!(
            (parsed.house.as_deref(), parsed.door.flat.as_deref()),
            (Some("280"), Some("18"))
        );
    }

    #[test]
    fn a_flat_may_follow_the_house_without_a_word() {
        assert_eq!(parse("ул. Титова 45-114").door.flat.as_deref(), Some("114"));
        assert_eq!(parse("ул. Титова, 45, 114").door.flat.as_deref(), Some("114"));
        assert_eq!(parse("Ульяновск 50-летия ВЛКСМ 10/2-17").house.as_deref(), Some("10/2"));
    }

    #[test]
    fn what_is_said_after_the_house_is_a_note() {
        let parsed = parse("Абая 12, вход со двора, кв 3");
        assert_eq!(parsed.door.note.as_deref(), Some("вход со двора"));
        assert_eq!(parsed.door.flat.as_deref(), Some("3"));
        let parsed = parse("около магазина, спросить");
        assert_eq!((parsed.house, parsed.settlement.is_some()), (None, true));
    }
}
