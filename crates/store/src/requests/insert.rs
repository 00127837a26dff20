//! `insert` keeps new requests in the caller's transaction: it numbers them, finds or makes their persons, seals them
//! and tells the feed. The same reference within the sender's reach, or the same id, is kept once: a repeat is answered
//! as `Existing`, anything else under it as `Conflict`. It is called by `submissions/accept.rs`.

use super::announce::{Cause, announce};
use super::columns::{Kept, kept, municipality_key, outcome_word, sealed, state_word};
use super::find::by_id;
use super::stored::{Inserted, NewRequest, Reach, StoredRequest};
use crate::acting::Txn;
use crate::entity::{request, request_search};
use crate::error::StoreError;
use crate::log::{self, ROWS_PER_INSERT};
use crate::persons::People;
use crate::request_number;
use crate::sealed::Key;
use crate::sequence::{self, Sequence};
use crate::text_search::searchable;
use karavan_model::{PersonId, Request, RequestId, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// What tells two requests of one source apart.
type SourceRef = (String, String);

/// Keeps requests in the caller's transaction and answers for each, in order. The same `(source, source_ref)` within
/// the sender's reach, or the same given id, is never kept twice, also not within one call.
pub(crate) async fn insert(txn: &Txn<'_>, requests: Vec<NewRequest>) -> Result<Vec<Inserted>, StoreError> {
    let mut known = Conflicting::load(txn, &requests).await?;
    let mut people = People::of(txn, requests.iter().map(|new| &new.request)).await?;
    let count = i64::try_from(requests.len()).unwrap_or(i64::MAX);
    let mut number = sequence::take(txn, Sequence::Request, count).await?;
    let mut answers = Vec::with_capacity(requests.len());
    let (mut rows, mut searched) = (Vec::new(), Vec::new());
    let mut feed = Vec::new();
    for mut new in requests {
        if let Some(answer) = known.judge(&new) {
            answers.push(answer);
            number += 1;
            continue;
        }
        if new.request.id.0.is_empty() {
            new.request.id = free_id(txn, &known, number).await?;
        }
        let (person, key) = people.owner(&new.request);
        let stored = stored(&new, number, person);
        feed.push(announce(&stored, Cause::TakenIn, new.received_at)?);
        let print = key.mark(&new.fingerprint);
        let (body, personal) = sealed(txn.key(), &stored.request, &key, &mut people.dice)?;
        rows.push(request::ActiveModel {
            fingerprint: Set(print.clone()),
            body: Set(body),
            personal: Set(Some(personal)),
            ..row(txn.key(), &stored)?
        });
        searched.push(search_row(txn.key(), &stored.request));
        known.add(stored.clone(), (Some(key), print));
        answers.push(Inserted::Created(stored));
        number += 1;
    }
    let at = answers.last().map_or(Timestamp(0), |last| last.stored().received_at);
    people.keep(txn, at).await?;
    for (rows, searched) in rows.chunks(ROWS_PER_INSERT).zip(searched.chunks(ROWS_PER_INSERT)) {
        request::Entity::insert_many(rows.to_vec())
            .exec_without_returning(txn.db)
            .await?;
        request_search::Entity::insert_many(searched.to_vec())
            .exec_without_returning(txn.db)
            .await?;
    }
    log::append(txn, at, feed).await?;
    Ok(answers)
}

/// A number of ours that no imported table has used as its own id.
async fn free_id(txn: &Txn<'_>, known: &Conflicting, mut number: i64) -> Result<RequestId, StoreError> {
    loop {
        let id = RequestId(request_number::with_check(txn.region, number));
        if !known.ids.contains_key(&id) && by_id(txn, &id).await?.is_none() {
            return Ok(id);
        }
        number = sequence::take(txn, Sequence::Request, 1).await?;
    }
}

/// What tells whether a request says the same as one that is kept: a mark of its fingerprint under its person's key. Of
/// an erased person there is none, and nothing is the same.
type Print = (Option<Key>, String);

/// The requests that could be in the way, by id and by reference.
struct Conflicting {
    ids: HashMap<RequestId, (StoredRequest, Print)>,
    refs: HashMap<SourceRef, Vec<RequestId>>,
}

impl Conflicting {
    async fn load(txn: &Txn<'_>, requests: &[NewRequest]) -> Result<Self, StoreError> {
        let mut known = Self {
            ids: HashMap::new(),
            refs: HashMap::new(),
        };
        let ids = requests.iter().map(|new| new.request.id.0.as_str());
        let ids: Vec<&str> = ids.filter(|id| !id.is_empty()).collect();
        for some in ids.chunks(ROWS_PER_INSERT) {
            let same_id = request::Column::Id.is_in(some.iter().copied());
            known.extend(kept(txn).filter(same_id).into_model().all(txn.db).await?)?;
        }
        let mut by_source: HashMap<&str, Vec<&str>> = HashMap::new();
        for new in requests {
            if let Some(source_ref) = &new.request.source_ref {
                by_source.entry(&new.request.source).or_default().push(source_ref);
            }
        }
        for (source, refs) in by_source {
            for some in refs.chunks(ROWS_PER_INSERT) {
                let same_ref = request::Column::SourceRef.is_in(some.iter().copied());
                let query = kept(txn).filter(request::Column::Source.eq(source));
                known.extend(query.filter(same_ref).into_model().all(txn.db).await?)?;
            }
        }
        Ok(known)
    }

    fn extend(&mut self, rows: Vec<Kept>) -> Result<(), StoreError> {
        for kept in rows {
            let print = (kept.key.clone(), kept.row.fingerprint.clone());
            self.add(kept.read()?, print);
        }
        Ok(())
    }

    fn add(&mut self, stored: StoredRequest, print: Print) {
        let id = stored.request.id.clone();
        if let Some(source_ref) = &stored.request.source_ref {
            let source_ref = (stored.request.source.clone(), source_ref.clone());
            let same = self.refs.entry(source_ref).or_default();
            if !same.contains(&id) {
                same.push(id.clone());
            }
        }
        self.ids.insert(id, (stored, print));
    }

    /// The answer, when something is in the way already. Several systems may have sent the same reference: to who
    /// reaches them all, an equal one comes first.
    fn judge(&self, new: &NewRequest) -> Option<Inserted> {
        let reached = |stored: &StoredRequest| new.reach == Reach::All || stored.owner == new.owner;
        let source_ref = new.request.source_ref.clone();
        let named = source_ref.and_then(|source_ref| self.refs.get(&(new.request.source.clone(), source_ref)));
        let mut in_the_way: Vec<_> = named
            .into_iter()
            .flatten()
            .filter_map(|id| self.ids.get(id))
            .filter(|(stored, _)| reached(stored))
            .collect();
        in_the_way.extend(self.ids.get(&new.request.id));
        let equal = |(stored, (key, print)): &&(StoredRequest, Print)| {
            let same = key.as_ref().is_some_and(|key| key.mark(&new.fingerprint) == *print);
            same && reached(stored)
        };
        if let Some((stored, _)) = in_the_way.iter().copied().find(equal) {
            return Some(Inserted::Existing(stored.clone()));
        }
        let (stored, _) = in_the_way.first()?;
        Some(Inserted::Conflict(stored.clone()))
    }
}

fn stored(new: &NewRequest, number: i64, person: PersonId) -> StoredRequest {
    StoredRequest {
        request: new.request.clone(),
        state: new.state,
        why: new.why.clone(),
        volunteer: None,
        version: 1,
        number,
        received_at: new.received_at,
        changed_at: new.received_at,
        owner: new.owner.clone(),
        person,
        is_erased: false,
    }
}

/// What a request is found by.
pub(super) fn search_row(region: i64, request: &Request) -> request_search::ActiveModel {
    request_search::ActiveModel {
        region: Set(region),
        request: Set(request.id.0.clone()),
        text: Set(searchable(request)),
    }
}

/// The columns that are about nobody.
fn row(region: i64, stored: &StoredRequest) -> Result<request::ActiveModel, StoreError> {
    Ok(request::ActiveModel {
        region: Set(region),
        id: Set(stored.request.id.0.clone()),
        number: Set(stored.number),
        source: Set(stored.request.source.clone()),
        source_ref: Set(stored.request.source_ref.clone()),
        date: Set(stored.request.date.into()),
        state: Set(state_word(stored.state).to_owned()),
        outcome: Set(outcome_word(stored.state)?),
        why: Set(stored.why.clone()),
        volunteer: Set(None),
        version: Set(stored.version),
        received_at: Set(stored.received_at.0),
        changed_at: Set(stored.changed_at.0),
        owner: Set(stored.owner.clone()),
        person: Set(stored.person.0),
        municipality: Set(municipality_key(&stored.request)),
        ..Default::default()
    })
}
