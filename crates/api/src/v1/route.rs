//! JSON shapes of planned routes with stops and visits: `Route` for coordinators, `OwnRoute` with telephone numbers and
//! navigator links for their driver, and GeoJSON `Lines`. The handlers are in `plans`, `moves` and `own_route.rs`.

use crate::v1::clock;
use crate::v1::enums::{Outcome, RequestState, StopKind, Urgency, VehicleKind};
use crate::v1::place::{Door, Need, Point, Window};
use crate::v1::requests::shape::outcome;
use karavan_connect::navigation::Navigator;
use karavan_dispatch::document;
use karavan_model::{self as model, Date, RequestId};
use karavan_service::{AssignedRoute, AssignedStop, AssignedVisit, OwnRoute as OwnView, RoutesView};
use karavan_store::StoredRequest;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A volunteer's route.
#[derive(Serialize, ToSchema)]
pub(crate) struct Route {
    volunteer: String,
    /// Empty when the volunteer was removed.
    name: String,
    phone: String,
    vehicle: VehicleKind,
    #[schema(example = "09:05")]
    leaves_at: String,
    #[schema(example = "13:40")]
    ends_at: String,
    travel_seconds: i64,
    distance_meters: i64,
    /// Its index in the plan, from which screens choose a colour.
    color: usize,
    stops: Vec<Stop>,
}

/// A stop: a loading, one or more visits at a place, or a break.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stop {
    kind: StopKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    hub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    address: Option<String>,
    /// Of a loading: the goods taken here, for all visits served from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    loads: Option<Vec<Need>>,
    /// Of a loading: when the volunteer reported it as done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    loaded_at: Option<String>,
    point: Point,
    arrives_at: String,
    starts_at: String,
    departs_at: String,
    /// From the previous stop, or from the start.
    travel_seconds: i64,
    distance_meters: i64,
    /// Their ids, in order; empty for loadings and breaks.
    requests: Vec<String>,
    visits: Vec<Visit>,
    /// In the driver's own route only: links that open a navigator to this point.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    links: Option<BTreeMap<&'static str, String>>,
}

/// One request at a stop.
#[derive(Serialize, ToSchema)]
pub(crate) struct Visit {
    request: String,
    recipient: String,
    /// In the driver's own route only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    phone: Option<String>,
    address: String,
    #[schema(required)]
    label: Option<String>,
    door: Door,
    /// The goods brought, as they were when the plan was published; empty for the second of two people.
    needs: Vec<Need>,
    /// The goods requested now, if they changed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    needs_now: Option<Vec<Need>>,
    windows: Vec<Window>,
    urgency: Urgency,
    quarantine: bool,
    /// For visits of two people: the name of the other one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    with: Option<String>,
    /// Whether this is the second of the two, who brings nothing.
    second: bool,
    comment: String,
    state: RequestState,
    #[schema(required)]
    outcome: Option<Outcome>,
}

/// A driver's own route.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnRoute {
    #[schema(value_type = String)]
    date: Date,
    plan: String,
    #[schema(required)]
    organiser_phone: Option<String>,
    #[serde(flatten)]
    route: Route,
    geometry: LineString,
}

/// A GeoJSON line; coordinates are `[lon, lat]`.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineString {
    #[serde(rename = "type")]
    kind: LineStringType,
    coordinates: Vec<[f64; 2]>,
}

/// The lines of all routes, a GeoJSON feature collection.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lines {
    #[serde(rename = "type")]
    kind: CollectionType,
    features: Vec<Line>,
}

/// The line of one route.
#[derive(Serialize, ToSchema)]
pub(crate) struct Line {
    #[serde(rename = "type")]
    kind: FeatureType,
    properties: LineProperties,
    geometry: LineString,
}

/// Whose line it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineProperties {
    volunteer: String,
    /// Index of the route in the plan.
    route: usize,
}

/// `type` of a GeoJSON line.
#[derive(Serialize, ToSchema)]
enum LineStringType {
    LineString,
}

/// `type` of a GeoJSON feature.
#[derive(Serialize, ToSchema)]
enum FeatureType {
    Feature,
}

/// `type` of a GeoJSON collection.
#[derive(Serialize, ToSchema)]
enum CollectionType {
    FeatureCollection,
}

/// Who a route is shown to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Coordinator,
    Driver,
}

/// Current data that a route is completed with.
struct LiveData<'a> {
    requests: &'a BTreeMap<RequestId, StoredRequest>,
    /// When the loading at a stop, by its index, was done.
    loaded: &'a dyn Fn(u32) -> Option<model::Timestamp>,
    reader: Reader,
}

impl Route {
    fn new(number: usize, route: AssignedRoute, live: &LiveData<'_>) -> Self {
        let stops = (0_u32..).zip(&route.stops);
        Self {
            stops: stops
                .map(|(at, stop)| Stop::new(at, stop, route.vehicle, live))
                .collect(),
            volunteer: route.volunteer.0,
            name: route.name,
            phone: route.phone,
            vehicle: route.vehicle.into(),
            leaves_at: clock(route.leaves_at),
            ends_at: clock(route.ends_at),
            travel_seconds: route.travel_seconds.get(),
            distance_meters: route.distance_meters.get(),
            color: number,
        }
    }

    /// All routes of a plan, for coordinators.
    pub(crate) fn all(view: RoutesView) -> Vec<Self> {
        let numbers: Vec<usize> = (0..view.routes.len()).collect();
        Self::numbered(view, &numbers)
    }

