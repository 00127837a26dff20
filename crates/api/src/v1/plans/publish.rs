//! Publishing a plan, and more links to its routes.

use crate::access::ByCoordinator;
use crate::app::App;
use crate::http::extract::{IfMatch, PathOf, Sent};
use crate::http::idempotency::{Key, done, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{etag, ok, versioned};
use crate::v1::moves::broken;
use crate::v1::plans::shape::{Link, Plan, Published};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use karavan_model::{PlanId, VolunteerId};
use karavan_service::{LinkAnswer, PublishAnswer, RouteLink};
use karavan_store::{PlanHead, Published as Kept};
use serde_json::Value;

/// Broken rules told at most.
const FINDINGS_MAX: usize = 5;

/// Judges a draft again and publishes it; the former plan of the day is closed. Links are shown here only. A repeat
/// under the same key makes fresh links, because the first ones are kept as hashes.
#[utoipa::path(post, path = "/v1/plans/{id}/publish", operation_id = "publish_plan", tag = "plans",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The ETag it came with"),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Published), (status = 409, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn publish(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    key: Key,
    Sent(bytes): Sent,
) -> Result<Response, Problem> {
    let version = version.required()?;
    let act = key.begin(&app, &caller, &bytes)?;
    let once = act.once(|kept: &Kept| match kept {
        Kept::Done { .. } => receipt(200, Value::Null),
        Kept::Stale(_) | Kept::NotDraft(_) | Kept::Missing => None,
    });
    let id = PlanId(id);
    match done(caller.acting(&app).publish(&id, version, Some(once)).await?)? {
        Ok(PublishAnswer::Done(plan, links)) => Ok(published(&plan, links)),
        Ok(PublishAnswer::Broken(findings)) => {
            let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
            Err(broken(&findings, FINDINGS_MAX).because(all.join("; ")))
        }
        Ok(PublishAnswer::Stale(plan)) => Err(Problem::from(Kind::Stale).with_header(ETAG, etag(plan.version))),
        Ok(PublishAnswer::NotDraft(plan)) => Err(Problem::from(Kind::Conflict).saying(
            format!("the plan is {} and no draft", plan.state.word()),
            "этот план уже не черновик",
        )),
        Ok(PublishAnswer::Missing) => Err(Kind::NotFound.into()),
        Err(_) => {
            let plan = app.service.plan(&id).await?.ok_or(Kind::NotFound)?;
            let answer = done(caller.acting(&app).renew_links(&id).await?)?.map_err(|_| Kind::Internal)?;
            Ok(replayed(published(&plan, made(answer)?)))
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

/// One more link to a volunteer's route, for a second telephone or a lost message.
#[utoipa::path(post, path = "/v1/plans/{id}/links/{volunteer}", operation_id = "add_link", tag = "plans",
    params(("id" = String, Path), ("volunteer" = String, Path),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = Link), (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "The plan is not the published one")))]
pub(crate) async fn add_link(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    PathOf((id, volunteer)): PathOf<(String, String)>,
    key: Key,
    Sent(bytes): Sent,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &bytes)?;
    let (id, volunteer) = (PlanId(id), VolunteerId(volunteer));
    let once = act.once(|is_made: &bool| receipt(200, Value::Null).filter(|_| *is_made));
    let one = |links: Vec<RouteLink>| links.into_iter().next().map(Link::from).ok_or(Kind::Internal);
    match done(caller.acting(&app).add_link(&id, &volunteer, Some(once)).await?)? {
        Ok(answer) => Ok(ok(&one(made(answer)?)?)),
        Err(_) => {
            // The first link is kept as a hash: a repeat gets a fresh one.
            let answer =
                done(caller.acting(&app).add_link(&id, &volunteer, None).await?)?.map_err(|_| Kind::Internal)?;
            Ok(replayed(ok(&one(made(answer)?)?)))
        }
    }
}

/// Ends every link to a volunteer's route at once, for a lost telephone.
#[utoipa::path(delete, path = "/v1/plans/{id}/links/{volunteer}", operation_id = "revoke_links", tag = "plans",
    params(("id" = String, Path), ("volunteer" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn revoke_links(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
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

fn made(answer: LinkAnswer) -> Result<Vec<RouteLink>, Problem> {
    match answer {
        LinkAnswer::Made(links) => Ok(links),
        LinkAnswer::NotPublished => Err(Problem::from(Kind::Conflict).saying(
            "links open the published plan of the day only, and this is not it",
            "ссылки открывают только опубликованный план дня, а это не он",
        )),
        LinkAnswer::Missing => Err(Kind::NotFound.into()),
    }
}
