//! `accept_request` (a `RequestDraft` becomes an `AcceptedRequest`) and `accept_change` (fields of a kept request
//! become `RequestParts`), or the `Refused` fields. Goods, hubs and volunteers that they name are looked up in `Known`,
//! and a new request's source. Rules: `docs/intake.md`.

use crate::check::{Check, Refused};
use crate::fault::Fault;
use crate::given::{Given, Item, Numeral};
use crate::goods::Goods;
use crate::hours::{WindowDraft, whole_window, windows};
use crate::known::Known;
use crate::limits::{ID_MAX, LINE_MAX, QUANTITY, SERVICE_MINUTES, SOURCE_MAX, SOURCE_REF_MAX, TEXT_MAX};
use crate::plain_text::plain;
use crate::point::{PointDraft, point};
use crate::skills::skills;
use crate::texts::ADDRESS_EXAMPLE;
use karavan_model::{
    ClockWindow, Date, DoorCard, HubId, Need, Place, Point, Precision, Request, RequestId, Skill, Urgency, Visitors,
};

/// A request as a door read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestDraft {
    /// The number that a table gives it; none elsewhere.
    pub id: Given<String>,
    /// Which door it came through; required.
    pub source: Given<String>,
    /// The source's own number of it.
    pub source_ref: Given<String>,
    /// The day; whoever takes the request in says which when absent.
    pub date: Given<Date>,
    /// Who is helped.
    pub recipient: Given<String>,
    /// Telephones as written.
    pub phone: Given<String>,
    /// The address as written; required, and a person asks for it where it is empty.
    pub address: Given<String>,
    /// The municipality it lies in, when the source knows.
    pub municipality: Given<String>,
    /// Where it is, when the source knows.
    pub point: Given<PointDraft>,
    /// What is said at the door.
    pub door: DoorDraft,
    /// What to bring; required, may be an empty list.
    pub needs: Given<Vec<NeedDraft>>,
    /// The hub the goods must come from.
    pub hub: Given<String>,
    /// When the person can be visited; the whole day when absent.
    pub windows: Given<Vec<WindowDraft>>,
    /// Preferred (soft) time window.
    pub wish: Given<WindowDraft>,
    /// How soon; normal when absent.
    pub urgency: Given<Urgency>,
    /// A home in quarantine; no when absent.
    pub quarantine: Given<bool>,
    /// Skills the volunteer must have.
    pub skills: Given<Vec<String>>,
    /// Who may come, and who is preferred.
    pub visitors: Given<VisitorsDraft>,
    /// Whether two people must come; no when absent.
    pub needs_two: Given<bool>,
    /// Minutes at the door; the region's usual when absent.
    pub service_minutes: Given<Numeral>,
    /// For the volunteer.
    pub comment: Given<String>,
}

/// What is said at the door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoorDraft {
    /// Flat, office or room.
    pub flat: Given<String>,
    /// Which entrance of the house.
    pub entrance: Given<String>,
    /// On which floor.
    pub floor: Given<String>,
    /// Intercom code.
    pub intercom: Given<String>,
    /// Anything else.
    pub note: Given<String>,
}

/// Goods of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedDraft {
    /// A word for them, or for a visit without goods; required.
    pub goods: Given<String>,
    /// How much; one when absent.
    pub quantity: Given<Numeral>,
}

/// Who may come, and who is preferred, by ids or names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitorsDraft {
    /// Nobody else may come.
    pub only: Given<Vec<String>>,
    /// These may not come.
    pub never: Given<Vec<String>>,
    /// These are preferred.
    pub preferred: Given<Vec<String>>,
    /// These came before.
    pub before: Given<Vec<String>>,
}

/// What a draft says, judged field by field; what it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestParts {
    id: Option<String>,
    source: Option<String>,
    source_ref: Option<String>,
    date: Option<Date>,
    point: Option<Point>,
    /// Who is helped.
    pub recipient: Option<String>,
    /// Telephone numbers as written.
    pub phone: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// The municipality; an empty text for none.
    pub municipality: Option<String>,
    /// What is said at the door; an empty line is told as an empty text.
    pub door: DoorCard,
    /// What to bring, each kind once.
    pub needs: Option<Vec<Need>>,
    /// The hub.
    pub hub: Option<HubId>,
    /// When the person can be visited, joined.
    pub windows: Option<Vec<ClockWindow>>,
    /// Preferred (soft) time window.
    pub wish: Option<ClockWindow>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// A home in quarantine.
    pub quarantine: Option<bool>,
    /// Skills that whoever comes must have.
    pub skills: Option<Vec<Skill>>,
    /// Who may come.
    pub visitors: Option<Visitors>,
    /// Whether two people must come.
    pub needs_two: Option<bool>,
    /// Minutes at the door.
    pub service_minutes: Option<u32>,
    /// For the volunteer.
    pub comment: Option<String>,
}