    /// Some routes of a plan, with their places in it.
    pub(crate) fn numbered(view: RoutesView, numbers: &[usize]) -> Vec<Self> {
        let RoutesView {
            routes,
            requests,
            loaded,
            ..
        } = view;
        let routes = numbers.iter().copied().zip(routes);
        let each = routes.map(|(number, route)| {
            let volunteer = route.volunteer.clone();
            let live = LiveData {
                requests: &requests,
                loaded: &|stop| loaded.get(&(volunteer.clone(), stop)).copied(),
                reader: Reader::Coordinator,
            };
            Self::new(number, route, &live)
        });
        each.collect()
    }
}

impl Stop {
    fn new(at: u32, stop: &AssignedStop, vehicle: model::VehicleKind, live: &LiveData<'_>) -> Self {
        let loads = (stop.kind == document::StopKind::Load).then(|| stop.loads.iter().map(Need::from).collect());
        let loaded_at = (live.loaded)(at).map(model::Timestamp::to_rfc3339);
        Self {
            kind: (&stop.kind).into(),
            hub: stop.hub.as_ref().map(|hub| hub.0.clone()),
            name: stop.name.clone(),
            address: stop.address.clone(),
            loads,
            loaded_at: loaded_at.filter(|_| stop.kind == document::StopKind::Load),
            point: stop.point.into(),
            arrives_at: clock(stop.arrives_at),
            starts_at: clock(stop.starts_at),
            departs_at: clock(stop.departs_at),
            travel_seconds: stop.travel_seconds.get(),
            distance_meters: stop.distance_meters.get(),
            requests: stop.visits.iter().map(|visit| visit.request.0.clone()).collect(),
            visits: stop.visits.iter().map(|visit| Visit::new(visit, live)).collect(),
            links: (live.reader == Reader::Driver).then(|| links(stop.point, vehicle)),
        }
    }
}

impl Visit {
    /// Details of the request are as they are now; the goods are as the plan promised.
    fn new(visit: &AssignedVisit, live: &LiveData<'_>) -> Self {
        let stored = live.requests.get(&visit.request);
        let request = stored.map(|stored| &stored.request);
        let needs_now = request.filter(|request| !visit.is_second && request.needs != visit.needs);
        let place = request.map_or_else(
            || visit.label.clone(),
            |request| request.place.as_ref().map(|place| place.label.clone()),
        );
        let state = stored.map_or(model::RequestState::Published, |stored| stored.state);
        let phone = request.map(|request| request.phone.clone()).unwrap_or_default();
        Self {
            request: visit.request.0.clone(),
            recipient: request.map(|request| request.recipient.clone()).unwrap_or_default(),
            phone: (live.reader == Reader::Driver).then_some(phone),
            address: request.map_or(&visit.address, |request| &request.address).clone(),
            label: place,
            door: Door::from(request.map_or(&visit.door, |request| &request.door)),
            needs: visit.needs.iter().map(Need::from).collect(),
            needs_now: needs_now.map(|request| request.needs.iter().map(Need::from).collect()),
            windows: request
                .map_or(&visit.windows, |request| &request.windows)
                .iter()
                .map(Window::from)
                .collect(),
            urgency: request.map(|request| request.urgency).unwrap_or_default().into(),
            quarantine: request.is_some_and(|request| request.quarantine),
            with: visit.with.clone(),
            second: visit.is_second,
            comment: request.map(|request| request.comment.clone()).unwrap_or_default(),
            state: state.into(),
            outcome: outcome(state),
        }
    }
}

impl OwnRoute {
    pub(crate) fn new(view: OwnView, organiser_phone: Option<String>) -> Self {
        let live = LiveData {
            requests: &view.requests,
            loaded: &|stop| view.loaded.get(&stop).copied(),
            reader: Reader::Driver,
        };
        Self {
            date: view.plan.date,
            plan: view.plan.id.0,
            organiser_phone,
            route: Route::new(view.number, view.route, &live),
            geometry: LineString::from(&view.line[..]),
        }
    }
}

impl From<&[model::Point]> for LineString {
    fn from(points: &[model::Point]) -> Self {
        Self {
            kind: LineStringType::LineString,
            coordinates: points.iter().map(|point| [point.lon, point.lat]).collect(),
        }
    }
}

impl From<Vec<(model::VolunteerId, Vec<model::Point>)>> for Lines {
    fn from(lines: Vec<(model::VolunteerId, Vec<model::Point>)>) -> Self {
        let features = lines.into_iter().enumerate().map(|(route, (volunteer, points))| Line {
            kind: FeatureType::Feature,
            properties: LineProperties {
                volunteer: volunteer.0,
                route,
            },
            geometry: LineString::from(&points[..]),
        });
        Self {
            kind: CollectionType::FeatureCollection,
            features: features.collect(),
        }
    }
}

fn links(to: model::Point, vehicle: model::VehicleKind) -> BTreeMap<&'static str, String> {
    let all = Navigator::ALL.into_iter();
    all.filter_map(|navigator| Some((name(navigator), navigator.link(to, vehicle)?)))
        .collect()
}

const fn name(navigator: Navigator) -> &'static str {
    match navigator {
        Navigator::YandexMaps => "yandex_maps",
        Navigator::YandexNavigator => "yandex_navigator",
        Navigator::TwoGis => "2gis",
        Navigator::Google => "google",
        Navigator::Apple => "apple",
        Navigator::Waze => "waze",
        Navigator::Geo => "geo",
    }
}
