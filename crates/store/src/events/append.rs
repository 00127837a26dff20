//! `append` decides for each status event of a batch whether it is new, a repeat, a conflict or over a limit, and
//! writes those to be kept to the log. The number of queries grows with the batch, not with the log. Requests are
//! moved by `../events.rs`, which calls it.

use super::event::{Appended, EVENTS_OF_LINK_MAX, EVENTS_OF_REQUEST_MAX, NewEvent, repeated};
use crate::acting::Txn;
use crate::entity::status_event::{Column, Entity};
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use karavan_model::Timestamp;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// Keeps what is new, in the order given, and answers for each.
pub(super) async fn append(txn: &Txn<'_>, events: &[NewEvent], at: Timestamp) -> Result<Vec<Appended>, StoreError> {
    let mut known = LoggedEvents::of(txn, events).await?;
    let mut answers = Vec::with_capacity(events.len());
    let mut entries = Vec::new();
    for new in events {
        let (answer, entry) = known.judge(new)?;
        answers.push(answer);
        entries.extend(entry);
    }
    log::append(txn, at, entries).await?;
    Ok(answers)
}

/// What the log holds that matters for some events, and what they add to it.
struct LoggedEvents {
    /// By id: fingerprints, and whether each is disputed.
    same_id: HashMap<String, Vec<(String, bool)>>,
    of_request: HashMap<String, usize>,
    of_link: HashMap<(String, String), usize>,
}

impl LoggedEvents {
    async fn of(txn: &Txn<'_>, events: &[NewEvent]) -> Result<Self, StoreError> {
        let mut same_id: HashMap<String, Vec<(String, bool)>> = HashMap::new();
        let ids: BTreeSet<&str> = events.iter().map(|new| new.event.id.as_str()).collect();
        for some in Vec::from_iter(ids).chunks(log::ROWS_PER_INSERT) {
            let rows = txn
                .find::<Entity>()
                .select_only()
                .columns([Column::EventId, Column::Fingerprint, Column::Disputed])
                .filter(Column::EventId.is_in(some.iter().copied()))
                .into_tuple::<(String, String, bool)>()
                .all(txn.db)
                .await?;
            for (id, fingerprint, disputed) in rows {
                same_id.entry(id).or_default().push((fingerprint, disputed));
            }
        }
        let mut of_request = HashMap::new();
        let requests: BTreeSet<&str> = events.iter().map(|new| new.event.request.as_str()).collect();
        for some in Vec::from_iter(requests).chunks(log::ROWS_PER_INSERT) {
            let rows = txn
                .find::<Entity>()
                .select_only()
                .column(Column::Request)
                .column_as(Column::Seq.count(), "events")
                .filter(Column::Request.is_in(some.iter().copied()))
                .group_by(Column::Request)
                .into_tuple::<(String, i64)>()
                .all(txn.db)
                .await?;
            of_request.extend(rows.into_iter().map(|(request, events)| (request, size(events))));
        }
        let mut of_link = HashMap::new();
        let links: BTreeSet<(&str, &str)> = events.iter().map(link).collect();
        for (plan, volunteer) in links {
            let counted = txn
                .find::<Entity>()
                .select_only()
                .column_as(Column::Seq.count(), "events")
                .filter(Column::Plan.eq(plan))
                .filter(Column::Volunteer.eq(volunteer))
                .into_tuple::<i64>()
                .one(txn.db)
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

    /// What becomes of an event, and its entry when it is to be kept.
    fn judge(&mut self, new: &NewEvent) -> Result<(Appended, Option<Entry>), StoreError> {
        let event = &new.event;
        let same_id = self.same_id.entry(event.id.0.clone()).or_default();
        let kept = same_id.iter().map(|(kept, disputed)| (kept.as_str(), *disputed));
        if let Some(answer) = repeated(kept, &new.fingerprint) {
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
        Ok((answer, Some(entry(new, disputed)?)))
    }
}

/// The link that an event came through: its plan and its volunteer.
fn link(new: &NewEvent) -> (&str, &str) {
    (new.event.plan.as_str(), new.event.volunteer.as_str())
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// What the log says of an event; read back by the view `status_events`.
fn entry(new: &NewEvent, disputed: bool) -> Result<Entry, StoreError> {
    let event = &new.event;
    let body = json!({
        "event_id": event.id,
        "fingerprint": new.fingerprint,
        "disputed": disputed,
        "plan": event.plan,
        "volunteer": event.volunteer,
        "kind": event.kind,
        "occurred_at": event.occurred_at,
        "received_at": event.received_at,
    });
    Ok(Entry {
        date: Some(new.date.into()),
        words: event.note.clone(),
        ..Entry::new(Kind::StatusEvent, LogAct::Added, event.request.as_str(), body)
    })
}
