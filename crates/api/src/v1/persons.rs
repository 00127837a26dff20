//! People who are helped: what is kept of one, and erasing it.

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

/// Everything that is kept of a person.
#[derive(Serialize, ToSchema)]
#[schema(as = Person)]
pub(crate) struct PersonRecord {
    /// The person's number.
    id: i64,
    /// When the first request of theirs was taken in.
    made_at: String,
    /// When all that was kept of them was erased.
    #[schema(required)]
    erased_at: Option<String>,
    /// Their requests, in the order they came.
    requests: Vec<Answer>,
    /// What volunteers reported about them.
    events: Vec<PastEvent>,
    /// What was said with changes of their requests, the notes of events among them.
    words: Vec<SaidWords>,
    /// Who did what to their requests, and who looked at all that is kept.
    log: Vec<AuditEntry>,
    /// What plans and routes say of where they are.
    plans: Vec<SaidByPlan>,
}

/// Words said with a change.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidWords {
    /// The number of the entry in the log.
    seq: i64,
    request: String,
    words: String,
}

/// What a plan or a route says of where a request is.
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
    /// Places it may be.
    candidates: Vec<Place>,
}

/// The same as it is kept.
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
    /// They asked for it, or took their consent back.
    Asked,
    /// It was taken in by mistake, or is another's.
    Mistaken,
    /// It is not needed any more.
    NotNeeded,
}

const REASONS: &str = "asked, mistaken, not_needed";

/// An erasure.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraseOrder {
    /// Goes into the log. A word and no sentence, which could name the person again.
    reason: Reason,
}

/// What was erased.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasedPerson {
    /// The person, and whoever was the same by name and telephone of some request.
    people: Vec<i64>,
    /// Their requests, which stay without them.
    requests: Vec<String>,
    /// Whether the database has let go of the bytes, too; if not, a reader at work keeps it from that for a while.
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
    fn from(said: &HeldWords) -> Self {
        Self {
            seq: said.seq,
            request: said.request.0.clone(),
            words: said.words.clone(),
        }
    }
}

impl From<&(model::PlanId, PersonalPart)> for SaidByPlan {
    fn from((plan, part): &(model::PlanId, PersonalPart)) -> Self {
        let said: PlanPart = serde_json::from_value(part.body.clone()).unwrap_or_default();
        Self {
            plan: plan.0.clone(),
            request: part.request.0.clone(),
            point: said.point.map(Point::from),
            address: said.address,
            label: said.label,
            door: said.door.as_ref().map(Door::from),
            candidates: said.candidates.iter().map(Place::from).collect(),
        }
    }
}

impl From<&HeldPerson> for PersonRecord {
    fn from(held: &HeldPerson) -> Self {
        Self {
            id: held.id.0,
            made_at: held.made_at.to_rfc3339(),
            erased_at: held.erased_at.map(model::Timestamp::to_rfc3339),
            requests: held.requests.iter().map(Answer::from).collect(),
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

/// Everything that is kept of a person as JSON, as the call answers it.
#[must_use]
pub fn held_person(held: &HeldPerson) -> Value {
    serde_json::to_value(PersonRecord::from(held)).unwrap_or_default()
}

/// Everything that is kept of a person. That it was looked at is written into the log.
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

/// Erases a person: name, telephone, addresses, doors, words, in requests, plans, routes and the log. The requests stay
/// without them; those that were open are called off. There is no way back.
#[utoipa::path(post, path = "/v1/persons/{id}/erase", operation_id = "erase_person", tag = "persons",
    request_body = EraseOrder, params(("id" = i64, Path)),
    responses((status = 200, body = ErasedPerson),
        (status = 404, body = ProblemBody, content_type = "application/problem+json",
            description = "There is no such person, or they were erased before"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "A request of theirs is on a route")))]
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

/// The person of an address; whatever is no number is nobody's.
fn person(id: &str) -> Result<PersonId, Problem> {
    id.parse().map(PersonId).map_err(|_| Kind::NotFound.into())
}

fn on_route(requests: &[RequestId]) -> Problem {
    let ids: Vec<&str> = requests.iter().map(RequestId::as_str).collect();
    Problem::from(Kind::Conflict).saying(texts::on_published_route(&ids.join(", ")))
}
