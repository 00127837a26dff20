//! Break-glass: `reveal` notes that a person says a reason for seeing what is hidden of a request, until when it is
//! shown to them, and tells the log; `revealed_to` asks what is shown to a login now, `reveals` lists who looked and
//! why. The reason is kept beside the log, sealed with the key of the person whom the request is for.

use crate::acting::{Acting, Txn};
use crate::entity::{log, reveal, said};
use crate::error::StoreError;
use crate::log::{self as entries, Entry, Kind, LogAct};
use crate::readable::{Readable, readable};
use crate::requests::{StoredRequest, Whose, by_id_of};
use crate::sealed::said_words;
use crate::store::Store;
use crate::versions::upsert;
use karavan_model::{RequestId, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::HashMap;

/// That somebody looked at what is hidden of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// The number of its entry in the log.
    pub seq: i64,
    /// When they said the reason.
    pub at: Timestamp,
    /// Who looked.
    pub login: String,
    /// Of which request.
    pub request: RequestId,
    /// The reason in their words; empty when the person was erased.
    pub reason: String,
}

impl Acting<'_> {
    /// Shows what is hidden of one of these requests to a login until a moment, and tells the log of it with the
    /// reason. `None` when the request is not among them.
    ///
    /// # Errors
    /// When the database fails; then nothing is shown.
    pub async fn reveal(
        &self,
        (whose, id): (&Whose, &RequestId),
        login: &str,
        reason: String,
        (at, until): (Timestamp, Timestamp),
    ) -> Result<Option<StoredRequest>, StoreError> {
        let (whose, id, login) = (whose.clone(), id.clone(), login.to_owned());
        self.write(move |txn| {
            Box::pin(async move {
                let Some(stored) = by_id_of(txn, &whose, &id).await? else {
                    return Ok(None);
                };
                keep(txn, (&login, &id), until).await?;
                let body = json!({ "until": until.to_rfc3339() });
                let entry = Entry {
                    words: reason,
                    ..Entry::new(Kind::Reveal, LogAct::Read, id.as_str(), body)
                };
                entries::append(txn, at, vec![entry]).await?;
                Ok(Some(stored))
            })
        })
        .await
    }
}

impl Store {
    /// The requests of which everything is shown to a login at a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revealed_to(&self, login: &str, at: Timestamp) -> Result<Vec<RequestId>, StoreError> {
        let query = self
            .scope()
            .find::<reveal::Entity>()
            .filter(reveal::Column::Login.eq(login))
            .filter(reveal::Column::Until.gt(at.0));
        let rows = query.all(self.reader()).await?;
        Ok(rows.into_iter().map(|row| RequestId(row.request)).collect())
    }

    /// Who looked at what is hidden, newest first, before an entry's number, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reveals(&self, before: Option<i64>, limit: u64) -> Result<Readable<Reveal>, StoreError> {
        let query = self
            .scope()
            .find::<log::Entity>()
            .filter(log::Column::Kind.eq(Kind::Reveal.word()))
            .filter(log::Column::Seq.lt(before.unwrap_or(i64::MAX)))
            .order_by_desc(log::Column::Seq)
            .limit(limit);
        let looked = readable(self.reader(), "log", query, read).await?;
        let seqs: Vec<i64> = looked.iter().map(|one| one.seq).collect();
        let rows = self
            .scope()
            .find::<said::Entity>()
            .filter(said::Column::Seq.is_in(seqs));
        let mut reasons: HashMap<i64, String> = HashMap::new();
        for row in rows.all(self.reader()).await? {
            let words = said_words(row.region, row.seq, row.words_key.as_deref(), Some(&row.sealed));
            // A damaged reason must not hide who looked.
            let words = words.inspect_err(|error| tracing::error!(seq = row.seq, %error, "a reason is damaged"));
            reasons.insert(row.seq, words.unwrap_or_default());
        }
        let Readable { items, unreadable } = looked;
        let with_reason = |one: Reveal| Reveal {
            reason: reasons.remove(&one.seq).unwrap_or_default(),
            ..one
        };
        Ok(Readable {
            items: items.into_iter().map(with_reason).collect(),
            unreadable,
        })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the shape that lists ask for")]
fn read(row: log::Model) -> Result<Reveal, StoreError> {
    Ok(Reveal {
        seq: row.seq,
        at: Timestamp(row.at),
        login: row.actor,
        request: RequestId(row.subject),
        reason: String::new(),
    })
}

async fn keep(txn: &Txn<'_>, (login, id): (&str, &RequestId), until: Timestamp) -> Result<(), StoreError> {
    let row = reveal::ActiveModel {
        region: Set(txn.key()),
        login: Set(login.to_owned()),
        request: Set(id.0.clone()),
        until: Set(until.0),
    };
    let again = OnConflict::columns([reveal::Column::Region, reveal::Column::Login, reveal::Column::Request])
        .update_column(reveal::Column::Until)
        .to_owned();
    upsert(txn.db, reveal::Entity::insert(row).on_conflict(again)).await
}
