//! Taking a request in, and who sees it.

use crate::access::{ByIntake, Caller};
use crate::app::App;
use crate::http::extract::Json;
use crate::http::form::read;
use crate::http::idempotency::{Key, done, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::versioned;
use crate::v1::requests::shape::{Answer, Draft, draft};
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use karavan_intake::{AcceptedRequest, Known};
use karavan_model::RequestId;
use karavan_service::People;
use karavan_store::{Inserted, Reach, Receipt, StoredRequest};
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
    let known = known(&app, [&sent.value]).await?;
    let request = match read_one(&sent.value, &known) {
        Ok(request) => request,
        // What it names may be known no more; what was taken before is taken.
        Err(problem) => return again(&app, act.before(&app).await?.ok_or(problem)?).await,
    };
    let once = act.once(|inserted: &Vec<Inserted>| match inserted.first()? {
        Inserted::Created(kept) => receipt(201, json!(kept.request.id)),
        Inserted::Existing(kept) => receipt(200, json!(kept.request.id)),
        Inserted::Conflict(_) => None,
    });
    let acting = caller.acting(&app);
    let inserted = acting.submit(vec![request], caller.name(), reach(&caller), Some(once));
    match done(inserted.await?)? {
        Ok(inserted) => match inserted.first().ok_or(Kind::Internal)? {
            Inserted::Created(kept) => Ok(told(StatusCode::CREATED, kept)),
            Inserted::Existing(kept) => Ok(told(StatusCode::OK, kept)),
            Inserted::Conflict(_) => Err(taken()),
        },
        Err(first) => again(&app, first).await,
    }
}

/// The first answer.
async fn again(app: &App, first: Receipt) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(first.status).unwrap_or(StatusCode::OK);
    let kept = kept(app, &first.body).await?;
    Ok(replayed(told(status, &kept.ok_or(Kind::Gone)?)))
}

pub(super) fn taken() -> Problem {
    Problem::from(Kind::Conflict).saying(
        "another request is kept under this source and source_ref; change it with PATCH, or send another source_ref",
        "под этими source и source_ref уже есть другая заявка; измените её через PATCH или пришлите другой source_ref",
    )
}

fn told(status: StatusCode, kept: &StoredRequest) -> Response {
    let mut response = versioned(status, kept.version, &Answer::from(kept));
    if let Ok(location) = HeaderValue::try_from(format!("/v1/requests/{}", kept.request.id)) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

pub(super) async fn kept(app: &App, id: &Value) -> Result<Option<StoredRequest>, Problem> {
    let id = RequestId(id.as_str().unwrap_or_default().to_owned());
    Ok(app.service.request(&id).await?)
}

/// What the requests of a body may name; volunteers are asked for only when one names any.
pub(super) async fn known<'a>(app: &App, sent: impl IntoIterator<Item = &'a Value>) -> Result<Known, Problem> {
    let names = |request: &Value| request.get("visitors").is_some_and(|visitors| !visitors.is_null());
    let people = match sent.into_iter().any(names) {
        true => People::All,
        false => People::Unasked,
    };
    Ok(app.service.known(people).await?)
}

pub(super) fn read_one(sent: &Value, known: &Known) -> Result<AcceptedRequest, Problem> {
    read(sent, |form| draft(form, known))
}

/// Among whose requests a sender may find its own again: those it sees.
pub(super) const fn reach(caller: &Caller) -> Reach {
    match caller {
        Caller::Staff { .. } => Reach::All,
        Caller::Intake { .. } | Caller::Volunteer(_) => Reach::Own,
    }
}

/// Who may see a request: a coordinator all, an intake system its own.
pub(super) fn sees(caller: &Caller, stored: &StoredRequest) -> bool {
    match caller {
        Caller::Staff { .. } => true,
        Caller::Intake { key_id } => stored.owner == *key_id,
        Caller::Volunteer(_) => false,
    }
}
