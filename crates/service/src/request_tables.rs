//! `submit_table` imports a table of requests (`SentTable`): reads all of it, then stores it as one submission in
//! steps, so that other writers wait for one step only. Tables of volunteers and hubs are in `tables.rs`.

use crate::accept::{BatchStep, RowRead, Sender, SentRow, common_source};
use crate::nameable::NameableVolunteers;
use crate::secret::digest_of;
use crate::tables::{ROWS_OF_A_STEP, TableReceipt};
use crate::{Acting, ServiceError};
use karavan_connect::{CellFault, Findings, Remark, Row, read_requests_beside};
use karavan_intake::{Rejection, TABLE_SOURCE};
use karavan_model::{Date, Request, RequestId, RequestState, SourceId};
use karavan_store::{Accepted, Acted, Inserted, ItemFinding, NewSubmission, SubmissionPart};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table as it is sent.
pub struct SentTable {
    /// What its sender calls it.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The day of rows that name none.
    pub date: Date,
    /// Who sends it.
    pub sender: Sender,
    /// The key under which a repeat is recognised.
    pub receipt: Option<String>,
}

/// A row of the table, and the id in it.
type Place = (usize, String);

/// What is told of a table while it is taken in.
struct Taking {
    file: String,
    sender: Sender,
    sources: Vec<SourceId>,
    part: SubmissionPart,
    receipt: TableReceipt,
    rejected: Findings<Rejection>,
}

impl Acting {
    /// Takes a table of requests in. Where it has no numbers of the source's own, the ids of its rows stand for them on
    /// that day. The rows are kept in steps of a few hundred. A table that is refused whole is kept as a submission
    /// too.
    ///
    /// # Errors
    /// When the store fails; then the steps before are kept, and sending the table again does the rest.
    pub async fn submit_table(&self, sent: SentTable) -> Result<Result<TableReceipt, Vec<Rejection>>, ServiceError> {
        let (file, date) = (sent.file.clone(), sent.date);
        let known = self
            .known(NameableVolunteers::All, sent.sender.source.clone(), None)
            .await?;
        let bytes = Arc::<[u8]>::from(sent.bytes);
        let read = self.for_imports(move |_| {
            let table = read_requests_beside(&file, &bytes, date, &known);
            (digest_of(&bytes), table)
        });
        let (digest, read) = read.await?;
        let (mut rows, refused, told, notices, whole) = match read {
            Ok(table) => {
                let refused = by_row(&table.rejected);
                let rows: Vec<SentRow> = table.rows.into_iter().map(row_of).collect();
                (rows, refused, table.rejected, table.notices, None)
            }
            Err(faults) => (Vec::new(), by_row(&faults), Vec::new(), Vec::new(), Some(faults)),
        };
        let new = NewSubmission {
            date: self.today(),
            door: sent.sender.door,
            source: common_source(&sent.sender, &rows),
            owner: sent.sender.owner.clone(),
            receipt: sent.receipt,
            digest,
            requests_per_day: sent.sender.requests_per_day,
        };
        let common = new.source.as_ref().map(|source| source.0.clone()).unwrap_or_default();
        rows.extend(refused.into_iter().map(|(place, refused)| refused.row(place, &common)));
        let mut taking = Taking {
            file: sent.file,
            sender: sent.sender,
            sources: self.source_names().await?,
            part: SubmissionPart::First(new),
            receipt: TableReceipt {
                notices,
                ..TableReceipt::default()
            },
            rejected: Findings::from(told),
        };
        let mut rows = rows.into_iter().peekable();
        loop {
            let some: Vec<SentRow> = rows.by_ref().take(ROWS_OF_A_STEP).collect();
            let is_last = rows.peek().is_none();
            self.keep(&mut taking, some, is_last).await?;
            if is_last {
                break;
            }
        }
        if let Some(faults) = whole {
            return Ok(Err(faults));
        }
        let mut receipt = taking.receipt;
        receipt.rejected = taking.rejected.into_told();
        Ok(Ok(receipt))
    }

