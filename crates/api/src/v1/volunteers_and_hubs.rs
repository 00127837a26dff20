//! JSON shapes of volunteers, their shifts and breaks, and hubs, as sent and as answered, and the functions that read
//! them. No handlers: these are in `volunteers.rs` and `hubs.rs`.

use crate::http::form::Form;
use crate::v1::enums::{ShiftEnd, VehicleKind};
use crate::v1::place::Point;
use crate::v1::view::View;
use karavan_intake::{self as intake, BreakDraft, Fleet, accept_hub, accept_shift, accept_volunteer};
use karavan_model::{self as model, Date, HubId, VolunteerField, VolunteerId};
use karavan_service::ShiftOffer;
use karavan_store::Versioned;
use serde::Serialize;
use utoipa::ToSchema;

/// A volunteer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Volunteer {
    #[schema(example = "V001")]
    pub(crate) id: String,
    name: String,
    organisation: String,
    phone: String,
    /// Home address; routes start there. Empty for who is not shown it (docs/roles.md), and `point` is null then.
    home: String,
    #[schema(required)]
    point: Option<Point>,
    skills: Vec<String>,
    /// Whether they may enter a home in quarantine.
    red_zone: bool,
    pub(crate) version: i64,
    /// The shift on the day of the query; null when there is none.
    #[schema(required)]
    shift: Option<Shift>,
}

/// Hours that a volunteer offers on a day, with one vehicle.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shift {
    #[schema(example = "09:00")]
    from: String,
    #[schema(example = "13:00")]
    to: String,
    end: ShiftEnd,
    vehicle: VehicleKind,
    /// The vehicle used; kind and capacity are those of the vehicle.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    vehicle_id: Option<String>,
    /// The name or plate of that vehicle.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    vehicle_label: Option<String>,
    /// How much the vehicle carries, in units of goods.
    capacity: u32,
    #[schema(required)]
    stops_max: Option<u32>,
    /// The longest route, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    minutes_max: Option<u32>,
    /// The longest route, in kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kilometers_max: Option<u32>,
    /// A break, taken if the route is not over by then.
    #[serde(rename = "break", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    rest: Option<Rest>,
}

/// A volunteer as sent. Only `home` is required; absent fields are emptied.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VolunteerDraft {
    /// The id when absent or empty.
    name: Option<String>,
    organisation: Option<String>,
    phone: Option<String>,
    /// May be empty beside a `point`.
    home: String,
    /// Where home is; looked up on the map when absent.
    point: Option<Point>,
    /// Skills, stored in lower case and each once; `медик` becomes `medic`.
    skills: Option<Vec<String>>,
    red_zone: Option<bool>,
    /// `id`, `version` and `shift` are ignored, so that a volunteer can be sent back as answered.
    id: Option<String>,
    version: Option<i64>,
    shift: Option<Shift>,
}

/// A shift as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShiftDraft {
    #[schema(example = "09:00")]
    from: String,
    #[schema(example = "13:00")]
    to: String,
    /// `home` when absent.
    end: Option<ShiftEnd>,
    /// Unchanged when absent; a car for a new shift.
    vehicle: Option<VehicleKind>,
    /// The id or name of a stored vehicle, whose kind and capacity then apply.
    vehicle_id: Option<String>,
    /// Required without a `vehicle_id`.
    capacity: Option<u32>,
    stops_max: Option<u32>,
    minutes_max: Option<u32>,
    kilometers_max: Option<u32>,
    #[serde(rename = "break")]
    rest: Option<RestDraft>,
}

/// A break as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BreakDraft)]
pub(crate) struct RestDraft {
    #[schema(example = "12:00")]
    opens: String,
    #[schema(example = "14:00")]
    closes: String,
    /// 30 when absent.
    minutes: Option<u32>,
}

/// A break of `minutes` that begins and ends within these hours.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Break)]
pub(crate) struct Rest {
    #[schema(example = "12:00")]
    opens: String,
    #[schema(example = "14:00")]
    closes: String,
    minutes: u32,
}

/// A hub.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hub {
    #[schema(example = "H1")]
    pub(crate) id: String,
    name: String,
    address: String,
    #[schema(required)]
    point: Option<Point>,
    #[schema(example = "08:00")]
    opens: String,
    #[schema(example = "19:00")]
    closes: String,
    /// Codes of the goods it hands out.
    offers: Vec<String>,
    pub(crate) version: i64,
}

/// A hub as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HubDraft {
    /// The id when absent or empty.
    name: Option<String>,
    /// May be empty beside a `point`.
    address: String,
    /// Where it is; looked up on the map when absent.
    point: Option<Point>,
    /// The beginning of the day when absent.
    #[schema(example = "08:00")]
    opens: Option<String>,
    /// The end of the day when absent.
    #[schema(example = "19:00")]
    closes: Option<String>,
    /// At least one: standard goods, or codes of the region's own.
    offers: Vec<String>,
    /// `id` and `version` are ignored, so that a hub can be sent back as answered.
    id: Option<String>,
    version: Option<i64>,
}

