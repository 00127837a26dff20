//! The call `POST /v1/requests`, which submits one request, and helpers that it shares with `batch.rs` and the other
//! calls for requests: quota, receipts, and the names a request may use.

use crate::access::{ByStaffOrKey, Caller};
use crate::app::App;
use crate::http::extract::Json;
use crate::http::form::read;
use crate::http::idempotency::{IdempotencyKey, IdempotentCall, done_or_receipt, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::versioned;
use crate::texts::requests as texts;
use crate::v1::requests::form_fields::draft;
use crate::v1::requests::shape::{Answer, Draft};
use crate::v1::view::View;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use karavan_intake::{AcceptedRequest, Known};
use karavan_model::{Door, RequestId, SourceId};
use karavan_service::{NameableVolunteers, RowRead, SentBatch as Delivered, SentRow, digest_of};
use karavan_store::{Accepted, Inserted, Receipt, StoredRequest};
use serde_json::{Value, json};

/// Submits one request. One with an unclear address is accepted in state `needs_info`, not refused.
#[utoipa::path(post, path = "/v1/requests", operation_id = "submit_request", tag = "requests", request_body = Draft,
    params(("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 201, body = Answer),
        (status = 200, body = Answer, description = "The same request was stored before"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "Another request has this source and reference"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn submit(
    State(app): State<App>,
    ByStaffOrKey(caller): ByStaffOrKey,
    key: IdempotencyKey,
    sent: Json,
) -> Result<Response, Problem> {
    let call = key.begin(&app, &caller, &sent.bytes)?;
    let known = known_names(&app, &caller, [&sent.value]).await?;
    let read = read_one(&sent.value, &known);
    if read.is_err()
        && let Some(first) = call.earlier_receipt(&app).await?
    {
        // A hub or volunteer it names may be gone by now; what was accepted before stays accepted.
        return replay(&app, &caller, first).await;
    }
    let once = read.is_ok().then(|| {
        call.with_receipt(|accepted: &Accepted| match inserted_rows(accepted)?.first()? {
            (Inserted::Created(kept), is_new) => receipt(201, receipt_body(kept, *is_new)),
            (Inserted::Existing(kept), is_new) => receipt(200, receipt_body(kept, *is_new)),
            (Inserted::Conflict(_), _) => None,
        })
    });
    let rows = vec![sent_row(1, &sent.value, &read)];
    let delivery = delivery(&caller, &call, &sent.bytes, rows);
    let accepted = caller.acting(&app).accept(delivery, once).await?;
    match done_or_receipt(accepted)? {
        Ok(accepted) => {
            let all = within_quota(&app, &accepted)?;
            read?;
            match all.first().ok_or(Kind::Internal)? {
                (Inserted::Created(kept), is_new) => Ok(answer(&app, &caller, StatusCode::CREATED, kept, *is_new)),
                (Inserted::Existing(kept), is_new) if is_seen(&app, &caller, kept).await? => {
                    Ok(answer(&app, &caller, StatusCode::OK, kept, *is_new))
                }
                (Inserted::Existing(_) | Inserted::Conflict(_), _) => Err(reference_taken()),
            }
        }
        Err(first) => replay(&app, &caller, first).await,
    }
}

/// The result of each request, and whether it is the first of a new source; `None` beyond a quota.
pub(super) fn inserted_rows(accepted: &Accepted) -> Option<Vec<(&Inserted, bool)>> {
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

/// The part of an answer that is stored: the id, and whether the source was new.
pub(super) fn receipt_body(stored: &StoredRequest, is_new: bool) -> Value {
    match is_new {
        true => json!({ "id": stored.request.id, "new_source": true }),
        false => json!(stored.request.id),
    }
}

/// A submission by a call.
pub(super) fn delivery(caller: &Caller, call: &IdempotentCall, bytes: &[u8], rows: Vec<SentRow>) -> Delivered {
    Delivered {
        sender: caller.sender(Door::Operator),
        receipt: Some(call.receipt_key()),
        digest: digest_of(bytes),
        rows,
    }
}

/// A row of a submission: a request of a call and its result of reading.
pub(super) fn sent_row(place: i64, sent: &Value, read: &Result<AcceptedRequest, Problem>) -> SentRow {
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

/// The result of each request; 429 when a key may not send that many today.
pub(super) fn within_quota<'a>(app: &App, accepted: &'a Accepted) -> Result<Vec<(&'a Inserted, bool)>, Problem> {
    let left = match accepted {
        Accepted::OverQuota { left } => *left,
        Accepted::Kept { .. } => return Ok(inserted_rows(accepted).unwrap_or_default()),
    };
    let tomorrow = app.service.seconds_left_today();
    Err(Problem::from(Kind::QuotaUsed)
        .retry_after(tomorrow)
        .saying(texts::over_quota(left)))
}

/// The first answer, built again from its receipt.
async fn replay(app: &App, caller: &Caller, first: Receipt) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(first.status).unwrap_or(StatusCode::OK);
    let (kept, is_new) = kept_request(app, caller, &first.body).await?.ok_or(Kind::Gone)?;
    Ok(replayed(answer(app, caller, status, &kept, is_new)))
}

pub(super) fn reference_taken() -> Problem {
    Problem::from(Kind::Conflict).saying(texts::REFERENCE_TAKEN)
}

fn answer(app: &App, caller: &Caller, status: StatusCode, kept: &StoredRequest, is_new: bool) -> Response {
    let mut response = versioned(
        status,
        kept.version,
        &Answer::for_sender(&View::of(caller), kept, is_new),
    );
    if let Ok(location) = HeaderValue::try_from(app.at(&format!("/v1/requests/{}", kept.request.id))) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// The request that [`receipt_body`] stored, and whether its source was new.
pub(super) async fn kept_request(
    app: &App,
    caller: &Caller,
    kept: &Value,
) -> Result<Option<(StoredRequest, bool)>, Problem> {
    let (id, is_new) = match kept.get("id") {
        Some(id) => (id, true),
        None => (kept, false),
    };
    let id = RequestId(id.as_str().unwrap_or_default().to_owned());
    let stored = app.service.request(&caller.whose(), &id).await?;
    Ok(stored.map(|stored| (stored, is_new)))
}

/// What the requests of a body may name; volunteers are loaded only when a request names some.
pub(super) async fn known_names<'a>(
    app: &App,
    caller: &Caller,
    sent: impl IntoIterator<Item = &'a Value>,
) -> Result<Known, Problem> {
    let names = |request: &Value| request.get("visitors").is_some_and(|visitors| !visitors.is_null());
    // Who is bound to a part of the region does not learn from a refusal which volunteers there are.
    let people = match caller.remit().is_none() && sent.into_iter().any(names) {
        true => NameableVolunteers::All,
        false => NameableVolunteers::Unasked,
    };
    let known = app.service.known(people, caller.source().cloned(), caller.remit());
    Ok(known.await?)
}

/// Whether a caller sees a request that was kept before: it may have left what the caller is bound to since.
pub(super) async fn is_seen(app: &App, caller: &Caller, kept: &StoredRequest) -> Result<bool, Problem> {
    let is_bound = caller.remit().is_some();
    Ok(!is_bound || app.service.request(&caller.whose(), &kept.request.id).await?.is_some())
}

pub(super) fn read_one(sent: &Value, known: &Known) -> Result<AcceptedRequest, Problem> {
    read(sent, |form| draft(form, known))
}