    /// Keeps the rows of one step.
    async fn keep(&self, taking: &mut Taking, rows: Vec<SentRow>, is_last: bool) -> Result<(), ServiceError> {
        let requests: Vec<(Place, String)> = rows.iter().filter_map(request_of).collect();
        let step = BatchStep {
            part: taking.part.clone(),
            rows,
            is_last,
        };
        let accepted = self.accept_step(&taking.sender, step, &taking.sources, None).await?;
        let Acted::Done(Accepted::Kept {
            submission,
            inserted,
            new_sources,
        }) = accepted
        else {
            return Err(ServiceError::Internal(
                "a table was taken for a repeat of another call, or bounded by a quota".to_owned(),
            ));
        };
        taking.part = SubmissionPart::Next(submission);
        taking.receipt.submission = Some(submission);
        for (inserted, (place, _)) in inserted.iter().zip(&requests) {
            match inserted {
                Inserted::Created(stored) => {
                    taking.receipt.accepted += 1;
                    taking.receipt.needs_info += usize::from(stored.state == RequestState::NeedsInfo);
                }
                Inserted::Existing(_) => taking.receipt.existing += 1,
                Inserted::Conflict(_) => taking.rejected.push(already_kept(&taking.file, place)),
            }
        }
        for new in new_sources.into_iter().filter(|new| new.as_str() != TABLE_SOURCE) {
            let first = requests.iter().find(|(_, named)| *named == new.0);
            let row = first.map(|((row, _), _)| *row);
            let remark = Remark::NewSource(new.0.clone());
            taking.receipt.notices.push(remark.at(&taking.file, row, None));
            taking.sources.push(new);
        }
        Ok(())
    }
}

fn already_kept(file: &str, (row, id): &Place) -> Rejection {
    Rejection::of_row(file, Some(*row), Some(id), None, CellFault::AlreadyKept)
}

/// The place of a row that is no refused one, and the source it names.
fn request_of(row: &SentRow) -> Option<(Place, String)> {
    let RowRead::Dated(request) = &row.read else {
        return None;
    };
    let id = row.source_ref.clone().unwrap_or_default();
    Some(((usize::try_from(row.place).unwrap_or(0), id), request.source.clone()))
}

fn row_of(row: Row<Request>) -> SentRow {
    let mut request = row.value;
    let reference = format!("{}/{}", request.date, row.id);
    request.source_ref.get_or_insert(reference);
    // The store gives it a number of ours.
    request.id = RequestId(String::new());
    SentRow {
        place: i64::try_from(row.row).unwrap_or(i64::MAX),
        source: String::new(),
        source_ref: Some(row.id),
        read: RowRead::Dated(Box::new(request)),
    }
}

/// The faults of one row.
#[derive(Default)]
struct RefusedRow {
    id: Option<String>,
    findings: Vec<ItemFinding>,
    more: i64,
}

impl RefusedRow {
    fn row(self, place: i64, source: &str) -> SentRow {
        SentRow {
            place,
            source: source.to_owned(),
            source_ref: self.id,
            read: RowRead::Refused {
                findings: self.findings,
                more: self.more,
            },
        }
    }
}

/// Faults by their rows; the whole file stands in row 0.
fn by_row(rejected: &[Rejection]) -> BTreeMap<i64, RefusedRow> {
    let mut rows: BTreeMap<i64, RefusedRow> = BTreeMap::new();
    for one in rejected {
        let row = rows
            .entry(one.row.and_then(|row| i64::try_from(row).ok()).unwrap_or(0))
            .or_default();
        row.id = row.id.take().or_else(|| one.id.clone());
        row.more += i64::try_from(one.more).unwrap_or(i64::MAX);
        row.findings.push(ItemFinding {
            code: one.code.clone(),
            place: one.column.clone().unwrap_or_default(),
        });
    }
    rows
}
