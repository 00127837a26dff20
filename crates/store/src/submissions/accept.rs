//! `Acting::accept`: how requests come in. In one transaction it checks the sender's quota of the day and keeps the new
//! requests and sources, what became of each row, and the submission; a repeat that brings nothing is the earlier one.
//! Rows are validated outside this crate; single requests are inserted in `requests/insert.rs`.

use super::stored::{
    Accepted, Delivery, ItemFinding, ItemOutcome, NewItem, NewSubmission, SubmissionPart, SubmissionState,
    SubmittedRow, who,
};
use crate::acting::{Acting, Txn};
use crate::entity::{submission, submission_item};
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::json::to_text;
use crate::log::{self, Entry, Kind, LogAct, ROWS_PER_INSERT};
use crate::requests::{Inserted, NewRequest, insert};
use crate::sealed::{Dice, RegionKeys};
use crate::sequence::{self, Sequence};
use crate::sources;
use karavan_model::{SourceId, codes};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use serde_json::json;

impl Acting<'_> {
    /// Keeps rows that came through a door with what became of each. The only way in for requests.
    ///
    /// A repeat of which nothing is taken, sent under the same key as before, is the earlier submission.
    ///
    /// # Errors
    /// When the database fails; then nothing of the rows was kept.
    pub async fn accept(
        &self,
        delivery: Delivery,
        once: Option<Once<Accepted>>,
    ) -> Result<Acted<Accepted>, StoreError> {
        self.write_once(once, move |txn| Box::pin(accept(txn, delivery))).await
    }
}

async fn accept(txn: &Txn<'_>, delivery: Delivery) -> Result<Accepted, StoreError> {
    let Delivery {
        part,
        at,
        date,
        items,
        sources: named,
        is_last,
    } = delivery;
    let mut part = part;
    if let SubmissionPart::First(new) = &mut part {
        // Whoever knows the bytes could else tell who sent them, for ever.
        let lookup = RegionKeys::of(txn, &mut Dice::throw(txn.db).await?).await?.lookup;
        new.digest = lookup.mark(&new.digest);
    }
    if let SubmissionPart::First(new) = &part
        && let Some(left) = left_today(txn, new).await?
        && u64::from(left) < u64::try_from(items.len()).unwrap_or(u64::MAX)
    {
        return Ok(Accepted::OverQuota { left });
    }
    let new_sources = sources::keep_new(txn, &named, at).await?;
    let (requests, rows) = apart(items);
    let inserted = insert(txn, requests).await?;
    let rows = rows_with(rows, &inserted, &new_sources);
    let counts = Counts::of(&rows);
    let submission = match &part {
        // A table that comes in several steps is never its own repeat: its next steps are of the new one.
        SubmissionPart::First(new) => match before(txn, new, &counts).await?.filter(|_| is_last) {
            Some(number) => {
                return Ok(Accepted::Kept {
                    submission: number,
                    inserted,
                    new_sources,
                });
            }
            None => begin(txn, new, at.0, &counts).await?,
        },
        SubmissionPart::Next(number) => {
            add(txn, *number, &counts).await?;
            *number
        }
    };
    let mut models = Vec::with_capacity(rows.len());
    for row in rows {
        models.push(submission_item::ActiveModel {
            region: Set(txn.key()),
            submission: Set(submission),
            place: Set(row.place),
            date: Set(date.into()),
            source: Set(row.source),
            source_ref: Set(row.source_ref),
            outcome: Set(row.outcome.word().to_owned()),
            request: Set(row.request),
            code: Set(row.findings.first().map(|finding| finding.code.clone())),
            findings: Set(to_text(&row.findings)?),
            more: Set(row.more),
        });
    }
    for some in models.chunks(ROWS_PER_INSERT) {
        submission_item::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn.db)
            .await?;
    }
    let ended = match is_last {
        true => Some(end(txn, submission).await?),
        false => None,
    };
    if ended.is_some() || matches!(part, SubmissionPart::First(_)) {
        log::append(txn, at, vec![entry(&part, submission, ended.as_ref())]).await?;
    }
    Ok(Accepted::Kept {
        submission,
        inserted,
        new_sources,
    })
}

