//! `Acting::held_person` answers “what do you keep about me”: a `HeldPerson` with the person's requests, events, words,
//! log entries and parts of plans. That somebody looked is written to the log.

use crate::acting::{Acting, Txn};
use crate::entity::{log, opened_part, person, said};
use crate::error::StoreError;
use crate::events::{RecordedEvent, of_request};
use crate::log::{self as entries, Entry, Kind, LogAct, LogEntry, ROWS_PER_INSERT};
use crate::requests::{self, StoredRequest};
use crate::scope::Scope;
use crate::sealed::{PersonalPart, open_part, said_words};
use karavan_model::{PersonId, PlanId, RequestId, Timestamp};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// Everything that is kept of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldPerson {
    /// Which person.
    pub id: PersonId,
    /// When the first request of theirs came.
    pub made_at: Timestamp,
    /// When all that was kept of them was erased.
    pub erased_at: Option<Timestamp>,
    /// Their requests, in the order they came.
    pub requests: Vec<StoredRequest>,
    /// What came back from the road about them.
    pub events: Vec<RecordedEvent>,
    /// What was said with changes of their requests.
    pub words: Vec<HeldWords>,
    /// Who did what to their requests, and who looked.
    pub log: Vec<LogEntry>,
    /// What plans and routes say of where they are.
    pub plans: Vec<(PlanId, PersonalPart)>,
}

/// Words said with a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldWords {
    /// The number of the entry in the log.
    pub seq: i64,
    /// Of which request.
    pub request: RequestId,
    /// What was said.
    pub words: String,
}

impl Acting<'_> {
    /// Everything that is kept of a person, and an entry that it was looked at. `None` when there is no such person.
    ///
    /// # Errors
    /// When the database fails; then nothing is told.
    pub async fn held_person(&self, person: PersonId, at: Timestamp) -> Result<Option<HeldPerson>, StoreError> {
        self.write(move |txn| Box::pin(held(txn, person, at))).await
    }
}

async fn held(txn: &Txn<'_>, person: PersonId, at: Timestamp) -> Result<Option<HeldPerson>, StoreError> {
    let row = txn.find::<person::Entity>().filter(person::Column::Id.eq(person.0));
    let Some(row) = row.one(txn.db).await? else {
        return Ok(None);
    };
    let looked = Entry::new(Kind::Person, LogAct::Read, &person.to_string(), json!({}));
    entries::append(txn, at, vec![looked]).await?;
    let requests = requests::of_people(txn, &[person]).await?;
    let mut events = Vec::new();
    for stored in &requests {
        events.extend(of_request(txn, &stored.request.id).await?);
    }
    Ok(Some(HeldPerson {
        id: person,
        made_at: Timestamp(row.made_at),
        erased_at: row.erased_at.map(Timestamp),
        events,
        words: words(txn, person).await?,
        log: log_of(txn, person, &requests).await?,
        plans: plans(txn, person).await?,
        requests,
    }))
}

async fn words<C: ConnectionTrait>(scope: &Scope<'_, C>, person: PersonId) -> Result<Vec<HeldWords>, StoreError> {
    let rows = scope
        .find::<said::Entity>()
        .filter(said::Column::Person.eq(person.0))
        .order_by_asc(said::Column::Seq)
        .all(scope.db)
        .await?;
    let told = rows.into_iter().map(|row| {
        let words = said_words(scope.key(), row.seq, row.words_key.as_deref(), Some(&row.sealed))?;
        Ok(HeldWords {
            seq: row.seq,
            request: RequestId(row.subject),
            words,
        })
    });
    told.collect()
}

async fn log_of<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    person: PersonId,
    requests: &[StoredRequest],
) -> Result<Vec<LogEntry>, StoreError> {
    let own = Condition::all()
        .add(log::Column::Kind.eq(Kind::Person.word()))
        .add(log::Column::Subject.eq(person.to_string()));
    let mut rows = scope.find::<log::Entity>().filter(own).all(scope.db).await?;
    let ids: Vec<&str> = requests.iter().map(|stored| stored.request.id.as_str()).collect();
    for some in ids.chunks(ROWS_PER_INSERT) {
        let of_requests = Condition::all()
            .add(log::Column::Kind.is_in([Kind::Request.word(), Kind::StatusEvent.word(), Kind::Reveal.word()]))
            .add(log::Column::Subject.is_in(some.iter().copied()));
        rows.extend(scope.find::<log::Entity>().filter(of_requests).all(scope.db).await?);
    }
    rows.sort_unstable_by_key(|row| row.seq);
    Ok(rows.into_iter().map(LogEntry::from).collect())
}

async fn plans<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    person: PersonId,
) -> Result<Vec<(PlanId, PersonalPart)>, StoreError> {
    let rows = scope
        .find::<opened_part::Entity>()
        .filter(opened_part::Column::Person.eq(person.0))
        .order_by_asc(opened_part::Column::Plan)
        .all(scope.db)
        .await?;
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let plan = PlanId(row.plan.clone());
        told.extend(open_part(scope, row)?.map(|part| (plan, part)));
    }
    Ok(told)
}
