//! `REQUEST_FIELDS` and `VOLUNTEER_FIELDS`: which fields of a request and of a volunteer each kind of caller sees, and
//! for how long. `hide` takes from a request what a caller does not see; it is the one place that does. `docs/roles.md`
//! has the same tables, and a test compares.

use crate::address::DoorCard;
use crate::identity::CallerKind;
use crate::request::{Request, RequestState};
use crate::role::Role;
use crate::visitors::Visitors;
use serde::Serialize;

/// A field of a request, or several that tell the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestField {
    /// Who is helped, by name.
    Recipient,
    /// Their telephone.
    Phone,
    /// Where it is: address, door, place and candidates.
    Address,
    /// Words of the sender for whoever comes.
    Comment,
    /// What touches health, as codes: quarantine and skills that are asked for.
    Health,
    /// Which volunteers may come, and who is preferred.
    Visitors,
    /// The number of the person, the same for all their requests.
    Person,
    /// What was written with a report of the visit or a change.
    Notes,
}

/// A field of a volunteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VolunteerField {
    /// Their telephone.
    Phone,
    /// Where they live: address and point.
    Home,
}

/// How long a field is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// At any time.
    Always,
    /// Until the request is closed.
    WhileOpen,
    /// Until the request is closed; afterwards for a while by who says a reason.
    ByReason,
    /// At no time.
    Never,
}

use Shown::{Always, ByReason, Never, WhileOpen};

/// The columns of the tables: the roles as [`Role::ALL`] has them, keys, and volunteers by their link.
pub const VIEWERS: usize = Role::ALL.len() + 2;

/// The fields of a request that not everybody sees. All others are seen by whoever sees the request.
pub const REQUEST_FIELDS: [(RequestField, [Shown; VIEWERS]); 8] = [
    // administrator, coordinator, operator, agency owner, curator, auditor, key, volunteer
    (
        RequestField::Recipient,
        [Always, Always, ByReason, WhileOpen, WhileOpen, Never, WhileOpen, Always],
    ),
    (
        RequestField::Phone,
        [Always, Always, ByReason, WhileOpen, WhileOpen, Never, WhileOpen, Always],
    ),
    (
        RequestField::Address,
        [Always, Always, ByReason, WhileOpen, WhileOpen, Never, WhileOpen, Always],
    ),
    (
        RequestField::Comment,
        [Always, Always, ByReason, Never, Never, Never, WhileOpen, Always],
    ),
    (
        RequestField::Health,
        [Always, Always, ByReason, WhileOpen, WhileOpen, Never, WhileOpen, Always],
    ),
    (
        RequestField::Visitors,
        [Always, Always, Always, Never, Never, Never, WhileOpen, Never],
    ),
    (
        RequestField::Person,
        [Always, Always, Always, Never, Never, Never, Never, Never],
    ),
    (
        RequestField::Notes,
        [Always, Always, Always, Never, Never, Never, Never, Never],
    ),
];

/// Fields that whoever is bound to a part of the region never sees, whatever their role: by the number of a person they
/// would learn that a request of theirs and another are of the same person.
pub const HIDDEN_FROM_BOUND: [RequestField; 1] = [RequestField::Person];

/// The fields of a volunteer that not everybody sees.
pub const VOLUNTEER_FIELDS: [(VolunteerField, [Shown; VIEWERS]); 2] = [
    (
        VolunteerField::Phone,
        [Always, Always, Always, Never, Never, Never, Never, Always],
    ),
    (
        VolunteerField::Home,
        [Always, Always, Never, Never, Never, Never, Never, Always],
    ),
];

/// The column of a kind of caller; `None` for who is not known.
fn column(viewer: CallerKind) -> Option<usize> {
    match viewer {
        CallerKind::Staff(role) | CallerKind::Bound(role) => Role::ALL.iter().position(|one| *one == role),
        CallerKind::Key(_) => Some(Role::ALL.len()),
        CallerKind::Volunteer => Some(Role::ALL.len() + 1),
        CallerKind::Anybody => None,
    }
}

fn shown<F: Copy + PartialEq>(table: &[(F, [Shown; VIEWERS])], field: F, viewer: CallerKind) -> Shown {
    let row = table.iter().find(|(one, _)| *one == field);
    let cell = row.zip(column(viewer)).and_then(|((_, row), at)| row.get(at));
    cell.copied().unwrap_or(Never)
}

