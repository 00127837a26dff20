//! `cap_of`: the highest speed in km/h that surface, track type and smoothness let a car, a bicycle or a person go.

use super::profile_name::Profile;
use karavan_osm::Tags;

/// No cap.
const ANY: f64 = f64::INFINITY;

/// A value of a tag, and its caps for a car, a bicycle and a person on foot.
type Row = (&'static str, [f64; 3]);

const SURFACES: [Row; 24] = [
    ("concrete:lanes", [40.0, ANY, ANY]),
    ("concrete:plates", [50.0, ANY, ANY]),
    ("paving_stones", [50.0, ANY, ANY]),
    ("sett", [35.0, 12.0, ANY]),
    ("cobblestone", [30.0, 10.0, ANY]),
    ("unhewn_cobblestone", [20.0, 7.0, ANY]),
    ("metal", [40.0, 14.0, ANY]),
    ("wood", [30.0, 12.0, ANY]),
    ("compacted", [50.0, 14.0, ANY]),
    ("fine_gravel", [40.0, 13.0, ANY]),
    ("unpaved", [40.0, 12.0, ANY]),
    ("gravel", [35.0, 10.0, ANY]),
    ("pebblestone", [30.0, 9.0, 3.8]),
    ("dirt", [20.0, 10.0, ANY]),
    ("earth", [20.0, 10.0, ANY]),
    ("ground", [20.0, 10.0, ANY]),
    ("grass", [12.0, 8.0, 4.0]),
    ("grass_paver", [20.0, 8.0, ANY]),
    ("sand", [12.0, 5.0, 3.5]),
    ("mud", [8.0, 4.0, 2.5]),
    ("rock", [10.0, 5.0, 3.0]),
    ("clay", [20.0, 9.0, 3.8]),
    ("ice", [15.0, 6.0, 3.0]),
    ("snow", [25.0, 6.0, 3.5]),
];

const GRADES: [Row; 5] = [
    ("grade1", [50.0, 15.0, ANY]),
    ("grade2", [30.0, 13.0, ANY]),
    ("grade3", [20.0, 11.0, ANY]),
    ("grade4", [12.0, 8.0, 4.0]),
    ("grade5", [8.0, 6.0, 3.5]),
];

const SMOOTHNESS: [Row; 5] = [
    ("intermediate", [60.0, ANY, ANY]),
    ("bad", [30.0, 12.0, ANY]),
    ("very_bad", [15.0, 8.0, ANY]),
    ("horrible", [8.0, 5.0, 4.0]),
    ("very_horrible", [5.0, 4.0, 3.5]),
];

/// The lowest cap that any tag of the ground sets, infinity when none does; `None` when no wheel gets through.
pub(super) fn cap_of(profile: Profile, tags: &Tags) -> Option<f64> {
    if tags.is("smoothness", "impassable") && profile != Profile::Foot {
        return None;
    }
    let cap = |table: &[Row], key: &str| {
        let value = tags.get(key)?;
        let (_, caps) = table.iter().find(|(name, _)| *name == value)?;
        let [car, bicycle, foot] = *caps;
        Some(match profile {
            Profile::Car => car,
            Profile::Bicycle => bicycle,
            Profile::Foot => foot,
        })
    };
    let caps = [
        cap(&SURFACES, "surface"),
        cap(&GRADES, "tracktype"),
        cap(&SMOOTHNESS, "smoothness"),
    ];
    Some(caps.into_iter().flatten().fold(ANY, f64::min))
}