/// The requests, and the rows without theirs.
fn apart(items: Vec<NewItem>) -> (Vec<NewRequest>, Vec<(NewItem, bool)>) {
    let mut requests = Vec::new();
    let rows = items.into_iter().map(|mut item| {
        let nothing = SubmittedRow::Refused {
            findings: Vec::new(),
            more: 0,
        };
        match std::mem::replace(&mut item.row, nothing) {
            SubmittedRow::Request(request) => {
                requests.push(*request);
                (item, true)
            }
            refused @ SubmittedRow::Refused { .. } => {
                item.row = refused;
                (item, false)
            }
        }
    });
    let rows = rows.collect();
    (requests, rows)
}

/// A row with what became of it.
struct PlacedRow {
    place: i64,
    source: String,
    source_ref: Option<String>,
    outcome: ItemOutcome,
    request: Option<String>,
    findings: Vec<ItemFinding>,
    more: i64,
}

/// Joins rows with what became of their requests; the first row of a new source is remarked on.
fn rows_with(rows: Vec<(NewItem, bool)>, inserted: &[Inserted], new_sources: &[SourceId]) -> Vec<PlacedRow> {
    let mut inserted = inserted.iter();
    let mut unsaid: Vec<&SourceId> = new_sources.iter().collect();
    let each = rows.into_iter().map(|(item, is_request)| {
        let kept = if is_request { inserted.next() } else { None };
        let (outcome, mut findings, more) = match (kept, item.row) {
            (Some(Inserted::Created(_)), _) => (ItemOutcome::Created, Vec::new(), 0),
            (Some(Inserted::Existing(_)), _) => (ItemOutcome::Identical, Vec::new(), 0),
            (Some(Inserted::Conflict(_)), _) => {
                let taken = finding(codes::ALREADY_KEPT.code, "/source_ref");
                (ItemOutcome::Rejected, vec![taken], 0)
            }
            (None, SubmittedRow::Refused { findings, more }) => (ItemOutcome::Rejected, findings, more),
            (None, SubmittedRow::Request(_)) => (ItemOutcome::Rejected, Vec::new(), 0),
        };
        if outcome != ItemOutcome::Rejected
            && let Some(place) = unsaid.iter().position(|new| new.as_str() == item.source)
        {
            unsaid.remove(place);
            findings.push(finding(codes::NEW_SOURCE.code, "/source"));
        }
        PlacedRow {
            place: item.place,
            source: item.source,
            source_ref: item.source_ref,
            outcome,
            request: kept.map(|kept| kept.stored().request.id.0.clone()),
            findings,
            more,
        }
    });
    each.collect()
}

fn finding(code: &str, place: &str) -> ItemFinding {
    ItemFinding {
        code: code.to_owned(),
        place: place.to_owned(),
    }
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    created: i64,
    identical: i64,
    rejected: i64,
}

impl Counts {
    fn of(rows: &[PlacedRow]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            match row.outcome {
                ItemOutcome::Created => counts.created += 1,
                ItemOutcome::Identical => counts.identical += 1,
                ItemOutcome::Rejected => counts.rejected += 1 + row.more,
            }
        }
        counts
    }

    const fn state(self) -> SubmissionState {
        match (self.created + self.identical, self.rejected) {
            (_, 0) => SubmissionState::Accepted,
            (0, _) => SubmissionState::Rejected,
            _ => SubmissionState::Partly,
        }
    }
}

/// How many more requests the owner may send today; `None` without a bound.
async fn left_today(txn: &Txn<'_>, new: &NewSubmission) -> Result<Option<u32>, StoreError> {
    let Some(most) = new.requests_per_day else {
        return Ok(None);
    };
    let all = Expr::col(submission::Column::Created)
        .add(Expr::col(submission::Column::Identical))
        .add(Expr::col(submission::Column::Rejected));
    let sent: Option<Option<i64>> = txn
        .find::<submission::Entity>()
        .select_only()
        .column_as(all.sum().cast_as("BIGINT"), "sent")
        .filter(submission::Column::Owner.eq(new.owner.as_str()))
        .filter(submission::Column::Date.eq(crate::date_column::DateColumn::from(new.date)))
        .into_tuple()
        .one(txn.db)
        .await?;
    let sent = u32::try_from(sent.flatten().unwrap_or(0)).unwrap_or(u32::MAX);
    Ok(Some(most.saturating_sub(sent)))
}