/// A request accepted but for its day, which whoever takes it in gives it where the draft names none.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptedRequest(RequestParts);

impl AcceptedRequest {
    /// The day that the draft names.
    #[must_use]
    pub const fn date(&self) -> Option<Date> {
        self.0.date
    }

    /// The source and its own number of the request, if it has one.
    #[must_use]
    pub fn reference(&self) -> Option<(&str, &str)> {
        self.0.source.as_deref().zip(self.0.source_ref.as_deref())
    }

    /// The source that the draft names.
    #[must_use]
    pub fn source(&self) -> &str {
        self.0.source.as_deref().unwrap_or_default()
    }

    /// The request; it is for `day` where the draft names none.
    #[must_use]
    pub fn on(self, day: Date) -> Request {
        request(self.0, day)
    }
}

/// Takes a request that may name what is known. Without a number of a table its id is empty.
///
/// ```
/// use karavan_intake::{Given, Known, NeedDraft, RequestDraft, accept_request};
///
/// let need = |word: &str| NeedDraft { goods: word.into(), quantity: Given::Nothing };
/// let draft = RequestDraft {
///     source: "112".into(),
///     address: "ул. Лесная, 3".into(),
///     needs: Given::This(vec![need("продукты"), need("food")]),
///     ..RequestDraft::default()
/// };
/// let accepted = accept_request(draft, &Known::default()).expect("it says all it must");
/// let request = accepted.on("2026-11-21".parse().expect("a day"));
/// // Two words for the same goods are added up.
/// assert_eq!((request.needs.len(), request.needs[0].quantity), (1, 2));
///
/// let refused = accept_request(RequestDraft::default(), &Known::default()).unwrap_err();
/// let fields: Vec<String> = refused.iter().map(|one| one.field.to_string()).collect();
/// assert_eq!(fields, ["source", "address", "needs"]);
/// ```
///
/// # Errors
/// All fields that are refused.
pub fn accept_request(draft: RequestDraft, known: &Known) -> Result<AcceptedRequest, Vec<Refused>> {
    let mut check = Check::default();
    check.must("source", &draft.source, "112");
    check.must("address", &draft.address, ADDRESS_EXAMPLE);
    check.must("needs", &draft.needs, "food");
    if let Given::This(source) = &draft.source
        && plain(source).is_empty()
    {
        check.refuse("source", Fault::Missing { example: "112" });
    }
    let mut parts = parts(&mut check, draft, known);
    check.add(
        known
            .place_in_remit(parts.source.as_deref(), &mut parts.municipality)
            .into_iter(),
    );
    let named = parts.source.as_deref().filter(|named| !named.is_empty());
    check.add(named.and_then(|named| known.sources.refuses(named)).into_iter());
    check.done(AcceptedRequest(parts))
}

/// Takes what changes of a request of a source; an absent field stays.
///
/// # Errors
/// All fields that are refused.
pub fn accept_change(draft: RequestDraft, source: &str, known: &Known) -> Result<RequestParts, Vec<Refused>> {
    let mut check = Check::default();
    let parts = parts(&mut check, draft, known);
    let moved = known.stays_in_remit(source, parts.municipality.as_deref());
    check.add(moved.into_iter());
    check.done(parts)
}

fn request(parts: RequestParts, day: Date) -> Request {
    let address = parts.address.unwrap_or_default();
    let some = |line: Option<String>| line.filter(|line| !line.is_empty());
    // A point that the source gives is believed.
    let place = parts.point.map(|point| Place {
        point,
        label: address.clone(),
        precision: Precision::House,
        confidence: 1.0,
        by_hand: false,
    });
    Request {
        id: RequestId(parts.id.unwrap_or_default()),
        source: parts.source.unwrap_or_default(),
        source_ref: parts.source_ref,
        date: parts.date.unwrap_or(day),
        recipient: parts.recipient.unwrap_or_default(),
        phone: parts.phone.unwrap_or_default(),
        address,
        door: DoorCard {
            flat: some(parts.door.flat),
            entrance: some(parts.door.entrance),
            floor: some(parts.door.floor),
            intercom: some(parts.door.intercom),
            note: some(parts.door.note),
        },
        municipality: some(parts.municipality),
        place,
        candidates: Vec::new(),
        needs: parts.needs.unwrap_or_default(),
        hub: parts.hub,
        windows: parts.windows.unwrap_or_default(),
        wish: parts.wish,
        urgency: parts.urgency.unwrap_or_default(),
        quarantine: parts.quarantine.unwrap_or_default(),
        skills: parts.skills.unwrap_or_default(),
        visitors: parts.visitors.unwrap_or_default(),
        needs_two: parts.needs_two.unwrap_or_default(),
        service_minutes: parts.service_minutes,
        comment: parts.comment.unwrap_or_default(),
    }
}

