//! Appending to the log, and chaining each entry to the one before.

use super::chain::{hash, key_of, seal};
use super::dice::dice;
use super::entry::Entry;
use super::head::{Head, head, keep_head};
use super::rows::{ROWS_PER_INSERT, as_new, insert};
use crate::acting::Txn;
use crate::entity::{log, log_words};
use crate::error::StoreError;
use crate::json::to_text;
use karavan_model::Timestamp;
use sea_orm::{ActiveValue::Set, EntityTrait};

/// Appends entries in the transaction of the write that they tell of.
pub(crate) async fn append(txn: &Txn<'_>, at: Timestamp, entries: Vec<Entry>) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    let dice = match entries.iter().any(|entry| !entry.words.is_empty()) {
        true => dice(txn.db).await?,
        false => String::new(),
    };
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
            subject: entry.subject,
            body: to_text(&entry.body)?,
            words_seal: String::new(),
            hash: Vec::new(),
        };
        if !entry.words.is_empty() {
            let key = key_of(&dice, seq);
            row.words_seal = seal(&key, &entry.words);
            words.push(log_words::ActiveModel {
                region: Set(row.region),
                seq: Set(seq),
                subject: Set(row.subject.clone()),
                key: Set(key),
                words: Set(entry.words),
            });
        }
        let hash = hash(&head.hash, &row);
        row.hash = hash.to_vec();
        head = Head { seq, hash };
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
