//! JSON shapes of a request, as sent (`Draft`, `Patch`, `Batch`) and as answered (`Answer`). What is sent is read in
//! `form_fields.rs`.

use crate::http::problem::ProblemBody;
use crate::v1::enums::{self, BatchStatus, HiddenField, Outcome, Urgency};
use crate::v1::place::{ChosenPlace, Door, DoorPatch, Need, NeedDraft, Place, Point, Window};
use crate::v1::tables::shape::TableNotice;
use crate::v1::view::View;
use karavan_connect::Remark;
use karavan_model::{self as model, Date, RequestField, RequestState};
use karavan_store::StoredRequest;
use serde::Serialize;
use utoipa::ToSchema;

/// A request as sent. Only `source`, `address` and `needs` are required.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestDraft)]
pub(crate) struct Draft {
    /// Id of the source it comes from.
    #[schema(example = "112")]
    source: String,
    /// The source's own reference, unique for its sender and source.
    #[schema(example = "A-17")]
    source_ref: Option<String>,
    /// When absent: the day of the stored request with this reference, or today.
    #[schema(example = "2026-11-21")]
    date: Option<String>,
    recipient: Option<String>,
    phone: Option<String>,
    /// May be empty: a coordinator then asks for it.
    #[schema(example = "г. Алматы, Жетысу-2, д 78, кв 3, подъезд 3")]
    address: String,
    /// The municipality it lies in; what the map says of the place when absent. People bound to it see the request.
    municipality: Option<String>,
    /// Empty for a visit without goods.
    needs: Vec<NeedDraft>,
    windows: Option<Vec<Window>>,
    urgency: Option<Urgency>,
    quarantine: Option<bool>,
    skills: Option<Vec<String>>,
    /// Preferred time of the visit; other times are allowed at a small cost.
    wish: Option<Window>,
    visitors: Option<Visitors>,
    /// Whether two people must come, at the same time.
    needs_two: Option<bool>,
    service_minutes: Option<u32>,
    /// Id of the hub that its goods must come from.
    hub: Option<String>,
    comment: Option<String>,
}

/// Rules about who comes; each volunteer by id or name.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Visitors {
    /// Only these may come; empty when anyone may.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only: Vec<String>,
    /// These may not come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    never: Vec<String>,
    /// These are preferred.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    preferred: Vec<String>,
    /// These have come before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
}

/// Changes of a request; an absent field stays.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestPatch)]
pub(crate) struct Patch {
    address: Option<String>,
    /// `null` has the map say it again.
    municipality: Option<String>,
    /// Sets the place by hand.
    point: Option<Point>,
    /// Chooses one of `candidates`, or of the places that `/v1/geocode` and `/v1/addresses/search` answer; it keeps its
    /// precision.
    place: Option<ChosenPlace>,
    needs: Option<Vec<NeedDraft>>,
    windows: Option<Vec<Window>>,
    urgency: Option<Urgency>,
    quarantine: Option<bool>,
    comment: Option<String>,
    phone: Option<String>,
    recipient: Option<String>,
    skills: Option<Vec<String>>,
    /// `null` removes the preferred time.
    wish: Option<Window>,
    /// Replaces all rules about who comes.
    visitors: Option<Visitors>,
    needs_two: Option<bool>,
    /// `null` restores the region's default.
    service_minutes: Option<u32>,
    /// `null` allows goods from any hub.
    hub: Option<String>,
    /// Changes the fields it contains; `null` empties one. Empty fields are filled from the address.
    door: Option<DoorPatch>,
}

/// A note for those who follow the day.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TurnNote)]
pub(crate) struct Note {
    note: Option<String>,
}

