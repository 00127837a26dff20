//! Reports of visits from volunteers' telephones: `report` stores `EventReport`s (accepted, en route, closed, undone)
//! in any order, recognises repeats, moves the requests by `next_state`, and answers an `EventResult` for each. Reports
//! of loadings are in `loading.rs`, queries of past events in `history.rs`.

use crate::address_corrections::Press;
use crate::local_time::{after, between};
use crate::phone_clock::happened;
use crate::publish::{holders, unrouted};
use crate::secret::hash_of;
use crate::{LinkHolder, Service, ServiceError};
use karavan_dispatch::PlanDocument;
use karavan_dispatch::lifecycle::{may_become, state_after};
use karavan_model::{
    Actor, EventId, PlanId, Point, RequestId, RequestState, Seconds, StatusEvent, StatusKind, Timestamp, VolunteerId,
};
use karavan_store::{Appended, NewEvent, PlanHead, PlanState, StateChange, StoredRequest};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Where it was pressed, of a volunteer who agreed to say so: doors are learnt from it, and nothing else.
    pub pressed_at: Option<Point>,
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
    /// The request is not on this route; kept for the coordinator to read, and it moves nothing.
    Foreign,
    /// Its request or its sender has all the events there may be; not kept.
    Full,
}

impl Service {
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
    ) -> Result<Vec<EventResult>, ServiceError> {
        let Some((plan, document)) = self.plan_document(&holder.plan).await? else {
            return Ok(vec![EventResult::Foreign; reports.len()]);
        };
        let own = document
            .routes
            .iter()
            .filter(|route| route.volunteer == holder.volunteer);
        let own: BTreeSet<&RequestId> = own
            .flat_map(|route| &route.stops)
            .flat_map(|stop| &stop.requests)
            .collect();
        let received_at = self.now();
        let shift = match reports.iter().any(|report| own.contains(&report.request)) {
            true => self.clock_shift(holder, between(sent_at, received_at)).await?,
            false => Seconds::ZERO,
        };
        let mut presses = Vec::new();
        let mut events = Vec::new();
        for report in reports {
            let is_on_route = own.contains(&report.request);
            let press = report.pressed_at.filter(|_| is_on_route).map(|at| Press {
                request: report.request.clone(),
                kind: report.kind,
                at,
            });
            presses.push((is_on_route, press));
            events.push(NewEvent {
                is_on_route,
                ..recorded(holder, &plan, report, shift, received_at)
            });
        }
        let (current, held) = self.held(&plan, document).await?;
        let fold = move |stored: &StoredRequest, events: &[StatusEvent], now: Option<&PlanId>| {
            let holder = held.get(&stored.request.id).filter(|_| now == Some(&current));
            next_state(stored, events, holder.map(|holder| (&current, holder)))
        };
        let acting = self.by(Actor::Volunteer(holder.volunteer.clone()));
        let appended = acting.store().append_events(events, received_at, fold).await?;
        let mut learnt = Vec::new();
        let mut results = Vec::new();
        for (appended, (is_on_route, press)) in appended.into_iter().zip(presses) {
            // A repeat of the telephone is no second visit.
            learnt.extend(press.filter(|_| appended == Appended::Applied));
            results.push(match appended {
                Appended::Full => EventResult::Full,
                _ if !is_on_route => EventResult::Foreign,
                Appended::Applied if plan.state == PlanState::Closed => EventResult::Late,
                Appended::Applied => EventResult::Applied,
                Appended::Duplicate => EventResult::Duplicate,
                Appended::Conflict => EventResult::Conflict,
            });
        }
        acting.learn_doors(learnt).await?;
        Ok(results)
    }

    /// The published plan of the day, and who has each of its requests; `plan` itself unless another took its place.
    async fn held(
        &self,
        plan: &PlanHead,
        document: PlanDocument,
    ) -> Result<(PlanId, BTreeMap<RequestId, VolunteerId>), ServiceError> {
        let published = self.store().published_plan(plan.date).await?.map(|plan| plan.id);
        let Some(other) = published.filter(|published| *published != plan.id) else {
            return Ok((plan.id.clone(), holders(&document)));
        };
        let document = self.plan_document(&other).await?.map(|(_, document)| document);
        Ok((other, document.as_ref().map(holders).unwrap_or_default()))
    }
}

fn recorded(
    holder: &LinkHolder,
    plan: &PlanHead,
    report: EventReport,
    shift: Seconds,
    received_at: Timestamp,
) -> NewEvent {
    let EventReport {
        id,
        request,
        kind,
        occurred_at,
        note,
        pressed_at: _,
    } = report;
    let said = format!("{id}|{request}|{kind:?}|{}|{note}", occurred_at.0);
    let event = StatusEvent {
        id,
        plan: holder.plan.clone(),
        volunteer: holder.volunteer.clone(),
        request,
        kind,
        occurred_at: happened(after(occurred_at, shift), received_at),
        received_at,
        note,
    };
    NewEvent {
        event,
        date: plan.date,
        fingerprint: hash_of(&said),
        is_on_route: true,
    }
}

/// Where a request stands after all its events; `None` when they do not move it. `holder` is who has it in the plan of
/// the day. Of anybody else, who had it in another plan, it counts only that they brought it, and that they take this
/// back.
fn next_state(
    stored: &StoredRequest,
    events: &[StatusEvent],
    holder: Option<(&PlanId, &VolunteerId)>,
) -> Option<StateChange> {
    let is_served = |state: &RequestState| matches!(state, RequestState::Closed(outcome) if outcome.is_served());
    let holder = holder.filter(|(_, volunteer)| stored.volunteer.as_ref() == Some(*volunteer));
    let mut reports: BTreeMap<(&PlanId, &VolunteerId), Vec<&StatusEvent>> = BTreeMap::new();
    for event in events {
        reports.entry((&event.plan, &event.volunteer)).or_default().push(event);
    }
    let brought = reports
        .values()
        .map(|events| state_after(events.iter().copied()))
        .find(is_served);
    let own = holder.and_then(|holder| reports.remove(&holder)).map(state_after);
    let (state, volunteer) = match (own, brought) {
        (Some(own), None) => (own, stored.volunteer.clone()),
        (Some(own), Some(_)) if is_served(&own) => (own, stored.volunteer.clone()),
        (_, Some(brought)) => (brought, stored.volunteer.clone()),
        // What somebody else had brought was taken back.
        (None, None) if is_served(&stored.state) => match holder {
            Some((_, volunteer)) => (RequestState::Published, Some(volunteer.clone())),
            None => (unrouted(stored), None),
        },
        (None, None) => return None,
    };
    let may_move = is_served(&stored.state) || may_become(stored.state, state);
    (state != stored.state && may_move).then(|| StateChange {
        request: stored.request.id.clone(),
        from: stored.state,
        state,
        volunteer,
    })
}
