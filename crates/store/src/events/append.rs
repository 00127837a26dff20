//! Adds events to the log: a batch costs a few statements, however long the log is.

use super::{Appended, EVENTS_OF_LINK_MAX, EVENTS_OF_REQUEST_MAX, NewEvent};
use crate::changes::ROWS_PER_INSERT;
use crate::entity::status_event::{ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::json::to_text;
use crate::sequence::{self, Sequence};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeSet, HashMap};

/// Keeps what is new, in the order given, and answers for each.
pub(super) async fn append(txn: &DatabaseTransaction, events: &[NewEvent]) -> Result<Vec<Appended>, StoreError> {
    let mut log = Log::of(txn, events).await?;
    let mut answers = Vec::with_capacity(events.len());
    let mut rows = Vec::new();
    for new in events {
        let (answer, row) = log.judge(new)?;
        answers.push(answer);
        rows.extend(row);
    }
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(answers);
    }
    let first = sequence::take(txn, Sequence::StatusEvent, count).await?;
    for (seq, row) in (first..).zip(&mut rows) {
        row.seq = Set(seq);
    }
    for some in rows.chunks(ROWS_PER_INSERT) {
        Entity::insert_many(some.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(answers)
}

/// What the log holds that matters for some events, and what they add to it.
struct Log {
    /// By id: fingerprints, and whether each is disputed.
    same_id: HashMap<String, Vec<(String, bool)>>,
    of_request: HashMap<String, usize>,
    of_link: HashMap<(String, String), usize>,
}

impl Log {
    async fn of(txn: &DatabaseTransaction, events: &[NewEvent]) -> Result<Self, StoreError> {
        let mut same_id: HashMap<String, Vec<(String, bool)>> = HashMap::new();
        let ids: BTreeSet<&str> = events.iter().map(|new| new.event.id.as_str()).collect();
        for some in Vec::from_iter(ids).chunks(ROWS_PER_INSERT) {
            let rows = Entity::find()
                .select_only()
                .columns([Column::EventId, Column::Fingerprint, Column::Disputed])
                .filter(Column::EventId.is_in(some.iter().copied()))
                .into_tuple::<(String, String, bool)>()
                .all(txn)
                .await?;
            for (id, fingerprint, disputed) in rows {
                same_id.entry(id).or_default().push((fingerprint, disputed));
            }
        }
        let mut of_request = HashMap::new();
        let requests: BTreeSet<&str> = events.iter().map(|new| new.event.request.as_str()).collect();
        for some in Vec::from_iter(requests).chunks(ROWS_PER_INSERT) {
            let rows = Entity::find()
                .select_only()
                .column(Column::Request)
                .column_as(Column::Seq.count(), "events")
                .filter(Column::Request.is_in(some.iter().copied()))
                .group_by(Column::Request)
                .into_tuple::<(String, i64)>()
                .all(txn)
                .await?;
            of_request.extend(rows.into_iter().map(|(request, events)| (request, size(events))));
        }
        let mut of_link = HashMap::new();
        let links: BTreeSet<(&str, &str)> = events.iter().map(link).collect();
        for (plan, volunteer) in links {
            let counted = Entity::find()
                .select_only()
                .column_as(Column::Seq.count(), "events")
                .filter(Column::Plan.eq(plan))
                .filter(Column::Volunteer.eq(volunteer))
                .into_tuple::<i64>()
                .one(txn)
                .await?;
            of_link.insert(
                (plan.to_owned(), volunteer.to_owned()),
                size(counted.unwrap_or_default()),
            );
        }
        Ok(Self {
            same_id,
            of_request,
            of_link,
        })
    }

    /// What becomes of an event, and its row when it is to be kept.
    fn judge(&mut self, new: &NewEvent) -> Result<(Appended, Option<ActiveModel>), StoreError> {
        let event = &new.event;
        let same_id = self.same_id.entry(event.id.0.clone()).or_default();
        if let Some((_, disputed)) = same_id.iter().find(|(fingerprint, _)| *fingerprint == new.fingerprint) {
            let answer = match disputed {
                true => Appended::Conflict,
                false => Appended::Duplicate,
            };
            return Ok((answer, None));
        }
        let of_request = self.of_request.entry(event.request.0.clone()).or_default();
        let (plan, volunteer) = link(new);
        let of_link = self.of_link.entry((plan.to_owned(), volunteer.to_owned())).or_default();
        if *of_request >= EVENTS_OF_REQUEST_MAX || *of_link >= EVENTS_OF_LINK_MAX {
            return Ok((Appended::Full, None));
        }
        *of_request += 1;
        *of_link += 1;
        let answer = match same_id.is_empty() {
            true => Appended::Applied,
            false => Appended::Conflict,
        };
        let disputed = answer == Appended::Conflict || !new.is_on_route;
        same_id.push((new.fingerprint.clone(), disputed));
        Ok((answer, Some(row(new, disputed)?)))
    }
}

/// Who reports in which plan.
fn link(new: &NewEvent) -> (&str, &str) {
    (new.event.plan.as_str(), new.event.volunteer.as_str())
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// All of a row but its number.
fn row(new: &NewEvent, disputed: bool) -> Result<ActiveModel, StoreError> {
    let event = &new.event;
    Ok(ActiveModel {
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
        ..Default::default()
    })
}
