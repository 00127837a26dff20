//! Calls for people who are helped, and their JSON shapes: the stored data about a person (`get`; `held_person` as JSON
//! for the command line), and its erasure (`erase`). Volunteers are in `volunteers.rs`, people who log in in
//! `users.rs`.

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::form::read;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::ok;
use crate::texts::requests as texts;
use crate::v1::audit::AuditEntry;
use crate::v1::event::PastEvent;
use crate::v1::place::{Door, Place, Point};
use crate::v1::requests::shape::Answer;
use axum::extract::State;
use axum::response::Response;
use karavan_model::{self as model, DoorCard, PersonId, RequestId};
use karavan_store::{EraseReason, Erased, Forgotten, HeldPerson, HeldWords, PersonalPart};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// All stored data about a person.
#[derive(Serialize, ToSchema)]
#[schema(as = Person)]
pub(crate) struct PersonRecord {
    /// The person's number.
    id: i64,
    /// When their first request was accepted.
    made_at: String,
    /// When their data was erased; null otherwise.
    #[schema(required)]
    erased_at: Option<String>,
    /// Their requests, in order of arrival.
    requests: Vec<Answer>,
    /// What volunteers reported about them.
    events: Vec<PastEvent>,
    /// Notes on changes of their requests, including notes of events.
    words: Vec<SaidWords>,
    /// Entries of the audit log about their requests and about reading this data.
    log: Vec<AuditEntry>,
    /// Where plans and routes say that their requests are.
    plans: Vec<SaidByPlan>,
}

/// A note on a change.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidWords {
    /// The number of its entry in the audit log.
    seq: i64,
    request: String,
    words: String,
}

/// Where a plan or a route says that a request is.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidByPlan {
    plan: String,
    request: String,
    #[schema(required)]
    point: Option<Point>,
    #[schema(required)]
    address: Option<String>,
    /// The building's own address.
    #[schema(required)]
    label: Option<String>,
    #[schema(required)]
    door: Option<Door>,
    /// Other places that its address may mean.
    candidates: Vec<Place>,
}

/// The same as it is stored.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PlanPart {
    point: Option<model::Point>,
    address: Option<String>,
    label: Option<String>,
    door: Option<DoorCard>,
    candidates: Vec<model::Candidate>,
}

/// Why a person is erased.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EraseReason)]
pub(crate) enum Reason {
    /// They asked for it, or withdrew their consent.
    Asked,
    /// The data was accepted by mistake, or belongs to someone else.
    Mistaken,
    /// The data is no longer needed.
    NotNeeded,
}

const REASONS: &str = "asked, mistaken, not_needed";

/// An order to erase a person.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraseOrder {
    /// Written to the audit log. A fixed word, because free text could name the person again.
    reason: Reason,
}

/// What was erased.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasedPerson {
    /// The person, and other records with the same name and telephone number.
    people: Vec<i64>,
    /// Their requests, which stay without personal data.
    requests: Vec<String>,
    /// Whether the database has also overwritten the old bytes; if not, a running reader delays it for a while.
    swept: bool,
}

impl From<Reason> for EraseReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Asked => Self::Asked,
            Reason::Mistaken => Self::Mistaken,
            Reason::NotNeeded => Self::NotNeeded,
        }
    }
}

impl From<&HeldWords> for SaidWords {
    fn from(note: &HeldWords) -> Self {
        Self {
            seq: note.seq,
            request: note.request.0.clone(),
            words: note.words.clone(),
        }
    }
}

impl From<&(model::PlanId, PersonalPart)> for SaidByPlan {
    fn from((plan, part): &(model::PlanId, PersonalPart)) -> Self {
        let place: PlanPart = serde_json::from_value(part.body.clone()).unwrap_or_default();
        Self {
            plan: plan.0.clone(),
            request: part.request.0.clone(),
            point: place.point.map(Point::from),
            address: place.address,
            label: place.label,
            door: place.door.as_ref().map(Door::from),
            candidates: place.candidates.iter().map(Place::from).collect(),
        }
    }
}

impl From<&HeldPerson> for PersonRecord {
    fn from(held: &HeldPerson) -> Self {
        Self {
            id: held.id.0,
            made_at: held.made_at.to_rfc3339(),
            erased_at: held.erased_at.map(model::Timestamp::to_rfc3339),
            requests: held.requests.iter().map(Answer::whole).collect(),
            events: held
                .events
                .iter()
                .map(|recorded| PastEvent::from(&recorded.event))
                .collect(),
            words: held.words.iter().map(SaidWords::from).collect(),
            log: held.log.iter().map(AuditEntry::from).collect(),
            plans: held.plans.iter().map(SaidByPlan::from).collect(),
        }
    }
}

impl From<Forgotten> for ErasedPerson {
    fn from(forgotten: Forgotten) -> Self {
        Self {
            people: forgotten.people.into_iter().map(|person| person.0).collect(),
            requests: forgotten.requests.into_iter().map(|request| request.0).collect(),
            swept: forgotten.is_swept,
        }
    }
}

/// All stored data about a person as JSON, as `GET /v1/persons/{id}` answers it.
#[must_use]
pub fn held_person(held: &HeldPerson) -> Value {
    serde_json::to_value(PersonRecord::from(held)).unwrap_or_default()
}

/// All stored data about a person. That it was read is written to the audit log.
#[utoipa::path(get, path = "/v1/persons/{id}", operation_id = "get_person", tag = "persons", params(("id" = i64, Path)),
    responses((status = 200, body = PersonRecord),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let held = caller.acting(&app).held_person(person(&id)?).await?;
    Ok(ok(&PersonRecord::from(&held.ok_or(Kind::NotFound)?)))
}

/// Erases a person: name, telephone, addresses, doors and notes, in requests, plans, routes and the audit log. The
/// requests stay without them; open ones are cancelled. This cannot be undone.
#[utoipa::path(post, path = "/v1/persons/{id}/erase", operation_id = "erase_person", tag = "persons",
    request_body = EraseOrder, params(("id" = i64, Path)),
    responses((status = 200, body = ErasedPerson),
        (status = 404, body = ProblemBody, content_type = "application/problem+json",
            description = "The person does not exist, or was erased before"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "A request of theirs is on a published route")))]
pub(crate) async fn erase(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    sent: Json,
) -> Result<Response, Problem> {
    let reason: Reason = read(&sent.value, |form| {
        form.required("reason", form.word("reason", REASONS))
    })?;
    match caller.acting(&app).erase_person(person(&id)?, reason.into()).await? {
        Erased::Done(forgotten) => Ok(ok(&ErasedPerson::from(forgotten))),
        Erased::OnRoute(requests) => Err(on_route(&requests)),
        Erased::Missing => Err(Kind::NotFound.into()),
    }
}

/// The id of a person in a path; 404 when it is not a number.
fn person(id: &str) -> Result<PersonId, Problem> {
    id.parse().map(PersonId).map_err(|_| Kind::NotFound.into())
}

fn on_route(requests: &[RequestId]) -> Problem {
    let ids: Vec<&str> = requests.iter().map(RequestId::as_str).collect();
    Problem::from(Kind::Conflict).saying(texts::on_published_route(&ids.join(", ")))
}
