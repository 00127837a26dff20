//! The volunteer's side: who holds a secret link, and what comes back from the road.

use super::Service;
use super::desk::Press;
use super::hours::{after, between};
use super::publish::{holders, unrouted};
use super::secret::hash_of;
use crate::lifecycle::{may_become, state_after};
use crate::{DispatchError, PlanDocument};
use karavan_model::{
    EventId, PlanId, Point, RequestId, RequestState, Seconds, StatusEvent, StatusKind, Timestamp, VolunteerId,
};
use karavan_store::{Appended, NewEvent, PlanHead, PlanState, StateChange, StoredRequest};
use std::collections::BTreeMap;

/// A telephone's clock is put right in steps of this. With finer ones the delays of the network, which differ from one
/// report to the next, would change the order of what happened seconds apart.
const CLOCK_STEP: Seconds = Seconds(600);

/// Who holds a link, and what it still opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHolder {
    /// The plan.
    pub plan: PlanId,
    /// Whose route.
    pub volunteer: VolunteerId,
    /// Whether names and addresses may be shown.
    pub reading: Reading,
    /// Events are still taken.
    pub may_write: bool,
}

/// Whether a link shows its route now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// From this moment on.
    NotYet(Timestamp),
    /// Now.
    Open,
    /// Not any more.
    Over,
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
            reading: match now {
                now if now < link.read_from => Reading::NotYet(link.read_from),
                now if now <= link.read_until => Reading::Open,
                _ => Reading::Over,
            },
            may_write: now <= link.write_until,
        }))
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
        let shift = clock_shift(sent_at, received_at);
        let mut results = vec![EventResult::Foreign; reports.len()];
        let mut places = Vec::new();
        let mut events = Vec::new();
        let mut presses = Vec::new();
        for (place, report) in reports.into_iter().enumerate() {
            if own.contains(&&report.request) {
                places.push(place);
                presses.push(report.pressed_at.map(|at| Press {
                    request: report.request.clone(),
                    kind: report.kind,
                    at,
                }));
                events.push(recorded(holder, &plan, report, shift, received_at));
            }
        }
        let (current, held) = self.held(&plan, document).await?;
        let fold = move |stored: &StoredRequest, events: &[StatusEvent], now: Option<&PlanId>| {
            let holder = held.get(&stored.request.id).filter(|_| now == Some(&current));
            next_state(stored, events, holder.map(|holder| (&current, holder)))
        };
        let appended = self.store().append_events(events, received_at, fold).await?;
        let mut learnt = Vec::new();
        for ((place, appended), press) in places.into_iter().zip(appended).zip(presses) {
            // A repeat of the telephone is no second visit.
            learnt.extend(press.filter(|_| appended == Appended::Applied));
            results[place] = match appended {
                Appended::Applied if plan.state == PlanState::Closed => EventResult::Late,
                Appended::Applied => EventResult::Applied,
                Appended::Duplicate => EventResult::Duplicate,
                Appended::Conflict => EventResult::Conflict,
            };
        }
        self.learn_doors(learnt).await?;
        Ok(results)
    }

    /// The published plan of the day, and who has each of its requests; `plan` itself unless another took its place.
    async fn held(
        &self,
        plan: &PlanHead,
        document: PlanDocument,
    ) -> Result<(PlanId, BTreeMap<RequestId, VolunteerId>), DispatchError> {
        let published = self.store().published_plan(&plan.date).await?.map(|plan| plan.id);
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
        date: plan.date.clone(),
        fingerprint: hash_of(&said),
    }
}

/// By how much all times of a report are put right: the same for all, so that their order stays. A clock that is less
/// than half a step off is believed.
pub(super) fn clock_shift(sent_at: Timestamp, received_at: Timestamp) -> Seconds {
    let slow = between(sent_at, received_at).0;
    let steps = (slow + CLOCK_STEP.0 / 2).div_euclid(CLOCK_STEP.0);
    Seconds(steps * CLOCK_STEP.0)
}

/// A telephone whose clock was set back between an event and its report must not put the event after all others.
pub(super) fn happened(occurred_at: Timestamp, received_at: Timestamp) -> Timestamp {
    match between(received_at, occurred_at).0 > CLOCK_STEP.0 / 2 {
        true => received_at,
        false => occurred_at,
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

#[cfg(test)]
mod tests {
    use super::{clock_shift, happened};
    use karavan_model::{Seconds, Timestamp};

    const SECOND: i64 = 1_000_000;

    #[test]
    fn a_clock_that_is_far_off_is_put_right_and_delays_of_the_network_are_not_seen() {
        let received = Timestamp(36_000 * SECOND);
        let shift = |sent: i64| clock_shift(Timestamp(sent * SECOND), received);
        // An hour slow, and an hour fast; two reports of one telephone, one of which took 40 s.
        assert_eq!((shift(32_400), shift(32_360)), (Seconds(3600), Seconds(3600)));
        assert_eq!((shift(39_600), shift(39_560)), (Seconds(-3600), Seconds(-3600)));
        // Within five minutes a clock is believed, whichever way it is off.
        for sent in [35_701, 35_990, 36_000, 36_060, 36_300] {
            assert_eq!(shift(sent), Seconds::ZERO, "{sent}");
        }
        let tomorrow = Timestamp(received.0 + 86_400 * SECOND);
        assert_eq!(happened(tomorrow, received), received);
    }
}
