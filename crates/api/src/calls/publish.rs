//! Publishing a plan, and more links to its routes.

use crate::access::ByCoordinator;
use crate::answer::{etag, ok, versioned};
use crate::app::App;
use crate::extract::{IfMatch, PathOf, Sent};
use crate::once::{Key, done, receipt, replayed};
use crate::problem::{Kind, Problem, ProblemBody};
use crate::wire::plan::{Link, Plan, Published};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use karavan_dispatch::check::Finding;
use karavan_dispatch::service::{LinkAnswer, PlanHead, PublishAnswer, Published as Kept, RouteLink};
use karavan_model::{PlanId, VolunteerId};
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
    match done(app.service.publish(&id, version, Some(once)).await?)? {
        Ok(PublishAnswer::Done(plan, links)) => Ok(published(&plan, links)),
        Ok(PublishAnswer::Broken(findings)) => {
            let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
            let told = all[..all.len().min(FINDINGS_MAX)].join("; ");
            let places: Vec<String> = findings.iter().take(FINDINGS_MAX).map(Finding::place_ru).collect();
            let places = places.join("; ");
            let problem = Problem::from(Kind::Conflict).saying(
                format!("the plan breaks {} rules: {told}; plan the day again", all.len()),
                format!(
                    "план нарушает правила ({}): {places}; спланируйте день заново",
                    all.len()
                ),
            );
            Err(problem.because(all.join("; ")))
        }
        Ok(PublishAnswer::Stale(plan)) => Err(Problem::from(Kind::Stale).with_header(ETAG, etag(plan.version))),
        Ok(PublishAnswer::NotDraft(plan)) => Err(Problem::from(Kind::Conflict).saying(
            format!("the plan is {} and no draft", plan.state.word()),
            "этот план уже не черновик",
        )),
        Ok(PublishAnswer::Missing) => Err(Kind::NotFound.into()),
        Err(_) => {
            let plan = app.service.plan(&id).await?.ok_or(Kind::NotFound)?;
            let links = app.service.renew_links(&id).await?.ok_or(Kind::NotFound)?;
            Ok(replayed(published(&plan, links)))
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
    responses((status = 200, body = Link), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn add_link(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    PathOf((id, volunteer)): PathOf<(String, String)>,
    key: Key,
    Sent(bytes): Sent,
) -> Result<Response, Problem> {
    let act = key.begin(&app, &caller, &bytes)?;
    let (id, volunteer) = (PlanId(id), VolunteerId(volunteer));
    let once = act.once(|()| receipt(200, Value::Null));
    let acted = app
        .service
        .add_link(&id, &volunteer, Some(once))
        .await?
        .ok_or(Kind::NotFound)?;
    match done(acted)? {
        Ok(link) => Ok(ok(&Link::from(link))),
        Err(_) => {
            // The first link is kept as a hash: a repeat gets a fresh one.
            let acted = app
                .service
                .add_link(&id, &volunteer, None)
                .await?
                .ok_or(Kind::NotFound)?;
            let link = done(acted)?.map_err(|_| Kind::Internal)?;
            Ok(replayed(ok(&Link::from(link))))
        }
    }
}
