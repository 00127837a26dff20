//! Streams of server-sent events: `of_day`, changes of a day, and `of_run`, progress of a run. Positions of vehicles
//! are not streamed.
//!
//! A stream ends after 15 minutes and when the server stops. A client of `of_day` that reconnects with `Last-Event-ID`
//! is sent the later changes.

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{PathOf, QueryOf, optional_day};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::v1::event::DayNews;
use crate::v1::plans::shape::Plan;
use crate::v1::runs::shape::Run;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::future::ready;
use futures::stream::{self, Stream, StreamExt};
use karavan_model::{PlanId, RunId};
use karavan_service::ServiceError;
use karavan_service::{Feed, RunView};
use karavan_store::{Change, ChangeKind, RunState};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use utoipa::IntoParams;

const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// The longest time of one stream.
const LASTS: Duration = Duration::from_secs(15 * 60);
/// After what time a browser reconnects.
const COME_BACK: Duration = Duration::from_secs(2);
/// Shortest time between progress events: a search reports more often than a screen can show.
const PROGRESS_EVERY: Duration = Duration::from_millis(250);

/// The day to follow.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DayQuery {
    /// Today when absent; after midnight the new day.
    date: Option<String>,
}

/// Changes of a day, as events `request`, `loading`, `plan` and `run`.
#[utoipa::path(get, path = "/v1/events", operation_id = "follow_day", tag = "live", params(DayQuery,
        ("Last-Event-ID" = Option<i64>, Header,
            description = "The id of the last event received; later ones are sent first")),
    responses((status = 200, content_type = "text/event-stream", body = DayNews)))]
pub(crate) async fn of_day(
    State(app): State<App>,
    _by: ByStaff,
    QueryOf(query): QueryOf<DayQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let date = optional_day(query.date)?;
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.trim().parse().ok());
    let is_today = date.is_none();
    let feed = app.service.follow(date, last).await?;
    let state = app.clone();
    let changes = stream::unfold(feed, next_changes).flat_map(stream::iter);
    let now = app.clone();
    // Checked for every change, because a stream may have begun yesterday.
    let of_day = changes.filter(move |change| ready(!is_today || change.date == Some(now.service.today())));
    let events = of_day.filter_map(move |change| event(state.clone(), change));
    Ok(answer(&app, events))
}

async fn next_changes(mut feed: Feed) -> Option<(Vec<Change>, Feed)> {
    match feed.next().await {
        Ok(Some(changes)) => Some((changes, feed)),
        Ok(None) => None,
        Err(error) => {
            tracing::warn!(%error, "a stream of changes ended early");
            None
        }
    }
}

/// The object of a change; one that cannot be read is logged and left out.
fn readable<T>(read: Result<Option<T>, ServiceError>) -> Option<T> {
    read.unwrap_or_else(|error| {
        tracing::warn!(%error, "a change could not be read for the stream of a day");
        None
    })
}

/// The event of a change; plans and runs are sent in their current state.
async fn event(app: App, change: Change) -> Option<Event> {
    let event = Event::default().id(change.seq.to_string()).event(change.kind.word());
    match change.kind {
        ChangeKind::Request | ChangeKind::Loading => Some(event.data(change.body.to_string())),
        ChangeKind::Plan => {
            let plan = readable(app.service.plan(&PlanId(change.subject)).await)?;
            Some(event.data(text(&Plan::from(&plan))))
        }
        ChangeKind::Run => {
            let run = readable(app.service.run(&RunId(change.subject)).await)?;
            Some(event.data(text(&Run::from(&run))))
        }
        ChangeKind::Volunteer | ChangeKind::Shift | ChangeKind::Hub => None,
    }
}

/// Progress of a run: events `progress`, and at the end `done`, `failed` or `cancelled`; the data is the run.
#[utoipa::path(get, path = "/v1/runs/{id}/events", operation_id = "follow_run", tag = "live",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = Run),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn of_run(
    State(app): State<App>,
    _by: ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    let id = RunId(id);
    // Subscribed before reading, so that an end in between is not missed.
    let follower = app.service.follow_run(&id);
    let run = app.service.run(&id).await?.ok_or(Kind::NotFound)?;
    let following = Following {
        app: app.clone(),
        view: run,
        follower,
        count: 0,
    };
    Ok(answer(&app, stream::unfold(following, next_view)))
}

/// State of a stream about a run.
struct Following {
    app: App,
    view: RunView,
    follower: Option<watch::Receiver<RunView>>,
    count: u64,
}

async fn next_view(mut following: Following) -> Option<(Event, Following)> {
    if following.count > 0 {
        if !following.view.state.is_active() {
            return None;
        }
        following.view = later_view(&mut following).await?;
    }
    following.count += 1;
    let name = match following.view.state {
        RunState::Queued | RunState::Running => "progress",
        RunState::Succeeded => "done",
        RunState::Failed => "failed",
        RunState::Cancelled => "cancelled",
    };
    let id = following.count.to_string();
    let event = Event::default()
        .id(id)
        .event(name)
        .data(text(&Run::from(&following.view)));
    Some((event, following))
}

/// The next state of the run; from the store once it has ended.
async fn later_view(following: &mut Following) -> Option<RunView> {
    tokio::time::sleep(PROGRESS_EVERY).await;
    if let Some(follower) = &mut following.follower {
        if follower.changed().await.is_ok() {
            return Some(follower.borrow_and_update().clone());
        }
        following.follower = None;
    }
    // A queued run may have been started by this server meanwhile.
    following.follower = following.app.service.follow_run(&following.view.id);
    following.app.service.run(&following.view.id).await.ok().flatten()
}

fn text<T: Serialize>(body: &T) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

fn answer(app: &App, events: impl Stream<Item = Event> + Send + 'static) -> Response {
    let hello = stream::once(async { Event::default().retry(COME_BACK).comment("karavan") });
    let stop = app.shared.stop.clone();
    let over = async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(LASTS) => {}
        }
    };
    let events = hello.chain(events).take_until(Box::pin(over)).map(Ok::<_, Infallible>);
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
        .into_response();
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(unbuffered, HeaderValue::from_static("no"));
    response
}
