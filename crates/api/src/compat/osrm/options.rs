//! The options that every service of OSRM has: what they limit, and which are refused by name.

use super::hint::is_hint;
use super::query::Wishes;
use super::refusal::Refusal;
use super::waypoint::Waypoints;
use karavan_model::Point;
use karavan_service::QueryPoint;

/// A range to either side that lets every direction in.
const ALL_ROUND_DEGREES: u16 = 180;

/// What was asked of every point.
pub(super) struct General {
    /// The points and how far from them the road may be.
    pub(super) asked: Vec<QueryPoint>,
    /// How places on the road are told.
    pub(super) waypoints: Waypoints,
}

/// Reads the general options for some points.
pub(super) fn general(wishes: &Wishes, points: &[Point]) -> Result<General, Refusal> {
    let radiuses = each(wishes, "radiuses", points.len(), f64::INFINITY, radius)?;
    each(wishes, "bearings", points.len(), (), bearing)?;
    each(wishes, "approaches", points.len(), (), approach)?;
    each(wishes, "hints", points.len(), (), read_hint)?;
    if wishes.get("exclude").is_some_and(|classes| !classes.is_empty()) {
        return Err(Refusal::unsupported("exclude"));
    }
    if wishes.word("snapping", &[("default", false), ("any", true)])? {
        return Err(Refusal::unsupported("snapping=any"));
    }
    let asked = points.iter().zip(radiuses);
    let asked = asked.map(|(&point, radius_meters)| QueryPoint { point, radius_meters });
    Ok(General {
        asked: asked.collect(),
        waypoints: Waypoints {
            has_hints: wishes.word("generate_hints", &[("true", true), ("false", false)])?,
            are_told: !wishes.is("skip_waypoints")?,
        },
    })
}

/// One element for every point, `usual` where it is empty or nothing is said.
fn each<T: Clone>(
    wishes: &Wishes,
    name: &str,
    points: usize,
    usual: T,
    read: fn(&str) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let Some(text) = wishes.get(name).filter(|text| !text.is_empty()) else {
        return Ok(vec![usual; points]);
    };
    let elements: Vec<&str> = text.split(';').collect();
    if elements.len() != points {
        let found = elements.len();
        return Err(Refusal::options(format!(
            "{name} has {found} elements, and there are {points} points"
        )));
    }
    let element = |element: &&str| match element.trim() {
        "" => Ok(usual.clone()),
        element => read(element),
    };
    elements.iter().map(element).collect()
}

fn radius(element: &str) -> Result<f64, Refusal> {
    if element == "unlimited" {
        return Ok(f64::INFINITY);
    }
    let meters = element
        .parse()
        .ok()
        .filter(|meters: &f64| meters.is_finite() && *meters >= 0.0);
    meters.ok_or_else(|| Refusal::query("radiuses are metres from 0, or unlimited, joined by ;"))
}

/// A road is taken whichever way it leads, so only a range of the whole circle is granted.
fn bearing(element: &str) -> Result<(), Refusal> {
    let unreadable = || Refusal::query("bearings are DEGREES,RANGE from 0 to 360 and from 0 to 180, joined by ;");
    let (value, range) = element.split_once(',').ok_or_else(unreadable)?;
    let number = |text: &str, most: u16| text.trim().parse().ok().filter(|number: &u16| *number <= most);
    match (number(value, 360), number(range, ALL_ROUND_DEGREES)) {
        (Some(_), Some(ALL_ROUND_DEGREES)) => Ok(()),
        (Some(_), Some(_)) => Err(Refusal::unsupported("bearings")),
        _ => Err(unreadable()),
    }
}

fn approach(element: &str) -> Result<(), Refusal> {
    match element {
        "unrestricted" => Ok(()),
        "curb" | "opposite" => Err(Refusal::unsupported(&format!("approaches={element}"))),
        _ => Err(Refusal::query("approaches are unrestricted, joined by ;")),
    }
}

fn read_hint(element: &str) -> Result<(), Refusal> {
    match is_hint(element) {
        true => Ok(()),
        false => Err(Refusal::value(
            "hints are those of this server\u{2019}s own waypoints; leave others out",
        )),
    }
}
