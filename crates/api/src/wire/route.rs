//! Routes: as the coordinator reads them, and as their driver does.

use super::clock;
use super::place::{Door, Need, Point, Window};
use super::request::outcome;
use super::word;
use karavan_connect::navigation::Navigator;
use karavan_dispatch::document::{self, StopKind};
use karavan_dispatch::service::{OwnRoute as OwnView, RouteView, RoutesView, StoredRequest, state_word};
use karavan_model::{self as model, Hub, HubId, RequestId};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A route.
#[derive(Serialize, ToSchema)]
pub(crate) struct Route {
    volunteer: String,
    /// Empty when the volunteer is no longer kept.
    name: String,
    phone: String,
    #[schema(example = "09:05")]
    leaves_at: String,
    #[schema(example = "13:40")]
    ends_at: String,
    travel_seconds: i64,
    distance_meters: i64,
    /// Its place in the plan, for a colour.
    color: usize,
    stops: Vec<Stop>,
}

/// A halt.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stop {
    /// `load visit break`
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    point: Point,
    arrives_at: String,
    starts_at: String,
    departs_at: String,
    /// From the stop before, or from the start.
    travel_seconds: i64,
    distance_meters: i64,
    /// In order; empty when loading or resting.
    requests: Vec<String>,
    visits: Vec<Visit>,
    /// In the driver's own route: links that open a navigator here.
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<BTreeMap<&'static str, String>>,
}

/// One request at a stop.
#[derive(Serialize, ToSchema)]
pub(crate) struct Visit {
    request: String,
    recipient: String,
    /// In the driver's own route only.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    address: String,
    label: Option<String>,
    door: Door,
    needs: Vec<Need>,
    windows: Vec<Window>,
    urgency: String,
    quarantine: bool,
    /// Who else comes at the same moment, when it takes two: their name.
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<String>,
    comment: String,
    state: &'static str,
    outcome: Option<String>,
}

/// A driver's own route.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnRoute {
    date: String,
    plan: String,
    organiser_phone: Option<String>,
    #[serde(flatten)]
    route: Route,
    geometry: LineString,
}

/// GeoJSON; `[lon, lat]`.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineString {
    #[serde(rename = "type")]
    #[schema(example = "LineString")]
    kind: &'static str,
    coordinates: Vec<[f64; 2]>,
}

/// GeoJSON.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lines {
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    kind: &'static str,
    features: Vec<Line>,
}

/// The line of one route.
#[derive(Serialize, ToSchema)]
pub(crate) struct Line {
    #[serde(rename = "type")]
    #[schema(example = "Feature")]
    kind: &'static str,
    properties: LineProperties,
    geometry: LineString,
}

/// Whose line it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineProperties {
    volunteer: String,
    /// Its place in the plan.
    route: usize,
}

/// Who reads a route.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Coordinator,
    Driver,
}

impl Route {
    fn new(
        view: RouteView,
        requests: &BTreeMap<RequestId, StoredRequest>,
        hubs: &BTreeMap<HubId, Hub>,
        reader: Reader,
    ) -> Self {
        let route = view.route;
        let (name, phone) = view.volunteer.map(|kept| (kept.name, kept.phone)).unwrap_or_default();
        Self {
            volunteer: route.volunteer.0,
            name,
            phone,
            leaves_at: clock(route.leaves_at),
            ends_at: clock(route.ends_at),
            travel_seconds: route.travel_seconds.get(),
            distance_meters: route.distance_meters.get(),
            color: view.number,
            stops: route
                .stops
                .iter()
                .map(|stop| Stop::new(stop, requests, hubs, &view.companions, reader))
                .collect(),
        }
    }

    /// All routes of a plan, for the coordinator.
    pub(crate) fn all(view: RoutesView) -> Vec<Self> {
        let routes = view.routes.into_iter();
        routes
            .map(|route| Self::new(route, &view.requests, &view.hubs, Reader::Coordinator))
            .collect()
    }
}

impl Stop {
    fn new(
        stop: &document::Stop,
        requests: &BTreeMap<RequestId, StoredRequest>,
        hubs: &BTreeMap<HubId, Hub>,
        companions: &BTreeMap<RequestId, String>,
        reader: Reader,
    ) -> Self {
        let hub = stop.hub.as_ref().filter(|_| stop.kind == StopKind::Load);
        let kept = hub.and_then(|hub| hubs.get(hub));
        let visited = stop.visits.iter();
        let visited = visited.filter_map(|visit| Some((visit, requests.get(&visit.request)?)));
        Self {
            kind: word(&stop.kind),
            hub: hub.map(|hub| hub.0.clone()),
            name: kept.map(|hub| hub.name.clone()),
            address: kept.map(|hub| hub.address.clone()),
            point: stop.point.into(),
            arrives_at: clock(stop.arrives_at),
            starts_at: clock(stop.starts_at),
            departs_at: clock(stop.departs_at),
            travel_seconds: stop.travel_seconds.get(),
            distance_meters: stop.distance_meters.get(),
            requests: stop.requests.iter().map(|request| request.0.clone()).collect(),
            visits: visited
                .map(|(visit, stored)| Visit::new(visit, stored, companions, reader))
                .collect(),
            links: (reader == Reader::Driver).then(|| links(stop.point)),
        }
    }
}

impl Visit {
    fn new(
        visit: &document::Visit,
        stored: &StoredRequest,
        companions: &BTreeMap<RequestId, String>,
        reader: Reader,
    ) -> Self {
        let request = &stored.request;
        Self {
            request: request.id.0.clone(),
            recipient: request.recipient.clone(),
            phone: (reader == Reader::Driver).then(|| request.phone.clone()),
            address: request.address.clone(),
            label: request.place.as_ref().map(|place| place.label.clone()),
            door: Door::from(&request.door),
            // Who comes along brings nothing.
            needs: request
                .needs
                .iter()
                .filter(|_| !visit.is_second)
                .map(Need::from)
                .collect(),
            windows: request.windows.iter().map(Window::from).collect(),
            urgency: word(&request.urgency),
            quarantine: request.quarantine,
            with: companions.get(&request.id).cloned(),
            comment: request.comment.clone(),
            state: state_word(stored.state),
            outcome: outcome(stored.state),
        }
    }
}

impl OwnRoute {
    pub(crate) fn new(view: OwnView, organiser_phone: Option<String>) -> Self {
        Self {
            date: view.plan.date,
            plan: view.plan.id.0,
            organiser_phone,
            route: Route::new(view.route, &view.requests, &view.hubs, Reader::Driver),
            geometry: LineString::from(&view.line[..]),
        }
    }
}

impl From<&[model::Point]> for LineString {
    fn from(points: &[model::Point]) -> Self {
        Self {
            kind: "LineString",
            coordinates: points.iter().map(|point| [point.lon, point.lat]).collect(),
        }
    }
}

impl From<Vec<(model::VolunteerId, Vec<model::Point>)>> for Lines {
    fn from(lines: Vec<(model::VolunteerId, Vec<model::Point>)>) -> Self {
        let features = lines.into_iter().enumerate().map(|(route, (volunteer, points))| Line {
            kind: "Feature",
            properties: LineProperties {
                volunteer: volunteer.0,
                route,
            },
            geometry: LineString::from(&points[..]),
        });
        Self {
            kind: "FeatureCollection",
            features: features.collect(),
        }
    }
}

fn links(to: model::Point) -> BTreeMap<&'static str, String> {
    Navigator::ALL
        .into_iter()
        .map(|navigator| (name(navigator), navigator.link(to)))
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
