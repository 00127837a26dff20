//! `append_events` keeps volunteers' status events of requests as log entries and moves the requests that have new ones
//! to where the caller's `fold` says, in one transaction; `events_of_request` and `events_of_day` read them. Events in
//! conflict with an earlier one, or off the sender's route, are kept as disputed and move nothing; past a limit they
//! are not kept (`events/event.rs`). Loadings are in `loadings.rs`.

mod append;
mod event;

pub(crate) use event::repeated;
pub use event::{Appended, EVENTS_OF_LINK_MAX, EVENTS_OF_REQUEST_MAX, NewEvent, RecordedEvent};

use crate::acting::{Acting, Txn};
use crate::date_column::DateColumn;
use crate::entity::status_event;
use crate::error::StoreError;
use crate::json::from_text;
use crate::plans::published;
use crate::readable::{Readable, readable};
use crate::requests::{self, Cause, MoveNote, StateChange, StoredRequest, by_id};
use crate::scope::Scope;
use crate::sealed::said_words;
use crate::store::Store;
use karavan_model::{Date, EventId, PlanId, RequestId, StatusEvent, Timestamp, VolunteerId};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

impl Acting<'_> {
    /// Appends events that are not there yet, in one transaction. Then `fold` sees each request that has a new one,
    /// once: the request, all its undisputed events, oldest arrival first, and the published plan of that day; it says
    /// where the request now stands; `None` leaves it. An event of an unknown request is kept and moves nothing.
    ///
    /// # Errors
    /// When the database fails; then none was kept.
    pub async fn append_events<F>(
        &self,
        events: Vec<NewEvent>,
        at: Timestamp,
        fold: F,
    ) -> Result<Vec<Appended>, StoreError>
    where
        F: Fn(&StoredRequest, &[StatusEvent], Option<&PlanId>) -> Option<StateChange> + Send + Sync + 'static,
    {
        self.write(move |txn| {
            Box::pin(async move {
                let answers = append::append(txn, &events, at).await?;
                for newest in newest_of_each(events.iter().zip(&answers)) {
                    follow(txn, newest, at, &fold).await?;
                }
                Ok(answers)
            })
        })
        .await
    }
}

impl Store {
    /// The events of a request, oldest arrival first, disputed ones among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events_of_request(&self, request: &RequestId) -> Result<Vec<RecordedEvent>, StoreError> {
        of_request(&self.scope(), request).await
    }

    /// The undisputed events of a day's plans, latest arrival first, at most `limit`; with `before` only what came
    /// before that number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events_of_day(
        &self,
        date: Date,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Readable<RecordedEvent>, StoreError> {
        let mut query = self
            .scope()
            .find::<status_event::Entity>()
            .filter(status_event::Column::Date.eq(DateColumn::from(date)))
            .filter(status_event::Column::Disputed.eq(false));
        if let Some(before) = before {
            query = query.filter(status_event::Column::Seq.lt(before));
        }
        let query = query.order_by_desc(status_event::Column::Seq).limit(limit);
        readable(self.reader(), "status_events", query, from_row).await
    }
}

/// Of each request that has a new event, the one that happened last: its words and its hour are told with the move.
fn newest_of_each<'a>(answered: impl Iterator<Item = (&'a NewEvent, &'a Appended)>) -> Vec<&'a NewEvent> {
    let mut newest: Vec<&NewEvent> = Vec::new();
    let mut places: HashMap<&RequestId, usize> = HashMap::new();
    for (new, _) in answered.filter(|(new, answer)| new.is_on_route && **answer == Appended::Applied) {
        match places.entry(&new.event.request) {
            Entry::Vacant(free) => {
                free.insert(newest.len());
                newest.push(new);
            }
            Entry::Occupied(place) => {
                let seen = &mut newest[*place.get()];
                if new.event.occurred_at >= seen.event.occurred_at {
                    *seen = new;
                }
            }
        }
    }
    newest
}

/// Moves the request of new events to where `fold` says, within the transaction that keeps them.
async fn follow<F>(txn: &Txn<'_>, new: &NewEvent, at: Timestamp, fold: &F) -> Result<(), StoreError>
where
    F: Fn(&StoredRequest, &[StatusEvent], Option<&PlanId>) -> Option<StateChange>,
{
    let event = &new.event;
    let Some(request) = by_id(txn, &event.request).await? else {
        return Ok(());
    };
    let recorded = of_request(txn, &event.request).await?;
    let undisputed = recorded.into_iter().filter(|recorded| !recorded.disputed);
    let events: Vec<StatusEvent> = undisputed.map(|recorded| recorded.event).collect();
    let plan = published(txn, new.date).await?.map(|plan| plan.id);
    if let Some(change) = fold(&request, &events, plan.as_ref()) {
        let cause = Cause::Reported(&event.kind);
        requests::apply_with_note(txn, &change, cause, at, event.occurred_at, MoveNote::Event(&event.id)).await?;
    }
    Ok(())
}

pub(crate) async fn of_request<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    request: &RequestId,
) -> Result<Vec<RecordedEvent>, StoreError> {
    let rows = scope
        .find::<status_event::Entity>()
        .filter(status_event::Column::Request.eq(request.as_str()))
        .order_by_asc(status_event::Column::Seq)
        .all(scope.db)
        .await?;
    rows.into_iter().map(from_row).collect()
}

fn from_row(row: status_event::Model) -> Result<RecordedEvent, StoreError> {
    Ok(RecordedEvent {
        seq: row.seq,
        disputed: row.disputed,
        date: row.date.into(),
        event: StatusEvent {
            kind: from_text("status_events", &row.event_id, &row.kind)?,
            id: EventId(row.event_id),
            plan: PlanId(row.plan),
            volunteer: VolunteerId(row.volunteer),
            request: RequestId(row.request),
            occurred_at: Timestamp(row.occurred_at),
            received_at: Timestamp(row.received_at),
            note: said_words(row.region, row.seq, row.words_key.as_deref(), row.sealed.as_deref())?,
        },
    })
}
