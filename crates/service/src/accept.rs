//! `Acting::accept`: takes in requests from calls and tables: looks up the place of each and stores the rows, with the
//! result of each, as a submission (`accept_step` for a part of one). A bad address becomes a question; faulty rows are
//! stored as refused. Also `Sender`, `SentBatch`, `SentRow`, queries of submissions, and the sources that a request may
//! name.

use crate::request_dates::fingerprint;
use crate::{Acting, Service, ServiceError};
use karavan_intake::{AcceptedRequest, kept_reference, new_source};
use karavan_map::KnownBuildings;
use karavan_model::{Date, Door, Request, Source, SourceId, Timestamp};
use karavan_store::{
    Accepted, Acted, Delivery, ItemFinding, ItemOutcome, NewItem, NewRequest, NewSubmission, Once, Page, Reach,
    SourceDay, Submission, SubmissionItem, SubmissionPart, SubmittedRow,
};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Who sends, as far as it decides what is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Whose requests these are: the owner of a key, or a login.
    pub owner: String,
    /// Among whose requests the same one is looked for.
    pub reach: Reach,
    /// Through which kind of door they come.
    pub door: Door,
    /// The source of a key.
    pub source: Option<SourceId>,
    /// How many requests may come on one day.
    pub requests_per_day: Option<u32>,
}

/// What is sent at once.
#[derive(Clone, Debug, PartialEq)]
pub struct SentBatch {
    /// Who sends it.
    pub sender: Sender,
    /// The key under which a repeat is recognised.
    pub receipt: Option<String>,
    /// SHA-256 of it, in hexadecimal.
    pub digest: String,
    /// Its rows.
    pub rows: Vec<SentRow>,
}

/// A row as a door read it.
#[derive(Clone, Debug, PartialEq)]
pub struct SentRow {
    /// The row of a table as a spreadsheet numbers it, or the number in a call, from 1.
    pub place: i64,
    /// The source that a refused row names; others say it themselves.
    pub source: String,
    /// The source's own number, as written.
    pub source_ref: Option<String>,
    /// What it says.
    pub read: RowRead,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub enum RowRead {
    /// A request that may still lack its day.
    Draft(Box<AcceptedRequest>),
    /// A request with its day.
    Dated(Box<Request>),
    /// Faults, each with its place.
    Refused {
        /// The faults.
        findings: Vec<ItemFinding>,
        /// So many further faults of these kinds are in rows that are not told one by one.
        more: i64,
    },
}

impl Acting {
    /// Takes rows in, with their places looked for. A bad address makes a question, not a refusal. A draft without a
    /// date is for the day its reference was kept for before, or today.
    ///
    /// # Errors
    /// When the store fails; then nothing of it was kept.
    pub async fn accept(&self, sent: SentBatch, once: Option<Once<Accepted>>) -> Result<Acted<Accepted>, ServiceError> {
        let sources = self.source_names().await?;
        let new = NewSubmission {
            date: self.today(),
            door: sent.sender.door,
            source: common_source(&sent.sender, &sent.rows),
            owner: sent.sender.owner.clone(),
            receipt: sent.receipt,
            digest: sent.digest,
            requests_per_day: sent.sender.requests_per_day,
        };
        let step = BatchStep {
            part: SubmissionPart::First(new),
            rows: sent.rows,
            is_last: true,
        };
        self.accept_step(&sent.sender, step, &sources, once).await
    }