impl RequestField {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Comment => "comment",
            Self::Health => "health",
            Self::Visitors => "visitors",
            Self::Person => "person",
            Self::Notes => "notes",
        }
    }

    /// Whether a reason opens something to a kind of caller.
    #[must_use]
    pub fn any_by_reason(viewer: CallerKind) -> bool {
        REQUEST_FIELDS
            .iter()
            .any(|(field, _)| field.shown_to(viewer) == ByReason)
    }

    /// How long a kind of caller sees it.
    #[must_use]
    pub fn shown_to(self, viewer: CallerKind) -> Shown {
        match viewer {
            CallerKind::Bound(_) if HIDDEN_FROM_BOUND.contains(&self) => Never,
            _ => shown(&REQUEST_FIELDS, self, viewer),
        }
    }
}

impl VolunteerField {
    /// How long a kind of caller sees it.
    #[must_use]
    pub fn shown_to(self, viewer: CallerKind) -> Shown {
        shown(&VOLUNTEER_FIELDS, self, viewer)
    }
}

impl Shown {
    /// Whether the field of a request in a state is seen; `is_opened` by who said a reason for it.
    #[must_use]
    pub const fn is_seen(self, state: RequestState, is_opened: bool) -> bool {
        let is_open = !matches!(state, RequestState::Closed(_));
        match self {
            Self::Always => true,
            Self::WhileOpen => is_open,
            Self::ByReason => is_open || is_opened,
            Self::Never => false,
        }
    }
}

/// Takes from a request what a kind of caller does not see; `is_opened` when they said a reason for seeing it. Answers
/// which fields these are, whether they said anything or not.
pub fn hide(request: &mut Request, state: RequestState, viewer: CallerKind, is_opened: bool) -> Vec<RequestField> {
    let unseen = |field: &RequestField| !field.shown_to(viewer).is_seen(state, is_opened);
    let fields = REQUEST_FIELDS.iter().map(|(field, _)| *field);
    let hidden: Vec<RequestField> = fields.filter(unseen).collect();
    for field in &hidden {
        match field {
            RequestField::Recipient => request.recipient = String::new(),
            RequestField::Phone => request.phone = String::new(),
            RequestField::Address => {
                request.address = String::new();
                request.door = DoorCard::default();
                request.place = None;
                request.candidates = Vec::new();
            }
            RequestField::Comment => request.comment = String::new(),
            RequestField::Health => {
                request.quarantine = false;
                request.skills = Vec::new();
            }
            RequestField::Visitors => request.visitors = Visitors::default(),
            // They stand beside a request, not in it.
            RequestField::Person | RequestField::Notes => {}
        }
    }
    hidden
}

