//! `Store::verify_log` reads the whole log and answers a `LogCheck` with the first `LogFault`: an entry changed or
//! missing, a wrong end, or words that do not match their entry. Erased words are counted and are no fault. It
//! repairs nothing.

use super::chain::{self, Hash, ROOT, hash};
use super::head::head;
use crate::entity::{log, said};
use crate::error::StoreError;
use crate::readable::read_row;
use crate::scope::Scope;
use crate::sealed::{Key, open_words};
use crate::store::Store;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::BTreeMap;
use std::fmt;

/// Entries read at a time.
const PAGE: u64 = 1_000;

/// What was found of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogCheck {
    /// Entries that are as they were written, from the first on.
    pub entries: u64,
    /// Of these, how many have words that were erased; an erasure breaks nothing.
    pub erased: u64,
    /// The hash of the last sound entry, in hexadecimal: who writes it down elsewhere notices when a whole log is
    /// written anew.
    pub hash: String,
    /// The first fault.
    pub fault: Option<LogFault>,
}

/// What is wrong with a log, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// The entry of this number is not as it was written, or the one before it was exchanged.
    Changed(i64),
    /// The entry of this number is missing.
    Missing(i64),
    /// The words kept with the entry of this number are not those that were said.
    Words(i64),
    /// The region says that its newest entry is another one than the last there is.
    End {
        /// The last entry there is.
        found: i64,
        /// The newest one as the region says.
        said: i64,
    },
}

impl fmt::Display for LogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(seq) => write!(f, "entry {seq} is not as it was written"),
            Self::Missing(seq) => write!(f, "entry {seq} is missing"),
            Self::Words(seq) => write!(f, "the words of entry {seq} are not those that were kept with it"),
            Self::End { found, said } => {
                write!(f, "the log ends with entry {found}, and the region says {said}")
            }
        }
    }
}

impl Store {
    /// Reads the whole log of the region and tells the first fault, if there is one. What is written meanwhile is not
    /// looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify_log(&self) -> Result<LogCheck, StoreError> {
        verify(&self.scope()).await
    }
}

async fn verify<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<LogCheck, StoreError> {
    let mut walk = ChainWalk {
        last: 0,
        hash: ROOT,
        erased: 0,
    };
    let end = loop {
        // The end before the entries: those that it counts are there when they are read.
        let end = head(scope).await?;
        let fault = match page(scope, walk.last).await? {
            Page::Unreadable(seq) => Some(LogFault::Changed(seq)),
            Page::Rows(rows) if rows.is_empty() => break end,
            Page::Rows(rows) => {
                let words = words(scope, &rows).await?;
                rows.iter().find_map(|row| walk.step(row, words.get(&row.seq)))
            }
        };
        if fault.is_some() {
            return Ok(walk.told(fault));
        }
    };
    let is_end = walk.last == end.seq && walk.hash == end.hash;
    let fault = (!is_end).then_some(LogFault::End {
        found: walk.last,
        said: end.seq,
    });
    let stray = stray_words(scope).await?;
    Ok(walk.told(fault.or(stray.map(LogFault::Words))))
}

/// How far the chain was found sound.
struct ChainWalk {
    last: i64,
    hash: Hash,
    erased: u64,
}

impl ChainWalk {
    /// Looks at the next entry.
    fn step(&mut self, row: &log::Model, words: Option<&said::Model>) -> Option<LogFault> {
        let expected = self.last + 1;
        if row.seq != expected {
            return Some(LogFault::Missing(expected));
        }
        let is = hash(&self.hash, row);
        if row.hash != is {
            return Some(LogFault::Changed(row.seq));
        }
        match words {
            Some(kept) if !is_said(row, kept) => return Some(LogFault::Words(row.seq)),
            // Who erased a person leaves words that nobody can open, in a copy of before, or none.
            Some(kept) if kept.words_key.is_none() => self.erased += 1,
            None if !row.words_seal.is_empty() => self.erased += 1,
            _ => {}
        }
        self.last = row.seq;
        self.hash = is;
        None
    }

    fn told(self, fault: Option<LogFault>) -> LogCheck {
        LogCheck {
            entries: u64::try_from(self.last).unwrap_or(0),
            erased: self.erased,
            hash: chain::hex(&self.hash),
            fault,
        }
    }
}

/// Whether these are the words that an entry speaks of, as far as that can be told.
fn is_said(row: &log::Model, kept: &said::Model) -> bool {
    if kept.subject != row.subject || row.words_seal.is_empty() {
        return false;
    }
    let Some(key) = kept.words_key.as_deref().and_then(Key::read) else {
        return true;
    };
    let opened = open_words(&key, row.region, row.seq, &kept.sealed);
    opened.is_ok_and(|(own, words)| chain::seal(&own, &words) == row.words_seal)
}

enum Page {
    Rows(Vec<log::Model>),
    /// A row that holds what no log holds, by its number.
    Unreadable(i64),
}

async fn page<C: ConnectionTrait>(scope: &Scope<'_, C>, after: i64) -> Result<Page, StoreError> {
    let query = scope
        .find::<log::Entity>()
        .filter(log::Column::Seq.gt(after))
        .order_by_asc(log::Column::Seq)
        .limit(PAGE);
    let statement = query.build(scope.db.get_database_backend());
    let mut rows = Vec::new();
    for (found, next) in scope.db.query_all_raw(statement).await?.iter().zip(after + 1..) {
        match read_row(found) {
            Some(row) => rows.push(row),
            // Those before it are looked at first.
            None if rows.is_empty() => return Ok(Page::Unreadable(next)),
            None => break,
        }
    }
    Ok(Page::Rows(rows))
}

async fn words<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    rows: &[log::Model],
) -> Result<BTreeMap<i64, said::Model>, StoreError> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(BTreeMap::new());
    };
    let kept = scope
        .find::<said::Entity>()
        .filter(said::Column::Seq.between(first.seq, last.seq))
        .all(scope.db)
        .await?;
    Ok(kept.into_iter().map(|row| (row.seq, row)).collect())
}

/// Words of an entry that there is not.
async fn stray_words<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<Option<i64>, StoreError> {
    let entries = crate::scope::find::<log::Entity>(scope.region)
        .select_only()
        .column(log::Column::Seq)
        .into_query();
    let stray = scope
        .find::<said::Entity>()
        .filter(said::Column::Seq.not_in_subquery(entries))
        .order_by_asc(said::Column::Seq)
        .one(scope.db)
        .await?;
    Ok(stray.map(|row| row.seq))
}
