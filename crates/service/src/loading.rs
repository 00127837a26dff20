//! Loadings of goods at hubs, as volunteers report them: `report_loadings` stores `LoadingReport`s, and `loaded` says
//! since when each loading of a plan is done. Visits are in `events.rs`.

use crate::local_time::{after, between};
use crate::phone_clock::happened;
use crate::secret::hash_of;
use crate::{EventResult, LinkHolder, Service, ServiceError};
use karavan_dispatch::document::StopKind;
use karavan_dispatch::lifecycle::loaded_since;
use karavan_model::{Actor, EventId, LoadingEvent, LoadingKind, PlanId, Timestamp, VolunteerId};
use karavan_store::{Appended, NewLoading, PlanState};
use std::collections::BTreeMap;

/// What a telephone says of a loading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadingReport {
    /// Made on the telephone.
    pub id: EventId,
    /// Which stop of the route, counted from 0.
    pub stop: u32,
    /// What happened.
    pub kind: LoadingKind,
    /// When, by the telephone's clock.
    pub occurred_at: Timestamp,
    /// A few words.
    pub note: String,
}

impl Service {
    /// Keeps what a telephone reports of loadings, in one transaction. The order of arrival does not matter; a repeat
    /// is recognised. A stop where nothing is loaded, or that is not on the holder's route, is
    /// [`EventResult::Foreign`].
    ///
    /// # Errors
    /// When the store fails; then none was kept.
    pub async fn report_loadings(
        &self,
        holder: &LinkHolder,
        sent_at: Timestamp,
        reports: Vec<LoadingReport>,
    ) -> Result<Vec<EventResult>, ServiceError> {
        let mut results = vec![EventResult::Foreign; reports.len()];
        if reports.is_empty() {
            return Ok(results);
        }
        let Some(own) = self.assigned_route(holder).await? else {
            return Ok(results);
        };
        let stops = (0_u32..).zip(&own.route.stops);
        let loadings: Vec<u32> = stops
            .filter(|(_, stop)| stop.kind == StopKind::Load)
            .map(|(at, _)| at)
            .collect();
        let received_at = self.now();
        let shift = self.clock_shift(holder, between(sent_at, received_at)).await?;
        let (mut places, mut events) = (Vec::new(), Vec::new());
        for (place, report) in reports.into_iter().enumerate() {
            if !loadings.contains(&report.stop) {
                continue;
            }
            let LoadingReport {
                id,
                stop,
                kind,
                occurred_at,
                note,
            } = report;
            let said = format!("{id}|{stop}|{kind:?}|{}|{note}", occurred_at.0);
            places.push(place);
            events.push(NewLoading {
                event: LoadingEvent {
                    id,
                    plan: holder.plan.clone(),
                    volunteer: holder.volunteer.clone(),
                    stop,
                    kind,
                    occurred_at: happened(after(occurred_at, shift), received_at),
                    received_at,
                    note,
                },
                date: own.plan.date,
                fingerprint: hash_of(&said),
            });
        }
        let acting = self.by(Actor::Volunteer(holder.volunteer.clone()));
        let appended = acting
            .store()
            .append_loadings(events, received_at, loaded_since)
            .await?;
        for (place, appended) in places.into_iter().zip(appended) {
            results[place] = match appended {
                Appended::Applied if own.plan.state == PlanState::Closed => EventResult::Late,
                Appended::Applied => EventResult::Applied,
                Appended::Duplicate => EventResult::Duplicate,
                Appended::Conflict => EventResult::Conflict,
                Appended::Full => EventResult::Full,
            };
        }
        Ok(results)
    }

    /// Since when the loadings of a plan, or of one volunteer in it, are done; those that are not are absent.
    pub(crate) async fn loaded(
        &self,
        plan: &PlanId,
        volunteer: Option<&VolunteerId>,
    ) -> Result<BTreeMap<(VolunteerId, u32), Timestamp>, ServiceError> {
        let mut by_stop: BTreeMap<(VolunteerId, u32), Vec<LoadingEvent>> = BTreeMap::new();
        for event in self.store().loadings(plan, volunteer).await? {
            by_stop
                .entry((event.volunteer.clone(), event.stop))
                .or_default()
                .push(event);
        }
        let done = by_stop.into_iter();
        Ok(done
            .filter_map(|(stop, events)| Some((stop, loaded_since(&events)?)))
            .collect())
    }
}
