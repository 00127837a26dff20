//! `take_whereabouts` and `put_whereabouts`: take the places of requests and the addresses in open questions out of a
//! plan document, as `Whereabouts`, and put them back. Places that a request shares with a hub or a volunteer's home
//! stay.

use crate::document::{PlanDocument, StopKind};
use karavan_model::{Candidate, Point, RequestId};
use karavan_plan::LocationIx;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a document says of where the person of a request is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Where the request is visited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// The address that a person must complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Places it may be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// Takes what a document says of where people are out of it, request by request. The point of the first hub stands for
/// each point that is taken out; places that hubs or volunteers share with a request stay.
pub fn take_whereabouts(document: &mut PlanDocument) -> BTreeMap<RequestId, Whereabouts> {
    let homes = homes(document);
    let instead = hub_point(document);
    let mut taken: BTreeMap<RequestId, Whereabouts> = BTreeMap::new();
    for (request, location) in &homes {
        let point = document.evidence.legend.points[location.at()];
        taken.entry(request.clone()).or_default().point = Some(point);
    }
    let gone = homes.into_iter().map(|(_, location)| (location, instead)).collect();
    place(document, &gone);
    for question in &mut document.needs_info {
        let part = taken.entry(question.request.clone()).or_default();
        part.address = Some(std::mem::take(&mut question.address));
        part.candidates = std::mem::take(&mut question.candidates);
    }
    taken
}

/// Puts back what was taken out; what is not there any more stays out.
pub fn put_whereabouts(document: &mut PlanDocument, mut parts: BTreeMap<RequestId, Whereabouts>) {
    let homes = homes(document).into_iter();
    let known = homes.filter_map(|(request, location)| Some((location, parts.get(&request)?.point?)));
    let known = known.collect();
    place(document, &known);
    for question in &mut document.needs_info {
        if let Some(part) = parts.remove(&question.request) {
            question.address = part.address.unwrap_or_default();
            question.candidates = part.candidates;
        }
    }
}

/// Gives locations other points, in the legend and at all stops.
fn place(document: &mut PlanDocument, points: &BTreeMap<LocationIx, Point>) {
    for (location, point) in points {
        document.evidence.legend.points[location.at()] = *point;
    }
    let stops = document.routes.iter_mut().flat_map(|route| &mut route.stops);
    for stop in stops.filter(|stop| stop.kind != StopKind::Load) {
        if let Some(point) = points.get(&stop.location) {
            stop.point = *point;
        }
    }
}

/// The requests of a document and where each is, hubs and volunteers' homes left out.
fn homes(document: &PlanDocument) -> Vec<(RequestId, LocationIx)> {
    let (legend, problem) = (&document.evidence.legend, document.evidence.problem.parts());
    let vehicles = problem.vehicles.iter().flat_map(|vehicle| [vehicle.start, vehicle.end]);
    let depots = problem.depots.iter().map(|depot| depot.location);
    let open: BTreeSet<LocationIx> = vehicles.flatten().chain(depots).collect();
    let requests = legend.requests.iter().zip(&problem.jobs);
    let homes = requests.filter(|(_, job)| !open.contains(&job.location) && job.location.at() < legend.points.len());
    homes.map(|(request, job)| (request.clone(), job.location)).collect()
}

fn hub_point(document: &PlanDocument) -> Point {
    let evidence = &document.evidence;
    let depot = evidence.problem.parts().depots.first();
    let point = depot.and_then(|depot| evidence.legend.points.get(depot.location.at()));
    point.copied().unwrap_or(Point { lon: 0.0, lat: 0.0 })
}
