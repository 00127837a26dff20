//! Converts a published route to rows of the store (`to_rows`) and back (`from_rows`). Addresses, points and doors of
//! people go into rows of their own, so that erasing a person removes them while the route stays.

use crate::ServiceError;
use crate::promised_routes::{AssignedRoute, AssignedStop};
use karavan_dispatch::document::StopKind;
use karavan_model::{DoorCard, Point, RequestId};
use karavan_store::{Assignment, PublishedRoute};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a visit says of where its person is.
#[derive(Serialize, Deserialize)]
struct Doorstep {
    point: Point,
    address: String,
    label: Option<String>,
    door: DoorCard,
}

/// The rows of a route.
///
/// # Errors
/// When it cannot be written as JSON.
pub(crate) fn to_rows(route: &AssignedRoute) -> Result<PublishedRoute, ServiceError> {
    let instead = open_point(route);
    let stops = route.stops.iter().map(|stop| {
        let mut stop = stop.clone();
        let personal = take_doorsteps(&mut stop, instead)?;
        Ok(Assignment {
            kind: kind_word(&stop.kind).to_owned(),
            hub: stop.hub.clone(),
            body: serde_json::to_value(stop)?,
            personal,
        })
    });
    let rows = || {
        Ok(PublishedRoute {
            volunteer: route.volunteer.clone(),
            body: serde_json::to_value(route)?,
            stops: stops.collect::<Result<_, serde_json::Error>>()?,
        })
    };
    rows().map_err(|error: serde_json::Error| ServiceError::Document(error.to_string()))
}

/// A route of its rows. Of an erased person the visit stays, without where it was.
///
/// # Errors
/// When a row was not written by this program.
pub(crate) fn from_rows(rows: PublishedRoute) -> Result<AssignedRoute, ServiceError> {
    let read = || {
        let mut stops: Vec<AssignedStop> = Vec::with_capacity(rows.stops.len());
        for row in rows.stops {
            let mut stop: AssignedStop = serde_json::from_value(row.body)?;
            match stop.kind {
                // One rests where one was before.
                StopKind::Break => stop.point = stops.last().map_or(stop.point, |before| before.point),
                StopKind::Load | StopKind::Visit => put_doorsteps(&mut stop, row.personal)?,
            }
            stops.push(stop);
        }
        Ok(AssignedRoute {
            stops,
            ..serde_json::from_value(rows.body)?
        })
    };
    read().map_err(|error: serde_json::Error| ServiceError::Document(error.to_string()))
}

/// Takes what a stop says of people out of it, visit by visit.
fn take_doorsteps(
    stop: &mut AssignedStop,
    instead: Point,
) -> Result<Vec<(usize, RequestId, Value)>, serde_json::Error> {
    if stop.kind == StopKind::Load {
        return Ok(Vec::new());
    }
    let point = std::mem::replace(&mut stop.point, instead);
    let visits = stop.visits.iter_mut().enumerate();
    let taken = visits.map(|(place, visit)| {
        let doorstep = Doorstep {
            point,
            address: std::mem::take(&mut visit.address),
            label: visit.label.take(),
            door: std::mem::take(&mut visit.door),
        };
        Ok((place, visit.request.clone(), serde_json::to_value(doorstep)?))
    });
    taken.collect()
}

fn put_doorsteps(stop: &mut AssignedStop, personal: Vec<(usize, RequestId, Value)>) -> Result<(), serde_json::Error> {
    for (place, _, body) in personal {
        let doorstep: Doorstep = serde_json::from_value(body)?;
        stop.point = doorstep.point;
        if let Some(visit) = stop.visits.get_mut(place) {
            visit.address = doorstep.address;
            visit.label = doorstep.label;
            visit.door = doorstep.door;
        }
    }
    Ok(())
}

/// What stands for a point that is taken out: where the route starts, or loads first.
fn open_point(route: &AssignedRoute) -> Point {
    let load = route.stops.iter().find(|stop| stop.kind == StopKind::Load);
    let point = route.start.or_else(|| load.map(|stop| stop.point));
    point.unwrap_or(Point { lon: 0.0, lat: 0.0 })
}

const fn kind_word(kind: &StopKind) -> &'static str {
    match kind {
        StopKind::Load => "load",
        StopKind::Visit => "visit",
        StopKind::Break => "break",
    }
}
