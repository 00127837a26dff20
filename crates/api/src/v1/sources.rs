//! Calls for sources of requests, the systems and organisations that send them: `list`, and `put`, which creates,
//! replaces or closes one; with their JSON shapes. Keys of sources are in `keys.rs`.

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PathOf, QueryOf, page_size};
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::{List, ok, versioned};
use crate::v1::enums::{DoorKind, SourceState};
use crate::v1::hubs::PageQuery;
use crate::v1::put::{expected, put_status};
use axum::extract::State;
use axum::response::Response;
use karavan_intake::{SourceDraft as Draft, accept_source, is_source};
use karavan_model::{self as model, SourceId};
use karavan_store::Versioned;
use serde::Serialize;
use utoipa::ToSchema;

/// A source of requests.
#[derive(Serialize, ToSchema)]
pub(crate) struct Source {
    /// The id that its requests name.
    #[schema(example = "112")]
    id: String,
    name: String,
    /// The kind of intake door that its requests come through.
    door: DoorKind,
    /// Requests of a closed source are refused (K2033).
    state: SourceState,
    /// Who answers questions about its requests.
    contact: String,
    /// The organisation that it belongs to; people bound to it see its requests. Empty for none.
    organisation: String,
    version: i64,
}

/// A source as sent. Only `door` is required.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceDraft {
    /// The id when it is empty.
    name: Option<String>,
    door: DoorKind,
    /// `active` when absent.
    state: Option<SourceState>,
    contact: Option<String>,
    /// The organisation that it belongs to.
    #[schema(example = "Соцзащита")]
    organisation: Option<String>,
}

impl From<&Versioned<model::Source>> for Source {
    fn from(kept: &Versioned<model::Source>) -> Self {
        let source = &kept.what;
        Self {
            id: source.id.0.clone(),
            name: source.name.clone(),
            door: source.door.into(),
            state: source.state.into(),
            contact: source.contact.clone(),
            organisation: source.organisation.clone(),
            version: kept.version,
        }
    }
}

fn source(form: &Form, id: &SourceId) -> Option<model::Source> {
    form.ignore(&["id", "version"]);
    form.accepted(accept_source(Draft {
        id: id.as_str().into(),
        name: form.draft_text("name"),
        door: form.draft_word("door", model::Door::KNOWN),
        state: form.draft_word("state", model::SourceState::KNOWN),
        contact: form.draft_text("contact"),
        organisation: form.draft_text("organisation"),
    }))
}

/// All sources, ordered by id. A source that a table or an operator names for the first time is created automatically.
#[utoipa::path(get, path = "/v1/sources", operation_id = "list_sources", tag = "intake", params(PageQuery),
    responses((status = 200, body = List<Source>)))]
pub(crate) async fn list(
    State(app): State<App>,
    _by: ByStaff,
    QueryOf(part): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let limit = page_size(part.limit)?;
    let sources = app.service.sources().await?;
    let all = sources.iter().map(Source::from).collect();
    let list = List::part(all, |source: &Source| &source.id, part.after.as_deref(), limit);
    Ok(ok(&list.with_unreadable(sources.unreadable)))
}

/// Creates or replaces a source; also closes it.
#[utoipa::path(put, path = "/v1/sources/{id}", operation_id = "put_source", tag = "intake", request_body = SourceDraft,
    params(("id" = String, Path),
        ("If-Match" = Option<String>, Header, description = "Required when the source exists")),
    responses((status = 200, body = Source), (status = 201, body = Source),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(id): PathOf<String>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    if !is_source(&id) {
        return Err(Kind::NotFound.into());
    }
    let id = SourceId(id);
    let kept = read(&sent.value, |form| source(form, &id))?;
    let status = put_status(caller.acting(&app).put_source(kept, expected(version)).await?, version)?;
    let kept = app.service.source(&id).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(status, kept.version, &Source::from(&kept)))
}
