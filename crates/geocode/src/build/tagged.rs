//! What the tags of one element say about addresses: its `Names` old and new, town (`city`), door (`entrance`), kind of
//! named place (`poi`), rank of a border (`area_rank`), and whether it is wanted at all. Streets and house numbers are
//! read in `tagged_addresses.rs`.

use crate::build::tagged_addresses;
use crate::gazetteer::Rank;
use crate::read::lexer::lex;
use crate::read::piece::Item;
use crate::read::pieces::{Spelling, cut};
use karavan_osm::{Relation, Tags, Way};

/// Names in use today beside `name`, and those of old.
const OTHER_NAMES: [&str; 9] = [
    "name:ru",
    "alt_name",
    "alt_name:ru",
    "official_name",
    "short_name",
    "loc_name",
    "name:kk",
    "name:be",
    "name:uk",
];
const FORMER_NAMES: [&str; 4] = ["old_name", "old_name:ru", "was:name", "former_name"];

/// Everything a thing is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// The tag `name`.
    pub name: String,
    /// In use beside it.
    pub others: Vec<String>,
    /// No longer in use.
    pub former: Vec<String>,
}

impl Names {
    /// From tags; `None` without a `name`.
    pub(crate) fn of(tags: &Tags) -> Option<Self> {
        let name = tags
            .get("name")
            .map(str::trim)
            .filter(|name| !name.is_empty())?
            .to_owned();
        let listed = |keys: &[&str]| {
            let values = keys
                .iter()
                .filter_map(|key| tags.get(key))
                .flat_map(|value| value.split(';'));
            let mut names: Vec<String> = values.map(|one| one.trim().to_owned()).collect();
            names.retain(|one| !one.is_empty() && *one != name);
            names.sort();
            names.dedup();
            names
        };
        Some(Self {
            others: listed(&OTHER_NAMES),
            former: listed(&FORMER_NAMES),
            name,
        })
    }

    /// All of them, the name first.
    pub(crate) fn all(self) -> Vec<String> {
        let mut all = vec![self.name];
        all.extend(self.others);
        all.extend(self.former);
        all
    }
}

/// The town that an address names.
pub(crate) fn city(tags: &Tags) -> Option<&str> {
    ["addr:city", "addr:town", "addr:village", "addr:hamlet"]
        .iter()
        .find_map(|key| tags.get(key))
}

/// What stands on a door: its label, the flats behind it, whether it is the main one. `None` for what is no door.
pub(crate) fn entrance(tags: &Tags) -> Option<(String, String, bool)> {
    let kind = tags
        .get("entrance")
        .or_else(|| tags.is("building", "entrance").then_some("yes"))?;
    if matches!(kind, "no" | "service" | "garage" | "emergency" | "exit") {
        return None;
    }
    let label = tags
        .get("ref")
        .or_else(|| tags.get("addr:unit"))
        .or_else(|| tags.get("name"));
    let flats = tags.get("addr:flats").unwrap_or_default();
    Some((label.unwrap_or_default().to_owned(), flats.to_owned(), kind == "main"))
}

/// What a place that people name is, as key and value; `None` for anything else.
pub(crate) fn poi(tags: &Tags) -> Option<(&str, &str)> {
    let amenity = |value: &str| {
        matches!(
            value,
            "pharmacy"
                | "clinic"
                | "doctors"
                | "hospital"
                | "dentist"
                | "social_facility"
                | "social_centre"
                | "townhall"
                | "post_office"
                | "bank"
                | "school"
                | "kindergarten"
                | "library"
                | "community_centre"
                | "place_of_worship"
                | "marketplace"
                | "police"
                | "nursing_home"
                | "food_bank"
        )
    };
    let of_key = |key: &'static str, is_wanted: &dyn Fn(&str) -> bool| {
        tags.get(key).filter(|value| is_wanted(value)).map(|value| (key, value))
    };
    of_key("amenity", &amenity)
        .or_else(|| of_key("shop", &|value| value != "no" && value != "vacant"))
        .or_else(|| of_key("healthcare", &|_| true))
        .or_else(|| of_key("social_facility", &|_| true))
}

/// The rank of an area with borders, and whether that is sure; `None` when the tags draw no border of a settlement, a
/// district or a region. The border of a region may be that of the town of the same name.
pub(crate) fn area_rank(tags: &Tags) -> Option<(Rank, bool)> {
    if let Some(rank) = tags.get("place").and_then(Rank::of) {
        return Some((rank, true));
    }
    if !tags.is("boundary", "administrative") {
        return None;
    }
    match tags.get("admin_level")?.parse::<u8>().ok()? {
        4..=8 => Some((Rank::Region, names_region(tags.get("name")?))),
        9..=11 => Some((Rank::District, true)),
        _ => None,
    }
}

/// Whether a name says that a region is meant: «Одинцовский район», «городской округ Истра».
fn names_region(name: &str) -> bool {
    let pieces = cut(&lex(name), Spelling::Strict);
    pieces.iter().any(|piece| matches!(piece.item, Item::Region(_)))
}

/// Whether an outline or group is worth its middle.
pub(crate) fn is_wanted(tags: &Tags, has_street: bool) -> bool {
    let street = has_street.then_some("");
    !tagged_addresses::addresses(tags, street).is_empty()
        || (tags.get("name").is_some() && (area_rank(tags).is_some() || poi(tags).is_some()))
}

/// The names of a way that is a street.
pub(crate) fn street_names(way: &Way) -> Option<Names> {
    way.tags.get("highway")?;
    Names::of(&way.tags)
}

/// Ways around a group.
pub(crate) fn outer_members(relation: &Relation) -> impl Iterator<Item = i64> + '_ {
    let is_outer = |role: &str| role.is_empty() || role == "outer" || role == "outline";
    let outers = relation
        .members
        .iter()
        .filter(move |one| one.kind == karavan_osm::MemberKind::Way && is_outer(&one.role));
    outers.map(|member| member.id)
}