/// Whether a kind of caller may search in all words of a request: they see these, or may say a reason. Others would
/// learn by searching what they are not shown.
#[must_use]
pub fn searches_everything(viewer: CallerKind) -> bool {
    let searched = [
        RequestField::Recipient,
        RequestField::Phone,
        RequestField::Address,
        RequestField::Comment,
    ];
    let mut shown = searched.iter().map(|field| field.shown_to(viewer));
    shown.all(|shown| matches!(shown, Always | ByReason))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{HIDDEN_FROM_BOUND, REQUEST_FIELDS, RequestField, Shown, VOLUNTEER_FIELDS, hide, searches_everything};
    use crate::event::Outcome;
    use crate::identity::CallerKind;
    use crate::request::{Request, RequestState};
    use crate::role::Role;
    use crate::scope::Scopes;
    use serde_json::json;

    const CLOSED: RequestState = RequestState::Closed(Outcome::InHand);

    fn request() -> Request {
        let place = json!({ "point": { "lon": 76.9, "lat": 43.2 }, "label": "улица Ёлочная, 5", "precision": "house",
            "confidence": 1.0 });
        serde_json::from_value(json!({
            "id": "1001-9", "source": "112", "date": "2026-11-21", "recipient": "Получатель 0001",
            "phone": "+7 900 000-00-01", "address": "улица Ёлочная, д 5", "door": { "flat": "7" }, "place": place,
            "candidates": [place], "needs": [{ "goods": "medicine", "quantity": 1 }], "comment": "ключ у соседки",
            "quarantine": true, "skills": ["medic"], "visitors": { "only": ["V1"] }, "municipality": "Лесной район",
        }))
        .unwrap()
    }

    fn seen(viewer: CallerKind, state: RequestState, is_opened: bool) -> (String, Vec<RequestField>) {
        let mut request = request();
        let hidden = hide(&mut request, state, viewer, is_opened);
        (serde_json::to_string(&request).unwrap(), hidden)
    }

    #[test]
    fn what_is_hidden_is_nowhere_in_the_request() {
        let words = [
            (RequestField::Recipient, "Получатель"),
            (RequestField::Phone, "000-00-01"),
            (RequestField::Address, "лочная"),
            (RequestField::Address, "43.2"),
            (RequestField::Address, "\"7\""),
            (RequestField::Comment, "соседки"),
            (RequestField::Health, "medic\""),
            (RequestField::Health, "\"quarantine\":true"),
            (RequestField::Visitors, "V1"),
        ];
        let roles = Role::ALL
            .map(CallerKind::Bound)
            .into_iter()
            .chain(Role::ALL.map(CallerKind::Staff));
        let others = [
            CallerKind::Key(Scopes::USUAL),
            CallerKind::Volunteer,
            CallerKind::Anybody,
        ];
        for viewer in roles.chain(others) {
            for state in [RequestState::Located, CLOSED] {
                for is_opened in [false, true] {
                    let (text, hidden) = seen(viewer, state, is_opened);
                    for (field, word) in words {
                        let is_seen = field.shown_to(viewer).is_seen(state, is_opened);
                        assert_eq!(text.contains(word), is_seen, "{field:?} to {viewer:?}: {text}");
                        assert_eq!(hidden.contains(&field), !is_seen, "{field:?} to {viewer:?}");
                    }
                    assert!(text.contains("medicine") && text.contains("Лесной район"), "{text}");
                }
            }
        }
    }

    #[test]
    fn after_the_end_only_coordinators_and_administrators_see_address_and_telephone_unasked() {
        for field in [RequestField::Phone, RequestField::Address] {
            for role in Role::ALL {
                let is_seen = field.shown_to(CallerKind::Staff(role)).is_seen(CLOSED, false);
                assert_eq!(
                    is_seen,
                    matches!(role, Role::Administrator | Role::Coordinator),
                    "{role}"
                );
            }
            assert_eq!(field.shown_to(CallerKind::Staff(Role::Auditor)), Shown::Never);
            assert_eq!(field.shown_to(CallerKind::Anybody), Shown::Never);
        }
        assert!(searches_everything(CallerKind::Staff(Role::Operator)));
        assert!(!searches_everything(CallerKind::Bound(Role::AgencyOwner)));
        assert!(!searches_everything(CallerKind::Key(Scopes::USUAL)));
    }

    #[test]
    fn the_number_of_a_person_is_for_the_whole_region() {
        let operator = |viewer| RequestField::Person.shown_to(viewer);
        assert_eq!(operator(CallerKind::Staff(Role::Operator)), Shown::Always);
        for role in Role::ALL {
            assert_eq!(operator(CallerKind::Bound(role)), Shown::Never, "{role}");
        }
    }

    #[test]
    fn every_cell_is_in_the_book_of_roles() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/roles.md");
        let book = std::fs::read_to_string(path).unwrap();
        let cell = |shown: &Shown| match shown {
            Shown::Always => "always",
            Shown::WhileOpen => "while open",
            Shown::ByReason => "while open, then by reason",
            Shown::Never => "–",
        };
        let row = |name: &str, cells: &[Shown]| {
            let cells: Vec<&str> = cells.iter().map(cell).collect();
            format!("| {name} | {} |", cells.join(" | "))
        };
        let requests = REQUEST_FIELDS
            .iter()
            .map(|(field, cells)| row(&format!("`{}`", field.word()), cells));
        let volunteers = VOLUNTEER_FIELDS
            .iter()
            .map(|(field, cells)| row(&format!("volunteer: {field:?}").to_lowercase(), cells));
        let bound = HIDDEN_FROM_BOUND.iter().map(|field| {
            format!(
                "`{}` is never shown to who is bound to a part of the region",
                field.word()
            )
        });
        let rows = requests.chain(volunteers).chain(bound);
        let lacking: Vec<String> = rows.filter(|row| !book.contains(row)).collect();
        assert!(
            lacking.is_empty(),
            "docs/roles.md lacks these rows:\n{}",
            lacking.join("\n")
        );
    }
}