    /// Takes some rows of what is sent in; what is sent at once may come in several steps.
    pub(crate) async fn accept_step(
        &self,
        sender: &Sender,
        step: BatchStep,
        sources: &[SourceId],
        once: Option<Once<Accepted>>,
    ) -> Result<Acted<Accepted>, ServiceError> {
        let (at, date) = (self.now(), self.today());
        let Sorted { drafts, dated, places } = sorted(sender, step.rows, sources);
        let known = self.known_buildings().await?;
        let drafts = self.dated(drafts, &sender.owner, sender.reach).await?;
        let by = sender.clone();
        let place = move |service: &Service| {
            let placed = |requests| service.all_placed(requests, &known, &by, at);
            (placed(drafts), placed(dated))
        };
        let (drafts, dated) = match sender.door {
            Door::Table => self.for_imports(place).await?,
            Door::Api | Door::Operator | Door::Form => self.on_blocking_thread(place).await?,
        };
        let (mut drafts, mut dated) = (drafts.into_iter(), dated.into_iter());
        let mut items = Vec::with_capacity(places.len());
        for (place, source, source_ref, what) in places {
            let request = match what {
                Place::Draft => drafts.next(),
                Place::Dated => dated.next(),
                Place::Refused(findings, more) => {
                    items.push(NewItem {
                        place,
                        source,
                        source_ref,
                        row: SubmittedRow::Refused { findings, more },
                    });
                    continue;
                }
            };
            let request = request.ok_or_else(|| ServiceError::Internal("a row has no request".to_owned()))?;
            items.push(NewItem {
                place,
                source: request.request.source.clone(),
                source_ref,
                row: SubmittedRow::Request(Box::new(request)),
            });
        }
        let sources = new_sources(&items, sender.door);
        let delivery = Delivery {
            part: step.part,
            at,
            date,
            items,
            sources,
            is_last: step.is_last,
        };
        Ok(self.store().accept(delivery, once).await?)
    }
}

/// Some rows of what is sent at once.
pub(crate) struct BatchStep {
    /// Whether they are the first ones.
    pub(crate) part: SubmissionPart,
    pub(crate) rows: Vec<SentRow>,
    /// Whether no more come.
    pub(crate) is_last: bool,
}

/// Where the request of a row is.
enum Place {
    Draft,
    Dated,
    Refused(Vec<ItemFinding>, i64),
}

/// Rows taken apart: requests that may lack their day, those that have it, and where each belongs.
#[derive(Default)]
struct Sorted {
    drafts: Vec<AcceptedRequest>,
    dated: Vec<Request>,
    places: Vec<(i64, String, Option<String>, Place)>,
}

fn sorted(sender: &Sender, rows: Vec<SentRow>, sources: &[SourceId]) -> Sorted {
    let mut sorted = Sorted::default();
    let named: BTreeSet<SourceId> = rows.iter().filter_map(source_of).map(SourceId::from).collect();
    for row in rows {
        let kept = |source: &str| {
            let mut known = sources.iter().chain(&named);
            known.find(|known| known.as_str() == source)
        };
        let (source, what) = match row.read {
            RowRead::Draft(draft) => {
                sorted.drafts.push(*draft);
                (String::new(), Place::Draft)
            }
            RowRead::Dated(request) => {
                sorted.dated.push(*request);
                (String::new(), Place::Dated)
            }
            // What a refused row calls its source may be anything; only a name that is kept, or will be, is told.
            RowRead::Refused { findings, more } => {
                let source = sender.source.as_ref().or_else(|| kept(&row.source));
                let source = source.map(|source| source.0.clone()).unwrap_or_default();
                (source, Place::Refused(findings, more))
            }
        };
        let source_ref = row.source_ref.as_deref().and_then(kept_reference);
        sorted.places.push((row.place, source, source_ref, what));
    }
    sorted
}

impl Service {
    /// The ids of the sources that are kept.
    pub(crate) async fn source_names(&self) -> Result<Vec<SourceId>, ServiceError> {
        let kept = self.store().sources().await?;
        Ok(kept.into_iter().map(|kept| kept.what.id).collect())
    }

    /// Requests with their places looked for, ready to be kept; on the threads of the caller's pool.
    fn all_placed(
        &self,
        drafts: Vec<Request>,
        known: &KnownBuildings,
        sender: &Sender,
        received_at: Timestamp,
    ) -> Vec<NewRequest> {
        let each = drafts.into_par_iter().map(|draft| {
            let fingerprint = fingerprint(&draft);
            let (request, state, why) = self.placed(draft, known);
            NewRequest {
                request,
                state,
                why,
                received_at,
                owner: sender.owner.clone(),
                reach: sender.reach,
                fingerprint,
            }
        });
        each.collect()
    }

    /// The submissions of a day, the newest first, before a number; with `source` those that name it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn submissions(
        &self,
        date: Date,
        source: Option<&str>,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Page<Submission>, ServiceError> {
        Ok(self.store().submissions(date, source, before, limit).await?)
    }

    /// One submission, by its number.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn submission(&self, number: i64) -> Result<Option<Submission>, ServiceError> {
        Ok(self.store().submission(number).await?)
    }

    /// The rows of a submission by their places, after one; with `outcome` those that came to it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn submission_items(
        &self,
        number: i64,
        outcome: Option<ItemOutcome>,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Page<SubmissionItem>, ServiceError> {
        Ok(self.store().submission_items(number, outcome, after, limit).await?)
    }

    /// What each source sent on a day, by its id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sources_of_day(&self, date: Date) -> Result<Vec<SourceDay>, ServiceError> {
        Ok(self.store().sources_of_day(date).await?)
    }
}

/// The source that all rows name, or that of the key.
pub(crate) fn common_source(sender: &Sender, rows: &[SentRow]) -> Option<SourceId> {
    if sender.source.is_some() {
        return sender.source.clone();
    }
    let mut named = rows.iter().filter_map(source_of);
    let first = named.next()?;
    named.all(|other| other == first).then(|| SourceId(first.to_owned()))
}

/// The source that the request of a row names.
fn source_of(row: &SentRow) -> Option<&str> {
    match &row.read {
        RowRead::Draft(draft) => Some(draft.source()),
        RowRead::Dated(request) => Some(request.source.as_str()),
        RowRead::Refused { .. } => None,
    }
}

/// The sources that requests name, as they are kept when they are new.
fn new_sources(items: &[NewItem], door: Door) -> Vec<Source> {
    let requests = items.iter().filter(|item| matches!(item.row, SubmittedRow::Request(_)));
    let names: BTreeSet<&str> = requests.map(|item| item.source.as_str()).collect();
    names.into_iter().map(|name| new_source(name, door)).collect()
}
