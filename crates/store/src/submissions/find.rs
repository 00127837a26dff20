//! Reads what came in: `submissions` of a day, one `submission`, its rows (`submission_items`), and `sources_of_day`,
//! what each source sent with counts of outcomes, reasons and kinds of door (API, table, operator, form). The
//! requests themselves are read in `requests/find.rs`.

use super::stored::{DoorCount, ItemOutcome, ReasonCount, SourceDay, Submission, SubmissionItem, SubmissionState};
use crate::date_column::DateColumn;
use crate::entity::{submission, submission_item};
use crate::error::StoreError;
use crate::json::from_text;
use crate::readable::{Readable, readable};
use crate::requests::Page;
use crate::store::Store;
use karavan_model::{Date, Door, RequestId, SourceId, Timestamp};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

impl Store {
    /// The submissions of a day, the newest first, before a number; with `source` those that name it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn submissions(
        &self,
        date: Date,
        source: Option<&str>,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Page<Submission>, StoreError> {
        let mut query = self
            .scope()
            .find::<submission::Entity>()
            .filter(submission::Column::Date.eq(DateColumn::from(date)));
        if let Some(source) = source {
            let naming = Query::select()
                .column(submission_item::Column::Submission)
                .from(submission_item::Entity)
                .and_where(submission_item::Column::Region.eq(self.scope().key()))
                .and_where(submission_item::Column::Date.eq(DateColumn::from(date)))
                .and_where(submission_item::Column::Source.eq(source))
                .to_owned();
            query = query.filter(submission::Column::Number.in_subquery(naming));
        }
        if let Some(before) = before {
            query = query.filter(submission::Column::Number.lt(before));
        }
        let query = query
            .order_by_desc(submission::Column::Number)
            .limit(limit.saturating_add(1));
        let found = readable(self.reader(), "submissions", query, from_row).await?;
        Ok(page(found, limit, |one| one.number))
    }

