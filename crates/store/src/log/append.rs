//! `append` writes entries to the log in the transaction of the change they tell of: it numbers them, chains their
//! hashes, seals what people wrote (`Sealing`) and moves the region's head. Words about an erased person are not
//! kept. Hashes are computed in `chain.rs`; entries are described in `entry.rs`.

use super::chain::hash;
use super::entry::{Entry, Kind};
use super::head::{LogHead, head, keep_head};
use super::rows::{ROWS_PER_INSERT, as_new, insert};
use crate::acting::Txn;
use crate::entity::{log, log_words};
use crate::error::StoreError;
use crate::json::to_text;
use crate::persons::keys_of_requests;
use crate::sealed::{Dice, Key, RegionKeys, seal_words};
use karavan_model::{PersonId, RequestId, Timestamp};
use sea_orm::{ActiveValue::Set, EntityTrait};
use std::collections::HashMap;

/// Appends entries in the transaction of the write that they tell of.
pub(crate) async fn append(txn: &Txn<'_>, at: Timestamp, entries: Vec<Entry>) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut sealing = Sealing::of(txn, &entries).await?;
    let mut head = head(txn).await?;
    let mut rows = Vec::with_capacity(entries.len());
    let mut words = Vec::new();
    for entry in entries {
        let seq = head.seq + 1;
        let mut row = log::Model {
            region: txn.key(),
            seq,
            at: at.0,
            actor_kind: txn.actor.kind().to_owned(),
            actor: txn.actor.id().to_owned(),
            kind: entry.kind.word().to_owned(),
            act: entry.act.word().to_owned(),
            date: entry.date,
            subject: entry.subject.clone(),
            body: to_text(&entry.body)?,
            words_seal: String::new(),
            hash: Vec::new(),
        };
        if let Some(sealing) = &mut sealing
            && let Some((seal, kept)) = sealing.seal(txn.key(), seq, &entry)?
        {
            row.words_seal = seal;
            words.push(kept);
        }
        let hash = hash(&head.hash, &row);
        row.hash = hash.to_vec();
        head = LogHead { seq, hash };
        rows.push(as_new(row));
    }
    insert(txn.db, rows).await?;
    for some in words.chunks(ROWS_PER_INSERT) {
        log_words::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn.db)
            .await?;
    }
    keep_head(txn, &head).await
}

/// What seals the words of some entries.
struct Sealing {
    dice: Dice,
    region: RegionKeys,
    people: HashMap<RequestId, (PersonId, Option<Key>)>,
}

impl Sealing {
    /// `None` when nobody said anything.
    async fn of(txn: &Txn<'_>, entries: &[Entry]) -> Result<Option<Self>, StoreError> {
        let said = || entries.iter().filter(|entry| !entry.words.is_empty());
        if said().next().is_none() {
            return Ok(None);
        }
        let requests: Vec<RequestId> = said().filter_map(about).collect();
        let mut dice = Dice::throw(txn.db).await?;
        Ok(Some(Self {
            region: RegionKeys::of(txn, &mut dice).await?,
            people: keys_of_requests(txn, requests.iter()).await?,
            dice,
        }))
    }

    /// The seal of an entry's words and their row; `None` when there are none, or when their person was erased: then
    /// they are not kept.
    fn seal(
        &mut self,
        region: i64,
        seq: i64,
        entry: &Entry,
    ) -> Result<Option<(String, log_words::ActiveModel)>, StoreError> {
        if entry.words.is_empty() {
            return Ok(None);
        }
        let owner = about(entry).and_then(|request| self.people.get(&request));
        let (person, key) = match owner {
            Some((person, Some(key))) => (Some(person.0), key),
            Some((_, None)) => return Ok(None),
            None => (None, &self.region.words),
        };
        let (seal, sealed) = seal_words(key, &mut self.dice, region, seq, &entry.words)?;
        let row = log_words::ActiveModel {
            region: Set(region),
            seq: Set(seq),
            subject: Set(entry.subject.clone()),
            person: Set(person),
            sealed: Set(sealed),
        };
        Ok(Some((seal, row)))
    }
}

/// The request that an entry is about.
fn about(entry: &Entry) -> Option<RequestId> {
    let is_of_request = matches!(entry.kind, Kind::Request | Kind::StatusEvent | Kind::Reveal);
    is_of_request.then(|| RequestId(entry.subject.clone()))
}
