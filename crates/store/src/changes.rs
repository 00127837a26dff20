//! The feed that live screens follow: one row for every visible change, written with the change itself.

use crate::entity::change;
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::sequence::{self, Sequence};
use crate::store::Store;
use karavan_model::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;

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
}

impl ChangeKind {
    const ALL: [Self; 6] = [
        Self::Request,
        Self::Plan,
        Self::Run,
        Self::Volunteer,
        Self::Shift,
        Self::Hub,
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
    /// a run `{run, state, plan}`; for the rest `{id}`.
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
        let rows = query
            .order_by_asc(change::Column::Seq)
            .limit(limit)
            .all(self.reader())
            .await?;
        rows.into_iter().map(from_row).collect()
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
