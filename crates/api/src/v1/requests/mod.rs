//! Calls on stored requests: list, search, get, change (`patch`), events, cancel, and reopen (`retry`). New requests
//! come in through `submit.rs` and `batch.rs`; the JSON shapes are in `shape.rs`.

pub(crate) mod batch;
pub(crate) mod form_fields;
pub(crate) mod shape;
pub(crate) mod submit;

use crate::access::{ByStaff, ByStaffOrKey, Caller};
use crate::app::App;
use crate::http::extract::{
    BodyBytes, IfMatch, Json, PAGE_ITEMS_MAX, PathOf, QueryOf, json_of, optional_day, page_size, words_in_url,
};
use crate::http::form::read;
use crate::http::idempotency::{IdempotencyKey, done_or_receipt, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, etag, ok, versioned};
use crate::texts;
use crate::v1::event::PastEvent;
use crate::v1::requests::form_fields::amendment;
use crate::v1::requests::shape::{Answer, Note, Patch};
use crate::v1::requests::submit::known_names;
use crate::v1::view::View;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::Response;
use karavan_intake::limits::TEXT_MAX;
use karavan_intake::plain_text::is_id;
use karavan_model::{Date, RequestId};
use karavan_service::{Amended, RequestAction, RequestActionResult};
use karavan_store::{Moved, RequestFilter, StoredRequest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Which page of the requests.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Only these ids, joined by commas; up to 200.
    ids: Option<String>,
    /// Requests of this day; of all days when absent.
    date: Option<String>,
    /// Requests in this state.
    state: Option<String>,
    /// Requests of this source.
    source: Option<String>,
    /// Refused: words about people must not be in a URL, which ends up in logs.
    #[param(ignore)]
    q: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the previous page.
    after: Option<String>,
}

const STATES: [&str; 8] = [
    "new",
    "needs_info",
    "located",
    "planned",
    "published",
    "accepted",
    "en_route",
    "closed",
];

/// A search for requests.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestSearch)]
pub(crate) struct Search {
    /// Words of the id, name, address, comment or telephone number; all must occur.
    #[schema(example = "Садовая 3")]
    q: String,
    /// Requests of this day; of all days when absent.
    date: Option<String>,
    /// Requests in this state.
    state: Option<String>,
    /// Requests of this source.
    source: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the previous page.
    after: Option<String>,
}

/// Requests that contain all words of `q`, the newest number last. The words are sent in the body, because URLs end up
/// in logs. Another system finds its own requests only.
#[utoipa::path(post, path = "/v1/requests/search", operation_id = "search_requests", tag = "requests",
    request_body = Search,
    responses((status = 200, body = List<Answer>),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn search(
    State(app): State<App>,
    ByStaffOrKey(caller): ByStaffOrKey,
    sent: Json,
) -> Result<Response, Problem> {
    let (which, date) = read(&sent.value, |form| {
        let (q, date) = (form.some_text("q", TEXT_MAX), form.date("date"));
        let which = ListQuery {
            ids: None,
            q,
            date: None,
            state: form.text("state", TEXT_MAX),
            source: form.text("source", TEXT_MAX),
            limit: form.number("limit", 1, PAGE_ITEMS_MAX, "1–200"),
            after: form.text("after", TEXT_MAX),
        };
        Some((which, date))
    })?;
    page_of(&app, caller, which, date).await
}

/// Requests, the newest number last. Another system sees its own only.
#[utoipa::path(get, path = "/v1/requests", operation_id = "list_requests", tag = "requests", params(ListQuery),
    responses((status = 200, body = List<Answer>)))]
pub(crate) async fn list(
    State(app): State<App>,
    ByStaffOrKey(caller): ByStaffOrKey,
    QueryOf(mut which): QueryOf<ListQuery>,
) -> Result<Response, Problem> {
    if which.q.is_some() {
        return Err(words_in_url("/v1/requests/search"));
    }
    let date = optional_day(which.date.take())?;
    page_of(&app, caller, which, date).await
}

async fn page_of(app: &App, caller: Caller, which: ListQuery, date: Option<Date>) -> Result<Response, Problem> {
    let unknown = |name: &str| Problem::from(Kind::Malformed).saying(texts::calls::unknown_value(name));
    if which.state.as_deref().is_some_and(|state| !STATES.contains(&state)) {
        return Err(unknown("state"));
    }
    let after = which
        .after
        .map(|after| after.parse().map_err(|_| unknown("after")))
        .transpose()?;
    let ids = which.ids.as_deref().map(ids).transpose()?;
    let named = ids.as_ref().and_then(|ids| u64::try_from(ids.len()).ok());
    let filter = RequestFilter {
        ids,
        date,
        state: which.state,
        source: which.source,
        q: which.q,
        searched_by: Some(caller.kind()),
    };
    let page = app
        .service
        .requests(&caller.whose(), &filter, after, page_size(which.limit.or(named))?)
        .await?;
    let view = View::with_opened(app, &caller).await?;
    Ok(ok(&List {
        items: page.items.iter().map(|stored| Answer::seen(&view, stored)).collect(),
        next: page.next.map(|next| next.to_string()),
        unreadable: page.unreadable,
    }))
}

/// Parses ids joined by commas.
fn ids(joined: &str) -> Result<Vec<RequestId>, Problem> {
    let ids: Vec<RequestId> = joined.split(',').map(RequestId::from).collect();
    let most = usize::try_from(PAGE_ITEMS_MAX).unwrap_or(usize::MAX);
    if ids.len() <= most && ids.iter().all(|id| is_id(id.as_str())) {
        return Ok(ids);
    }
    Err(Problem::from(Kind::Malformed).saying(texts::requests::REQUEST_IDS))
}

