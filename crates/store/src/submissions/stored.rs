//! Types of submissions, no queries: `Delivery`, `NewSubmission` and `NewItem` as they arrive, `Accepted` as the
//! answer, `Submission`, `SubmissionItem` and `SourceDay` as they are read, with the words of `SubmissionState` and
//! `ItemOutcome` in the database.

use crate::error::StoreError;
use crate::requests::{Inserted, NewRequest};
use karavan_model::{Actor, Date, Door, RequestId, Source, SourceId, Timestamp};
use serde::{Deserialize, Serialize};

/// What came in through a door at once, before its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubmission {
    /// Today in the region.
    pub date: Date,
    /// Through which kind of door.
    pub door: Door,
    /// The source that all of it names; `None` when several are named.
    pub source: Option<SourceId>,
    /// Whose requests these are: the owner of a key, or a login.
    pub owner: String,
    /// The key under which a repeat is recognised.
    pub receipt: Option<String>,
    /// SHA-256 of what was sent, in hexadecimal; kept as its mark under the lookup key of the region.
    pub digest: String,
    /// How many requests the owner may send on one day.
    pub requests_per_day: Option<u32>,
}

/// Whether a submission begins or goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmissionPart {
    /// Its first rows.
    First(NewSubmission),
    /// Further rows of one that is not finished, by its number.
    Next(i64),
}

/// Rows of a submission that are kept in one transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Whether it begins or goes on.
    pub part: SubmissionPart,
    /// When they came.
    pub at: Timestamp,
    /// Its day, as that of [`NewSubmission`].
    pub date: Date,
    /// The rows.
    pub items: Vec<NewItem>,
    /// The sources that they name, as they are kept when they are new.
    pub sources: Vec<Source>,
    /// Whether no more rows come.
    pub is_last: bool,
}

/// A row as it arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct NewItem {
    /// Where it stands: the row of a table as a spreadsheet numbers it, or the number in a call, from 1.
    pub place: i64,
    /// The source it names; empty when none can be told.
    pub source: String,
    /// The source's own number.
    pub source_ref: Option<String>,
    /// What it holds.
    pub row: SubmittedRow,
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq)]
pub enum SubmittedRow {
    /// A request to be kept.
    Request(Box<NewRequest>),
    /// Faults; the row is refused.
    Refused {
        /// Each with its place in the row.
        findings: Vec<ItemFinding>,
        /// So many further faults of these kinds are in rows that are not told one by one.
        more: i64,
    },
}

/// A code, and the place it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFinding {
    /// `K` and four digits.
    pub code: String,
    /// A JSON pointer inside the request, or the column of a table; empty for the whole row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// What became of the rows of a delivery.
#[derive(Clone, Debug, PartialEq)]
pub enum Accepted {
    /// They are kept.
    Kept {
        /// The number of their submission.
        submission: i64,
        /// What became of each request, in order.
        inserted: Vec<Inserted>,
        /// The sources that are kept since.
        new_sources: Vec<SourceId>,
    },
    /// Nothing is kept: the owner may send only so many more requests today.
    OverQuota {
        /// How many.
        left: u32,
    },
}

impl Accepted {
    /// What became of each request, unless the quota was used up.
    #[must_use]
    pub fn inserted(&self) -> Option<&[Inserted]> {
        match self {
            Self::Kept { inserted, .. } => Some(inserted),
            Self::OverQuota { .. } => None,
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident in $table:literal: $($(#[$said:meta])* $variant:ident = $word:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$said])* $variant),* }

        impl $name {
            /// The word on the wire and in the database.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            pub(super) fn read(word: &str) -> Result<Self, StoreError> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    word => Err(StoreError::Word { table: $table, word: word.to_owned() }),
                }
            }
        }
    };
}

words! {
    /// How a submission ended.
    SubmissionState in "submissions":
    /// Its rows are still being kept, or a stop of the server left it so: sending it again does the rest.
    Unfinished = "unfinished",
    /// All rows are taken.
    Accepted = "accepted",
    /// Some rows are refused.
    Partly = "partly",
    /// All rows are refused.
    Rejected = "rejected",
}

words! {
    /// What became of a row.
    ItemOutcome in "submission_items":
    /// A request was kept.
    Created = "created",
    /// Just this request had been kept before.
    Identical = "identical",
    /// It was refused.
    Rejected = "rejected",
}

/// A submission as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Its number: 1, 2, 3, …
    pub number: i64,
    /// The day it came, in the region.
    pub date: Date,
    /// When it came.
    pub at: Timestamp,
    /// Through which kind of door.
    pub door: Door,
    /// The source that all of it names.
    pub source: Option<SourceId>,
    /// The word of the kind of who sent it, see [`Actor::kind`].
    pub actor_kind: String,
    /// The id of the person, the key or the volunteer.
    pub actor: String,
    /// The key under which a repeat is recognised.
    pub receipt: Option<String>,
    /// SHA-256 of what was sent, in hexadecimal; kept as its mark under the lookup key of the region.
    pub digest: String,
    /// Rows kept now.
    pub created: i64,
    /// Rows that had been kept before.
    pub identical: i64,
    /// Rows refused.
    pub rejected: i64,
    /// How it ended.
    pub state: SubmissionState,
}

/// What became of a row, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionItem {
    /// Where it stands, as [`NewItem::place`].
    pub place: i64,
    /// The source it names; empty when none can be told.
    pub source: String,
    /// The source's own number.
    pub source_ref: Option<String>,
    /// What became of it.
    pub outcome: ItemOutcome,
    /// The request that is kept; of a refused row the one in its way.
    pub request: Option<RequestId>,
    /// Faults, or remarks on a row that was taken.
    pub findings: Vec<ItemFinding>,
    /// So many further faults of these kinds are in rows that are not told one by one.
    pub more: i64,
}

/// What a source sent on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceDay {
    /// Its id; empty for rows whose source cannot be told.
    pub source: String,
    /// Submissions that name it.
    pub deliveries: i64,
    /// Requests kept.
    pub created: i64,
    /// Requests that had been kept before.
    pub identical: i64,
    /// Rows refused.
    pub rejected: i64,
    /// Why rows were refused, the most frequent reason first.
    pub reasons: Vec<ReasonCount>,
    /// How its deliveries came.
    pub doors: Vec<DoorCount>,
}

/// How many rows were refused for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonCount {
    /// The code of the first fault of a row.
    pub code: String,
    /// How many rows.
    pub count: i64,
}

/// How many deliveries came through a kind of door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorCount {
    /// Which kind.
    pub door: Door,
    /// How many deliveries.
    pub count: i64,
}

/// The two columns of who sent it.
pub(super) fn who(actor: &Actor) -> (String, String) {
    (actor.kind().to_owned(), actor.id().to_owned())
}
