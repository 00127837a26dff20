//! Plans as the coordinator reads them: routes, their lines on the map, who is left out.

use super::Service;
use crate::document::{LeftRequest, VolunteerRoute};
use crate::measure::profile_of;
use crate::{DispatchError, Map, PlanDocument};
use karavan_model::{Hub, HubId, PlanId, Point, RequestId, Volunteer, VolunteerId};
use karavan_store::{PlanHead, Readable, StoredRequest};
use std::collections::BTreeMap;

/// One route with who drives it.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteView {
    /// Its place in the plan, for a colour.
    pub number: usize,
    /// Who drives; absent when the volunteer is no longer kept.
    pub volunteer: Option<Volunteer>,
    /// Stops and times.
    pub route: VolunteerRoute,
    /// Who else comes to requests that need two: their names, or ids where they are no longer kept.
    pub companions: BTreeMap<RequestId, String>,
}

/// Routes with the requests and hubs they name.
#[derive(Clone, Debug, PartialEq)]
pub struct RoutesView {
    /// The plan.
    pub plan: PlanHead,
    /// In the plan's order.
    pub routes: Vec<RouteView>,
    /// Every request of that day.
    pub requests: BTreeMap<RequestId, StoredRequest>,
    /// Every hub.
    pub hubs: BTreeMap<HubId, Hub>,
}

/// A request left out, with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct UnassignedView {
    /// The request; absent when it is no longer kept.
    pub request: Option<StoredRequest>,
    /// Why.
    pub left: LeftRequest,
}

impl Service {
    /// The plans of a day, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn plans(&self, date: &str) -> Result<Readable<PlanHead>, DispatchError> {
        Ok(self.store().plans(date).await?)
    }

    /// One plan, without its document.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn plan(&self, id: &PlanId) -> Result<Option<PlanHead>, DispatchError> {
        Ok(self.store().plan_head(id).await?)
    }

    /// A plan with its document.
    ///
    /// # Errors
    /// When the store fails or the document cannot be read.
    pub async fn plan_document(&self, id: &PlanId) -> Result<Option<(PlanHead, PlanDocument)>, DispatchError> {
        let Some(stored) = self.store().plan(id).await? else {
            return Ok(None);
        };
        let body = stored.body;
        let document = self.apart(move |_| serde_json::from_str(&body)).await?;
        let document = document.map_err(|error| DispatchError::Document(error.to_string()))?;
        Ok(Some((stored.head, document)))
    }

    /// All routes of a plan.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn routes(&self, id: &PlanId) -> Result<Option<RoutesView>, DispatchError> {
        let Some((plan, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        let people = self.store().volunteers().await?.into_iter();
        let people: BTreeMap<VolunteerId, Volunteer> =
            people.map(|kept| (kept.volunteer.id.clone(), kept.volunteer)).collect();
        let routes = document.routes.into_iter().enumerate();
        let routes = routes
            .map(|(number, route)| RouteView {
                number,
                volunteer: people.get(&route.volunteer).cloned(),
                companions: companions(&route, &people),
                route,
            })
            .collect();
        let requests = self.requests_by_id(&plan.date).await?;
        let hubs = self
            .hubs()
            .await?
            .into_iter()
            .map(|kept| (kept.hub.id.clone(), kept.hub))
            .collect();
        Ok(Some(RoutesView {
            plan,
            routes,
            requests,
            hubs,
        }))
    }

    /// The line of every route, along roads.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn geometry(&self, id: &PlanId) -> Result<Option<Vec<(VolunteerId, Vec<Point>)>>, DispatchError> {
        let Some((_, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        let lines = self
            .apart(move |service| {
                let routes = document.routes.iter();
                routes
                    .map(|route| (route.volunteer.clone(), line(service.map(), route)))
                    .collect()
            })
            .await?;
        Ok(Some(lines))
    }

    /// Who is left out of a plan, and why.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn unassigned(&self, id: &PlanId) -> Result<Option<Vec<UnassignedView>>, DispatchError> {
        let Some((plan, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        let mut requests = self.requests_by_id(&plan.date).await?;
        let left = document.unassigned.into_iter();
        Ok(Some(
            left.map(|left| UnassignedView {
                request: requests.remove(&left.request),
                left,
            })
            .collect(),
        ))
    }

    async fn requests_by_id(&self, date: &str) -> Result<BTreeMap<RequestId, StoredRequest>, DispatchError> {
        let stored = self.store().requests_of_day(date).await?;
        Ok(stored
            .into_iter()
            .map(|stored| (stored.request.id.clone(), stored))
            .collect())
    }
}

fn companions(route: &VolunteerRoute, people: &BTreeMap<VolunteerId, Volunteer>) -> BTreeMap<RequestId, String> {
    let visits = route.stops.iter().flat_map(|stop| &stop.visits);
    let pairs = visits.filter_map(|visit| {
        let with = visit.with.as_ref()?;
        let name = people
            .get(with)
            .map_or_else(|| with.0.clone(), |kept| kept.name.clone());
        Some((visit.request.clone(), name))
    });
    pairs.collect()
}

/// The way of a route along roads, from where it starts to where it ends. A place far from any road is joined straight.
pub(super) fn line(map: &Map, route: &VolunteerRoute) -> Vec<Point> {
    let stops = route.stops.iter().map(|stop| stop.point);
    let places: Vec<Point> = route.start.into_iter().chain(stops).chain(route.end).collect();
    let roads = map.roads_for(profile_of(route.vehicle)).unwrap_or(&map.roads);
    let snaps: Vec<_> = places.iter().map(|place| roads.snap(*place)).collect();
    let mut points = Vec::new();
    for (pair, at) in snaps.windows(2).zip(places.windows(2)) {
        let path = match pair {
            [Some(from), Some(to)] => roads.path(from, to).map(|path| path.points),
            _ => None,
        };
        for point in path.unwrap_or_else(|| at.to_vec()) {
            if points.last() != Some(&point) {
                points.push(point);
            }
        }
    }
    points
}
