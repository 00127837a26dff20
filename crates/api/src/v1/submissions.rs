//! What came in through doors: deliveries, their rows, and what each source sent on a day. Codes, numbers and ids only.

use crate::access::ByCoordinator;
use crate::app::App;
use crate::http::extract::{PathOf, QueryOf, day_or_today, known_day, limit};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok};
use crate::v1::words::{DoorKind, ItemOutcome, SubmissionState};
use axum::extract::State;
use axum::response::Response;
use karavan_store as store;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What was sent at once.
#[derive(Serialize, ToSchema)]
pub(crate) struct Submission {
    /// Its number in the region: 1, 2, 3, …
    id: i64,
    /// The day it came.
    date: String,
    received_at: String,
    door: DoorKind,
    /// The source that all of it names; null when several are named.
    #[schema(required)]
    source: Option<String>,
    /// `person`, `key` or `terminal`.
    actor_kind: String,
    /// Who of this kind: a login or the public part of a key.
    actor: String,
    /// The `Idempotency-Key` it came with.
    #[schema(required)]
    receipt: Option<String>,
    /// A mark of what was sent: the same bytes have the same mark. It is made with a key of the region, so that nobody can
    /// confirm a guess by it.
    digest: String,
    /// Rows kept now.
    created: i64,
    /// Rows that had been kept before.
    identical: i64,
    /// Rows refused.
    rejected: i64,
    state: SubmissionState,
}

/// What became of one row.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubmissionItem {
    /// The row of a table as a spreadsheet numbers it (0 is the whole file), or the number in a call, from 1.
    place: i64,
    /// Empty when none can be told.
    source: String,
    /// The source's own number, where it is one.
    #[schema(required)]
    source_ref: Option<String>,
    outcome: ItemOutcome,
    /// The request that is kept; of a refused row the one in its way.
    #[schema(required)]
    request: Option<String>,
    /// Faults of a refused row, remarks on a taken one.
    findings: Vec<ItemFinding>,
    /// So many further faults of these kinds are in rows that are not told one by one.
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

/// A submission with a part of its rows.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubmissionRows {
    submission: Submission,
    items: Vec<SubmissionItem>,
    /// Send as `after` to get the rest; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// What came in on a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct IntakeDay {
    date: String,
    sources: Vec<SourceOfDay>,
}

/// What a source sent on a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceOfDay {
    /// Empty for rows whose source cannot be told.
    source: String,
    /// What people call it.
    name: String,
    /// Submissions that name it.
    deliveries: i64,
    doors: Vec<DoorKind>,
    created: i64,
    identical: i64,
    rejected: i64,
    /// The most frequent first.
    reasons: Vec<IntakeReason>,
}

/// Why rows were refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct IntakeReason {
    /// Of the first fault of a row.
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

/// Which submissions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Of this day; today when absent.
    date: Option<String>,
    /// Only those that name this source.
    source: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the part before.
    after: Option<i64>,
}

/// Which rows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichRows {
    /// Only those that came to this: `created`, `identical` or `rejected`.
    outcome: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the part before.
    after: Option<i64>,
}

/// What came in on a day, the newest first.
#[utoipa::path(get, path = "/v1/submissions", operation_id = "list_submissions", tag = "intake", params(Which),
    responses((status = 200, body = List<Submission>)))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByCoordinator,
    QueryOf(which): QueryOf<Which>,
) -> Result<Response, Problem> {
    let date = day_or_today(&app, which.date)?;
    let limit = limit(which.limit)?;
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

/// One submission with its rows, or a part of them.
#[utoipa::path(get, path = "/v1/submissions/{id}", operation_id = "get_submission", tag = "intake",
    params(("id" = String, Path), WhichRows),
    responses((status = 200, body = SubmissionRows),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(id): PathOf<String>,
    QueryOf(which): QueryOf<WhichRows>,
) -> Result<Response, Problem> {
    let number = id.parse().map_err(|_| Kind::NotFound)?;
    let outcome = match which.outcome.as_deref() {
        None => None,
        Some("created") => Some(store::ItemOutcome::Created),
        Some("identical") => Some(store::ItemOutcome::Identical),
        Some("rejected") => Some(store::ItemOutcome::Rejected),
        Some(_) => {
            return Err(Problem::from(Kind::Malformed).saying(
                "outcome is created, identical or rejected",
                "outcome — это created, identical или rejected",
            ));
        }
    };
    let limit = limit(which.limit)?;
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

/// What each source sent on a day: deliveries, requests, and why rows were refused.
#[utoipa::path(get, path = "/v1/days/{date}/intake", operation_id = "get_intake", tag = "intake",
    params(("date" = String, Path)), responses((status = 200, body = IntakeDay),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn of_day(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(date): PathOf<String>,
) -> Result<Response, Problem> {
    let date = known_day(&date)?;
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
