//! The call `GET /v1/audit` and its shape `AuditEntry`: pages of the region's audit log, newest first: who did what
//! and when, as ids without names or texts. The log is written by the store.

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{QueryOf, page_size};
use crate::http::problem::Problem;
use crate::http::response::{List, ok};
use axum::extract::State;
use axum::response::Response;
use karavan_store::LogEntry;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// An entry of the region's audit log.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    /// Its number in the region: 1, 2, 3, …
    seq: i64,
    /// When it was written.
    at: String,
    /// `person`, `key`, `volunteer`, `terminal`, `system` or `anybody`.
    actor_kind: String,
    /// Its id: a login, the public part of a key, a volunteer's id; empty where a kind has only one actor.
    actor: String,
    /// `added`, `changed`, `removed`, `read` (all data about a person, or what is hidden of a request) or `erased`.
    act: String,
    /// The kind of object: `request`, `plan`, `hub`, …
    kind: String,
    /// The id of the object.
    subject: String,
}

impl From<&LogEntry> for AuditEntry {
    fn from(entry: &LogEntry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at.to_rfc3339(),
            actor_kind: entry.actor_kind.clone(),
            actor: entry.actor.clone(),
            act: entry.act.clone(),
            kind: entry.kind.clone(),
            subject: entry.subject.clone(),
        }
    }
}

/// Which page of the log.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// 1 to 200; 50 when absent.
    pub(crate) limit: Option<u64>,
    /// `next` of the previous page; the newest entries when absent.
    pub(crate) before: Option<i64>,
}

/// Who did what and when, newest first: ids only, no names, no addresses, no text that people wrote.
#[utoipa::path(get, path = "/v1/audit", operation_id = "list_audit", tag = "audit", params(PageQuery),
    responses((status = 200, body = List<AuditEntry>, description = "Send `next` as `before` to get the next page")))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByStaff,
    QueryOf(part): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let limit = page_size(part.limit)?;
    let entries = app.service.audit(part.before, limit).await?;
    let first = entries.last().map(|entry| entry.seq).filter(|seq| *seq > 1);
    Ok(ok(&List {
        items: entries.iter().map(AuditEntry::from).collect(),
        next: first.map(|seq| seq.to_string()),
        unreadable: entries.unreadable,
    }))
}