impl Volunteer {
    /// A volunteer as a caller is shown them: what is not shown is empty.
    pub(crate) fn seen(view: &View, offer: &ShiftOffer) -> Self {
        let volunteer = &offer.volunteer.what;
        let shows_home = view.shows_of_volunteer(VolunteerField::Home);
        Self {
            id: volunteer.id.0.clone(),
            name: volunteer.name.clone(),
            organisation: volunteer.organisation.clone(),
            phone: match view.shows_of_volunteer(VolunteerField::Phone) {
                true => volunteer.phone.clone(),
                false => String::new(),
            },
            home: match shows_home {
                true => volunteer.home.clone(),
                false => String::new(),
            },
            point: volunteer.point.filter(|_| shows_home).map(Point::from),
            skills: volunteer.skills.iter().map(|skill| skill.0.clone()).collect(),
            red_zone: volunteer.red_zone,
            version: offer.volunteer.version,
            shift: offer.shift.as_ref().map(|shift| Shift {
                vehicle_label: offer.vehicle.as_ref().map(|vehicle| vehicle.label.clone()),
                ..Shift::from(shift)
            }),
        }
    }
}

impl From<&model::Shift> for Shift {
    fn from(shift: &model::Shift) -> Self {
        Self {
            from: shift.hours.opens.to_string(),
            to: shift.hours.closes.to_string(),
            end: shift.end.into(),
            vehicle: shift.vehicle.into(),
            vehicle_id: shift.vehicle_id.as_ref().map(|id| id.0.clone()),
            vehicle_label: None,
            capacity: shift.capacity,
            stops_max: shift.stops_max,
            minutes_max: shift.minutes_max,
            kilometers_max: shift.kilometers_max,
            rest: shift.rest.as_ref().map(|rest| Rest {
                opens: rest.within.opens.to_string(),
                closes: rest.within.closes.to_string(),
                minutes: rest.minutes,
            }),
        }
    }
}

impl From<&Versioned<model::Hub>> for Hub {
    fn from(kept: &Versioned<model::Hub>) -> Self {
        let hub = &kept.what;
        Self {
            id: hub.id.0.clone(),
            name: hub.name.clone(),
            address: hub.address.clone(),
            point: hub.point.map(Point::from),
            opens: hub.hours.opens.to_string(),
            closes: hub.hours.closes.to_string(),
            offers: hub.offers.iter().map(|goods| goods.0.clone()).collect(),
            version: kept.version,
        }
    }
}

/// Reads a volunteer as sent.
pub(crate) fn volunteer(form: &Form, id: &VolunteerId) -> Option<model::Volunteer> {
    form.ignore(&["id", "version", "shift"]);
    form.accepted(accept_volunteer(intake::VolunteerDraft {
        id: id.as_str().into(),
        name: form.draft_text("name"),
        organisation: form.draft_text("organisation"),
        phone: form.draft_text("phone"),
        home: form.draft_text("home"),
        point: form.draft_point("point"),
        skills: form.draft_texts("skills"),
        red_zone: form.draft_flag("red_zone"),
    }))
}

/// Reads a shift as sent. `fleet` resolves vehicles, and has the former shift for fields that stay.
pub(crate) fn shift(form: &Form, id: &VolunteerId, date: Date, fleet: &Fleet) -> Option<model::Shift> {
    let draft = intake::ShiftDraft {
        hours: form.draft_window("from", "to"),
        end: form.draft_word("end", "home, anywhere"),
        vehicle: form.draft_word("vehicle", "car, van, bicycle, on_foot"),
        vehicle_id: form.draft_text("vehicle_id"),
        capacity: form.draft_number("capacity"),
        stops_max: form.draft_number("stops_max"),
        minutes_max: form.draft_number("minutes_max"),
        kilometers_max: form.draft_number("kilometers_max"),
        rest: form.draft_part("break", |rest| BreakDraft {
            within: rest.draft_window("opens", "closes"),
            minutes: rest.draft_number("minutes"),
        }),
    };
    form.accepted(accept_shift(draft, id, date, fleet))
}

/// Reads a hub as sent.
pub(crate) fn hub(form: &Form, id: &HubId) -> Option<model::Hub> {
    form.ignore(&["id", "version"]);
    form.accepted(accept_hub(intake::HubDraft {
        id: id.as_str().into(),
        name: form.draft_text("name"),
        address: form.draft_text("address"),
        point: form.draft_point("point"),
        hours: form.draft_window("opens", "closes"),
        offers: form.draft_texts("offers"),
    }))
}
