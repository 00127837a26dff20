//! A request as sent and as answered.

use crate::http::fault::FieldFault;
use crate::http::form::{Form, TEXT_MAX};
use crate::http::problem::ProblemBody;
use crate::v1::place::{ChosenPlace, Door, DoorPatch, Need, Place, Point, Window};
use crate::v1::words::{self, BatchStatus, Outcome, Urgency};
use karavan_model::{self as model, DoorCard, GoodsCode, HubId, RequestId, RequestState, Skill};
use karavan_service::{Amendment, DoorAmendment};
use karavan_store::StoredRequest;
use serde::Serialize;
use utoipa::ToSchema;

/// Texts of one line.
const LINE_MAX: usize = 300;
const MINUTES_MAX: u64 = 480;

/// A request as sent. Only `source`, `address` and `needs` are required.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestDraft)]
pub(crate) struct Draft {
    /// Which door it came through.
    #[schema(example = "112")]
    source: String,
    /// The source's own number; unique within the source of who sends it.
    #[schema(example = "A-17")]
    source_ref: Option<String>,
    /// When absent: the day this reference was kept for before, or today.
    #[schema(example = "2026-11-21")]
    date: Option<String>,
    recipient: Option<String>,
    phone: Option<String>,
    #[schema(example = "г. Алматы, Жетысу-2, д 78, кв 3, подъезд 3")]
    address: String,
    needs: Vec<Need>,
    windows: Option<Vec<Window>>,
    urgency: Option<Urgency>,
    quarantine: Option<bool>,
    skills: Option<Vec<String>>,
    /// When they had better be visited; other hours are allowed and cost a little.
    wish: Option<Window>,
    visitors: Option<Visitors>,
    /// Two people must come, at the same moment.
    needs_two: Option<bool>,
    service_minutes: Option<u32>,
    /// Where its goods must come from.
    hub: Option<String>,
    comment: Option<String>,
}

/// Who may come, and who had better; each by id or by name.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Visitors {
    /// Nobody else may come; empty when anybody may.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only: Vec<String>,
    /// These may not come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    never: Vec<String>,
    /// These had better come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    preferred: Vec<String>,
    /// These came before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
}

/// What `PATCH` changes; an absent field stays.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestPatch)]
pub(crate) struct Patch {
    address: Option<String>,
    /// Fixes the place by hand.
    point: Option<Point>,
    /// Chooses one of `candidates`, or of what `/v1/geocode` and `/v1/addresses` answer; it stays as exact as it is.
    place: Option<ChosenPlace>,
    needs: Option<Vec<Need>>,
    windows: Option<Vec<Window>>,
    urgency: Option<Urgency>,
    quarantine: Option<bool>,
    comment: Option<String>,
    phone: Option<String>,
    recipient: Option<String>,
    skills: Option<Vec<String>>,
    /// `null` wishes for no hours.
    wish: Option<Window>,
    /// Replaces all that was said of who comes.
    visitors: Option<Visitors>,
    needs_two: Option<bool>,
    /// `null` goes back to what the region is used to.
    service_minutes: Option<u32>,
    /// `null` lets the goods come from any hub.
    hub: Option<String>,
    /// Changes the lines it names; `null` empties a line. What the address itself says fills empty lines.
    door: Option<DoorPatch>,
}

/// A few words for whoever follows the day.
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
    date: String,
    recipient: String,
    phone: String,
    address: String,
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
    state: words::RequestState,
    /// When closed.
    #[schema(required)]
    outcome: Option<Outcome>,
    pub(crate) version: i64,
    received_at: String,
    door: Door,
    #[schema(required)]
    place: Option<Place>,
    /// Other readings of the address.
    candidates: Vec<Place>,
    /// Why a person is needed.
    #[schema(required, value_type = Option<words::Lack>)]
    why: Option<String>,
    /// Who has it in the current plan.
    #[schema(required)]
    volunteer: Option<String>,
}

/// Up to 200 requests.
#[derive(Serialize, ToSchema)]
pub(crate) struct Batch {
    requests: Vec<Draft>,
}

/// What became of each, in order.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchAnswer {
    pub(crate) results: Vec<BatchResult>,
}

/// What became of one.
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

