//! What came back from the road. Stored first, judged second; rows are only ever added.

use crate::entity::status_event;
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::plans::published;
use crate::requests::{self, Cause, StateChange, StoredRequest, by_id};
use crate::sequence::{self, Sequence};
use crate::store::Store;
use karavan_model::{EventId, PlanId, RequestId, StatusEvent, Timestamp, VolunteerId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

/// An event to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// The event.
    pub event: StatusEvent,
    /// The day of its plan.
    pub date: String,
    /// Of the event as it was sent (without what we added, such as the time it reached us): tells a repeat from another
    /// event under the same id.
    pub fingerprint: String,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// New; kept.
    Applied,
    /// Kept before.
    Duplicate,
    /// Another event is kept under this id. This one is kept beside it, disputed, and moves nothing.
    Conflict,
}

/// An event as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedEvent {
    /// Grows by one with every event, in the order they reached us.
    pub seq: i64,
    /// The event.
    pub event: StatusEvent,
    /// The day of its plan.
    pub date: String,
    /// Whether another event came first under the same id.
    pub disputed: bool,
}

impl Store {
    /// Appends events that are not there yet, in one transaction. After each new one `fold` sees its request, all
    /// undisputed events of that request, oldest arrival first, and the published plan of that day, and says where the
    /// request now stands; `None` leaves it. An event of an unknown request is kept and moves nothing.
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
                let mut answers = Vec::with_capacity(events.len());
                for new in events {
                    let answer = append(txn, &new).await?;
                    if answer == Appended::Applied {
                        follow(txn, &new, at, &fold).await?;
                    }
                    answers.push(answer);
                }
                Ok(answers)
            })
        })
        .await
    }

    /// The events of a request, oldest arrival first, disputed ones among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events_of_request(&self, request: &RequestId) -> Result<Vec<RecordedEvent>, StoreError> {
        of_request(self.reader(), request).await
    }

    /// The undisputed events of a day's plans, latest arrival first, at most `limit`; with `before` only what came
    /// before that number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events_of_day(
        &self,
        date: &str,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let mut query = status_event::Entity::find()
            .filter(status_event::Column::Date.eq(date))
            .filter(status_event::Column::Disputed.eq(false));
        if let Some(before) = before {
            query = query.filter(status_event::Column::Seq.lt(before));
        }
        let query = query.order_by_desc(status_event::Column::Seq).limit(limit);
        query.all(self.reader()).await?.into_iter().map(from_row).collect()
    }
}

async fn append(txn: &DatabaseTransaction, new: &NewEvent) -> Result<Appended, StoreError> {
    let event = &new.event;
    let same_id = status_event::Entity::find()
        .filter(status_event::Column::EventId.eq(event.id.as_str()))
        .all(txn)
        .await?;
    if let Some(same) = same_id.iter().find(|row| row.fingerprint == new.fingerprint) {
        return Ok(match same.disputed {
            true => Appended::Conflict,
            false => Appended::Duplicate,
        });
    }
    let disputed = !same_id.is_empty();
    let row = status_event::ActiveModel {
        seq: Set(sequence::take(txn, Sequence::StatusEvent, 1).await?),
        event_id: Set(event.id.0.clone()),
        fingerprint: Set(new.fingerprint.clone()),
        disputed: Set(disputed),
        date: Set(new.date.clone()),
        plan: Set(event.plan.0.clone()),
        volunteer: Set(event.volunteer.0.clone()),
        request: Set(event.request.0.clone()),
        kind: Set(to_text(&event.kind)?),
        occurred_at: Set(event.occurred_at.0),
        received_at: Set(event.received_at.0),
        note: Set(event.note.clone()),
    };
    status_event::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(match disputed {
        true => Appended::Conflict,
        false => Appended::Applied,
    })
}

/// Moves the request of a new event to where `fold` says, within the transaction that keeps the event.
async fn follow<F>(txn: &DatabaseTransaction, new: &NewEvent, at: Timestamp, fold: &F) -> Result<(), StoreError>
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
    let plan = published(txn, &new.date).await?.map(|plan| plan.id);
    if let Some(change) = fold(&request, &events, plan.as_ref()) {
        requests::apply_with_note(
            txn,
            &change,
            Cause::Reported(&event.kind),
            at,
            event.occurred_at,
            &event.note,
        )
        .await?;
    }
    Ok(())
}

async fn of_request<C: ConnectionTrait>(db: &C, request: &RequestId) -> Result<Vec<RecordedEvent>, StoreError> {
    let rows = status_event::Entity::find()
        .filter(status_event::Column::Request.eq(request.as_str()))
        .order_by_asc(status_event::Column::Seq)
        .all(db)
        .await?;
    rows.into_iter().map(from_row).collect()
}

fn from_row(row: status_event::Model) -> Result<RecordedEvent, StoreError> {
    Ok(RecordedEvent {
        seq: row.seq,
        disputed: row.disputed,
        date: row.date,
        event: StatusEvent {
            kind: from_text("status_events", &row.event_id, &row.kind)?,
            id: EventId(row.event_id),
            plan: PlanId(row.plan),
            volunteer: VolunteerId(row.volunteer),
            request: RequestId(row.request),
            occurred_at: Timestamp(row.occurred_at),
            received_at: Timestamp(row.received_at),
            note: row.note,
        },
    })
}