/// One request. Another system gets 404 for requests that are not its own.
#[utoipa::path(get, path = "/v1/requests/{id}", operation_id = "get_request", tag = "requests",
    params(("id" = String, Path)),
    responses((status = 200, body = Answer),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    ByStaffOrKey(caller): ByStaffOrKey,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let stored = app.service.request(&caller.whose(), &RequestId(id)).await?;
    let stored = stored.ok_or(Kind::NotFound)?;
    let view = View::with_opened(&app, &caller).await?;
    Ok(versioned(StatusCode::OK, stored.version, &Answer::seen(&view, &stored)))
}

/// Changes a request. A `point` sets the place by hand, a `place` chooses one of the candidates, and a new `address` is
/// geocoded again.
#[utoipa::path(patch, path = "/v1/requests/{id}", operation_id = "patch_request", tag = "requests",
    request_body = Patch,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with")),
    responses((status = 200, body = Answer),
        (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn patch(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let version = version.required()?;
    let (whose, id) = (caller.whose(), RequestId(id));
    let known = known_names(&app, &caller, [&sent.value]).await?;
    // Who is bound to a part of the region changes less of requests that are of other sources.
    let source = match caller.remit() {
        Some(_) => {
            app.service
                .request(&whose, &id)
                .await?
                .ok_or(Kind::NotFound)?
                .request
                .source
        }
        None => String::new(),
    };
    let amendment = read(&sent.value, |form| amendment(form, &source, &known))?;
    match caller.acting(&app).amend((&whose, &id), version, amendment).await? {
        Amended::Done(stored) => Ok(versioned(
            StatusCode::OK,
            stored.version,
            &Answer::seen(&View::of(&caller), &stored),
        )),
        Amended::Stale(stored) => Err(Problem::from(Kind::Stale).with_header(ETAG, etag(stored.version))),
        Amended::Closed(_) => Err(Problem::from(Kind::Conflict).saying(texts::requests::REQUEST_CLOSED)),
        Amended::Missing => Err(Kind::NotFound.into()),
    }
}

/// Events that volunteers reported about a request, the oldest first.
#[utoipa::path(get, path = "/v1/requests/{id}/events", operation_id = "list_request_events", tag = "requests",
    params(("id" = String, Path)), responses((status = 200, body = List<PastEvent>),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn events(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let events = app.service.request_events(&caller.whose(), &RequestId(id)).await?;
    let (stored, events) = events.ok_or(Kind::NotFound)?;
    let shows_notes = View::of(&caller).shows_notes(&stored);
    let past = events.iter().map(|event| PastEvent::shown(event, shows_notes));
    Ok(ok(&List::whole(past.collect())))
}

/// Cancels an open request, in any state. A repeat changes nothing. Another system gets 404 for requests that are not
/// its own.
#[utoipa::path(post, path = "/v1/requests/{id}/cancel", operation_id = "cancel_request", tag = "requests",
    request_body(content = Option<Note>, content_type = "application/json"),
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Answer),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "It has another outcome already")))]
pub(crate) async fn cancel(
    state: State<App>,
    ByStaffOrKey(caller): ByStaffOrKey,
    id: PathOf<String>,
    key: IdempotencyKey,
    sent: BodyBytes,
) -> Result<Response, Problem> {
    turn(RequestAction::Cancel, state, caller, id, key, sent).await
}

/// Reopens a request that was closed without being served. A repeat changes nothing.
#[utoipa::path(post, path = "/v1/requests/{id}/retry", operation_id = "retry_request", tag = "requests",
    request_body(content = Option<Note>, content_type = "application/json"),
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Answer),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "It was served")))]
pub(crate) async fn retry(
    state: State<App>,
    ByStaff(caller): ByStaff,
    id: PathOf<String>,
    key: IdempotencyKey,
    sent: BodyBytes,
) -> Result<Response, Problem> {
    turn(RequestAction::Retry, state, caller, id, key, sent).await
}

async fn turn(
    turn: RequestAction,
    State(app): State<App>,
    caller: Caller,
    PathOf(id): PathOf<String>,
    key: IdempotencyKey,
    BodyBytes(bytes): BodyBytes,
) -> Result<Response, Problem> {
    let call = key.begin(&app, &caller, &bytes)?;
    let note = match bytes.is_empty() {
        true => String::new(),
        false => read(&json_of(&bytes)?, |form| {
            Some(form.text("note", TEXT_MAX).unwrap_or_default())
        })?,
    };
    let (whose, id) = (caller.whose(), RequestId(id));
    app.service.request(&whose, &id).await?.ok_or(Kind::NotFound)?;
    let once =
        call.with_receipt(|moved: &Moved| receipt(200, Value::Null).filter(|_| matches!(moved, Moved::Moved(_))));
    let view = View::with_opened(&app, &caller).await?;
    let answer = |stored: &StoredRequest| versioned(StatusCode::OK, stored.version, &Answer::seen(&view, stored));
    let acted = caller
        .acting(&app)
        .act_on_request((&whose, &id), turn, note, once)
        .await?;
    match done_or_receipt(acted)? {
        Ok(RequestActionResult::Done(stored)) => Ok(answer(&stored)),
        Ok(RequestActionResult::Closed(_)) => {
            Err(Problem::from(Kind::Conflict).saying(texts::requests::OUTCOME_STANDS))
        }
        Ok(RequestActionResult::Missing) => Err(Kind::NotFound.into()),
        Err(_) => {
            let stored = app.service.request(&whose, &id).await?.ok_or(Kind::Gone)?;
            Ok(replayed(answer(&stored)))
        }
    }
}
