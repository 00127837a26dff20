//! `Change`, `ChangeKind` and `Store::changes_after`: the feed that live screens follow, which is the log's entries
//! about requests, plans, runs, volunteers, shifts, hubs and loadings, after a number and optionally of one day; notes
//! said with requests are decrypted and put in. `last_change` is the newest number; `Store::hint` (`store.rs`) wakes
//! readers.

use crate::date_column::DateColumn;
use crate::entity::{change, said, status_event};
use crate::error::StoreError;
use crate::json::from_text;
use crate::log;
use crate::readable::readable;
use crate::sealed::said_words;
use crate::store::Store;
use karavan_model::{Date, Timestamp};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
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
    /// The number of its entry in the log: grows with every change, in the order of commits.
    pub seq: i64,
    /// What it is about.
    pub kind: ChangeKind,
    /// The day it touches; none when it touches every day.
    pub date: Option<Date>,
    /// The id of the thing.
    pub subject: String,
    /// For a request `{request, cause, state, outcome, volunteer, occurred_at, note}`; for a plan `{plan, state,
    /// version}`; for a run `{run, state, plan}`; for a loading `{plan, volunteer, stop, loaded_at}`; for the rest
    /// `{id}`.
    pub body: Value,
    /// When it was written.
    pub at: Timestamp,
}

impl Store {
    /// What changed after `seq`, oldest first, at most `limit`; with `date` only what touches that day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_after(&self, seq: i64, date: Option<Date>, limit: u64) -> Result<Vec<Change>, StoreError> {
        let mut query = self
            .scope()
            .find::<change::Entity>()
            .filter(change::Column::Seq.gt(seq));
        if let Some(date) = date {
            let of_day = change::Column::Date.eq(DateColumn::from(date));
            query = query.filter(of_day.or(change::Column::Date.is_null()));
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
            let query = self
                .scope()
                .find::<status_event::Entity>()
                .filter(status_event::Column::EventId.is_in(events))
                .filter(status_event::Column::Disputed.eq(false));
            for row in query.all(self.reader()).await? {
                let note = said_words(row.region, row.seq, row.words_key.as_deref(), row.sealed.as_deref());
                said.insert(row.event_id, readable_words(row.seq, note));
            }
        }
        let mut beside: HashMap<i64, String> = HashMap::new();
        let (first, last) = (requests().next(), requests().next_back());
        if let (Some(first), Some(last)) = (first, last) {
            let query = self
                .scope()
                .find::<said::Entity>()
                .filter(said::Column::Seq.between(first.seq, last.seq));
            for row in query.all(self.reader()).await? {
                let words = said_words(row.region, row.seq, row.words_key.as_deref(), Some(&row.sealed));
                beside.insert(row.seq, readable_words(row.seq, words));
            }
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

    /// The number of the newest entry of the log; 0 when nothing was ever done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_change(&self) -> Result<i64, StoreError> {
        log::last(&self.scope()).await
    }
}

/// The words of one entry; damaged ones must not hide the changes of all others.
fn readable_words(seq: i64, words: Result<String, StoreError>) -> String {
    words.unwrap_or_else(|error| {
        tracing::error!(seq, %error, "damaged words are left out of the feed");
        String::new()
    })
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
        date: row.date.map(Date::from),
        subject: row.subject,
        at: Timestamp(row.at),
    })
}

/// The field of a kept change that names the event whose words go with it.
pub(crate) const EVENT: &str = "event";
