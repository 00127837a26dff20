//! How fast the ground lets a car go, in kilometres an hour.

use karavan_osm::Tags;

const SURFACES: [(&str, f64); 24] = [
    ("concrete:lanes", 40.0),
    ("concrete:plates", 50.0),
    ("paving_stones", 50.0),
    ("sett", 35.0),
    ("cobblestone", 30.0),
    ("unhewn_cobblestone", 20.0),
    ("metal", 40.0),
    ("wood", 30.0),
    ("compacted", 50.0),
    ("fine_gravel", 40.0),
    ("unpaved", 40.0),
    ("gravel", 35.0),
    ("pebblestone", 30.0),
    ("dirt", 20.0),
    ("earth", 20.0),
    ("ground", 20.0),
    ("grass", 12.0),
    ("grass_paver", 20.0),
    ("sand", 12.0),
    ("mud", 8.0),
    ("rock", 10.0),
    ("clay", 20.0),
    ("ice", 15.0),
    ("snow", 25.0),
];

const GRADES: [(&str, f64); 5] = [
    ("grade1", 50.0),
    ("grade2", 30.0),
    ("grade3", 20.0),
    ("grade4", 12.0),
    ("grade5", 8.0),
];

const SMOOTHNESS: [(&str, f64); 5] = [
    ("intermediate", 60.0),
    ("bad", 30.0),
    ("very_bad", 15.0),
    ("horrible", 8.0),
    ("very_horrible", 5.0),
];

/// The lowest cap that any tag of the ground sets, infinity when none does; `None` when no car gets through.
pub(super) fn cap_of(tags: &Tags) -> Option<f64> {
    if tags.is("smoothness", "impassable") {
        return None;
    }
    let caps = [
        cap(&SURFACES, tags.get("surface")),
        cap(&GRADES, tags.get("tracktype")),
        cap(&SMOOTHNESS, tags.get("smoothness")),
    ];
    Some(caps.into_iter().flatten().fold(f64::INFINITY, f64::min))
}

fn cap(table: &[(&str, f64)], value: Option<&str>) -> Option<f64> {
    let value = value?;
    table.iter().find(|(name, _)| *name == value).map(|&(_, kmh)| kmh)
}
