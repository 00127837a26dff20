//! `append_loadings` keeps volunteers' events of loading at hubs as log entries and tells the feed since when each
//! loading is done, as the caller's `fold` says; `loadings` reads them. Repeats are recognised, conflicts kept as
//! disputed, and one loading takes at most 500. Status events of requests are in `events.rs`.

use crate::acting::{Acting, Txn};
use crate::entity::loading_event;
use crate::error::StoreError;
use crate::events::{Appended, EVENTS_OF_REQUEST_MAX, repeated};
use crate::json::from_text;
use crate::log::{self, Entry, Kind, LogAct};
use crate::scope::Scope;
use crate::sealed::said_words;
use crate::store::Store;
use karavan_model::{Date, EventId, LoadingEvent, PlanId, Timestamp, VolunteerId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};
use serde_json::json;
use std::collections::BTreeMap;

/// An event of a loading to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLoading {
    /// The event.
    pub event: LoadingEvent,
    /// The day of its plan.
    pub date: Date,
    /// Of the event as it was sent: tells a repeat from another event under the same id.
    pub fingerprint: String,
}

impl Acting<'_> {
    /// Appends events of loadings that are not there yet, in one transaction; at most [`EVENTS_OF_REQUEST_MAX`] of one
    /// loading. For each loading that got a new one `fold` sees all its undisputed events once, oldest arrival first,
    /// and says since when it is done; this is announced.
    ///
    /// # Errors
    /// When the database fails; then none was kept.
    pub async fn append_loadings<F>(
        &self,
        events: Vec<NewLoading>,
        at: Timestamp,
        fold: F,
    ) -> Result<Vec<Appended>, StoreError>
    where
        F: Fn(&[LoadingEvent]) -> Option<Timestamp> + Send + Sync + 'static,
    {
        self.write(move |txn| {
            Box::pin(async move {
                let mut answers = Vec::with_capacity(events.len());
                let mut moved: BTreeMap<(&str, &str, u32), &NewLoading> = BTreeMap::new();
                for new in &events {
                    let answer = append(txn, new, at).await?;
                    if answer == Appended::Applied {
                        let event = &new.event;
                        moved.insert((event.plan.as_str(), event.volunteer.as_str(), event.stop), new);
                    }
                    answers.push(answer);
                }
                for new in moved.into_values() {
                    announce(txn, new, at, &fold).await?;
                }
                Ok(answers)
            })
        })
        .await
    }
}

impl Store {
    /// All undisputed events of the loadings of a plan, or of one volunteer in it, oldest arrival first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn loadings(
        &self,
        plan: &PlanId,
        volunteer: Option<&VolunteerId>,
    ) -> Result<Vec<LoadingEvent>, StoreError> {
        let mut query = undisputed(&self.scope()).filter(loading_event::Column::Plan.eq(plan.as_str()));
        if let Some(volunteer) = volunteer {
            query = query.filter(loading_event::Column::Volunteer.eq(volunteer.as_str()));
        }
        let rows = query.all(self.reader()).await?;
        rows.into_iter().map(from_row).collect()
    }
}

async fn append(txn: &Txn<'_>, new: &NewLoading, at: Timestamp) -> Result<Appended, StoreError> {
    let event = &new.event;
    let same_id = txn
        .find::<loading_event::Entity>()
        .filter(loading_event::Column::EventId.eq(event.id.as_str()))
        .all(txn.db)
        .await?;
    let kept_before = same_id.iter().map(|row| (row.fingerprint.as_str(), row.disputed));
    if let Some(answer) = repeated(kept_before, &new.fingerprint) {
        return Ok(answer);
    }
    let kept = txn
        .find::<loading_event::Entity>()
        .filter(of_loading(event))
        .count(txn.db)
        .await?;
    if usize::try_from(kept).unwrap_or(usize::MAX) >= EVENTS_OF_REQUEST_MAX {
        return Ok(Appended::Full);
    }
    let disputed = !same_id.is_empty();
    // Read back by the view `loading_events`.
    let body = json!({
        "event_id": event.id,
        "fingerprint": new.fingerprint,
        "disputed": disputed,
        "volunteer": event.volunteer,
        "stop": event.stop,
        "kind": event.kind,
        "occurred_at": event.occurred_at,
        "received_at": event.received_at,
    });
    let entry = Entry {
        date: Some(new.date.into()),
        words: event.note.clone(),
        ..Entry::new(Kind::LoadingEvent, LogAct::Added, event.plan.as_str(), body)
    };
    log::append(txn, at, vec![entry]).await?;
    Ok(match disputed {
        true => Appended::Conflict,
        false => Appended::Applied,
    })
}

/// Tells the feed where the loading stands now.
async fn announce<F>(txn: &Txn<'_>, new: &NewLoading, at: Timestamp, fold: &F) -> Result<(), StoreError>
where
    F: Fn(&[LoadingEvent]) -> Option<Timestamp>,
{
    let event = &new.event;
    let rows = undisputed(txn).filter(of_loading(event)).all(txn.db).await?;
    let own = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    let loaded_at = fold(&own).map(Timestamp::to_rfc3339);
    let body = json!({
        "plan": event.plan, "volunteer": event.volunteer, "stop": event.stop, "loaded_at": loaded_at,
    });
    let change = Entry {
        date: Some(new.date.into()),
        ..Entry::new(Kind::Loading, LogAct::Changed, event.plan.as_str(), body)
    };
    log::append(txn, at, vec![change]).await
}

/// All events of the loading that an event is about.
fn of_loading(event: &LoadingEvent) -> Condition {
    Condition::all()
        .add(loading_event::Column::Plan.eq(event.plan.as_str()))
        .add(loading_event::Column::Volunteer.eq(event.volunteer.as_str()))
        .add(loading_event::Column::Stop.eq(i64::from(event.stop)))
}

/// Those that count, oldest arrival first.
fn undisputed<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Select<loading_event::Entity> {
    scope
        .find::<loading_event::Entity>()
        .filter(loading_event::Column::Disputed.eq(false))
        .order_by_asc(loading_event::Column::Seq)
}

fn from_row(row: loading_event::Model) -> Result<LoadingEvent, StoreError> {
    Ok(LoadingEvent {
        kind: from_text("loading_events", &row.event_id, &row.kind)?,
        id: EventId(row.event_id),
        plan: PlanId(row.plan),
        volunteer: VolunteerId(row.volunteer),
        stop: u32::try_from(row.stop).unwrap_or(u32::MAX),
        occurred_at: Timestamp(row.occurred_at),
        received_at: Timestamp(row.received_at),
        note: said_words(row.region, row.seq, row.words_key.as_deref(), row.sealed.as_deref())?,
    })
}
