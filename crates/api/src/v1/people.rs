//! Volunteers, their shifts, and hubs.

use crate::http::form::{Form, TEXT_MAX};
use crate::v1::place::Point;
use crate::v1::words::{ShiftEnd, VehicleKind};
use karavan_connect::fault::CellFault;
use karavan_model::{self as model, GoodsCode, HubId, Skill, VolunteerId};
use karavan_service::ShiftOffer;
use karavan_store::VersionedHub;
use serde::Serialize;
use utoipa::ToSchema;

const LINE_MAX: usize = 300;
const UNITS_MAX: u64 = 100_000;
const MINUTES_MAX: u64 = 1_440;

/// A volunteer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Volunteer {
    #[schema(example = "V001")]
    pub(crate) id: String,
    name: String,
    organisation: String,
    phone: String,
    /// Home address; routes start there.
    home: String,
    #[schema(required)]
    point: Option<Point>,
    skills: Vec<String>,
    /// May enter a home in quarantine.
    red_zone: bool,
    pub(crate) version: i64,
    /// Of the day asked for.
    #[schema(required)]
    shift: Option<Shift>,
}

/// Hours offered on a day, with one vehicle.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shift {
    #[schema(example = "09:00")]
    from: String,
    #[schema(example = "13:00")]
    to: String,
    end: ShiftEnd,
    vehicle: VehicleKind,
    /// How much it takes.
    capacity: u32,
    #[schema(required)]
    stops_max: Option<u32>,
    /// How long the whole drive may last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    minutes_max: Option<u32>,
    /// How far it may lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kilometers_max: Option<u32>,
    /// A break, taken if the drive is not over by then.
    #[serde(rename = "break", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    rest: Option<Rest>,
}

/// A volunteer as sent. Only `name` and `home` are required; all that is left out is emptied.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VolunteerDraft {
    name: String,
    organisation: Option<String>,
    phone: Option<String>,
    home: String,
    /// Where home is; looked for on the map when it is left out.
    point: Option<Point>,
    skills: Option<Vec<String>>,
    red_zone: Option<bool>,
    /// These three are ignored, so that a volunteer can be sent back as answered.
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
    /// When absent it stays as it was; a car at first.
    vehicle: Option<VehicleKind>,
    #[schema(minimum = 1, maximum = 100_000)]
    capacity: u32,
    #[schema(minimum = 1, maximum = 100_000)]
    stops_max: Option<u32>,
    #[schema(minimum = 1, maximum = 1440)]
    minutes_max: Option<u32>,
    #[schema(minimum = 1, maximum = 100_000)]
    kilometers_max: Option<u32>,
    #[serde(rename = "break")]
    rest: Option<Rest>,
}

/// A break of so many minutes that lies in these hours.
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
    /// What it hands out.
    offers: Vec<String>,
    pub(crate) version: i64,
}

/// A hub as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HubDraft {
    name: String,
    address: String,
    /// Where it is; looked for on the map when it is left out.
    point: Option<Point>,
    #[schema(example = "08:00")]
    opens: String,
    #[schema(example = "19:00")]
    closes: String,
    offers: Option<Vec<String>>,
    /// These two are ignored, so that a hub can be sent back as answered.
    id: Option<String>,
    version: Option<i64>,
}

impl From<&ShiftOffer> for Volunteer {
    fn from(offer: &ShiftOffer) -> Self {
        let volunteer = &offer.volunteer.volunteer;
        Self {
            id: volunteer.id.0.clone(),
            name: volunteer.name.clone(),
            organisation: volunteer.organisation.clone(),
            phone: volunteer.phone.clone(),
            home: volunteer.home.clone(),
            point: volunteer.point.map(Point::from),
            skills: volunteer.skills.iter().map(|skill| skill.0.clone()).collect(),
            red_zone: volunteer.red_zone,
            version: offer.volunteer.version,
            shift: offer.shift.as_ref().map(Shift::from),
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

impl From<&VersionedHub> for Hub {
    fn from(kept: &VersionedHub) -> Self {
        let hub = &kept.hub;
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
    let (name, home) = (form.some_text("name", LINE_MAX), form.some_text("home", TEXT_MAX));
    let skills = form.ids("skills").unwrap_or_default();
    let volunteer = model::Volunteer {
        id: id.clone(),
        name: String::new(),
        organisation: form.text("organisation", LINE_MAX).unwrap_or_default(),
        phone: form.text("phone", LINE_MAX).unwrap_or_default(),
        home: String::new(),
        point: form.point("point"),
        skills: skills.into_iter().map(Skill).collect(),
        red_zone: form.flag("red_zone").unwrap_or_default(),
    };
    Some(model::Volunteer {
        name: name?,
        home: home?,
        ..volunteer
    })
}

/// Reads a shift as sent; one that does not say with what is with what it was before.
pub(crate) fn shift(form: &Form, id: &VolunteerId, date: &str, before: model::VehicleKind) -> Option<model::Shift> {
    let hours = form.window("from", "to");
    let count = |name| {
        form.number(name, 1, UNITS_MAX, "1–100000")
            .and_then(|number| u32::try_from(number).ok())
    };
    let capacity = form.required("capacity", count("capacity"));
    let (end, stops_max) = (
        form.word("end", "home, anywhere").unwrap_or_default(),
        count("stops_max"),
    );
    let minutes_max = form.number("minutes_max", 1, MINUTES_MAX, "1–1440");
    let kilometers_max = count("kilometers_max");
    let rest = form.part("break", rest).flatten();
    let vehicle = form.word("vehicle", "car, van, bicycle, on_foot");
    Some(model::Shift {
        volunteer: id.clone(),
        date: date.to_owned(),
        hours: hours?,
        end,
        vehicle: vehicle.unwrap_or(before),
        capacity: capacity?,
        stops_max,
        minutes_max: minutes_max.and_then(|minutes| u32::try_from(minutes).ok()),
        kilometers_max,
        rest,
    })
}

/// A break that fits into its hours.
fn rest(form: &Form) -> Option<model::Rest> {
    let minutes = form.required("minutes", form.number("minutes", 1, MINUTES_MAX, "1–1440"));
    let within = form.window("opens", "closes")?;
    let minutes = u32::try_from(minutes?).ok()?;
    let rest = model::Rest { within, minutes };
    if rest.begins().is_none() {
        let within = format!("{}–{}", within.opens, within.closes);
        form.cell_fault("minutes", CellFault::LongBreak { minutes, within });
        return None;
    }
    Some(rest)
}

/// Reads a hub as sent.
pub(crate) fn hub(form: &Form, id: &HubId) -> Option<model::Hub> {
    form.ignore(&["id", "version"]);
    let (name, address) = (form.some_text("name", LINE_MAX), form.some_text("address", TEXT_MAX));
    let hours = form.window("opens", "closes");
    let offers = form.ids("offers").unwrap_or_default();
    let point = form.point("point");
    Some(model::Hub {
        id: id.clone(),
        name: name?,
        address: address?,
        point,
        hours: hours?,
        offers: offers.into_iter().map(GoodsCode).collect(),
    })
}
