//! The volunteer's side: the route behind a secret link, and what comes back from the road.

use super::hours::{after, between};
use super::plans::line;
use super::secret::hash_of;
use super::{RouteView, Service};
use crate::DispatchError;
use crate::document::StopKind;
use crate::lifecycle::{may_become, state_after};
use karavan_connect::gpx_route::{GpxStop, gpx_route};
use karavan_model::{
    EventId, Hub, HubId, PlanId, Point, RequestId, Seconds, StatusEvent, StatusKind, Timestamp, VolunteerId,
};
use karavan_store::{Appended, NewEvent, PlanHead, PlanState, StateChange, StoredRequest};
use std::collections::BTreeMap;

/// A telephone's clock may be this wrong before its times are corrected.
const CLOCK_TOLERANCE: Seconds = Seconds(300);

/// Who holds a link, and what it still opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHolder {
    /// The plan.
    pub plan: PlanId,
    /// Whose route.
    pub volunteer: VolunteerId,
    /// Names and addresses may be shown.
    pub may_read: bool,
    /// Events are still taken.
    pub may_write: bool,
}

/// A volunteer's own route.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRoute {
    /// The plan.
    pub plan: PlanHead,
    /// The route.
    pub route: RouteView,
    /// The requests on it.
    pub requests: BTreeMap<RequestId, StoredRequest>,
    /// Hubs.
    pub hubs: BTreeMap<HubId, Hub>,
    /// Its line on the map.
    pub line: Vec<Point>,
}

/// An event as the telephone sends it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventReport {
    /// Made on the telephone.
    pub id: EventId,
    /// About which request.
    pub request: RequestId,
    /// What happened.
    pub kind: StatusKind,
    /// When, by the telephone's clock.
    pub occurred_at: Timestamp,
    /// A few words.
    pub note: String,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventResult {
    /// Kept, and it counts.
    Applied,
    /// Kept before.
    Duplicate,
    /// Kept and it counts, though another plan has taken the place of this one.
    Late,
    /// Another event is kept under this id; both are kept, this one moves nothing.
    Conflict,
    /// The request is not on this route; not kept.
    Foreign,
}

impl Service {
    /// Who holds this token; `None` when it opens nothing (any more).
    ///
    /// # Errors
    /// When the store fails.
    pub async fn link_holder(&self, token: &str) -> Result<Option<LinkHolder>, DispatchError> {
        let now = self.now();
        let link = self.store().link(&hash_of(token)).await?;
        let alive = link.filter(|link| link.revoked_at.is_none() && now <= link.write_until);
        Ok(alive.map(|link| LinkHolder {
            plan: link.plan,
            volunteer: link.volunteer,
            may_read: now <= link.read_until,
            may_write: now <= link.write_until,
        }))
    }

