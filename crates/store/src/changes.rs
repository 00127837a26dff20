//! The feed that live screens follow: one row for every visible change, written with the change itself.

use crate::entity::{change, change_note, status_event};
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::readable::readable;
use crate::sequence::{self, Sequence};
use crate::store::Store;
use karavan_model::{RequestId, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// A request: taken in, edited, or in another state.
    Request,
    /// A plan: made, published or closed.
    Plan,
    /// A run: begun or ended.
    Run,
    /// A volunteer; of no particular day.
    Volunteer,
    /// A shift offered or taken back.
    Shift,
    /// A hub; of no particular day.
    Hub,
    /// A loading that a volunteer said something of.
    Loading,
}

impl ChangeKind {
    const ALL: [Self; 7] = [
        Self::Request,
        Self::Plan,
        Self::Run,
        Self::Volunteer,
        Self::Shift,
        Self::Hub,
        Self::Loading,
    ];

    /// The word on the wire, which is also the name of the server-sent event.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Plan => "plan",
            Self::Run => "run",
            Self::Volunteer => "volunteer",
            Self::Shift => "shift",
            Self::Hub => "hub",
            Self::Loading => "loading",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Grows by one with every change, in the order of commits.
    pub seq: i64,
    /// What it is about.
    pub kind: ChangeKind,
    /// The day it touches, `YYYY-MM-DD`; empty when it touches every day.
    pub date: String,
    /// The id of the thing.
    pub subject: String,
    /// For a request `{request, cause, state, outcome, volunteer, occurred_at, note}`; for a plan `{plan, state, version}`; for
    /// a run `{run, state, plan}`; for a loading `{plan, volunteer, stop, loaded_at}`; for the rest `{id}`.
    pub body: Value,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// What changed after `seq`, oldest first, at most `limit`; with `date` only what touches that day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_after(&self, seq: i64, date: Option<&str>, limit: u64) -> Result<Vec<Change>, StoreError> {
        let mut query = change::Entity::find().filter(change::Column::Seq.gt(seq));
        if let Some(date) = date {
            query = query.filter(change::Column::Date.is_in([date, ""]));
        }
        let query = query.order_by_asc(change::Column::Seq).limit(limit);
        let mut changes = readable(self.reader(), "changes", query, from_row).await?.items;
        self.tell_notes(&mut changes).await?;
        Ok(changes)
    }

    /// Puts into changes of requests what people said with them: the feed itself keeps no words.
    async fn tell_notes(&self, changes: &mut [Change]) -> Result<(), StoreError> {
        let requests = || changes.iter().filter(|change| change.kind == ChangeKind::Request);
        let events: Vec<&str> = requests().filter_map(|change| change.body[EVENT].as_str()).collect();
        let mut said: HashMap<String, String> = HashMap::new();
        if !events.is_empty() {
            let query = status_event::Entity::find()
                .filter(status_event::Column::EventId.is_in(events))
                .filter(status_event::Column::Disputed.eq(false));
            said.extend(
                query
                    .all(self.reader())
                    .await?
                    .into_iter()
                    .map(|row| (row.event_id, row.note)),
            );
        }
        let mut beside: HashMap<i64, String> = HashMap::new();
        let (first, last) = (requests().next(), requests().next_back());
        if let (Some(first), Some(last)) = (first, last) {
            let query = change_note::Entity::find().filter(change_note::Column::Change.between(first.seq, last.seq));
            beside.extend(
                query
                    .all(self.reader())
                    .await?
                    .into_iter()
                    .map(|row| (row.change, row.note)),
            );
        }
        for change in changes.iter_mut().filter(|change| change.kind == ChangeKind::Request) {
            let event = change.body.as_object_mut().and_then(|body| body.remove(EVENT));
            let note = match event.as_ref().and_then(Value::as_str) {
                Some(event) => said.get(event),
                None => beside.get(&change.seq),
            };
            change.body["note"] = json!(note.map_or("", String::as_str));
        }
        Ok(())
    }

    /// The number of the newest change; 0 when nothing ever changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_change(&self) -> Result<i64, StoreError> {
        sequence::last(self.reader(), Sequence::Change).await
    }
}

fn from_row(row: change::Model) -> Result<Change, StoreError> {
    let kind = ChangeKind::ALL.into_iter().find(|kind| kind.word() == row.kind);
    let Some(kind) = kind else {
        return Err(StoreError::Word {
            table: "changes",
            word: row.kind,
        });
    };
    Ok(Change {
        seq: row.seq,
        kind,
        body: from_text("changes", &row.subject, &row.body)?,
        date: row.date,
        subject: row.subject,
        at: Timestamp(row.at),
    })
}

/// The field of a kept change that names the event whose words go with it.
pub(crate) const EVENT: &str = "event";

/// Keeps words beside the change recorded last, where they can be erased.
pub(crate) async fn note_last(txn: &DatabaseTransaction, request: &RequestId, words: &str) -> Result<(), StoreError> {
    let row = change_note::ActiveModel {
        change: Set(sequence::last(txn, Sequence::Change).await?),
        request: Set(request.0.clone()),
        note: Set(words.to_owned()),
    };
    change_note::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// A change about to be written.
pub(crate) struct NewChange {
    pub(crate) kind: ChangeKind,
    pub(crate) date: String,
    pub(crate) subject: String,
    pub(crate) body: Value,
}

/// Rows per statement, far below every engine's limit of bound values.
pub(crate) const ROWS_PER_INSERT: usize = 500;

/// Appends changes to the feed, in the caller's transaction.
pub(crate) async fn record(
    txn: &DatabaseTransaction,
    at: Timestamp,
    changes: Vec<NewChange>,
) -> Result<(), StoreError> {
    let Ok(count @ 1..) = i64::try_from(changes.len()) else {
        return Ok(());
    };
    let first = sequence::take(txn, Sequence::Change, count).await?;
    let rows = (first..).zip(changes).map(|(seq, change)| {
        Ok(change::ActiveModel {
            seq: Set(seq),
            kind: Set(change.kind.word().to_owned()),
            date: Set(change.date),
            subject: Set(change.subject),
            body: Set(to_text(&change.body)?),
            at: Set(at.0),
        })
    });
    let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    for some in rows.chunks(ROWS_PER_INSERT) {
        change::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}
