//! `read_volunteers`: the columns of a table of volunteers with one shift a row, and a row of it as two drafts for
//! `karavan_intake`, which judges them; `read_volunteers_beside` does so beside the vehicles and shifts that are kept.

use super::header::Column;
use super::heading_aliases::PHONE_NAMES;
use super::row_reader::{RowReader, read_table};
use super::{ReadTable, cells, windows, words};
use crate::fault::CellFault;
use karavan_intake::plain_text::plain;
use karavan_intake::{
    BreakDraft, Fault, Fleet, Given, Refused, Rejection, ShiftDraft, VolunteerDraft, WindowDraft, accept_shift,
    accept_volunteer,
};
use karavan_model::{Date, Shift, Volunteer, VolunteerId};
use std::cell::RefCell;

const ID: &Column = &Column::must(
    "id",
    "№ волонтёра",
    &["№", "номер", "номер волонтёра", "volunteer", "volunteer id", "№ п/п"],
);
const NAME: &Column = &Column::may("name", "ФИО", &["имя", "волонтёр", "фамилия имя отчество", "водитель"]);
const ORGANISATION: &Column = &Column::may("organisation", "Организация", &["organization", "штаб", "движение"]);
const PHONE: &Column = &Column::several("phone", "Телефон", PHONE_NAMES);
const HOME: &Column = &Column::must(
    "home",
    "Домашний адрес",
    &["адрес", "дом", "адрес дома", "откуда", "address", "start", "старт"],
);
const LON: &Column = &Column::may("lon", "Долгота", &["longitude", "lng", "long"]);
const LAT: &Column = &Column::may("lat", "Широта", &["latitude"]);
const DATE: &Column = &Column::may("date", "Дата", &["день"]);
const SHIFT_FROM: &Column = &Column::must(
    "shift_from",
    "Смена с",
    &["с", "время с", "начало", "начало смены", "from", "start time"],
);
const SHIFT_TO: &Column = &Column::must(
    "shift_to",
    "Смена по",
    &[
        "по",
        "до",
        "время по",
        "время до",
        "смена до",
        "конец",
        "конец смены",
        "to",
        "end time",
    ],
);
const END: &Column = &Column::may(
    "end",
    "Финиш",
    &["где заканчивает", "окончание маршрута", "конец маршрута"],
);
const VEHICLE: &Column = &Column::may(
    "vehicle",
    "Транспорт",
    &["на чём", "на чем", "способ передвижения", "transport", "mode"],
);
const VEHICLE_ID: &Column = &Column::may("vehicle_id", "№ машины", &["машина", "госномер", "vehicle id", "plate"]);
const CAPACITY: &Column = &Column::must(
    "capacity",
    "Вместимость",
    &["мест", "грузоподъёмность", "сколько входит"],
);
const STOPS_MAX: &Column = &Column::may(
    "max_stops",
    "Максимум заявок",
    &["максимум адресов", "заявок не больше", "stops_max", "max stops"],
);
const HOURS_MAX: &Column = &Column::may(
    "max_hours",
    "Максимум часов",
    &["часов не больше", "не больше часов", "max hours"],
);
const KILOMETERS_MAX: &Column = &Column::may(
    "max_km",
    "Максимум км",
    &[
        "километров не больше",
        "максимум километров",
        "max kilometers",
        "max km",
    ],
);
const BREAK: &Column = &Column::may(
    "break",
    "Перерыв",
    &["обед", "время перерыва", "отдых", "lunch", "rest"],
);
const BREAK_MINUTES: &Column = &Column::may(
    "break_minutes",
    "Минут перерыва",
    &["минут на обед", "длительность перерыва", "break length"],
);
const SKILLS: &Column = &Column::may("skills", "Навыки", &["навык", "умения", "skill"]);
const RED_ZONE: &Column = &Column::may("red_zone", "Красная зона", &["допуск в красную зону", "карантин"]);

pub(super) const COLUMNS: &[&Column] = &[
    ID,
    NAME,
    ORGANISATION,
    PHONE,
    HOME,
    LON,
    LAT,
    DATE,
    SHIFT_FROM,
    SHIFT_TO,
    END,
    VEHICLE,
    VEHICLE_ID,
    CAPACITY,
    STOPS_MAX,
    HOURS_MAX,
    KILOMETERS_MAX,
    BREAK,
    BREAK_MINUTES,
    SKILLS,
    RED_ZONE,
];