    /// The holder's own route; `None` when the plan has none for them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_route(&self, holder: &LinkHolder) -> Result<Option<OwnRoute>, DispatchError> {
        let Some(view) = self.routes(&holder.plan).await? else {
            return Ok(None);
        };
        let Some(route) = view
            .routes
            .into_iter()
            .find(|view| view.route.volunteer == holder.volunteer)
        else {
            return Ok(None);
        };
        let mut all = view.requests;
        let own = route.route.stops.iter().flat_map(|stop| &stop.requests);
        let requests = own.filter_map(|id| all.remove_entry(id)).collect();
        let driven = route.route.clone();
        let line = self.apart(move |service| line(service.map(), &driven)).await?;
        Ok(Some(OwnRoute {
            plan: view.plan,
            route,
            requests,
            hubs: view.hubs,
            line,
        }))
    }

    /// The holder's route as GPX: places in order, request numbers, no names and no telephones.
    ///
    /// # Errors
    /// When the store fails or the file cannot be written.
    pub async fn own_route_gpx(&self, holder: &LinkHolder) -> Result<Option<Vec<u8>>, DispatchError> {
        let Some(own) = self.own_route(holder).await? else {
            return Ok(None);
        };
        let stops = own.route.route.stops.iter().map(|stop| GpxStop {
            point: stop.point,
            name: match (&stop.kind, &stop.hub) {
                (StopKind::Load, Some(hub)) => own
                    .hubs
                    .get(hub)
                    .map_or_else(|| hub.to_string(), |hub| hub.name.clone()),
                _ => {
                    let numbers: Vec<&str> = stop.requests.iter().map(RequestId::as_str).collect();
                    format!("Заявка {}", numbers.join(", "))
                }
            },
            description: stop.arrives_at.to_string(),
        });
        let name = format!("{} · {}", own.plan.date, holder.volunteer);
        gpx_route(&name, &stops.collect::<Vec<_>>())
            .map(Some)
            .map_err(|error| DispatchError::Document(error.to_string()))
    }

    /// Keeps what a telephone reports, in one transaction, and moves the requests it is about. The order of arrival
    /// does not matter; a repeat is recognised.
    ///
    /// # Errors
    /// When the store fails; then none was kept.
    pub async fn report(
        &self,
        holder: &LinkHolder,
        sent_at: Timestamp,
        reports: Vec<EventReport>,
    ) -> Result<Vec<EventResult>, DispatchError> {
        let Some((plan, document)) = self.plan_document(&holder.plan).await? else {
            return Ok(vec![EventResult::Foreign; reports.len()]);
        };
        let own = document
            .routes
            .iter()
            .filter(|route| route.volunteer == holder.volunteer);
        let own: Vec<&RequestId> = own
            .flat_map(|route| &route.stops)
            .flat_map(|stop| &stop.requests)
            .collect();
        let received_at = self.now();
        let mut results = vec![EventResult::Foreign; reports.len()];
        let mut places = Vec::new();
        let mut events = Vec::new();
        for (place, report) in reports.into_iter().enumerate() {
            if own.contains(&&report.request) {
                places.push(place);
                events.push(self.recorded(holder, &plan, report, sent_at, received_at));
            }
        }
        let appended = self.store().append_events(events, received_at, next_state).await?;
        for (place, appended) in places.into_iter().zip(appended) {
            results[place] = match appended {
                Appended::Applied if plan.state == PlanState::Closed => EventResult::Late,
                Appended::Applied => EventResult::Applied,
                Appended::Duplicate => EventResult::Duplicate,
                Appended::Conflict => EventResult::Conflict,
            };
        }
        Ok(results)
    }

    fn recorded(
        &self,
        holder: &LinkHolder,
        plan: &PlanHead,
        report: EventReport,
        sent_at: Timestamp,
        received_at: Timestamp,
    ) -> NewEvent {
        let EventReport {
            id,
            request,
            kind,
            occurred_at,
            note,
        } = report;
        let said = format!("{id}|{request}|{kind:?}|{}|{note}", occurred_at.0);
        let event = StatusEvent {
            id,
            plan: holder.plan.clone(),
            volunteer: holder.volunteer.clone(),
            request,
            kind,
            occurred_at: corrected(occurred_at, sent_at, received_at),
            received_at,
            note,
        };
        NewEvent {
            event,
            date: plan.date.clone(),
            fingerprint: hash_of(&said),
        }
    }
}

/// Corrects a telephone's clock that is far off, and never lets an event happen after it reached us.
fn corrected(occurred_at: Timestamp, sent_at: Timestamp, received_at: Timestamp) -> Timestamp {
    let slow = between(sent_at, received_at);
    let shifted = if slow.0.abs() > CLOCK_TOLERANCE.0 {
        after(occurred_at, slow)
    } else {
        occurred_at
    };
    shifted.min(received_at)
}

/// Where a request stands after all its events; `None` when they do not move it.
fn next_state(stored: &StoredRequest, events: &[StatusEvent]) -> Option<StateChange> {
    let state = state_after(events);
    (state != stored.state && may_become(stored.state, state)).then(|| StateChange {
        request: stored.request.id.clone(),
        state,
        volunteer: stored.volunteer.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::corrected;
    use karavan_model::Timestamp;

    const HOUR: i64 = 3_600_000_000;

    #[test]
    fn a_telephone_an_hour_slow_is_put_right_and_the_future_is_cut_off() {
        let received = Timestamp(10 * HOUR);
        let happened = corrected(Timestamp(8 * HOUR), Timestamp(9 * HOUR), received);
        assert_eq!(happened, Timestamp(9 * HOUR));
        assert_eq!(corrected(Timestamp(11 * HOUR), received, received), received);
        assert_eq!(corrected(Timestamp(9 * HOUR), received, received), Timestamp(9 * HOUR));
    }
}