/// A request as answered.
#[derive(Serialize, ToSchema)]
#[schema(as = Request)]
pub(crate) struct Answer {
    #[schema(example = "1001-9")]
    pub(crate) id: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    source_ref: Option<String>,
    #[schema(value_type = String)]
    date: Date,
    recipient: String,
    phone: String,
    address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    municipality: Option<String>,
    needs: Vec<Need>,
    windows: Vec<Window>,
    urgency: Urgency,
    quarantine: bool,
    skills: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    wish: Option<Window>,
    visitors: Visitors,
    needs_two: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    service_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    hub: Option<String>,
    comment: String,
    state: enums::RequestState,
    /// Null while it is open.
    #[schema(required)]
    outcome: Option<Outcome>,
    pub(crate) version: i64,
    received_at: String,
    door: Door,
    #[schema(required)]
    place: Option<Place>,
    /// Other places that the address may mean.
    candidates: Vec<Place>,
    /// Why a person must check the address; null when nobody must.
    #[schema(required, value_type = Option<enums::Lack>)]
    why: Option<String>,
    /// Id of the volunteer who has it in the current plan.
    #[schema(required)]
    volunteer: Option<String>,
    /// Id of the person it is for, the same for all their requests. Only staff get it: it would tell a source whom
    /// others help.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    person: Option<i64>,
    /// What the caller is not shown; these fields are empty (docs/roles.md).
    hidden: Vec<HiddenField>,
    /// Whether the person was erased: name, telephone number, address and comment are then empty.
    erased: bool,
    /// Remarks for the sender on how it was accepted; absent when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notices: Vec<TableNotice>,
}

/// Up to 200 requests.
#[derive(Serialize, ToSchema)]
pub(crate) struct Batch {
    requests: Vec<Draft>,
}

/// The result of each request, in their order.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchAnswer {
    pub(crate) results: Vec<BatchResult>,
}

/// The result of one request.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchResult {
    pub(crate) status: BatchStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) request: Option<Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) problem: Option<ProblemBody>,
}

/// The outcome of a closed request.
pub(crate) fn outcome(state: RequestState) -> Option<Outcome> {
    match state {
        RequestState::Closed(outcome) => Some(outcome.into()),
        _ => None,
    }
}

impl Answer {
    /// The whole request: for who reads all that is kept of a person.
    pub(crate) fn whole(stored: &StoredRequest) -> Self {
        let request = &stored.request;
        Self {
            id: request.id.0.clone(),
            source: request.source.clone(),
            source_ref: request.source_ref.clone(),
            date: request.date,
            recipient: request.recipient.clone(),
            phone: request.phone.clone(),
            address: request.address.clone(),
            municipality: request.municipality.clone(),
            needs: request.needs.iter().map(Need::from).collect(),
            windows: request.windows.iter().map(Window::from).collect(),
            urgency: request.urgency.into(),
            quarantine: request.quarantine,
            skills: request.skills.iter().map(|skill| skill.0.clone()).collect(),
            wish: request.wish.as_ref().map(Window::from),
            visitors: Visitors::from(&request.visitors),
            needs_two: request.needs_two,
            service_minutes: request.service_minutes,
            hub: request.hub.as_ref().map(|hub| hub.0.clone()),
            comment: request.comment.clone(),
            state: stored.state.into(),
            outcome: outcome(stored.state),
            version: stored.version,
            received_at: stored.received_at.to_rfc3339(),
            door: Door::from(&request.door),
            place: request.place.as_ref().map(Place::from),
            candidates: request.candidates.iter().map(Place::from).collect(),
            why: stored.why.clone(),
            volunteer: stored.volunteer.as_ref().map(|volunteer| volunteer.0.clone()),
            person: Some(stored.person.0),
            hidden: Vec::new(),
            erased: stored.is_erased,
            notices: Vec::new(),
        }
    }
}

impl Answer {
    /// The request as a caller is shown it.
    pub(crate) fn seen(view: &View, stored: &StoredRequest) -> Self {
        let (shown, hidden) = view.shown(stored);
        let answer = Self::whole(&shown);
        Self {
            person: answer.person.filter(|_| !hidden.contains(&RequestField::Person)),
            hidden: hidden.into_iter().map(HiddenField::from).collect(),
            ..answer
        }
    }

    /// The answer for its sender; `is_new` when its source was named for the first time.
    pub(crate) fn for_sender(view: &View, stored: &StoredRequest, is_new: bool) -> Self {
        let remark = is_new.then(|| Remark::NewSource(stored.request.source.clone()).at("", None, None));
        Self {
            notices: remark.into_iter().map(TableNotice::from).collect(),
            ..Self::seen(view, stored)
        }
    }
}

impl From<&model::Visitors> for Visitors {
    fn from(visitors: &model::Visitors) -> Self {
        Self {
            only: visitors.only.clone(),
            never: visitors.never.clone(),
            preferred: visitors.preferred.clone(),
            before: visitors.before.clone(),
        }
    }
}
