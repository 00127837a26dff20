//! `general` reads the options that all services of OSRM share, such as `radiuses` and `hints`, into `General`, and
//! refuses by name what is not supported: `exclude`, `snapping=any`, narrow `bearings`, `approaches` by a side. Options
//! of one service are in its file.

use super::hint::is_hint;
use super::query::QueryOptions;
use super::refusal::Refusal;
use super::waypoint::WaypointFormat;
use karavan_model::Point;
use karavan_service::QueryPoint;

/// A range to either side that allows every direction.
const ALL_ROUND_DEGREES: u16 = 180;

/// The general options of a query, read.
pub(super) struct General {
    /// The points, and how far from each the road may be.
    pub(super) points: Vec<QueryPoint>,
    /// How waypoints are written.
    pub(super) waypoints: WaypointFormat,
}

/// Reads the general options for the points of a query.
pub(super) fn general(options: &QueryOptions, points: &[Point]) -> Result<General, Refusal> {
    let radiuses = each(options, "radiuses", points.len(), f64::INFINITY, radius)?;
    each(options, "bearings", points.len(), (), bearing)?;
    each(options, "approaches", points.len(), (), approach)?;
    each(options, "hints", points.len(), (), read_hint)?;
    if options.get("exclude").is_some_and(|classes| !classes.is_empty()) {
        return Err(Refusal::unsupported("exclude"));
    }
    if options.word("snapping", &[("default", false), ("any", true)])? {
        return Err(Refusal::unsupported("snapping=any"));
    }
    let snapped = points.iter().zip(radiuses);
    let snapped = snapped.map(|(&point, radius_meters)| QueryPoint { point, radius_meters });
    Ok(General {
        points: snapped.collect(),
        waypoints: WaypointFormat {
            has_hints: options.word("generate_hints", &[("true", true), ("false", false)])?,
            are_included: !options.is("skip_waypoints")?,
        },
    })
}

/// One element of a list for every point; `usual` where the element or the list is empty.
fn each<T: Clone>(
    options: &QueryOptions,
    name: &str,
    points: usize,
    usual: T,
    read: fn(&str) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let Some(text) = options.get(name).filter(|text| !text.is_empty()) else {
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

/// Roads are snapped to in any direction, so only a range of the whole circle is supported.
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
