//! Reading and changing requests.

pub(crate) mod batch;
pub(crate) mod shape;
pub(crate) mod submit;

use crate::access::{ByCoordinator, ByIntake, Caller};
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PAGE_MAX, PathOf, QueryOf, Sent, day, json_of, limit, words_in_address};
use crate::http::form::read;
use crate::http::idempotency::{Key, done, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, etag, ok, versioned};
use crate::v1::event::PastEvent;
use crate::v1::requests::shape::{Answer, Note, Patch, amendment};
use crate::v1::requests::submit::{known, sees};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::Response;
use karavan_intake::limits::TEXT_MAX;
use karavan_intake::text::is_id;
use karavan_model::{Date, RequestId};
use karavan_service::{Amended, RequestAction, RequestActionResult};
use karavan_store::{Moved, RequestFilter, StoredRequest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Which requests.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only these, joined by commas; up to 200.
    ids: Option<String>,
    /// Of this day; all days when absent.
    date: Option<String>,
    /// In this state.
    state: Option<String>,
    /// Of this source.
    source: Option<String>,
    /// Refused: words about people do not belong in an address, which others write down.
    #[param(ignore)]
    q: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the part before.
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

/// Which requests, with words about people.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestSearch)]
pub(crate) struct Search {
    /// Words of id, name, address, comment or telephone; all must occur.
    #[schema(example = "Садовая 3")]
    q: String,
    /// Of this day; all days when absent.
    date: Option<String>,
    /// In this state.
    state: Option<String>,
    /// Of this source.
    source: Option<String>,
    /// 1 to 200; 50 when absent.
    limit: Option<u64>,
    /// `next` of the part before.
    after: Option<String>,
}

/// Requests in which words occur, newest number last. The words travel in the body, because addresses are written down on the
/// way. An intake system finds its own.
#[utoipa::path(post, path = "/v1/requests/search", operation_id = "search_requests", tag = "requests", request_body = Search,
    responses((status = 200, body = List<Answer>), (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn search(
    State(app): State<App>,
    ByIntake(caller): ByIntake,
    sent: Json,
) -> Result<Response, Problem> {
    let (which, date) = read(&sent.value, |form| {
        let (q, date) = (form.some_text("q", TEXT_MAX), form.date("date"));
        let which = Which {
            ids: None,
            q,
            date: None,
            state: form.text("state", TEXT_MAX),
            source: form.text("source", TEXT_MAX),
            limit: form.number("limit", 1, PAGE_MAX, "1–200"),
            after: form.text("after", TEXT_MAX),
        };
        Some((which, date))
    })?;
    found(&app, caller, which, date).await
}

/// Requests, newest number last. An intake system sees its own.
#[utoipa::path(get, path = "/v1/requests", operation_id = "list_requests", tag = "requests", params(Which),
    responses((status = 200, body = List<Answer>)))]
pub(crate) async fn list(
    State(app): State<App>,
    ByIntake(caller): ByIntake,
    QueryOf(mut which): QueryOf<Which>,
) -> Result<Response, Problem> {
    if which.q.is_some() {
        return Err(words_in_address("/v1/requests/search"));
    }
    let date = day(which.date.take())?;
    found(&app, caller, which, date).await
}

async fn found(app: &App, caller: Caller, which: Which, date: Option<Date>) -> Result<Response, Problem> {
    let unknown = |name: &str| {
        Problem::from(Kind::Malformed).saying(
            format!("{name} is not one that this list knows"),
            format!("такого значения {name} у этого списка нет"),
        )
    };
    if which.state.as_deref().is_some_and(|state| !STATES.contains(&state)) {
        return Err(unknown("state"));
    }
    let after = which
        .after
        .map(|after| after.parse().map_err(|_| unknown("after")))
        .transpose()?;
    let ids = which.ids.as_deref().map(ids).transpose()?;
    let asked = ids.as_ref().and_then(|ids| u64::try_from(ids.len()).ok());
    let filter = RequestFilter {
        ids,
        date,
        state: which.state,
        source: which.source,
        q: which.q,
        owner: match &caller {
            Caller::Intake { owner, .. } => Some(owner.clone()),
            Caller::Staff { .. } | Caller::Volunteer(_) => None,
        },
    };
    let page = app
        .service
        .requests(&filter, after, limit(which.limit.or(asked))?)
        .await?;
    Ok(ok(&List {
        items: page.items.iter().map(|stored| Answer::to(&caller, stored)).collect(),
        next: page.next.map(|next| next.to_string()),
        unreadable: page.unreadable,
    }))
}

/// The ids of a list joined by commas.
fn ids(joined: &str) -> Result<Vec<RequestId>, Problem> {
    let ids: Vec<RequestId> = joined.split(',').map(RequestId::from).collect();
    let most = usize::try_from(PAGE_MAX).unwrap_or(usize::MAX);
    if ids.len() <= most && ids.iter().all(|id| is_id(id.as_str())) {
        return Ok(ids);
    }
    Err(Problem::from(Kind::Malformed).saying(
        "ids is 1 to 200 ids of requests joined by commas",
        "ids — от 1 до 200 номеров заявок через запятую",
    ))
}

/// One request. To an intake system, another's does not exist.
#[utoipa::path(get, path = "/v1/requests/{id}", operation_id = "get_request", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = Answer), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    ByIntake(caller): ByIntake,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let stored = app.service.request(&RequestId(id)).await?;
    let stored = stored.filter(|stored| sees(&caller, stored)).ok_or(Kind::NotFound)?;
    Ok(versioned(StatusCode::OK, stored.version, &Answer::to(&caller, &stored)))
}

