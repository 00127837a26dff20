//! `gpx_route`: a volunteer's route as GPX 1.1, for navigators that work without a network: a name and a list of
//! `GpxStop`s. The line of the drive is not in it. Which texts go in is decided by the caller.

use gpx::{Gpx, GpxVersion, Route, Waypoint};
use karavan_model::Point;

/// One stop as the navigator shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct GpxStop {
    /// Where it is.
    pub point: Point,
    /// What it is: `Заявка R0012`, `Пункт выдачи 1`.
    pub name: String,
    /// What the volunteer may read about it: the address, the window; never a name or a telephone number.
    pub description: String,
}

/// Writes a route with its stops in order, named `1. …`, `2. …`.
///
/// # Errors
/// When a stop has a point that is not on the globe, or a text that XML cannot hold.
pub fn gpx_route(name: &str, stops: &[GpxStop]) -> Result<Vec<u8>, GpxRouteError> {
    if let Some(stop) = stops.iter().find(|stop| !stop.point.is_valid()) {
        return Err(GpxRouteError(format!("the stop “{}” is not on the globe", stop.name)));
    }
    let points = stops
        .iter()
        .zip(1..)
        .map(|(stop, number)| waypoint(number, stop))
        .collect();
    let route = Route {
        name: Some(printable(name)),
        points,
        ..Route::default()
    };
    let file = Gpx {
        version: GpxVersion::Gpx11,
        creator: Some("Karavan".to_owned()),
        routes: vec![route],
        ..Gpx::default()
    };
    let mut bytes = Vec::new();
    gpx::write(&file, &mut bytes).map_err(|error| GpxRouteError(error.to_string()))?;
    Ok(bytes)
}

/// Why a route cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the route cannot be written as GPX: {0}")]
pub struct GpxRouteError(String);

fn waypoint(number: usize, stop: &GpxStop) -> Waypoint {
    let mut waypoint = Waypoint::new((stop.point.lon, stop.point.lat).into());
    waypoint.name = Some(printable(&format!("{number}. {}", stop.name)));
    waypoint.description = Some(printable(&stop.description)).filter(|text| !text.is_empty());
    waypoint
}

/// Without the control signs that XML 1.0 forbids.
fn printable(text: &str) -> String {
    text.chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .filter(|sign| !matches!(sign, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{GpxStop, gpx_route};
    use karavan_model::Point;

    fn stop(name: &str, lon: f64, lat: f64) -> GpxStop {
        GpxStop {
            point: Point { lon, lat },
            name: name.to_owned(),
            description: "до 13:00 <домофон> \u{1} 45".to_owned(),
        }
    }

    #[test]
    fn a_route_reads_back_with_its_stops_in_order_and_coordinates_in_place() {
        let text = String::from_utf8(
            gpx_route(
                "V001",
                &[stop("Пункт выдачи 1", 48.4, 54.3), stop("Заявка R0012", 48.5, 54.25)],
            )
            .unwrap(),
        )
        .unwrap();
        assert!(text.contains(r#"<rtept lat="54.3" lon="48.4">"#), "{text}");
        let read = gpx::read(text.as_bytes()).unwrap();
        let points = &read.routes[0].points;
        assert_eq!(points[1].name.as_deref(), Some("2. Заявка R0012"));
        assert_eq!(points[1].description.as_deref(), Some("до 13:00 <домофон>   45"));
        assert_eq!((points[1].point().x(), points[1].point().y()), (48.5, 54.25));
    }

    #[test]
    fn a_stop_off_the_globe_is_refused() {
        assert!(gpx_route("V001", &[stop("x", 200.0, 0.0)]).is_err());
    }
}
