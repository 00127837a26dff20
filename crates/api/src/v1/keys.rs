//! Calls for API keys and their JSON shapes: list, create, rotate with an overlap, revoke. Administrators may call
//! them (`model::identity::CALLS`). How a key is made and recognised is in `access/keys.rs`.

use crate::access::{ByStaff, KeyOrder, new_key, next_key};
use crate::app::App;
use crate::http::extract::{Json, PathOf};
use crate::http::fault::FieldFault;
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, json, ok};
use crate::texts;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use karavan_intake::limits::{LINE_MAX, SOURCE_MAX};
use karavan_model::{Quota, Scope, Scopes, SourceId, SourceState, Timestamp};
use karavan_store::{ApiKey, KeyAdded, Rotated};
use serde::Serialize;
use utoipa::ToSchema;

/// How long a rotated key stays valid beside its successor by default.
const OVERLAP_SECONDS: u64 = 24 * 3600;
const OVERLAP_SECONDS_MAX: u64 = 30 * 24 * 3600;
const MICROSECONDS: i64 = 1_000_000;

/// An API key of another system; its secret is not stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct Key {
    /// The public part, after `krv_`.
    id: String,
    /// A name for people.
    label: String,
    /// The source that its requests must name; null when they may name any.
    #[schema(required)]
    source: Option<String>,
    /// `requests:write`, `requests:read-own`, `requests:cancel-own`, `plans:read`.
    scopes: Vec<&'static str>,
    /// `live`, `expired` or `revoked`.
    state: &'static str,
    created_at: String,
    #[schema(required)]
    expires_at: Option<String>,
    #[schema(required)]
    revoked_at: Option<String>,
    /// Accurate to about a minute.
    #[schema(required)]
    last_used_at: Option<String>,
    /// Limit of requests on one day of the region, including refused ones, over all keys of the source.
    #[schema(required)]
    requests_per_day: Option<u32>,
    #[schema(required)]
    calls_per_minute: Option<u32>,
    #[schema(required)]
    bytes_per_minute: Option<u32>,
}

/// A new key with its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewKey {
    key: Key,
    /// The key itself, shown once.
    #[schema(example = "krv_0123456789ab_…")]
    secret: String,
}

/// A key to be created.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyDraft {
    /// The source that its requests must name; it must exist and be active. Null for a system that forwards requests of
    /// many sources.
    #[schema(example = "112")]
    source: Option<String>,
    /// A name for people; the source when absent.
    label: Option<String>,
    /// `requests:write` and `requests:read-own` when absent.
    #[schema(example = json!(["requests:write", "requests:read-own"]))]
    scopes: Option<Vec<String>>,
    /// When it stops being valid; never when absent.
    expires_at: Option<String>,
    requests_per_day: Option<u32>,
    calls_per_minute: Option<u32>,
    bytes_per_minute: Option<u32>,
}

/// How a key is rotated.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyRotation {
    /// When the new key stops being valid; as the old one when absent.
    expires_at: Option<String>,
    /// How long the old key stays valid: up to 30 days; one day when absent.
    overlap_seconds: Option<u64>,
}

fn key(kept: &ApiKey, now: Timestamp) -> Key {
    let moment = |at: Option<Timestamp>| at.map(Timestamp::to_rfc3339);
    Key {
        id: kept.key_id.clone(),
        label: kept.label.clone(),
        source: kept.source.as_ref().map(|source| source.0.clone()),
        scopes: kept.scopes.each().map(Scope::word).collect(),
        state: match kept.revoked_at {
            Some(_) => "revoked",
            None if kept.is_live(now) => "live",
            None => "expired",
        },
        created_at: kept.created_at.to_rfc3339(),
        expires_at: moment(kept.expires_at),
        revoked_at: moment(kept.revoked_at),
        last_used_at: moment(kept.last_used_at),
        requests_per_day: kept.quota.requests_per_day,
        calls_per_minute: kept.quota.calls_per_minute,
        bytes_per_minute: kept.quota.bytes_per_minute,
    }
}

fn expiry(form: &Form, now: Timestamp) -> Option<Timestamp> {
    let text = form.text("expires_at", LINE_MAX)?;
    let moment = text.parse::<jiff::Timestamp>().ok().map(Timestamp::from);
    let later = moment.filter(|moment| moment.0 > now.0);
    if later.is_none() {
        form.fault("expires_at", FieldFault::Kind(texts::fields::FUTURE_MOMENT));
    }
    later
}

fn quota_limit(form: &Form, name: &'static str) -> Option<u32> {
    let number = form.number(name, 1, u64::from(u32::MAX), "1–4294967295")?;
    u32::try_from(number).ok()
}

fn scopes(form: &Form) -> Scopes {
    let Some(words) = form.draft_texts("scopes").this() else {
        return Scopes::USUAL;
    };
    match words
        .iter()
        .map(|word| word.parse::<Scope>())
        .collect::<Result<Scopes, _>>()
    {
        Ok(scopes) if !scopes.is_empty() => scopes,
        Ok(_) | Err(_) => {
            form.fault("scopes", FieldFault::Word(Scope::KNOWN));
            Scopes::USUAL
        }
    }
}