/// Changes a request. A `point` fixes the place by hand, and a `place` is one that its address may be; a new address is
/// looked for again.
#[utoipa::path(patch, path = "/v1/requests/{id}", operation_id = "patch_request", tag = "requests", request_body = Patch,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with")),
    responses((status = 200, body = Answer), (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn patch(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let version = version.required()?;
    let known = known(&app, &caller, [&sent.value]).await?;
    let amendment = read(&sent.value, |form| amendment(form, &known))?;
    match caller.acting(&app).amend(&RequestId(id), version, amendment).await? {
        Amended::Done(stored) => Ok(versioned(StatusCode::OK, stored.version, &Answer::from(&stored))),
        Amended::Stale(stored) => Err(Problem::from(Kind::Stale).with_header(ETAG, etag(stored.version))),
        Amended::Closed(_) => Err(Problem::from(Kind::Conflict).saying(
            "the request is closed, and what was done cannot be changed",
            "заявка закрыта, а сделанного не изменить",
        )),
        Amended::Missing => Err(Kind::NotFound.into()),
    }
}

/// What happened to a request on the road, oldest first.
#[utoipa::path(get, path = "/v1/requests/{id}/events", operation_id = "list_request_events", tag = "requests",
    params(("id" = String, Path)), responses((status = 200, body = List<PastEvent>),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn events(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let id = RequestId(id);
    app.service.request(&id).await?.ok_or(Kind::NotFound)?;
    let events = app.service.request_events(&id).await?;
    Ok(ok(&List::whole(events.iter().map(PastEvent::from).collect())))
}

/// Calls a request off, wherever it stands. A repeat changes nothing. To an intake system, another's does not exist.
#[utoipa::path(post, path = "/v1/requests/{id}/cancel", operation_id = "cancel_request", tag = "requests",
    request_body(content = Option<Note>, content_type = "application/json"),
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Answer), (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "It has another outcome already")))]
pub(crate) async fn cancel(
    state: State<App>,
    ByIntake(caller): ByIntake,
    id: PathOf<String>,
    key: Key,
    sent: Sent,
) -> Result<Response, Problem> {
    turn(RequestAction::Cancel, state, caller, id, key, sent).await
}

/// Opens a request again whose outcome was no delivery. A repeat changes nothing.
#[utoipa::path(post, path = "/v1/requests/{id}/retry", operation_id = "retry_request", tag = "requests",
    request_body(content = Option<Note>, content_type = "application/json"),
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Answer), (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "It was served")))]
pub(crate) async fn retry(
    state: State<App>,
    ByCoordinator(caller): ByCoordinator,
    id: PathOf<String>,
    key: Key,
    sent: Sent,
) -> Result<Response, Problem> {
    turn(RequestAction::Retry, state, caller, id, key, sent).await
}

async fn turn(
    turn: RequestAction,
    State(app): State<App>,
    caller: Caller,
    PathOf(id): PathOf<String>,
    key: Key,
    Sent(bytes): Sent,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &bytes)?;
    let note = match bytes.is_empty() {
        true => String::new(),
        false => read(&json_of(&bytes)?, |form| {
            Some(form.text("note", TEXT_MAX).unwrap_or_default())
        })?,
    };
    let id = RequestId(id);
    let stored = app.service.request(&id).await?;
    stored.filter(|stored| sees(&caller, stored)).ok_or(Kind::NotFound)?;
    let once = act.once(|moved: &Moved| receipt(200, Value::Null).filter(|_| matches!(moved, Moved::Moved(_))));
    let told = |stored: &StoredRequest| versioned(StatusCode::OK, stored.version, &Answer::to(&caller, stored));
    match done(caller.acting(&app).act_on_request(&id, turn, note, once).await?)? {
        Ok(RequestActionResult::Done(stored)) => Ok(told(&stored)),
        Ok(RequestActionResult::Closed(_)) => Err(Problem::from(Kind::Conflict).saying(
            "the request has an outcome that stands",
            "у заявки уже есть итог, и он остаётся",
        )),
        Ok(RequestActionResult::Missing) => Err(Kind::NotFound.into()),
        Err(_) => {
            let stored = app.service.request(&id).await?.ok_or(Kind::Gone)?;
            Ok(replayed(told(&stored)))
        }
    }
}
