//! The route of the volunteer who holds a link: `own_route` with requests, loadings and its line on the map;
//! `own_route_gpx`, a GPX file without names and telephones of people; `assigned_route` as promised. A stop with one
//! visit follows its request's corrected place. The routes of a whole plan are in `plans.rs`.

use crate::plans::line;
use crate::promised_routes::{AssignedRoute, AssignedStop};
use crate::route_rows::from_rows;
use crate::texts::{gpx_break, gpx_description, gpx_visit};
use crate::{LinkHolder, Service, ServiceError};
use karavan_connect::gpx_route::{GpxStop, gpx_route};
use karavan_dispatch::document::StopKind;
use karavan_model::{Point, RequestId, Timestamp};
use karavan_store::{PlanHead, StoredRequest};
use std::collections::BTreeMap;

/// A volunteer's own route.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRoute {
    /// The plan.
    pub plan: PlanHead,
    /// Its place in the plan, for a colour.
    pub number: usize,
    /// The route.
    pub route: AssignedRoute,
    /// The requests on it.
    pub requests: BTreeMap<RequestId, StoredRequest>,
    /// Since when its loadings are done, by stop.
    pub loaded: BTreeMap<u32, Timestamp>,
    /// Its line on the map.
    pub line: Vec<Point>,
}

/// A volunteer's route as promised, and where it stands in its plan.
pub(crate) struct InPlan {
    pub(crate) plan: PlanHead,
    /// Its place in the plan, from 0.
    pub(crate) number: usize,
    pub(crate) route: AssignedRoute,
}

impl Service {
    /// The holder's own route; `None` when the plan has none for them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_route(&self, holder: &LinkHolder) -> Result<Option<OwnRoute>, ServiceError> {
        let Some(InPlan {
            plan,
            number,
            mut route,
        }) = self.assigned_route(holder).await?
        else {
            return Ok(None);
        };
        let requests = self.requests_by_id(route.requests()).await?;
        follow_pins(&mut route.stops, &requests);
        let loaded = self.loaded(&holder.plan, Some(&holder.volunteer)).await?.into_iter();
        let loaded = loaded.map(|((_, stop), at)| (stop, at)).collect();
        let stops = route.stops.iter().map(|stop| stop.point);
        let places: Vec<Point> = route.start.into_iter().chain(stops).chain(route.end).collect();
        let vehicle = route.vehicle;
        let line = self
            .on_blocking_thread(move |service| line(service.map(), vehicle, &places))
            .await?;
        Ok(Some(OwnRoute {
            plan,
            number,
            route,
            requests,
            loaded,
            line,
        }))
    }

    /// The holder's route as it was promised. It is asked for all day long, so only its own rows are read.
    pub(crate) async fn assigned_route(&self, holder: &LinkHolder) -> Result<Option<InPlan>, ServiceError> {
        let kept = self.store().published_route(&holder.plan, &holder.volunteer).await?;
        if let Some((number, rows)) = kept {
            let plan = self.plan(&holder.plan).await?;
            let route = from_rows(rows)?;
            return Ok(plan.map(|plan| InPlan { plan, number, route }));
        }
        // A plan that was published by a version that kept no rows.
        let Some(view) = self.routes(&holder.plan).await? else {
            return Ok(None);
        };
        let mut routes = view.routes.into_iter().enumerate();
        let own = routes.find(|(_, route)| route.volunteer == holder.volunteer);
        Ok(own.map(|(number, route)| InPlan {
            plan: view.plan,
            number,
            route,
        }))
    }

    /// The holder's route as GPX: places in order, what is taken where, request numbers, no names and no telephones.
    ///
    /// # Errors
    /// When the store fails or the file cannot be written.
    pub async fn own_route_gpx(&self, holder: &LinkHolder) -> Result<Option<Vec<u8>>, ServiceError> {
        let Some(own) = self.own_route(holder).await? else {
            return Ok(None);
        };
        let stops = own.route.stops.iter().map(gpx_stop);
        let name = format!("{} · {}", own.plan.date, holder.volunteer);
        gpx_route(&name, &stops.collect::<Vec<_>>())
            .map(Some)
            .map_err(|error| ServiceError::Document(error.to_string()))
    }
}

fn gpx_stop(stop: &AssignedStop) -> GpxStop {
    let name = match stop.kind {
        StopKind::Load => {
            let id = stop.hub.as_ref().map(ToString::to_string);
            stop.name.clone().or(id).unwrap_or_default()
        }
        StopKind::Break => gpx_break(),
        StopKind::Visit => gpx_visit(stop.visits.iter().map(|visit| &visit.request)),
    };
    GpxStop {
        point: stop.point,
        name,
        description: gpx_description(stop.arrives_at, &stop.loads),
    }
}

/// A pin that the coordinator moved after planning moves the stop of its request, where nobody else is visited.
fn follow_pins(stops: &mut [AssignedStop], requests: &BTreeMap<RequestId, StoredRequest>) {
    for stop in stops {
        if let [alone] = stop.visits.as_slice()
            && let Some(stored) = requests.get(&alone.request)
            && let Some(place) = stored.request.place.as_ref()
        {
            stop.point = place.point;
        }
    }
}
