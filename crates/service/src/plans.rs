//! Plans as coordinators read them: heads, documents, routes (`RoutesView`), their lines along roads, requests left out
//! with reasons (`UnassignedView`); personal data is stored apart from the document and joined here. Making a plan is
//! in `runs.rs`, publishing in `publish.rs`.

use crate::promised_routes::{AssignedRoute, assigned};
use crate::publish::holders;
use crate::route_rows::from_rows;
use crate::{Service, ServiceError};
use karavan_dispatch::PlanDocument;
use karavan_dispatch::document::LeftRequest;
use karavan_dispatch::profile_of;
use karavan_dispatch::recheck::complete;
use karavan_dispatch::whereabouts::{Whereabouts, put_whereabouts};
use karavan_map::Map;
use karavan_model::{Date, PlanId, Point, RequestId, Timestamp, VehicleKind, Volunteer, VolunteerId};
use karavan_store::{PersonalPart, PlanHead, Readable, StoredRequest};
use std::collections::{BTreeMap, BTreeSet};

/// Routes with the requests they name.
#[derive(Clone, Debug, PartialEq)]
pub struct RoutesView {
    /// The plan.
    pub plan: PlanHead,
    /// In the plan's order.
    pub routes: Vec<AssignedRoute>,
    /// The requests on them.
    pub requests: BTreeMap<RequestId, StoredRequest>,
    /// Since when loadings are done, by volunteer and stop.
    pub loaded: BTreeMap<(VolunteerId, u32), Timestamp>,
}

/// A request left out, with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct UnassignedView {
    /// The request; absent when it is no longer kept.
    pub request: Option<StoredRequest>,
    /// Its id and the reasons.
    pub left: LeftRequest,
}

impl Service {
    /// The plans of a day, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn plans(&self, date: Date) -> Result<Readable<PlanHead>, ServiceError> {
        Ok(self.store().plans(date).await?)
    }

    /// One plan, without its document.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn plan(&self, id: &PlanId) -> Result<Option<PlanHead>, ServiceError> {
        Ok(self.store().plan_head(id).await?)
    }

    /// A plan with its document.
    ///
    /// # Errors
    /// When the store fails or the document cannot be read.
    pub async fn plan_document(&self, id: &PlanId) -> Result<Option<(PlanHead, PlanDocument)>, ServiceError> {
        let Some(stored) = self.store().plan(id).await? else {
            return Ok(None);
        };
        let (body, personal) = (stored.body, stored.personal);
        let document = self.on_blocking_thread(move |_| with_people(&body, personal)).await?;
        let document = document.map_err(|error| ServiceError::Document(error.to_string()))?;
        let document = self.completed(document).await?;
        Ok(Some((stored.head, document)))
    }

    /// Adds what is loaded where to a document written before documents said so.
    async fn completed(&self, mut document: PlanDocument) -> Result<PlanDocument, ServiceError> {
        if document.evidence.legend.needs.len() == document.evidence.legend.requests.len() {
            return Ok(document);
        }
        let requests = self
            .requests_by_id(&document.evidence.legend.requests)
            .await?
            .into_iter();
        let needs = requests.map(|(id, stored)| (id, stored.request.needs)).collect();
        let hubs = self.hubs().await?.into_iter();
        let hubs = hubs.map(|kept| (kept.what.id.clone(), kept.what)).collect();
        complete(&mut document, &needs, &hubs)?;
        Ok(document)
    }

    /// All routes of a plan: of a published one as they were promised.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn routes(&self, id: &PlanId) -> Result<Option<RoutesView>, ServiceError> {
        let kept = self.store().published_routes(id).await?;
        let (plan, routes, requests) = if kept.is_empty() {
            let Some((plan, document)) = self.plan_document(id).await? else {
                return Ok(None);
            };
            let held: Vec<RequestId> = holders(&document).into_keys().collect();
            let requests = self.requests_by_id(&held).await?;
            let routes = assigned(&document, &self.people().await?, &requests);
            (plan, routes, requests)
        } else {
            let Some(plan) = self.plan(id).await? else {
                return Ok(None);
            };
            let routes: Vec<AssignedRoute> = kept.into_iter().map(from_rows).collect::<Result<_, _>>()?;
            let requests = self
                .requests_by_id(routes.iter().flat_map(AssignedRoute::requests))
                .await?;
            (plan, routes, requests)
        };
        Ok(Some(RoutesView {
            loaded: self.loaded(id, None).await?,
            plan,
            routes,
            requests,
        }))
    }

    /// The line of every route, along roads.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn geometry(&self, id: &PlanId) -> Result<Option<Vec<(VolunteerId, Vec<Point>)>>, ServiceError> {
        let Some((_, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        let lines = self
            .on_blocking_thread(move |service| {
                let routes = document.routes.iter();
                routes
                    .map(|route| {
                        let stops = route.stops.iter().map(|stop| stop.point);
                        let places: Vec<Point> = route.start.into_iter().chain(stops).chain(route.end).collect();
                        (route.volunteer.clone(), line(service.map(), route.vehicle, &places))
                    })
                    .collect()
            })
            .await?;
        Ok(Some(lines))
    }

    /// Who is left out of a plan, and why.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn unassigned(&self, id: &PlanId) -> Result<Option<Vec<UnassignedView>>, ServiceError> {
        let Some((_, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        let left = document.unassigned.iter().map(|left| &left.request);
        let mut requests = self.requests_by_id(left).await?;
        let left = document.unassigned.into_iter();
        Ok(Some(
            left.map(|left| UnassignedView {
                request: requests.remove(&left.request),
                left,
            })
            .collect(),
        ))
    }

    /// Everybody who helps.
    pub(crate) async fn people(&self) -> Result<BTreeMap<VolunteerId, Volunteer>, ServiceError> {
        let people = self.store().volunteers().await?.into_iter();
        Ok(people.map(|kept| (kept.what.id.clone(), kept.what)).collect())
    }

    /// Those of these requests that are kept. A day may have far more than a plan of it.
    pub(crate) async fn requests_by_id(
        &self,
        ids: impl IntoIterator<Item = &RequestId>,
    ) -> Result<BTreeMap<RequestId, StoredRequest>, ServiceError> {
        let ids: BTreeSet<&RequestId> = ids.into_iter().collect();
        let stored = self.store().requests_by_id(&ids).await?.into_iter();
        Ok(stored.map(|stored| (stored.request.id.clone(), stored)).collect())
    }
}

/// What a document says of people, as the store keeps it apart.
pub(crate) fn personal_of(parts: BTreeMap<RequestId, Whereabouts>) -> Result<Vec<PersonalPart>, ServiceError> {
    let each = parts.into_iter().map(|(request, part)| {
        Ok(PersonalPart {
            request,
            place: String::new(),
            body: serde_json::to_value(part).map_err(|error| ServiceError::Document(error.to_string()))?,
        })
    });
    each.collect()
}

/// A document with what it says of people, as far as they were not erased.
fn with_people(body: &str, personal: Vec<PersonalPart>) -> Result<PlanDocument, serde_json::Error> {
    let mut document: PlanDocument = serde_json::from_str(body)?;
    let parts = personal
        .into_iter()
        .map(|part| Ok((part.request, serde_json::from_value(part.body)?)));
    put_whereabouts(&mut document, parts.collect::<Result<_, serde_json::Error>>()?);
    Ok(document)
}

/// The way between places along the roads of a vehicle. A place far from any road is joined straight.
pub(crate) fn line(map: &Map, vehicle: VehicleKind, places: &[Point]) -> Vec<Point> {
    let roads = map.roads_for(profile_of(vehicle)).unwrap_or(&map.roads);
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