/// The earlier submission, when this one is its repeat and brings nothing.
async fn before(txn: &Txn<'_>, new: &NewSubmission, counts: &Counts) -> Result<Option<i64>, StoreError> {
    let Some(receipt) = new
        .receipt
        .as_deref()
        .filter(|_| counts.state() == SubmissionState::Rejected)
    else {
        return Ok(None);
    };
    let found = txn
        .find::<submission::Entity>()
        .filter(submission::Column::Owner.eq(new.owner.as_str()))
        .filter(submission::Column::Receipt.eq(receipt))
        .filter(submission::Column::Digest.eq(new.digest.as_str()))
        .filter(submission::Column::State.eq(SubmissionState::Rejected.word()))
        .one(txn.db)
        .await?;
    Ok(found.map(|found| found.number))
}

async fn begin(txn: &Txn<'_>, new: &NewSubmission, at: i64, counts: &Counts) -> Result<i64, StoreError> {
    let number = sequence::take(txn, Sequence::Submission, 1).await?;
    let (actor_kind, actor) = who(txn.actor);
    let row = submission::ActiveModel {
        region: Set(txn.key()),
        number: Set(number),
        date: Set(new.date.into()),
        at: Set(at),
        door: Set(new.door.word().to_owned()),
        source: Set(new.source.as_ref().map(|source| source.0.clone())),
        owner: Set(new.owner.clone()),
        actor_kind: Set(actor_kind),
        actor: Set(actor),
        receipt: Set(new.receipt.clone()),
        digest: Set(new.digest.clone()),
        created: Set(counts.created),
        identical: Set(counts.identical),
        rejected: Set(counts.rejected),
        state: Set(SubmissionState::Unfinished.word().to_owned()),
    };
    submission::Entity::insert(row).exec_without_returning(txn.db).await?;
    Ok(number)
}

async fn add(txn: &Txn<'_>, number: i64, counts: &Counts) -> Result<(), StoreError> {
    let more = |column: submission::Column, count: i64| Expr::col(column).add(count);
    txn.update::<submission::Entity>()
        .col_expr(
            submission::Column::Created,
            more(submission::Column::Created, counts.created),
        )
        .col_expr(
            submission::Column::Identical,
            more(submission::Column::Identical, counts.identical),
        )
        .col_expr(
            submission::Column::Rejected,
            more(submission::Column::Rejected, counts.rejected),
        )
        .filter(submission::Column::Number.eq(number))
        .exec(txn.db)
        .await?;
    Ok(())
}

/// Says how it ended, by what became of all of its rows.
async fn end(txn: &Txn<'_>, number: i64) -> Result<Counts, StoreError> {
    let row = txn
        .find::<submission::Entity>()
        .filter(submission::Column::Number.eq(number))
        .one(txn.db)
        .await?;
    let counts = row.map_or_else(Counts::default, |row| Counts {
        created: row.created,
        identical: row.identical,
        rejected: row.rejected,
    });
    txn.update::<submission::Entity>()
        .col_expr(submission::Column::State, Expr::value(counts.state().word()))
        .filter(submission::Column::Number.eq(number))
        .exec(txn.db)
        .await?;
    Ok(counts)
}

fn entry(part: &SubmissionPart, number: i64, ended: Option<&Counts>) -> Entry {
    let mut body = json!({});
    let act = match part {
        SubmissionPart::First(new) => {
            body["door"] = json!(new.door);
            LogAct::Added
        }
        SubmissionPart::Next(_) => LogAct::Changed,
    };
    if let Some(counts) = ended {
        body["created"] = json!(counts.created);
        body["identical"] = json!(counts.identical);
        body["rejected"] = json!(counts.rejected);
    }
    Entry::new(Kind::Submission, act, &number.to_string(), body)
}