fn parts(check: &mut Check, draft: RequestDraft, known: &Known) -> RequestParts {
    let hub = check.filled("hub", draft.hub, ID_MAX).map(HubId);
    let visitors = draft.visitors.this().map(|draft| visitors(check, draft));
    let strange_hub = hub.iter().filter_map(|hub| known.strange_hub(hub));
    let strange_people = visitors.iter().flat_map(|visitors| known.strange_people(visitors));
    let named = visitors.as_ref().and_then(|_| known.refuses_visitors());
    check.add(strange_hub.chain(strange_people).chain(named));
    RequestParts {
        id: check.filled("id", draft.id, ID_MAX),
        source: check.filled("source", draft.source, SOURCE_MAX),
        source_ref: check.filled("source_ref", draft.source_ref, SOURCE_REF_MAX),
        date: draft.date.this(),
        point: point(check, draft.point),
        recipient: check.text("recipient", draft.recipient, LINE_MAX),
        phone: check.text("phone", draft.phone, LINE_MAX),
        address: check.text("address", draft.address, TEXT_MAX),
        municipality: check.text("municipality", draft.municipality, LINE_MAX),
        door: door(check, draft.door),
        needs: needs(check, draft.needs, &known.goods),
        hub,
        windows: windows(check, draft.windows),
        wish: draft.wish.this().and_then(|draft| wish(check, draft)),
        urgency: draft.urgency.this(),
        quarantine: draft.quarantine.this(),
        skills: skills(check, draft.skills),
        visitors,
        needs_two: draft.needs_two.this(),
        service_minutes: check.number("service_minutes", draft.service_minutes, SERVICE_MINUTES, Fault::count),
        comment: check.text("comment", draft.comment, TEXT_MAX),
    }
}

fn wish(check: &mut Check, draft: WindowDraft) -> Option<ClockWindow> {
    let at = |part| match part {
        "opens" => "wish/opens",
        "closes" => "wish/closes",
        _ => "wish",
    };
    whole_window(check, at, draft)
}

fn door(check: &mut Check, draft: DoorDraft) -> DoorCard {
    let mut line = |field, given| check.text(field, given, LINE_MAX);
    DoorCard {
        flat: line("door/flat", draft.flat),
        entrance: line("door/entrance", draft.entrance),
        floor: line("door/floor", draft.floor),
        intercom: line("door/intercom", draft.intercom),
        note: line("door/note", draft.note),
    }
}

/// The goods, each kind once: lines of the same goods are added up, and a visit without goods needs none.
fn needs(check: &mut Check, given: Given<Vec<NeedDraft>>, goods: &Goods) -> Option<Vec<Need>> {
    let drafts = check.list("needs", given)?;
    let mut needs: Vec<Need> = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.into_iter().enumerate() {
        let list = "needs";
        let at = |part| Item { list, place, part };
        let quantity = match draft.quantity {
            Given::Nothing => Some(1),
            given => check.number(at("quantity"), given, QUANTITY, Fault::quantity),
        };
        check.must(at("goods"), &draft.goods, "food");
        let code = draft.goods.this().map(|word| goods.asked(&word)).transpose();
        let code = code.unwrap_or_else(|fault| {
            check.refuse(at("goods"), fault);
            None
        });
        let (Some(code), Some(quantity)) = (code.flatten(), quantity) else {
            continue;
        };
        match needs.iter_mut().find(|need| need.goods == code) {
            None => needs.push(Need { goods: code, quantity }),
            Some(same) => {
                same.quantity = same.quantity.saturating_add(quantity);
                if same.quantity > QUANTITY.most {
                    check.refuse(at("quantity"), Fault::BadQuantity(same.quantity.to_string()));
                }
            }
        }
    }
    Some(needs)
}

fn visitors(check: &mut Check, draft: VisitorsDraft) -> Visitors {
    Visitors {
        only: names(check, "visitors/only", draft.only),
        never: names(check, "visitors/never", draft.never),
        preferred: names(check, "visitors/preferred", draft.preferred),
        before: names(check, "visitors/before", draft.before),
    }
}

fn names(check: &mut Check, list: &'static str, given: Given<Vec<String>>) -> Vec<String> {
    let mut names = Vec::new();
    for (place, name) in check.list(list, given).unwrap_or_default().into_iter().enumerate() {
        let part = "";
        let at = Item { list, place, part };
        match check.text(at, Given::This(name), LINE_MAX) {
            Some(name) if name.is_empty() => check.refuse(at, Fault::Missing { example: "V001" }),
            name => names.extend(name),
        }
    }
    names
}
