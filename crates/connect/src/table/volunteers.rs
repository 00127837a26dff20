//! The table of volunteers and the hours they offer.

use super::header::Column;
use super::names::PHONE_NAMES;
use super::reading::{Reading, read_table};
use super::{Table, cells, windows, words};
use crate::fault::{CellFault, Rejection};
use karavan_model::{ClockTime, ClockWindow, Rest, Seconds, Shift, Volunteer, VolunteerId};

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
    CAPACITY,
    STOPS_MAX,
    HOURS_MAX,
    KILOMETERS_MAX,
    BREAK,
    BREAK_MINUTES,
    SKILLS,
    RED_ZONE,
];

/// A break is so long when nobody says how long.
const BREAK_MINUTES_USUAL: u32 = 30;

/// Reads a table of volunteers with one shift each; rows without a date of their own are for `date` (`YYYY-MM-DD`).
///
/// The hours and the capacity must be told: a guessed promise of a person is none. An id may come again on another day.
///
/// # Errors
/// When the file as a whole is no table of volunteers: all its faults at once.
pub fn read_volunteers(file: &str, bytes: &[u8], date: &str) -> Result<Table<(Volunteer, Shift)>, Vec<Rejection>> {
    let key = |(volunteer, shift): &(Volunteer, Shift)| format!("{} {}", shift.date, volunteer.id);
    read_table(file, bytes, COLUMNS, Some(ID), key, |row| volunteer(row, date))
}

fn volunteer(row: &mut Reading<'_>, date: &str) -> (Volunteer, Shift) {
    let id = VolunteerId::from(row.text(ID));
    let volunteer = Volunteer {
        id: id.clone(),
        name: row.text(NAME).to_owned(),
        organisation: row.text(ORGANISATION).to_owned(),
        phone: row.phones(PHONE),
        home: row.text(HOME).to_owned(),
        point: row.sure_point(LON, LAT),
        skills: row.skills(SKILLS),
        red_zone: row.flag(RED_ZONE),
    };
    let end = |text: &str| words::shift_end(text).ok_or_else(|| CellFault::UnknownShiftEnd(text.to_owned()));
    let vehicle = |text: &str| words::vehicle(text).ok_or_else(|| CellFault::UnknownVehicle(text.to_owned()));
    let shift = Shift {
        volunteer: id,
        date: row.read(DATE, cells::date).unwrap_or_else(|| date.to_owned()),
        hours: hours(row),
        end: row.read(END, end).unwrap_or_default(),
        vehicle: row.read(VEHICLE, vehicle).unwrap_or_default(),
        capacity: row.need(CAPACITY, "12", cells::count).unwrap_or_default(),
        stops_max: row.read(STOPS_MAX, cells::count),
        minutes_max: row.read(HOURS_MAX, cells::hours),
        kilometers_max: row.read(KILOMETERS_MAX, cells::quantity),
        rest: rest(row),
    };
    (volunteer, shift)
}

/// The break lies inside the hours of its cell; it lasts half an hour when no cell says how long.
fn rest(row: &mut Reading<'_>) -> Option<Rest> {
    let minutes = row.read(BREAK_MINUTES, cells::quantity);
    if minutes.is_some() && row.filled(BREAK).is_none() {
        row.blame(
            BREAK,
            CellFault::Missing {
                example: "12:00–14:00"
            },
        );
    }
    let within = row.read(BREAK, windows::one)?;
    let minutes = minutes.unwrap_or(BREAK_MINUTES_USUAL);
    let rest = Rest { within, minutes };
    if rest.begins().is_none() {
        let (opens, closes) = (within.opens, within.closes);
        let within = format!("{opens}–{closes}");
        row.blame(BREAK, CellFault::LongBreak { minutes, within });
    }
    Some(rest)
}

fn hours(row: &mut Reading<'_>) -> ClockWindow {
    let midnight = ClockTime::from_seconds(Seconds::ZERO);
    let nothing = ClockWindow {
        opens: midnight,
        closes: midnight,
    };
    let (opens, closes) = (
        row.need(SHIFT_FROM, "09:00", cells::time),
        row.need(SHIFT_TO, "14:00", cells::time),
    );
    let (Some(opens), Some(closes)) = (opens, closes) else {
        return nothing;
    };
    windows::between(Some(opens), Some(closes))
        .unwrap_or_else(|fault| {
            row.blame(SHIFT_TO, fault);
            None
        })
        .unwrap_or(nothing)
}
