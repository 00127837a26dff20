//! Calls that publish a plan (`publish`), and that add or revoke the secret links to its routes (`add_link`,
//! `revoke_links`). A plan that breaks rules or is not a draft is refused (409).

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{BodyBytes, IfMatch, PathOf};
use crate::http::idempotency::{IdempotencyKey, done_or_receipt, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{etag, ok, versioned};
use crate::texts::{moves::breaks_rules, plans as texts};
use crate::v1::plans::shape::{Link, Plan, Published};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use karavan_model::{PlanId, VolunteerId};
use karavan_service::{LinkAnswer, PublishAnswer, RouteLink};
use karavan_store::{PlanHead, Published as Kept};
use serde_json::Value;

/// Most broken rules that a problem lists.
const FINDINGS_MAX: usize = 5;

/// Checks a draft again and publishes it; the former published plan of the day is closed. Links are shown only here. A
/// repeat with the same key makes new links, because of the first ones only hashes are stored.
#[utoipa::path(post, path = "/v1/plans/{id}/publish", operation_id = "publish_plan", tag = "plans",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with"),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Published),
        (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn publish(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: IdempotencyKey,
    BodyBytes(bytes): BodyBytes,
) -> Result<Response, Problem> {
    let version = version.required()?;
    let call = key.begin(&app, &caller, &bytes)?;
    let once = call.with_receipt(|kept: &Kept| match kept {
        Kept::Done { .. } => receipt(200, Value::Null),
        Kept::Stale(_) | Kept::NotDraft(_) | Kept::Missing => None,
    });
    let id = PlanId(id);
    match done_or_receipt(caller.acting(&app).publish(&id, version, Some(once)).await?)? {
        Ok(PublishAnswer::Done(plan, links)) => Ok(published(&plan, links)),
        Ok(PublishAnswer::Broken(findings)) => {
            let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
            let problem = Problem::from(Kind::Conflict).saying(breaks_rules(&findings, FINDINGS_MAX));
            Err(problem.because(all.join("; ")))
        }
        Ok(PublishAnswer::Stale(plan)) => Err(Problem::from(Kind::Stale).with_header(ETAG, etag(plan.version))),
        Ok(PublishAnswer::NotDraft(_)) => Err(Problem::from(Kind::Conflict).saying(texts::NOT_DRAFT)),
        Ok(PublishAnswer::Missing) => Err(Kind::NotFound.into()),
        Err(_) => {
            let plan = app.service.plan(&id).await?.ok_or(Kind::NotFound)?;
            let answer = done_or_receipt(caller.acting(&app).renew_links(&id).await?)?.map_err(|_| Kind::Internal)?;
            Ok(replayed(published(&plan, links_of(answer)?)))
        }
    }
}

fn published(plan: &PlanHead, links: Vec<RouteLink>) -> Response {
    let body = Published {
        plan: Plan::from(plan),
        links: links.into_iter().map(Link::from).collect(),
    };
    versioned(StatusCode::OK, plan.version, &body)
}

/// Makes another link to a volunteer's route, for a second telephone or a lost message.
#[utoipa::path(post, path = "/v1/plans/{id}/links/{volunteer}", operation_id = "add_link", tag = "plans",
    params(("id" = String, Path), ("volunteer" = String, Path),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Link),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "The plan is not the published one")))]
pub(crate) async fn add_link(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf((id, volunteer)): PathOf<(String, String)>,
    key: IdempotencyKey,
    BodyBytes(bytes): BodyBytes,
) -> Result<Response, Problem> {
    let call = key.begin(&app, &caller, &bytes)?;
    let (id, volunteer) = (PlanId(id), VolunteerId(volunteer));
    let once = call.with_receipt(|is_made: &bool| receipt(200, Value::Null).filter(|_| *is_made));
    let one = |links: Vec<RouteLink>| links.into_iter().next().map(Link::from).ok_or(Kind::Internal);
    match done_or_receipt(caller.acting(&app).add_link(&id, &volunteer, Some(once)).await?)? {
        Ok(answer) => Ok(ok(&one(links_of(answer)?)?)),
        Err(_) => {
            // Of the first link only the hash is stored, so a repeat gets a new one.
            let answer = done_or_receipt(caller.acting(&app).add_link(&id, &volunteer, None).await?)?
                .map_err(|_| Kind::Internal)?;
            Ok(replayed(ok(&one(links_of(answer)?)?)))
        }
    }
}

/// Revokes all links to a volunteer's route at once, for a lost telephone.
#[utoipa::path(delete, path = "/v1/plans/{id}/links/{volunteer}", operation_id = "revoke_links", tag = "plans",
    params(("id" = String, Path), ("volunteer" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn revoke_links(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf((id, volunteer)): PathOf<(String, String)>,
) -> Result<Response, Problem> {
    match caller
        .acting(&app)
        .revoke_links(&PlanId(id), &VolunteerId(volunteer))
        .await?
    {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(Kind::NotFound.into()),
    }
}

fn links_of(answer: LinkAnswer) -> Result<Vec<RouteLink>, Problem> {
    match answer {
        LinkAnswer::Made(links) => Ok(links),
        LinkAnswer::NotPublished => Err(Problem::from(Kind::Conflict).saying(texts::LINKS_OF_PUBLISHED_ONLY)),
        LinkAnswer::Missing => Err(Kind::NotFound.into()),
    }
}
