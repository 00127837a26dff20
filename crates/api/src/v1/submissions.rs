//! Calls that read submissions, what one call or one table sent in, and their JSON shapes: list of a day, one with its
//! rows, and totals by source and day (`of_day`). Submissions are made by the calls in `requests` and `tables`.

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{PathOf, QueryOf, day_or_today, page_size, path_day};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok};
use crate::texts::requests as texts;
use crate::v1::enums::{DoorKind, ItemOutcome, SubmissionState};
use axum::extract::State;
use axum::response::Response;
use karavan_store as store;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What one call or one table submitted.
#[derive(Serialize, ToSchema)]
pub(crate) struct Submission {
    /// Its number in the region: 1, 2, 3, …
    id: i64,
    /// The day it arrived.
    date: String,
    received_at: String,
    door: DoorKind,
    /// The source that all its rows name; null when they name several.
    #[schema(required)]
    source: Option<String>,
    /// `person`, `key` or `terminal`.
    actor_kind: String,
    /// A login or the public part of a key; empty for the terminal.
    actor: String,
    /// The `Idempotency-Key` it was sent with.
    #[schema(required)]
    receipt: Option<String>,
    /// A keyed hash (HMAC) of the bytes sent: equal bytes have equal hashes. Its key is secret, so that a guess of the
    /// content cannot be confirmed.
    digest: String,
    /// Rows accepted as new requests.
    created: i64,
    /// Rows that were stored before, with the same content.
    identical: i64,
    /// Rows refused as wrong.
    rejected: i64,
    state: SubmissionState,
}

/// The result of one row.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubmissionItem {
    /// The row of a table as a spreadsheet numbers it (0 is the whole file), or its position in a call, from 1.
    place: i64,
    /// The source it names; empty when it cannot be read.
    source: String,
    /// The source's own reference, if it looks like a number.
    #[schema(required)]
    source_ref: Option<String>,
    outcome: ItemOutcome,
    /// The stored request; for a refused row the one it conflicts with.
    #[schema(required)]
    request: Option<String>,
    /// Faults of a refused row, or remarks on an accepted one.
    findings: Vec<ItemFinding>,
    /// Number of further faults of these kinds in rows that are not listed.
    more: i64,
}

/// A code and its place in the row.
#[derive(Serialize, ToSchema)]
pub(crate) struct ItemFinding {
    #[schema(example = "K2006")]
    code: String,
    /// A JSON pointer inside the request, or the column of a table; empty for the whole row.
    place: String,
}

/// A submission with one page of its rows.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubmissionRows {
    submission: Submission,
    items: Vec<SubmissionItem>,
    /// Send as `after` to get the next page; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// Submissions of a day by source.
#[derive(Serialize, ToSchema)]
pub(crate) struct IntakeDay {
    date: String,
    sources: Vec<SourceOfDay>,
}

/// Totals of a source on a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceOfDay {
    /// Empty for rows whose source cannot be read.
    source: String,
    /// The name of the source.
    name: String,
    /// Number of submissions that name it.
    deliveries: i64,
    doors: Vec<DoorKind>,
    created: i64,
    identical: i64,
    rejected: i64,
    /// Why rows were refused, the most frequent reason first.
    reasons: Vec<IntakeReason>,
}

/// A reason for refused rows.
#[derive(Serialize, ToSchema)]
pub(crate) struct IntakeReason {
    /// Code of the first fault of these rows.
    #[schema(example = "K2006")]
    code: String,
    rows: i64,
}

impl From<&store::Submission> for Submission {
    fn from(kept: &store::Submission) -> Self {
        Self {
            id: kept.number,
            date: kept.date.to_string(),
            received_at: kept.at.to_rfc3339(),
            door: kept.door.into(),
            source: kept.source.as_ref().map(|source| source.0.clone()),
            actor_kind: kept.actor_kind.clone(),
            actor: kept.actor.clone(),
            receipt: kept.receipt.clone(),
            digest: kept.digest.clone(),
            created: kept.created,
            identical: kept.identical,
            rejected: kept.rejected,
            state: kept.state.into(),
        }
    }
}

