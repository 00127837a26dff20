//! Break-glass: the call by which a person says a reason and is shown what is hidden of a request for a while
//! (`reveal`), and the list of who looked and why (`list`), for administrators.

use crate::access::{ByStaff, Caller};
use crate::app::App;
use crate::http::extract::{Json, PathOf, QueryOf, page_size};
use crate::http::form::read;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok};
use crate::v1::audit::PageQuery;
use crate::v1::requests::shape::Answer;
use crate::v1::view::View;
use axum::extract::State;
use axum::response::Response;
use karavan_intake::limits::LINE_MAX;
use karavan_model::RequestId;
use karavan_store as store;
use serde::Serialize;
use utoipa::ToSchema;

/// Why somebody has to see what is hidden.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevealOrder {
    /// In words of one's own; administrators read it.
    #[schema(example = "звонит сын, ищет курьера")]
    reason: String,
}

/// A request with nothing hidden that a reason opens.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevealedRequest {
    request: Answer,
    /// Until when it is shown to this person.
    until: String,
}

/// That somebody looked at what is hidden of a request.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reveal {
    /// The number of its entry in the audit log.
    seq: i64,
    at: String,
    login: String,
    request: String,
    /// Empty when the person was erased.
    reason: String,
}

impl From<&store::Reveal> for Reveal {
    fn from(looked: &store::Reveal) -> Self {
        Self {
            seq: looked.seq,
            at: looked.at.to_rfc3339(),
            login: looked.login.clone(),
            request: looked.request.0.clone(),
            reason: looked.reason.clone(),
        }
    }
}

/// Shows what is hidden of a request to this person for 15 minutes, in this answer and in all others. Who, of which
/// request and why is written to the audit log.
#[utoipa::path(post, path = "/v1/requests/{id}/reveal", operation_id = "reveal_request", tag = "requests",
    request_body = RevealOrder, params(("id" = String, Path)),
    responses((status = 200, body = RevealedRequest),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn reveal(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    sent: Json,
) -> Result<Response, Problem> {
    let reason = read(&sent.value, |form| form.some_text("reason", LINE_MAX))?;
    let Caller::Staff { login, .. } = &caller else {
        return Err(Kind::Forbidden.into());
    };
    let (whose, id) = (caller.whose(), RequestId(id));
    let revealed = caller.acting(&app).reveal((&whose, &id), login, reason).await?;
    let (stored, until) = revealed.ok_or(Kind::NotFound)?;
    let view = View::with_opened(&app, &caller).await?;
    Ok(ok(&RevealedRequest {
        request: Answer::seen(&view, &stored),
        until: until.to_rfc3339(),
    }))
}

/// Who looked at what is hidden of which request, and why, newest first.
#[utoipa::path(get, path = "/v1/reveals", operation_id = "list_reveals", tag = "audit", params(PageQuery),
    responses((status = 200, body = List<Reveal>, description = "Send `next` as `before` to get the next page")))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByStaff,
    QueryOf(part): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let limit = page_size(part.limit)?;
    let looked = app.service.reveals(part.before, limit).await?;
    let is_full = u64::try_from(looked.len()).is_ok_and(|count| count == limit);
    Ok(ok(&List {
        items: looked.iter().map(Reveal::from).collect(),
        next: looked.last().filter(|_| is_full).map(|last| last.seq.to_string()),
        unreadable: looked.unreadable,
    }))
}
