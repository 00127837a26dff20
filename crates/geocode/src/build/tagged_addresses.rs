//! `addresses`: the street and house number of each address that an element's tags give: one, or at a corner of two
//! streets several (`73/49`).

use crate::read::lexer::lex;
use crate::read::number_parts;
use karavan_osm::Tags;
use std::borrow::Cow;

/// An address of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tagged<'a> {
    /// Street, microdistrict or village.
    pub street: &'a str,
    /// House number that it is found by.
    pub house: Cow<'a, str>,
    /// House number that is shown: at a corner the whole of it.
    pub label: Cow<'a, str>,
    /// Told by the tags as they are, or made of the two numbers of a corner.
    pub is_literal: bool,
}

/// Street and house of each address on an element. `73/49` on one street and another is 73 on the first and 49 on the
/// second; 20 on one and 31 on another is 20/31.
pub(crate) fn addresses<'a>(tags: &'a Tags, street: Option<&'a str>) -> Vec<Tagged<'a>> {
    let of = |keys: &[&str]| keys.iter().find_map(|key| tags.get(key));
    let house = tags.get("addr:housenumber");
    let first = of(&["addr:street", "addr:place"]).or(street);
    let second = of(&["addr2:street", "addr:street2", "addr:street_2", "addr:street:2"]);
    let second_house = of(&["addr2:housenumber", "addr:housenumber2", "addr:housenumber_2"]);
    // A village without streets: the house belongs to the village. A town's houses may be numbered by corpus.
    let village = || of(&["addr:village", "addr:hamlet"]);
    let town = || tags.get("addr:city").filter(|_| house.is_some_and(is_corpus));
    let first = first.or_else(village).or_else(town);
    let literal = [(first, house), (second, second_house)];
    let literal = literal
        .into_iter()
        .filter_map(|(street, house)| Some((street?, house?)));
    let mut all: Vec<Tagged<'a>> = literal
        .map(|(street, house)| Tagged {
            street,
            house: Cow::Borrowed(house),
            label: Cow::Borrowed(house),
            is_literal: true,
        })
        .collect();
    if let Some((first, second, house)) = first.zip(second).zip(house).map(|((a, b), house)| (a, b, house)) {
        let numbers = second_house.map(|other| (house, other)).or_else(|| halves(house));
        let Some((on_first, on_second)) = numbers else {
            return all;
        };
        let both = format!("{on_first}/{on_second}");
        let turned = format!("{on_second}/{on_first}");
        let of_second = second_house.map_or_else(|| turned.clone(), str::to_owned);
        let made = [
            (first, on_first.to_owned(), house.to_owned()),
            (first, both.clone(), house.to_owned()),
            (second, on_second.to_owned(), of_second.clone()),
            (second, turned, of_second.clone()),
            (second, both, of_second),
        ];
        for (street, house, label) in made {
            if !all.iter().any(|known| known.street == street && known.house == house) {
                all.push(Tagged {
                    street,
                    house: Cow::Owned(house),
                    label: Cow::Owned(label),
                    is_literal: false,
                });
            }
        }
    }
    all
}

/// Whether a number is that of a corpus alone, `к1144`.
fn is_corpus(house: &str) -> bool {
    let tokens = lex(house);
    !tokens.is_empty() && number_parts::lone_part(&tokens, 0).is_some()
}

/// The two numbers of a corner, each beginning with a digit.
fn halves(house: &str) -> Option<(&str, &str)> {
    let (one, other) = house.split_once('/')?;
    let (one, other) = (one.trim(), other.trim());
    let is_number = |half: &str| half.starts_with(|sign: char| sign.is_ascii_digit()) && !half.contains('/');
    (is_number(one) && is_number(other)).then_some((one, other))
}

#[cfg(test)]
mod tests {
    use super::addresses;
    use karavan_osm::Tags;

    fn told(tags: &[(&str, &str)]) -> Vec<String> {
        let tags: Tags = tags.iter().copied().collect();
        let all = addresses(&tags, None);
        all.iter().map(|one| format!("{} {}", one.street, one.house)).collect()
    }

    #[test]
    fn a_corner_house_has_an_address_on_each_street() {
        let expected = ["А 73/49", "А 73", "Б 49", "Б 49/73", "Б 73/49"];
        for second in ["addr:street2", "addr2:street"] {
            assert_eq!(
                told(&[("addr:street", "А"), ("addr:housenumber", "73/49"), (second, "Б")]),
                expected
            );
        }
        let each = [
            ("addr:street", "А"),
            ("addr:housenumber", "20"),
            ("addr2:street", "Б"),
            ("addr2:housenumber", "31"),
        ];
        assert_eq!(told(&each), ["А 20", "Б 31", "А 20/31", "Б 31/20", "Б 20/31"]);
        assert_eq!(
            told(&[("addr:street", "А"), ("addr:housenumber", "12"), ("addr:street2", "Б")]),
            ["А 12"]
        );
        assert_eq!(told(&[("addr:street", "А"), ("addr:housenumber", "12/7")]), ["А 12/7"]);
    }

    #[test]
    fn a_town_has_houses_of_its_own_only_by_corpus() {
        assert_eq!(
            told(&[("addr:city", "Озёрный"), ("addr:housenumber", "к1145")]),
            ["Озёрный к1145"]
        );
        assert!(told(&[("addr:city", "Озёрный"), ("addr:housenumber", "12")]).is_empty());
    }
}