impl From<store::SubmissionItem> for SubmissionItem {
    fn from(item: store::SubmissionItem) -> Self {
        let finding = |finding: store::ItemFinding| ItemFinding {
            code: finding.code,
            place: finding.place,
        };
        Self {
            place: item.place,
            source: item.source,
            source_ref: item.source_ref,
            outcome: item.outcome.into(),
            request: item.request.map(|request| request.0),
            findings: item.findings.into_iter().map(finding).collect(),
            more: item.more,
        }
    }
}

impl SourceOfDay {
    fn of(day: store::SourceDay, name: String) -> Self {
        let reason = |reason: store::ReasonCount| IntakeReason {
            code: reason.code,
            rows: reason.count,
        };
        Self {
            source: day.source,
            name,
            deliveries: day.deliveries,
            doors: day.doors.iter().map(|count| count.door.into()).collect(),
            created: day.created,
            identical: day.identical,
            rejected: day.rejected,
            reasons: day.reasons.into_iter().map(reason).collect(),
        }
    }
}

/// Which page of the submissions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Submissions of this day; today when absent.
    date: Option<String>,
    /// Only those that name this source.
    source: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the previous page.
    after: Option<i64>,
}

/// Which page of the rows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RowsQuery {
    /// Only rows with this result: `created`, `identical` or `rejected`.
    outcome: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the previous page.
    after: Option<i64>,
}

/// Submissions of a day, the newest first.
#[utoipa::path(get, path = "/v1/submissions", operation_id = "list_submissions", tag = "intake", params(ListQuery),
    responses((status = 200, body = List<Submission>)))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByStaff,
    QueryOf(which): QueryOf<ListQuery>,
) -> Result<Response, Problem> {
    let date = day_or_today(&app, which.date)?;
    let limit = page_size(which.limit)?;
    let page = app
        .service
        .submissions(date, which.source.as_deref(), which.after, limit)
        .await?;
    Ok(ok(&List {
        items: page.items.iter().map(Submission::from).collect(),
        next: page.next.map(|next| next.to_string()),
        unreadable: page.unreadable,
    }))
}

/// One submission with a page of its rows.
#[utoipa::path(get, path = "/v1/submissions/{id}", operation_id = "get_submission", tag = "intake",
    params(("id" = String, Path), RowsQuery),
    responses((status = 200, body = SubmissionRows),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByStaff,
    PathOf(id): PathOf<String>,
    QueryOf(which): QueryOf<RowsQuery>,
) -> Result<Response, Problem> {
    let number = id.parse().map_err(|_| Kind::NotFound)?;
    let outcome = match which.outcome.as_deref() {
        None => None,
        Some("created") => Some(store::ItemOutcome::Created),
        Some("identical") => Some(store::ItemOutcome::Identical),
        Some("rejected") => Some(store::ItemOutcome::Rejected),
        Some(_) => {
            return Err(Problem::from(Kind::Malformed).saying(texts::OUTCOME_WORD));
        }
    };
    let limit = page_size(which.limit)?;
    let submission = app.service.submission(number).await?.ok_or(Kind::NotFound)?;
    let page = app
        .service
        .submission_items(number, outcome, which.after, limit)
        .await?;
    Ok(ok(&SubmissionRows {
        submission: Submission::from(&submission),
        items: page.items.into_iter().map(SubmissionItem::from).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// Totals of a day by source: submissions, requests, and why rows were refused.
#[utoipa::path(get, path = "/v1/days/{date}/intake", operation_id = "get_intake", tag = "intake",
    params(("date" = String, Path)), responses((status = 200, body = IntakeDay),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn of_day(
    State(app): State<App>,
    _by: ByStaff,
    PathOf(date): PathOf<String>,
) -> Result<Response, Problem> {
    let date = path_day(&date)?;
    let kept = app.service.sources().await?;
    let name = |id: &str| {
        let source = kept.iter().find(|kept| kept.what.id.as_str() == id);
        source.map_or_else(|| id.to_owned(), |kept| kept.what.name.clone())
    };
    let days = app.service.sources_of_day(date).await?;
    let sources = days.into_iter().map(|day| {
        let name = name(&day.source);
        SourceOfDay::of(day, name)
    });
    Ok(ok(&IntakeDay {
        date: date.to_string(),
        sources: sources.collect(),
    }))
}