    /// One submission, by its number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn submission(&self, number: i64) -> Result<Option<Submission>, StoreError> {
        let query = self.scope().find::<submission::Entity>();
        let row = query
            .filter(submission::Column::Number.eq(number))
            .one(self.reader())
            .await?;
        row.map(from_row).transpose()
    }

    /// The rows of a submission by their places, after one; with `outcome` those that came to it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn submission_items(
        &self,
        number: i64,
        outcome: Option<ItemOutcome>,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Page<SubmissionItem>, StoreError> {
        let mut query = self
            .scope()
            .find::<submission_item::Entity>()
            .filter(submission_item::Column::Submission.eq(number));
        if let Some(outcome) = outcome {
            query = query.filter(submission_item::Column::Outcome.eq(outcome.word()));
        }
        if let Some(after) = after {
            query = query.filter(submission_item::Column::Place.gt(after));
        }
        let query = query
            .order_by_asc(submission_item::Column::Place)
            .limit(limit.saturating_add(1));
        let found = readable(self.reader(), "submission_items", query, item_of_row).await?;
        Ok(page(found, limit, |item| item.place))
    }

    /// What each source sent on a day, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sources_of_day(&self, date: Date) -> Result<Vec<SourceDay>, StoreError> {
        let mut days: BTreeMap<String, SourceDay> = BTreeMap::new();
        let of = |source: String, days: &mut BTreeMap<String, SourceDay>, act: &dyn Fn(&mut SourceDay)| {
            let day = days.entry(source.clone()).or_insert_with(|| SourceDay {
                source,
                ..SourceDay::default()
            });
            act(day);
        };
        for (source, outcome, code, rows, more) in self.outcomes_of_day(date).await? {
            let (outcome, count) = (ItemOutcome::read(&outcome)?, rows + more);
            of(source, &mut days, &|day| match outcome {
                ItemOutcome::Created => day.created += count,
                ItemOutcome::Identical => day.identical += count,
                ItemOutcome::Rejected => {
                    day.rejected += count;
                    let code = code.clone().unwrap_or_default();
                    day.reasons.push(ReasonCount { code, count });
                }
            });
        }
        for (source, door, count) in self.deliveries_of_day(date).await? {
            let door = door_of(&door)?;
            of(source, &mut days, &|day| {
                day.deliveries += count;
                day.doors.push(DoorCount { door, count });
            });
        }
        let mut days: Vec<SourceDay> = days.into_values().collect();
        for day in &mut days {
            day.reasons
                .sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.code.cmp(&other.code)));
        }
        Ok(days)
    }

    /// Rows of a day by source, outcome and the first code of a refusal: how many, and how many more are not told.
    async fn outcomes_of_day(&self, date: Date) -> Result<Vec<(String, String, Option<String>, i64, i64)>, StoreError> {
        let rows = self
            .scope()
            .find::<submission_item::Entity>()
            .select_only()
            .column(submission_item::Column::Source)
            .column(submission_item::Column::Outcome)
            .column(submission_item::Column::Code)
            .column_as(submission_item::Column::Place.count(), "rows")
            .column_as(submission_item::Column::More.sum().cast_as("BIGINT"), "more")
            .filter(submission_item::Column::Date.eq(DateColumn::from(date)))
            .group_by(submission_item::Column::Source)
            .group_by(submission_item::Column::Outcome)
            .group_by(submission_item::Column::Code)
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(rows)
    }

    /// Deliveries of a day by source and kind of door.
    async fn deliveries_of_day(&self, date: Date) -> Result<Vec<(String, String, i64)>, StoreError> {
        let items = self
            .scope()
            .find::<submission_item::Entity>()
            .select_only()
            .column(submission_item::Column::Source)
            .column(submission_item::Column::Submission)
            .filter(submission_item::Column::Date.eq(DateColumn::from(date)))
            .group_by(submission_item::Column::Source)
            .group_by(submission_item::Column::Submission)
            .into_tuple::<(String, i64)>()
            .all(self.reader())
            .await?;
        let doors: BTreeMap<i64, String> = self
            .scope()
            .find::<submission::Entity>()
            .select_only()
            .column(submission::Column::Number)
            .column(submission::Column::Door)
            .filter(submission::Column::Date.eq(DateColumn::from(date)))
            .into_tuple::<(i64, String)>()
            .all(self.reader())
            .await?
            .into_iter()
            .collect();
        let mut counts: BTreeMap<(String, String), i64> = BTreeMap::new();
        for (source, number) in items {
            if let Some(door) = doors.get(&number) {
                *counts.entry((source, door.clone())).or_default() += 1;
            }
        }
        Ok(counts
            .into_iter()
            .map(|((source, door), count)| (source, door, count))
            .collect())
    }
}

/// The first of what was found, and where the rest begins.
fn page<T>(found: Readable<T>, limit: u64, cursor: impl Fn(&T) -> i64) -> Page<T> {
    let Readable { mut items, unreadable } = found;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let all = u64::try_from(items.len())
        .unwrap_or(u64::MAX)
        .saturating_add(unreadable);
    items.truncate(wanted);
    let next = items.last().filter(|_| all > limit).map(cursor);
    Page {
        items,
        next,
        unreadable,
    }
}

fn door_of(word: &str) -> Result<Door, StoreError> {
    word.parse().map_err(|_| StoreError::Word {
        table: "submissions",
        word: word.to_owned(),
    })
}

fn from_row(row: submission::Model) -> Result<Submission, StoreError> {
    Ok(Submission {
        number: row.number,
        date: row.date.into(),
        at: Timestamp(row.at),
        door: door_of(&row.door)?,
        source: row.source.map(SourceId),
        actor_kind: row.actor_kind,
        actor: row.actor,
        receipt: row.receipt,
        digest: row.digest,
        created: row.created,
        identical: row.identical,
        rejected: row.rejected,
        state: SubmissionState::read(&row.state)?,
    })
}

fn item_of_row(row: submission_item::Model) -> Result<SubmissionItem, StoreError> {
    let key = format!("{}/{}", row.submission, row.place);
    Ok(SubmissionItem {
        place: row.place,
        source: row.source,
        source_ref: row.source_ref,
        outcome: ItemOutcome::read(&row.outcome)?,
        request: row.request.map(RequestId),
        findings: from_text("submission_items", &key, &row.findings)?,
        more: row.more,
    })
}
