//! `of`: which point of a house is meant: the entrance that the address names (by its number or the flat), the only
//! or main one, unless a number is named and entrances have numbers; else the middle of the building.

use crate::bytes::street_record::House;
use crate::gazetteer::Entrance;
use karavan_model::{DoorCard, Point, Precision};

/// The point of a house for somebody who goes to this door.
pub(crate) fn of(house: &House<'_>, door: &DoorCard) -> (Point, Precision) {
    let entrances = house.entrances();
    match chosen(&entrances, door) {
        Some(entrance) => (entrance.at.point(), Precision::Entrance),
        None => (house.at.point(), Precision::House),
    }
}

fn chosen<'a>(entrances: &'a [Entrance], door: &DoorCard) -> Option<&'a Entrance> {
    let number = |text: &Option<String>| {
        let digits: String = text.as_deref()?.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    };
    let (entrance, flat) = (number(&door.entrance), number(&door.flat));
    let labelled = entrance.and_then(|wanted| {
        let label = |one: &Entrance| {
            one.label
                .trim_matches(|c: char| !c.is_ascii_digit())
                .parse::<u32>()
                .ok()
        };
        entrances.iter().find(|one| label(one) == Some(wanted))
    });
    let by_flat = || {
        let flat = flat?;
        entrances.iter().find(|one| holds(&one.flats, flat))
    };
    if let Some(found) = labelled.or_else(by_flat) {
        return Some(found);
    }
    // Another door than the one asked for is worse than none.
    if entrance.is_some() && entrances.iter().any(|one| !one.label.is_empty()) {
        return None;
    }
    match entrances {
        [only] => Some(only),
        several => {
            let mut main = several.iter().filter(|one| one.is_main);
            main.next().filter(|_| main.next().is_none())
        }
    }
}

/// Whether `1-36;40` holds a flat.
fn holds(flats: &str, flat: u32) -> bool {
    let mut parts = flats.split([';', ',']);
    parts.any(|part| {
        let mut ends = part.split(['-', '–']).map(|end| end.trim().parse::<u32>().ok());
        match (ends.next().flatten(), ends.next()) {
            (Some(low), Some(Some(high))) => (low..=high).contains(&flat),
            (Some(only), None) => only == flat,
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{chosen, holds};
    use crate::gazetteer::Entrance;
    use karavan_model::DoorCard;

    fn entrance(label: &str, flats: &str, is_main: bool) -> Entrance {
        Entrance {
            label: label.to_owned(),
            flats: flats.to_owned(),
            is_main,
            ..Entrance::default()
        }
    }

    fn door(entrance: Option<&str>, flat: Option<&str>) -> DoorCard {
        DoorCard {
            entrance: entrance.map(str::to_owned),
            flat: flat.map(str::to_owned),
            ..DoorCard::default()
        }
    }

    fn label<'a>(entrances: &'a [Entrance], door: &DoorCard) -> Option<&'a str> {
        chosen(entrances, door).map(|one| &*one.label)
    }

    #[test]
    fn the_entrance_is_told_by_its_number_or_by_the_flat() {
        let all = [entrance("1", "1-36", false), entrance("2", "37-72;80", false)];
        assert_eq!(label(&all, &door(Some("2"), None)), Some("2"));
        assert_eq!(label(&all, &door(None, Some("36а"))), Some("1"));
        assert_eq!(label(&all, &door(None, Some("80"))), Some("2"));
        assert_eq!(label(&all, &door(Some("3"), None)), None);
        assert_eq!(label(&all, &door(None, None)), None);
    }

    #[test]
    fn the_only_or_main_entrance_stands_for_the_building() {
        assert_eq!(label(&[entrance("", "", false)], &door(Some("2"), None)), Some(""));
        let all = [entrance("a", "", false), entrance("b", "", true)];
        assert_eq!(label(&all, &door(None, None)), Some("b"));
        assert_eq!(label(&all, &door(Some("2"), None)), None);
    }

    #[test]
    fn flats_are_listed_in_ranges() {
        assert!(holds("1-36", 36) && holds("5, 7", 7) && holds("9", 9));
        assert!(!holds("1-36", 37) && !holds("", 1) && !holds("а-б", 1));
    }
}
