//! `accept_volunteer` and `accept_shift`: a `VolunteerDraft`, and a `ShiftDraft` of the hours they offer, become values
//! of the model, or the `Refused` fields. A shift may name a vehicle of the `Fleet`: it takes its kind and capacity,
//! and the vehicle must be free. Rules: `docs/intake.md`.

use crate::check::{Check, Refused};
use crate::fault::Fault;
use crate::fleet::Fleet;
use crate::given::{Given, Numeral};
use crate::hours::{BreakDraft, WindowDraft, ordered, rest};
use crate::limits::{CAPACITY, DRIVE_MINUTES, KILOMETERS, LINE_MAX, STOPS, TEXT_MAX};
use crate::plain_text::plain;
use crate::point::{PointDraft, point};
use crate::skills::skills;
use crate::texts::ADDRESS_EXAMPLE;
use karavan_model::{Date, Shift, ShiftEnd, VehicleKind, Volunteer, VolunteerId};

/// A volunteer as a door read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolunteerDraft {
    /// Their id; required.
    pub id: Given<String>,
    /// Their name; the id when it is empty.
    pub name: Given<String>,
    /// The organisation they belong to.
    pub organisation: Given<String>,
    /// Telephones as written.
    pub phone: Given<String>,
    /// Home address; required, and empty only beside a point.
    pub home: Given<String>,
    /// Where home is.
    pub point: Given<PointDraft>,
    /// What they can do.
    pub skills: Given<Vec<String>>,
    /// Whether they may enter a home in quarantine; no when absent.
    pub red_zone: Given<bool>,
}

/// A shift as a door read it; whose it is and on which day is not asked here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShiftDraft {
    /// From when to when; both required.
    pub hours: WindowDraft,
    /// Where it may end; at home when absent.
    pub end: Given<ShiftEnd>,
    /// With what.
    pub vehicle: Given<VehicleKind>,
    /// With which vehicle; kind and capacity are its own then, and need not be told.
    pub vehicle_id: Given<String>,
    /// How much it takes; required without a vehicle.
    pub capacity: Given<Numeral>,
    /// How many requests at most.
    pub stops_max: Given<Numeral>,
    /// How long the whole drive may last, in minutes.
    pub minutes_max: Given<Numeral>,
    /// How far it may lead.
    pub kilometers_max: Given<Numeral>,
    /// A break.
    pub rest: Given<BreakDraft>,
}

/// Takes a volunteer.
///
/// # Errors
/// All fields that are refused.
pub fn accept_volunteer(draft: VolunteerDraft) -> Result<Volunteer, Vec<Refused>> {
    let mut check = Check::default();
    check.must("id", &draft.id, "V001");
    let id = check.id("id", draft.id).unwrap_or_default();
    let name = check.filled("name", draft.name, LINE_MAX);
    let organisation = check.text("organisation", draft.organisation, LINE_MAX);
    let phone = check.text("phone", draft.phone, LINE_MAX);
    let home = address_or_point(&mut check, "home", draft.home, &draft.point);
    let volunteer = Volunteer {
        name: name.unwrap_or_else(|| id.clone()),
        id: VolunteerId(id),
        organisation: organisation.unwrap_or_default(),
        phone: phone.unwrap_or_default(),
        home,
        point: point(&mut check, draft.point),
        skills: skills(&mut check, draft.skills).unwrap_or_default(),
        red_zone: draft.red_zone.this().unwrap_or_default(),
    };
    check.done(volunteer)
}

/// Takes a shift of a volunteer on a day. One that names a vehicle has its kind and capacity. One that does not
/// say with what is with what the day's shift was with before, a car at first.
///
/// # Errors
/// All fields that are refused.
pub fn accept_shift(
    draft: ShiftDraft,
    volunteer: &VolunteerId,
    date: Date,
    fleet: &Fleet,
) -> Result<Shift, Vec<Refused>> {
    let mut check = Check::default();
    check.must("from", &draft.hours.opens, "09:00");
    check.must("to", &draft.hours.closes, "14:00");
    let hours = ordered(&mut check, "to", draft.hours.opens.this(), draft.hours.closes.this());
    let named = match draft.vehicle_id {
        Given::This(word) if plain(&word).is_empty() => None,
        Given::This(word) => Some(plain(&word)),
        Given::Nothing | Given::Unreadable => None,
    };
    if named.is_none() {
        check.must("capacity", &draft.capacity, "12");
    }
    let capacity = check.number("capacity", draft.capacity, CAPACITY, Fault::count);
    let kind = draft.vehicle.this();
    let shift = Shift {
        volunteer: volunteer.clone(),
        date,
        hours: hours.unwrap_or_else(crate::hours::whole_day),
        end: draft.end.this().unwrap_or_default(),
        vehicle: kind.unwrap_or_else(|| fleet.usual(volunteer, date)),
        vehicle_id: None,
        capacity: capacity.unwrap_or_default(),
        stops_max: check.number("stops_max", draft.stops_max, STOPS, Fault::count),
        minutes_max: check.number("minutes_max", draft.minutes_max, DRIVE_MINUTES, Fault::drive),
        kilometers_max: check.number("kilometers_max", draft.kilometers_max, KILOMETERS, Fault::quantity),
        rest: draft.rest.this().and_then(|draft| rest(&mut check, draft)),
    };
    let shift = match named {
        Some(word) => with_vehicle(&mut check, shift, &word, (kind, capacity), fleet),
        None => shift,
    };
    check.done(shift)
}

/// A shift with a vehicle that is named: what was said beside must be what the vehicle has, and it must be free.
fn with_vehicle(
    check: &mut Check,
    shift: Shift,
    word: &str,
    (kind, capacity): (Option<VehicleKind>, Option<u32>),
    fleet: &Fleet,
) -> Shift {
    let mut shift = shift;
    let (id, vehicle) = match fleet.named(word) {
        Ok(named) => named,
        Err(fault) => {
            check.refuse("vehicle_id", fault);
            return shift;
        }
    };
    if let Some(vehicle) = vehicle {
        let mut other = |field: &str, has: String, said: String| {
            let vehicle = vehicle.id.to_string();
            check.refuse(field, Fault::OtherVehicle { vehicle, has, said });
        };
        if let Some(said) = kind.filter(|kind| *kind != vehicle.kind) {
            other("vehicle", vehicle.kind.word().to_owned(), said.word().to_owned());
        }
        if let Some(said) = capacity.filter(|capacity| *capacity != vehicle.capacity) {
            other("capacity", vehicle.capacity.to_string(), said.to_string());
        }
        vehicle.carry(&mut shift);
    }
    shift.vehicle_id = Some(id);
    if let Some(fault) = fleet.conflict(&shift) {
        check.refuse("vehicle_id", fault);
    }
    shift
}

/// The address of a place that is driven to or from: it must be told, and may be empty only where a point is given.
pub(crate) fn address_or_point(
    check: &mut Check,
    field: &str,
    given: Given<String>,
    point: &Given<PointDraft>,
) -> String {
    check.must(field, &given, ADDRESS_EXAMPLE);
    let address = check.text(field, given, TEXT_MAX);
    if address.as_ref().is_some_and(String::is_empty) && matches!(point, Given::Nothing) {
        check.refuse(
            field,
            Fault::Missing {
                example: ADDRESS_EXAMPLE,
            },
        );
    }
    address.unwrap_or_default()
}