fn order(form: &Form, now: Timestamp) -> KeyOrder {
    let source = form.text("source", SOURCE_MAX).filter(|source| !source.is_empty());
    let label = form.text("label", LINE_MAX).filter(|label| !label.is_empty());
    if source.is_none() && label.is_none() {
        form.fault("label", FieldFault::Kind(texts::fields::LABEL_WITHOUT_SOURCE));
    }
    KeyOrder {
        label: label.or_else(|| source.clone()).unwrap_or_default(),
        source: source.map(SourceId),
        scopes: scopes(form),
        quota: Quota {
            requests_per_day: quota_limit(form, "requests_per_day"),
            calls_per_minute: quota_limit(form, "calls_per_minute"),
            bytes_per_minute: quota_limit(form, "bytes_per_minute"),
        },
        expires_at: expiry(form, now),
    }
}

fn too_many() -> Problem {
    Problem::from(Kind::Conflict).saying(texts::access::TWO_KEYS_LIVE)
}

/// All keys, the oldest first.
#[utoipa::path(get, path = "/v1/keys", operation_id = "list_keys", tag = "intake",
    responses((status = 200, body = List<Key>)))]
pub(crate) async fn list(State(app): State<App>, _by: ByStaff) -> Result<Response, Problem> {
    let keys = app.service.api_keys().await?;
    let now = app.service.now();
    let list = List::whole(keys.iter().map(|kept| key(kept, now)).collect());
    Ok(ok(&list.with_unreadable(keys.unreadable)))
}

/// Creates a key. A source has at most two live keys.
#[utoipa::path(post, path = "/v1/keys", operation_id = "add_key", tag = "intake", request_body = KeyDraft,
    responses((status = 201, body = NewKey),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "The source is unknown or closed, or has two live keys")))]
pub(crate) async fn add(State(app): State<App>, ByStaff(caller): ByStaff, sent: Json) -> Result<Response, Problem> {
    let now = app.service.now();
    let order = read(&sent.value, |form| Some(order(form, now)))?;
    if let Some(id) = &order.source {
        let source = app.service.source(id).await?;
        if source.is_none_or(|source| source.what.state == SourceState::Closed) {
            return Err(Problem::from(Kind::Conflict).saying(texts::access::NO_OPEN_SOURCE));
        }
    }
    let made = new_key(order, now, app.service.chance());
    let (secret, kept) = made.map_err(|error| Problem::from(Kind::Internal).because(error))?;
    match caller.acting(&app).add_api_key(kept.clone()).await? {
        KeyAdded::Kept => Ok(json(
            StatusCode::CREATED,
            &NewKey {
                key: key(&kept, now),
                secret,
            },
        )),
        KeyAdded::TooMany => Err(too_many()),
    }
}

/// Creates a key that replaces another: the same source, scopes and quota. The old one stays valid for the overlap.
#[utoipa::path(post, path = "/v1/keys/{id}/rotate", operation_id = "rotate_key", tag = "intake",
    request_body = KeyRotation,
    params(("id" = String, Path)),
    responses((status = 201, body = NewKey),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "The key is no longer valid, or two keys are live already")))]
pub(crate) async fn rotate(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    sent: Json,
) -> Result<Response, Problem> {
    let now = app.service.now();
    let (expires_at, overlap) = read(&sent.value, |form| {
        let overlap = form.number("overlap_seconds", 0, OVERLAP_SECONDS_MAX, "0–2592000");
        Some((expiry(form, now), overlap.unwrap_or(OVERLAP_SECONDS)))
    })?;
    let overlap = i64::try_from(overlap).unwrap_or(0);
    let old_until = Timestamp(now.0 + overlap * MICROSECONDS);
    let next = next_key(expires_at, old_until, app.service.chance());
    let (secret, successor) = next.map_err(|error| Problem::from(Kind::Internal).because(error))?;
    match caller.acting(&app).rotate_api_key(&id, successor).await? {
        Rotated::Done { new, .. } => Ok(json(
            StatusCode::CREATED,
            &NewKey {
                key: key(&new, now),
                secret,
            },
        )),
        Rotated::TooMany => Err(too_many()),
        Rotated::Ended => Err(Problem::from(Kind::Conflict).saying(texts::access::KEY_ENDED)),
        Rotated::Missing => Err(Kind::NotFound.into()),
    }
}

/// Revokes a key at once. A repeat changes nothing.
#[utoipa::path(delete, path = "/v1/keys/{id}", operation_id = "revoke_key", tag = "intake",
    params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn revoke(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
) -> Result<Response, Problem> {
    app.service.api_key(&id).await?.ok_or(Kind::NotFound)?;
    caller.acting(&app).revoke_api_key(&id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