impl From<&StoredRequest> for Answer {
    fn from(stored: &StoredRequest) -> Self {
        let request = &stored.request;
        Self {
            id: request.id.0.clone(),
            source: request.source.clone(),
            source_ref: request.source_ref.clone(),
            date: request.date.clone(),
            recipient: request.recipient.clone(),
            phone: request.phone.clone(),
            address: request.address.clone(),
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

const URGENCIES: &str = "low, normal, urgent";

/// Reads a request as sent; without a date its date is empty.
pub(crate) fn draft(form: &Form) -> Option<model::Request> {
    let source = form.some_text("source", 64);
    let address = form.some_text("address", TEXT_MAX);
    let needs = form.required("needs", needs(form));
    let request = model::Request {
        id: RequestId(String::new()),
        source: String::new(),
        source_ref: form.text("source_ref", 128).filter(|text| !text.is_empty()),
        date: form.date("date").unwrap_or_default(),
        recipient: form.text("recipient", LINE_MAX).unwrap_or_default(),
        phone: form.text("phone", LINE_MAX).unwrap_or_default(),
        address: String::new(),
        door: DoorCard::default(),
        place: None,
        candidates: Vec::new(),
        needs: Vec::new(),
        windows: windows(form).unwrap_or_default(),
        urgency: form.word("urgency", URGENCIES).unwrap_or_default(),
        quarantine: form.flag("quarantine").unwrap_or_default(),
        skills: skills(form).unwrap_or_default(),
        wish: wish(form),
        visitors: form.part("visitors", visitors).unwrap_or_default(),
        needs_two: form.flag("needs_two").unwrap_or_default(),
        service_minutes: minutes(form),
        hub: form.id("hub").map(HubId),
        comment: form.text("comment", TEXT_MAX).unwrap_or_default(),
    };
    Some(model::Request {
        source: source?,
        address: address?,
        needs: needs?,
        ..request
    })
}

/// Reads what `PATCH` changes.
pub(crate) fn amendment(form: &Form) -> Amendment {
    let address = form.text("address", TEXT_MAX);
    if address.as_ref().is_some_and(String::is_empty) {
        form.fault("address", FieldFault::Missing);
    }
    Amendment {
        address,
        point: form.point("point"),
        place: chosen(form),
        needs: needs(form),
        windows: windows(form),
        urgency: form.word("urgency", URGENCIES),
        quarantine: form.flag("quarantine"),
        comment: form.text("comment", TEXT_MAX),
        phone: form.text("phone", LINE_MAX),
        recipient: form.text("recipient", LINE_MAX),
        skills: skills(form),
        wish: form.change("wish", wish(form)),
        visitors: form.part("visitors", visitors),
        needs_two: form.flag("needs_two"),
        service_minutes: form.change("service_minutes", minutes(form)),
        hub: form.change("hub", form.id("hub").map(HubId)),
        door: form.part("door", door).unwrap_or_default(),
    }
}

const PRECISIONS: &str = "entrance, house, interpolated, street, locality";

/// A place as it was offered. Two places at once leave open which is meant.
fn chosen(form: &Form) -> Option<model::Place> {
    let chosen = form.part("place", |place| {
        place.ignore(&["by_hand"]);
        let point = place.required("point", place.point("point"));
        let label = place.some_text("label", LINE_MAX);
        let precision = place.required("precision", place.word("precision", PRECISIONS));
        let share = |share: &f64| (0.0..=1.0).contains(share);
        let confidence = place.decimal("confidence").filter(share);
        if confidence.is_none() {
            place.fault("confidence", FieldFault::Range("0–1"));
        }
        Some(model::Place {
            point: point?,
            label: label?,
            precision: precision?,
            confidence: confidence?,
            by_hand: true,
        })
    })?;
    if form.point("point").is_some() {
        form.fault("place", FieldFault::Unknown);
    }
    chosen
}

fn door(form: &Form) -> DoorAmendment {
    let line = |name| {
        let text = form.text(name, LINE_MAX);
        let is_empty = text.as_ref().is_some_and(String::is_empty);
        if is_empty { Some(None) } else { form.change(name, text) }
    };
    DoorAmendment {
        flat: line("flat"),
        entrance: line("entrance"),
        floor: line("floor"),
        intercom: line("intercom"),
        note: line("note"),
    }
}

/// The goods, each once: lines of the same goods are added up.
fn needs(form: &Form) -> Option<Vec<model::Need>> {
    let lines = form.list("needs", |need| {
        let goods = need.required("goods", need.id("goods"));
        let quantity = need.quantity("quantity");
        Some(model::Need {
            goods: GoodsCode(goods?),
            quantity: quantity?,
        })
    })?;
    let mut needs: Vec<model::Need> = Vec::with_capacity(lines.len());
    for line in lines {
        match needs.iter_mut().find(|need| need.goods == line.goods) {
            Some(same) => same.quantity = same.quantity.saturating_add(line.quantity),
            None => needs.push(line),
        }
    }
    Some(needs)
}

fn windows(form: &Form) -> Option<Vec<model::ClockWindow>> {
    form.list("windows", |window| window.window("opens", "closes"))
}

fn wish(form: &Form) -> Option<model::ClockWindow> {
    form.part("wish", |wish| wish.window("opens", "closes"))?
}

fn visitors(form: &Form) -> model::Visitors {
    let names = |name| form.texts(name, LINE_MAX).unwrap_or_default();
    model::Visitors {
        only: names("only"),
        never: names("never"),
        preferred: names("preferred"),
        before: names("before"),
    }
}

fn skills(form: &Form) -> Option<Vec<Skill>> {
    Some(form.ids("skills")?.into_iter().map(Skill).collect())
}

fn minutes(form: &Form) -> Option<u32> {
    let minutes = form.number("service_minutes", 0, MINUTES_MAX, "0–480")?;
    u32::try_from(minutes).ok()
}
