//! Reads an OSRM query: `profile` and `points` from the path, and `QueryOptions`, typed access to the options after
//! the question mark; unknown names are refused. The shared options are interpreted in `options.rs`.

use super::polyline::{Drawing, decode};
use super::refusal::Refusal;
use karavan_model::Point;
use karavan_roads::Profile;
use std::collections::BTreeMap;

/// Most points of one query; a table is limited by its cells too.
const POINTS_MAX: usize = 10_000;

/// Names of other profiles than a car's. Any other name means a car: clients call it `car`, `driving` or anything else.
const OTHER_PROFILES: [(&str, Profile); 8] = [
    ("foot", Profile::Foot),
    ("walking", Profile::Foot),
    ("walk", Profile::Foot),
    ("pedestrian", Profile::Foot),
    ("bike", Profile::Bicycle),
    ("bicycle", Profile::Bicycle),
    ("cycling", Profile::Bicycle),
    ("cycle", Profile::Bicycle),
];

/// The profile of the name in the path.
pub(super) fn profile(name: &str) -> Profile {
    let found = OTHER_PROFILES.iter().find(|(other, _)| *other == name);
    found.map_or(Profile::Car, |&(_, profile)| profile)
}

/// The points of a path: coordinates or an encoded polyline.
pub(super) fn points(coordinates: &str) -> Result<Vec<Point>, Refusal> {
    let text = coordinates.strip_suffix(".json").unwrap_or(coordinates);
    let inside = |name| text.strip_prefix(name)?.strip_suffix(')');
    let points = if let Some(line) = inside("polyline(") {
        decode(line, 1e5)
    } else if let Some(line) = inside("polyline6(") {
        decode(line, 1e6)
    } else {
        text.split(';').map(point).collect()
    };
    let unreadable = || Refusal::url("coordinates are LON,LAT;LON,LAT;…");
    let points = points
        .filter(|points| points.iter().all(|point| point.is_valid()))
        .ok_or_else(unreadable)?;
    if points.len() > POINTS_MAX {
        return Err(Refusal::too_big(&format!("{POINTS_MAX} points")));
    }
    Ok(points)
}

fn point(text: &str) -> Option<Point> {
    let (lon, lat) = text.split_once(',')?;
    Some(Point {
        lon: lon.trim().parse().ok()?,
        lat: lat.trim().parse().ok()?,
    })
}

/// The options that all services have.
const GENERAL: [&str; 8] = [
    "radiuses",
    "bearings",
    "approaches",
    "exclude",
    "snapping",
    "hints",
    "generate_hints",
    "skip_waypoints",
];

/// The options after the question mark, by name.
pub(super) struct QueryOptions(BTreeMap<String, String>);

impl QueryOptions {
    /// The options of a service that has some of its own (`own`) besides the general ones; unknown names are refused.
    pub(super) fn new(options: BTreeMap<String, String>, own: &[&str]) -> Result<Self, Refusal> {
        let is_known = |name: &&String| own.contains(&name.as_str()) || GENERAL.contains(&name.as_str());
        match options.keys().find(|name| !is_known(name)) {
            Some(name) => {
                let name: String = name.chars().take(40).collect();
                Err(Refusal::query(format!("“{name}” is not an option of this service")))
            }
            None => Ok(Self(options)),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// One of a few words; the first when absent.
    pub(super) fn word<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Result<T, Refusal> {
        let refused = || {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            Refusal::query(format!("{name} is one of {}", known.join(", ")))
        };
        let value = self.get(name);
        let found = words.iter().find(|(word, _)| value.is_none_or(|value| value == *word));
        found.map(|&(_, meaning)| meaning).ok_or_else(refused)
    }

    pub(super) fn is(&self, name: &str) -> Result<bool, Refusal> {
        self.word(name, &[("false", false), ("true", true)])
    }

    pub(super) fn drawing(&self) -> Result<Drawing, Refusal> {
        let words = [
            ("polyline", Drawing::Polyline),
            ("polyline6", Drawing::Polyline6),
            ("geojson", Drawing::GeoJson),
        ];
        self.word("geometries", &words)
    }

    /// A whole number of at least one; one when absent.
    pub(super) fn count(&self, name: &str) -> Result<usize, Refusal> {
        let count = self.get(name).map_or(Ok(1), str::parse);
        let count = count.ok().filter(|&count| count > 0);
        count.ok_or_else(|| Refusal::query(format!("{name} is a whole number from 1")))
    }

    /// Indexes of points from 0; all points when absent.
    pub(super) fn numbers(&self, name: &str, points: usize) -> Result<Vec<usize>, Refusal> {
        let Some(text) = self.get(name).filter(|text| *text != "all" && !text.is_empty()) else {
            return Ok((0..points).collect());
        };
        let number = |word: &str| word.parse().ok().filter(|&number| number < points);
        let numbers = text.split(';').map(number).collect::<Option<Vec<usize>>>();
        numbers.ok_or_else(|| Refusal::query(format!("{name} are numbers of points from 0, joined by ;")))
    }

    /// Which of two words a comma-separated list contains; the first alone when absent.
    pub(super) fn both(&self, name: &str, words: [&str; 2]) -> Result<[bool; 2], Refusal> {
        let given: Vec<&str> = self.get(name).unwrap_or(words[0]).split(',').collect();
        if given.iter().any(|word| !words.contains(word)) {
            return Err(Refusal::query(format!(
                "{name} is {}, {} or both, joined by a comma",
                words[0], words[1]
            )));
        }
        Ok(words.map(|word| given.contains(&word)))
    }

    /// A number above zero; `None` when absent.
    pub(super) fn above_zero(&self, name: &str) -> Result<Option<f64>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let number = text
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite() && *number > 0.0);
        let refused = || Refusal::query(format!("{name} is a number above 0"));
        number.map(Some).ok_or_else(refused)
    }
}
