//! Taking requests in: one, or up to two hundred.

use crate::access::{ByIntake, Caller};
use crate::answer::{ok, versioned};
use crate::app::App;
use crate::extract::Json;
use crate::fault::{Fault, FieldFault};
use crate::form::read;
use crate::once::{Key, done, receipt, replayed};
use crate::problem::{Kind, Problem, ProblemBody};
use crate::wire::request::{Answer, Batch, BatchAnswer, BatchResult, Draft, draft};
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use karavan_connect::CellFault;
use karavan_dispatch::service::{Inserted, StoredRequest};
use karavan_model::{HubId, Request, RequestId};
use serde_json::{Value, json};

const BATCH_MAX: usize = 200;

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
    let request = read_one(&sent.value, &app.service.today(), &hubs(&app).await?)?;
    let once = act.once(|inserted: &Vec<Inserted>| match inserted.first()? {
        Inserted::Created(kept) => receipt(201, json!(kept.request.id)),
        Inserted::Existing(kept) => receipt(200, json!(kept.request.id)),
        Inserted::Conflict(_) => None,
    });
    match done(app.service.submit(vec![request], caller.name(), Some(once)).await?)? {
        Ok(inserted) => match inserted.first().ok_or(Kind::Internal)? {
            Inserted::Created(kept) => Ok(told(StatusCode::CREATED, kept)),
            Inserted::Existing(kept) => Ok(told(StatusCode::OK, kept)),
            Inserted::Conflict(_) => Err(taken()),
        },
        Err(first) => {
            let status = StatusCode::from_u16(first.status).unwrap_or(StatusCode::OK);
            let kept = kept(&app, &first.body).await?;
            Ok(replayed(told(status, &kept.ok_or(Kind::Gone)?)))
        }
    }
}

/// Takes up to two hundred requests in, each on its own merits.
#[utoipa::path(post, path = "/v1/requests/batch", operation_id = "submit_batch", tag = "requests", request_body = Batch,
    params(("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = BatchAnswer), (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn submit_batch(
    State(app): State<App>,
    ByIntake(caller): ByIntake,
    key: Key,
    sent: Json,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &sent.bytes)?;
    let drafts = sent.value.get("requests").and_then(Value::as_array).ok_or_else(|| {
        Problem::with_faults(vec![Fault::of_field("/requests", FieldFault::Kind("a list", "список"))])
    })?;
    if drafts.len() > BATCH_MAX {
        return Err(Problem::with_faults(vec![Fault::of_field(
            "/requests",
            FieldFault::TooMany(BATCH_MAX),
        )]));
    }
    let (today, hubs) = (app.service.today(), hubs(&app).await?);
    let read: Vec<Result<Request, Problem>> = drafts.iter().map(|draft| read_one(draft, &today, &hubs)).collect();
    let right = read.iter().filter_map(|read| read.as_ref().ok().cloned()).collect();
    let once = act.once(|inserted: &Vec<Inserted>| {
        let outcomes = inserted
            .iter()
            .map(|one| json!([outcome(one), one.stored().request.id]));
        receipt(200, outcomes.collect())
    });
    // The answer is built from (outcome, request) pairs, which a repeat finds in the receipt.
    let (outcomes, is_replayed) = match done(app.service.submit(right, caller.name(), Some(once)).await?)? {
        Ok(inserted) => {
            let outcomes = inserted
                .iter()
                .map(|one| (outcome(one).to_owned(), Some(one.stored().clone())));
            (outcomes.collect::<Vec<_>>(), false)
        }
        Err(first) => {
            let mut outcomes = Vec::new();
            for pair in first.body.as_array().into_iter().flatten() {
                let outcome = pair[0].as_str().unwrap_or_default().to_owned();
                outcomes.push((outcome, kept(&app, &pair[1]).await?));
            }
            (outcomes, true)
        }
    };
    let mut outcomes = outcomes.into_iter();
    let results = read.into_iter().map(|read| match read {
        Err(problem) => rejected(&problem),
        Ok(_) => match outcomes.next() {
            Some((outcome, kept)) => result(&outcome, kept.as_ref()),
            None => rejected(&Kind::Internal.into()),
        },
    });
    let answer = ok(&BatchAnswer {
        results: results.collect(),
    });
    Ok(if is_replayed { replayed(answer) } else { answer })
}

const fn outcome(inserted: &Inserted) -> &'static str {
    match inserted {
        Inserted::Created(_) => "created",
        Inserted::Existing(_) => "existing",
        Inserted::Conflict(_) => "conflict",
    }
}

fn result(outcome: &str, kept: Option<&StoredRequest>) -> BatchResult {
    let status = match (outcome, kept) {
        ("created", Some(_)) => "created",
        ("existing", Some(_)) => "existing",
        (_, Some(_)) => return rejected(&taken()),
        (_, None) => return rejected(&Kind::Gone.into()),
    };
    BatchResult {
        status,
        request: kept.map(Answer::from),
        problem: None,
    }
}

fn rejected(problem: &Problem) -> BatchResult {
    BatchResult {
        status: "rejected",
        request: None,
        problem: Some(problem.body(None)),
    }
}

fn taken() -> Problem {
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

async fn kept(app: &App, id: &Value) -> Result<Option<StoredRequest>, Problem> {
    let id = RequestId(id.as_str().unwrap_or_default().to_owned());
    Ok(app.service.request(&id).await?)
}

pub(super) async fn hubs(app: &App) -> Result<Vec<HubId>, Problem> {
    Ok(app.service.hubs().await?.into_iter().map(|kept| kept.hub.id).collect())
}

fn read_one(sent: &Value, today: &str, hubs: &[HubId]) -> Result<Request, Problem> {
    read(sent, |form| {
        let request = draft(form, today);
        known_hub(form, hubs);
        request
    })
}

/// A hub that nobody named would quietly leave its request out of every plan.
pub(super) fn known_hub(form: &crate::form::Form, hubs: &[HubId]) {
    let Some(hub) = form.quiet_text("hub") else { return };
    if !hubs.iter().any(|known| known.0 == hub) {
        let known = hubs.iter().map(|hub| hub.0.clone()).collect();
        form.cell_fault(
            "hub",
            CellFault::UnknownHub {
                hub: hub.to_owned(),
                known,
            },
        );
    }
}

/// Who may see a request: a coordinator all, an intake system its own.
pub(super) fn sees(caller: &Caller, stored: &StoredRequest) -> bool {
    match caller {
        Caller::Coordinator { .. } => true,
        Caller::Intake { key_id } => stored.owner == *key_id,
        Caller::Volunteer(_) => false,
    }
}