/// Reads a table of volunteers with one shift each; rows without a date of their own are for `date`.
///
/// The hours and the capacity must be told, never guessed, but for a row that names a vehicle. An id may come again on
/// another day. Which vehicles there are is not asked here.
///
/// # Errors
/// When the file as a whole is no table of volunteers: all its faults at once.
pub fn read_volunteers(file: &str, bytes: &[u8], date: Date) -> Result<ReadTable<(Volunteer, Shift)>, Vec<Rejection>> {
    read_volunteers_beside(file, bytes, date, Fleet::default())
}

/// The same beside the vehicles and shifts that are kept. A row that does not say with what is with what the
/// volunteer's shift of that day was with before; one that names a vehicle has its kind and capacity, and the
/// vehicle must be free.
///
/// # Errors
/// When the file as a whole is no table of volunteers: all its faults at once.
pub fn read_volunteers_beside(
    file: &str,
    bytes: &[u8],
    date: Date,
    fleet: Fleet,
) -> Result<ReadTable<(Volunteer, Shift)>, Vec<Rejection>> {
    // A row is judged beside the rows before it.
    let fleet = RefCell::new(fleet);
    let key = |row: &RowReader<'_>| {
        let day = cells::date(row.text(DATE)).unwrap_or(date);
        format!("{day} {}", plain(row.text(ID)))
    };
    read_table(file, bytes, COLUMNS, Some(ID), key, |row| volunteer(row, date, &fleet))
}

fn volunteer(row: &mut RowReader<'_>, date: Date, fleet: &RefCell<Fleet>) -> Option<(Volunteer, Shift)> {
    let person = VolunteerDraft {
        id: row.own_id(ID),
        name: row.given(NAME),
        organisation: row.given(ORGANISATION),
        phone: Given::This(row.phones(PHONE)),
        home: row.written(HOME),
        point: row.sure_point(LON, LAT),
        skills: row.words(SKILLS),
        red_zone: row.flag(RED_ZONE),
    };
    let end = |text: &str| words::shift_end(text).ok_or_else(|| CellFault::UnknownShiftEnd(text.to_owned()));
    let vehicle = |text: &str| words::vehicle(text).ok_or_else(|| CellFault::UnknownVehicle(text.to_owned()));
    let day = row.date(DATE).this().unwrap_or(date);
    let shift = ShiftDraft {
        hours: WindowDraft {
            opens: row.read(SHIFT_FROM, cells::time),
            closes: row.read(SHIFT_TO, cells::time),
        },
        end: row.read(END, end),
        vehicle: row.read(VEHICLE, vehicle),
        vehicle_id: row.given(VEHICLE_ID),
        capacity: row.given(CAPACITY).map(|text| cells::numeral(&text)),
        stops_max: row.given(STOPS_MAX).map(|text| cells::numeral(&text)),
        minutes_max: row.given(HOURS_MAX).map(|text| cells::hours(&text)),
        kilometers_max: row.given(KILOMETERS_MAX).map(|text| cells::numeral(&text)),
        rest: rest(row),
    };
    let id = VolunteerId(plain(row.text(ID)));
    let person = row.accepted(accept_volunteer(person), column);
    let judged = accept_shift(shift, &id, day, &fleet.borrow());
    let shift = row.accepted(judged, column);
    let (person, shift) = (person?, shift?);
    fleet.borrow_mut().add(shift.clone());
    Some((person, shift))
}

/// The break lies inside the hours of its cell.
fn rest(row: &mut RowReader<'_>) -> Given<BreakDraft> {
    let minutes = row.given(BREAK_MINUTES).map(|text| cells::numeral(&text));
    if !matches!(minutes, Given::Nothing) && row.filled(BREAK).is_none() {
        let example = "12:00–14:00";
        row.blame(BREAK, Fault::Missing { example });
        return Given::Unreadable;
    }
    let within = row.read(BREAK, windows::one);
    within.map(|within| BreakDraft {
        within: within.into(),
        minutes,
    })
}

/// Where a field of a volunteer or a shift stands.
fn column(refused: &Refused) -> &'static Column {
    match refused.field.kind().as_str() {
        "name" => NAME,
        "organisation" => ORGANISATION,
        "phone" => PHONE,
        "home" => HOME,
        "point/lon" => LON,
        "point/lat" => LAT,
        "from" => SHIFT_FROM,
        "to" => SHIFT_TO,
        "vehicle" => VEHICLE,
        "vehicle_id" => VEHICLE_ID,
        "capacity" => CAPACITY,
        "stops_max" => STOPS_MAX,
        "minutes_max" => HOURS_MAX,
        "kilometers_max" => KILOMETERS_MAX,
        // A break that does not fit is mended in its hours, which may be all there is of it.
        "break/minutes" if matches!(refused.fault, Fault::BadCount { .. }) => BREAK_MINUTES,
        "break" | "break/minutes" => BREAK,
        "skills" => SKILLS,
        _ => ID,
    }
}
