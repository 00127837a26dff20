//! Routes as promised to volunteers: `AssignedRoute` with stops and visits (who drives, what is loaded where, who is
//! visited when), and `assigned`, which makes them from a plan document. Publishing stores them as rows, so later
//! changes of hubs, volunteers or corrections do not change them. Writing the rows: `route_rows.rs`.

use karavan_dispatch::document::{Stop, StopKind, Visit, VolunteerRoute};
use karavan_dispatch::{DayTime, PlanDocument};
use karavan_model::{
    ClockWindow, DoorCard, HubId, Meters, Need, Point, Request, RequestId, Seconds, VehicleKind, Volunteer, VolunteerId,
};
use karavan_store::StoredRequest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A route with its stops.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignedRoute {
    /// The volunteer who drives.
    pub volunteer: VolunteerId,
    /// Their name; empty when they are no longer kept.
    pub name: String,
    /// Their telephone.
    pub phone: String,
    /// With what.
    pub vehicle: VehicleKind,
    /// Where it starts; absent when it starts at the first stop.
    pub start: Option<Point>,
    /// Where it ends; absent when it ends at the last stop.
    pub end: Option<Point>,
    /// When to leave.
    pub leaves_at: DayTime,
    /// When it is over.
    pub ends_at: DayTime,
    /// Driving time of the whole route, seconds.
    pub travel_seconds: Seconds,
    /// Driving distance of the whole route, meters.
    pub distance_meters: Meters,
    /// In order; kept as rows of their own.
    #[serde(skip)]
    pub stops: Vec<AssignedStop>,
}

/// A halt of a route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignedStop {
    /// What is done.
    pub kind: StopKind,
    /// Where goods are loaded.
    pub hub: Option<HubId>,
    /// What people call the hub.
    pub name: Option<String>,
    /// The hub's address.
    pub address: Option<String>,
    /// What is taken at the hub.
    pub loads: Vec<Need>,
    /// Where to stop.
    pub point: Point,
    /// From the stop before, or from the start.
    pub travel_seconds: Seconds,
    /// From the stop before, or from the start.
    pub distance_meters: Meters,
    /// When one is there.
    pub arrives_at: DayTime,
    /// When it begins.
    pub starts_at: DayTime,
    /// When one leaves.
    pub departs_at: DayTime,
    /// The visits at the stop, in order.
    pub visits: Vec<AssignedVisit>,
}

/// One request at a stop, as it was when the route was promised. Names, telephones and comments are not copied: they
/// are the request's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignedVisit {
    /// The request served by the visit.
    pub request: RequestId,
    /// The address as written.
    pub address: String,
    /// The building's own address.
    pub label: Option<String>,
    /// The way to the door.
    pub door: DoorCard,
    /// What is brought; nothing by a second person.
    pub needs: Vec<Need>,
    /// When the person can be visited.
    pub windows: Vec<ClockWindow>,
    /// Who else comes at the same moment: their name, or id where they are no longer kept.
    pub with: Option<String>,
    /// The second of two people.
    pub is_second: bool,
}

impl AssignedRoute {
    /// The requests it visits, in order.
    pub(crate) fn requests(&self) -> impl Iterator<Item = &RequestId> {
        let visits = self.stops.iter().flat_map(|stop| &stop.visits);
        visits.map(|visit| &visit.request)
    }
}

/// What a plan says of its routes, with names, addresses and goods beside.
pub(crate) fn assigned(
    document: &PlanDocument,
    people: &BTreeMap<VolunteerId, Volunteer>,
    requests: &BTreeMap<RequestId, StoredRequest>,
) -> Vec<AssignedRoute> {
    let legend = &document.evidence.legend;
    let needs: BTreeMap<&RequestId, &Vec<Need>> = legend.requests.iter().zip(&legend.needs).rev().collect();
    let visit = |visit: &Visit| {
        let request = requests.get(&visit.request).map(|stored| &stored.request);
        let brought = needs.get(&visit.request).filter(|_| !visit.is_second);
        let with = visit.with.as_ref();
        AssignedVisit {
            needs: brought.map(|needs| (*needs).clone()).unwrap_or_default(),
            with: with.map(|with| {
                people
                    .get(with)
                    .map_or_else(|| with.0.clone(), |kept| kept.name.clone())
            }),
            is_second: visit.is_second,
            ..promised(&visit.request, request)
        }
    };
    let routes = document.routes.iter();
    let each = routes.map(|route| {
        let driver = people.get(&route.volunteer);
        AssignedRoute {
            name: driver.map(|kept| kept.name.clone()).unwrap_or_default(),
            phone: driver.map(|kept| kept.phone.clone()).unwrap_or_default(),
            stops: route.stops.iter().map(|stop| halt(stop, visit)).collect(),
            ..journey(route)
        }
    });
    each.collect()
}

fn journey(route: &VolunteerRoute) -> AssignedRoute {
    AssignedRoute {
        volunteer: route.volunteer.clone(),
        name: String::new(),
        phone: String::new(),
        vehicle: route.vehicle,
        start: route.start,
        end: route.end,
        leaves_at: route.leaves_at,
        ends_at: route.ends_at,
        travel_seconds: route.travel_seconds,
        distance_meters: route.distance_meters,
        stops: Vec::new(),
    }
}

fn halt(stop: &Stop, visit: impl Fn(&Visit) -> AssignedVisit) -> AssignedStop {
    AssignedStop {
        kind: stop.kind.clone(),
        hub: stop.hub.clone(),
        name: stop.name.clone(),
        address: stop.address.clone(),
        loads: stop.loads.clone(),
        point: stop.point,
        travel_seconds: stop.travel_seconds,
        distance_meters: stop.distance_meters,
        arrives_at: stop.arrives_at,
        starts_at: stop.starts_at,
        departs_at: stop.departs_at,
        visits: stop.visits.iter().map(visit).collect(),
    }
}

fn promised(id: &RequestId, request: Option<&Request>) -> AssignedVisit {
    AssignedVisit {
        request: id.clone(),
        address: request.map(|request| request.address.clone()).unwrap_or_default(),
        label: request
            .and_then(|request| request.place.as_ref())
            .map(|place| place.label.clone()),
        door: request.map(|request| request.door.clone()).unwrap_or_default(),
        needs: Vec::new(),
        windows: request.map(|request| request.windows.clone()).unwrap_or_default(),
        with: None,
        is_second: false,
    }
}
