//! Taking a request in, and who sees it.

use crate::access::{ByIntake, Caller};
use crate::app::App;
use crate::http::extract::Json;
use crate::http::form::read;
use crate::http::idempotency::{Act, Key, done, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::versioned;
use crate::v1::requests::shape::{Answer, Draft, draft};
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use karavan_intake::{AcceptedRequest, Known};
use karavan_model::{Door, RequestId, SourceId};
use karavan_service::{NameableVolunteers, RowRead, SentBatch as Delivered, SentRow, digest_of};
use karavan_store::{Accepted, Inserted, Receipt, StoredRequest};
use serde_json::{Value, json};

/// Takes one request in. A bad address is accepted with state `needs_info`, never refused.
#[utoipa::path(post, path = "/v1/requests", operation_id = "submit_request", tag = "requests", request_body = Draft,
    params(("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 201, body = Answer), (status = 200, body = Answer, description = "The same was there already"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "Something else has this source and reference"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn submit(
    State(app): State<App>,
    ByIntake(caller): ByIntake,
    key: Key,
    sent: Json,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &sent.bytes)?;
    let known = known(&app, &caller, [&sent.value]).await?;
    let read = read_one(&sent.value, &known);
    if read.is_err()
        && let Some(first) = act.before(&app).await?
    {
        // What it names may be known no more; what was taken before is taken.
        return again(&app, &caller, first).await;
    }
    let once = read.is_ok().then(|| {
        act.once(|accepted: &Accepted| match taken_of(accepted)?.first()? {
            (Inserted::Created(kept), is_new) => receipt(201, kept_as(kept, *is_new)),
            (Inserted::Existing(kept), is_new) => receipt(200, kept_as(kept, *is_new)),
            (Inserted::Conflict(_), _) => None,
        })
    });
    let rows = vec![row(1, &sent.value, &read)];
    let delivery = delivery(&caller, &act, &sent.bytes, rows);
    let accepted = caller.acting(&app).accept(delivery, once).await?;
    match done(accepted)? {
        Ok(accepted) => {
            let all = within_quota(&app, &accepted)?;
            read?;
            match all.first().ok_or(Kind::Internal)? {
                (Inserted::Created(kept), is_new) => Ok(told(&caller, StatusCode::CREATED, kept, *is_new)),
                (Inserted::Existing(kept), is_new) => Ok(told(&caller, StatusCode::OK, kept, *is_new)),
                (Inserted::Conflict(_), _) => Err(taken()),
            }
        }
        Err(first) => again(&app, &caller, first).await,
    }
}

/// What became of each request, and whether it is the first of a source that is new; `None` beyond a quota.
pub(super) fn taken_of(accepted: &Accepted) -> Option<Vec<(&Inserted, bool)>> {
    let Accepted::Kept {
        inserted, new_sources, ..
    } = accepted
    else {
        return None;
    };
    let mut unsaid: Vec<&str> = new_sources.iter().map(SourceId::as_str).collect();
    let each = inserted.iter().map(|one| {
        let source = one.stored().request.source.as_str();
        let is_kept = !matches!(one, Inserted::Conflict(_));
        let place = unsaid.iter().position(|new| is_kept && *new == source);
        (one, place.map(|place| unsaid.remove(place)).is_some())
    });
    Some(each.collect())
}

/// What is kept of an answer: the id, and whether the source was new.
pub(super) fn kept_as(stored: &StoredRequest, is_new: bool) -> Value {
    match is_new {
        true => json!({ "id": stored.request.id, "new_source": true }),
        false => json!(stored.request.id),
    }
}

/// What is sent by a call.
pub(super) fn delivery(caller: &Caller, act: &Act, bytes: &[u8], rows: Vec<SentRow>) -> Delivered {
    Delivered {
        sender: caller.sender(Door::Operator),
        receipt: Some(act.receipt_key()),
        digest: digest_of(bytes),
        rows,
    }
}

/// A request of a call, with what was read of it.
pub(super) fn row(place: i64, sent: &Value, read: &Result<AcceptedRequest, Problem>) -> SentRow {
    let text = |field: &str| sent.get(field).and_then(Value::as_str);
    SentRow {
        place,
        source: text("source").unwrap_or_default().to_owned(),
        source_ref: text("source_ref").map(str::to_owned),
        read: match read {
            Ok(draft) => RowRead::Draft(Box::new(draft.clone())),
            Err(problem) => RowRead::Refused {
                findings: problem.findings(),
                more: 0,
            },
        },
    }
}

/// What became of each request, unless they were more than a key may send today.
pub(super) fn within_quota<'a>(app: &App, accepted: &'a Accepted) -> Result<Vec<(&'a Inserted, bool)>, Problem> {
    let left = match accepted {
        Accepted::OverQuota { left } => *left,
        Accepted::Kept { .. } => return Ok(taken_of(accepted).unwrap_or_default()),
    };
    let tomorrow = app.service.seconds_left_today();
    Err(Problem::from(Kind::QuotaUsed).retry_after(tomorrow).saying(
        format!("of these requests nothing was kept: {left} more may be sent today"),
        format!("из этих заявок ничего не принято: сегодня можно прислать ещё {left}"),
    ))
}

/// The first answer.
async fn again(app: &App, caller: &Caller, first: Receipt) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(first.status).unwrap_or(StatusCode::OK);
    let (kept, is_new) = kept(app, &first.body).await?.ok_or(Kind::Gone)?;
    Ok(replayed(told(caller, status, &kept, is_new)))
}

pub(super) fn taken() -> Problem {
    Problem::from(Kind::Conflict).saying(
        "another request is kept under this source and source_ref; change it with PATCH, or send another source_ref",
        "под этими source и source_ref уже есть другая заявка; измените её через PATCH или пришлите другой source_ref",
    )
}

fn told(caller: &Caller, status: StatusCode, kept: &StoredRequest, is_new: bool) -> Response {
    let mut response = versioned(status, kept.version, &Answer::of(caller, kept, is_new));
    if let Ok(location) = HeaderValue::try_from(format!("/v1/requests/{}", kept.request.id)) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// The request of [`kept_as`], and whether its source was new.
pub(super) async fn kept(app: &App, kept: &Value) -> Result<Option<(StoredRequest, bool)>, Problem> {
    let (id, is_new) = match kept.get("id") {
        Some(id) => (id, true),
        None => (kept, false),
    };
    let id = RequestId(id.as_str().unwrap_or_default().to_owned());
    Ok(app.service.request(&id).await?.map(|stored| (stored, is_new)))
}

/// What the requests of a body may name; volunteers are asked for only when one names any.
pub(super) async fn known<'a>(
    app: &App,
    caller: &Caller,
    sent: impl IntoIterator<Item = &'a Value>,
) -> Result<Known, Problem> {
    let names = |request: &Value| request.get("visitors").is_some_and(|visitors| !visitors.is_null());
    let people = match sent.into_iter().any(names) {
        true => NameableVolunteers::All,
        false => NameableVolunteers::Unasked,
    };
    Ok(app.service.known(people, caller.source().cloned()).await?)
}

pub(super) fn read_one(sent: &Value, known: &Known) -> Result<AcceptedRequest, Problem> {
    read(sent, |form| draft(form, known))
}

/// Who may see a request and call it off: people all, an intake system those of its owner.
pub(super) fn sees(caller: &Caller, stored: &StoredRequest) -> bool {
    match caller {
        Caller::Staff { .. } => true,
        Caller::Intake { owner, .. } => stored.owner == *owner,
        Caller::Volunteer(_) => false,
    }
}
