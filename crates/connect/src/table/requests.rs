//! The table of requests for help.

use super::header::Column;
use super::names::{FROM_NAMES, PHONE_NAMES, TO_NAMES, WINDOW_NAMES};
use super::reading::{Reading, read_table};
use super::{Table, cells, windows, words};
use crate::fault::{CellFault, Rejection, Remark};
use karavan_model::{
    ClockTime, ClockWindow, DoorCard, GoodsCode, HubId, Need, Place, Precision, Request, RequestId, Visitors,
};

const ID: &Column = &Column::must(
    "id",
    "№ заявки",
    &["№", "номер", "номер заявки", "заявка", "request", "request id", "№ п/п"],
);
const SOURCE: &Column = &Column::may("source", "Источник", &["канал", "откуда"]);
const SOURCE_REF: &Column = &Column::may("source_ref", "Номер в источнике", &["внешний номер", "номер обращения"]);
const DATE: &Column = &Column::may("date", "Дата", &["день", "дата доставки"]);
const RECIPIENT: &Column = &Column::may(
    "recipient",
    "ФИО",
    &["получатель", "фамилия имя отчество", "имя", "name", "заявитель"],
);
const PHONE: &Column = &Column::several("phone", "Телефон", PHONE_NAMES);
const ADDRESS: &Column = &Column::must(
    "address",
    "Адрес",
    &["адрес доставки", "адрес проживания", "место жительства"],
);
const FLAT: &Column = &Column::may("flat", "Кв.", &["квартира", "apartment"]);
const ENTRANCE: &Column = &Column::may("entrance", "Подъезд", &["под."]);
const FLOOR: &Column = &Column::may("floor", "Этаж", &["эт."]);
const INTERCOM: &Column = &Column::may("intercom", "Домофон", &["код домофона", "код", "door code"]);
const LON: &Column = &Column::may("lon", "Долгота", &["longitude", "lng", "long"]);
const LAT: &Column = &Column::may("lat", "Широта", &["latitude"]);
const NEED: &Column = &Column::must(
    "need",
    "Что нужно",
    &["needs", "потребность", "вид помощи", "товар", "goods", "нужда"],
);
const QUANTITY: &Column = &Column::may(
    "quantity",
    "Кол-во",
    &["количество", "quantities", "qty", "число", "штук", "шт."],
);
const HUB: &Column = &Column::may("hub", "Пункт выдачи", &["склад", "depot"]);
const WINDOW_FROM: &Column = &Column::may("window_from", "Время с", FROM_NAMES);
const WINDOW_TO: &Column = &Column::may("window_to", "Время по", TO_NAMES);
const WINDOWS: &Column = &Column::may("windows", "Время", WINDOW_NAMES);
const URGENCY: &Column = &Column::may("priority", "Срочность", &["urgency", "приоритет"]);
const QUARANTINE: &Column = &Column::may("quarantine", "Карантин", &["на карантине", "изоляция", "covid"]);
const SKILLS: &Column = &Column::may("skills", "Навыки", &["навык", "требуется", "skill"]);
const SERVICE: &Column = &Column::may(
    "service_minutes",
    "Минут у двери",
    &["минут", "длительность", "service", "minutes"],
);
const WISH: &Column = &Column::may(
    "wish",
    "Желательное время",
    &["желательно", "лучше всего", "preferred time", "wished time"],
);
const PEOPLE: &Column = &Column::may(
    "people",
    "Сколько человек",
    &["человек", "людей", "сколько волонтёров", "people needed"],
);
const ONLY: &Column = &Column::may(
    "only",
    "Только волонтёр",
    &[
        "только",
        "закреплено за",
        "закреплена за",
        "кто поедет",
        "assigned to",
        "only volunteer",
    ],
);
const NEVER: &Column = &Column::may(
    "never",
    "Не отправлять",
    &[
        "кого не отправлять",
        "кроме",
        "кроме волонтёра",
        "except",
        "not volunteer",
    ],
);
const PREFERRED: &Column = &Column::may(
    "preferred",
    "Желательный волонтёр",
    &["предпочтительный волонтёр", "лучше волонтёр", "preferred volunteer"],
);
const BEFORE: &Column = &Column::may(
    "last_volunteer",
    "Кто был в прошлый раз",
    &[
        "прошлый волонтёр",
        "предыдущий волонтёр",
        "кто приходил",
        "previous volunteer",
        "last time",
    ],
);
const COMMENT: &Column = &Column::may(
    "comment",
    "Комментарий",
    &["комментарии", "примечание", "примечания", "comments", "note", "notes"],
);

pub(super) const COLUMNS: &[&Column] = &[
    ID,
    SOURCE,
    SOURCE_REF,
    DATE,
    RECIPIENT,
    PHONE,
    ADDRESS,
    FLAT,
    ENTRANCE,
    FLOOR,
    INTERCOM,
    LON,
    LAT,
    NEED,
    QUANTITY,
    HUB,
    WINDOW_FROM,
    WINDOW_TO,
    WINDOWS,
    WISH,
    URGENCY,
    QUARANTINE,
    SKILLS,
    PEOPLE,
    ONLY,
    NEVER,
    PREFERRED,
    BEFORE,
    SERVICE,
    COMMENT,
];

/// The source of a row that names none. Not the file's name: the same table saved under another one is the same table.
const TABLE: &str = "table";

/// Reads a table of requests; rows without a date of their own are for `date` (`YYYY-MM-DD`).
///
/// A cell may ask for several goods (`food + medicine`); then the quantity is one for all, each being brought in that
/// quantity, or one for each in the same order (`2 + 1`). An empty quantity is 1. An empty address is taken: a person
/// will ask for it. An unreadable telephone number or point is taken with a notice.
///
/// # Errors
/// When the file as a whole is no table of requests: all its faults at once.
pub fn read_requests(file: &str, bytes: &[u8], date: &str) -> Result<Table<Request>, Vec<Rejection>> {
    let key = |request: &Request| request.id.0.clone();
    read_table(file, bytes, COLUMNS, Some(ID), key, |row| request(row, date))
}

fn request(row: &mut Reading<'_>, date: &str) -> Request {
    let text = |row: &Reading<'_>, column| row.filled(column).map(str::to_owned);
    Request {
        id: RequestId::from(row.text(ID)),
        source: text(row, SOURCE).unwrap_or_else(|| TABLE.to_owned()),
        source_ref: text(row, SOURCE_REF),
        date: row.read(DATE, cells::date).unwrap_or_else(|| date.to_owned()),
        recipient: row.text(RECIPIENT).to_owned(),
        phone: row.phones(PHONE),
        address: row.text(ADDRESS).to_owned(),
        door: DoorCard {
            flat: text(row, FLAT),
            entrance: text(row, ENTRANCE),
            floor: text(row, FLOOR),
            intercom: text(row, INTERCOM),
            note: None,
        },
        place: place(row),
        candidates: Vec::new(),
        needs: needs(row),
        hub: text(row, HUB).map(HubId),
        windows: request_windows(row),
        wish: row.read(WISH, windows::one),
        urgency: row.read(URGENCY, urgency).unwrap_or_default(),
        quarantine: row.flag(QUARANTINE),
        skills: row.skills(SKILLS),
        visitors: Visitors {
            only: row.people(ONLY),
            never: row.people(NEVER),
            preferred: row.people(PREFERRED),
            before: row.people(BEFORE),
        },
        needs_two: row.read(PEOPLE, two_people).unwrap_or_default(),
        service_minutes: row.read(SERVICE, cells::count),
        comment: row.text(COMMENT).to_owned(),
    }
}

fn urgency(text: &str) -> Result<karavan_model::Urgency, CellFault> {
    words::urgency(text).ok_or_else(|| CellFault::UnknownUrgency(text.to_owned()))
}

/// Whether two must come.
fn two_people(text: &str) -> Result<bool, CellFault> {
    match cells::count(text) {
        Ok(1) => Ok(false),
        Ok(2) => Ok(true),
        _ => Err(CellFault::BadPeople(text.to_owned())),
    }
}

/// A point the source gives is believed; one that cannot be read gives way to the address.
fn place(row: &mut Reading<'_>) -> Option<Place> {
    let point = row.point(LON, LAT).unwrap_or_else(|(column, _)| {
        let told = row.text(column).to_owned();
        row.remark(column, Remark::IgnoredPoint(told));
        None
    })?;
    Some(Place {
        point,
        label: row.text(ADDRESS).to_owned(),
        precision: Precision::House,
        confidence: 1.0,
        by_hand: false,
    })
}

fn needs(row: &mut Reading<'_>) -> Vec<Need> {
    let codes = row.need(NEED, "food", goods).unwrap_or_default();
    let quantities = row.read(QUANTITY, quantities).unwrap_or_else(|| vec![1]);
    if quantities.len() > 1 && quantities.len() != codes.len() {
        row.blame(
            QUANTITY,
            CellFault::QuantityCount {
                goods: codes.len(),
                quantities: quantities.len(),
            },
        );
    }
    let mut needs: Vec<Need> = Vec::with_capacity(codes.len());
    for (code, quantity) in codes.into_iter().zip(quantities.iter().cycle()) {
        match needs.iter_mut().find(|need| need.goods.as_str() == code) {
            Some(same) => same.quantity = same.quantity.saturating_add(*quantity),
            None => needs.push(Need {
                goods: GoodsCode::from(code),
                quantity: *quantity,
            }),
        }
    }
    needs
}

/// The goods of a cell; none for a visit without goods.
fn goods(text: &str) -> Result<Vec<&'static str>, CellFault> {
    // One name may hold a separator (“ходунки/костыли” does not), so the whole cell is tried first.
    if let Some(code) = words::goods(text) {
        return Ok([code].into_iter().filter(|code| !code.is_empty()).collect());
    }
    let spaced = text.to_lowercase().replace(" и ", ";").replace(" and ", ";");
    let parts = spaced
        .split([';', ',', '+', '/', '&', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let codes = parts.map(|part| words::goods(part).ok_or_else(|| CellFault::UnknownGoods(part.to_owned())));
    let codes: Vec<&str> = codes.collect::<Result<_, _>>()?;
    if codes.is_empty() {
        return Err(CellFault::UnknownGoods(text.to_owned()));
    }
    Ok(codes.into_iter().filter(|code| !code.is_empty()).collect())
}

/// One quantity or several; a comma is a decimal comma here.
fn quantities(text: &str) -> Result<Vec<u32>, CellFault> {
    text.split([';', '+', '/', '\n'])
        .map(|part| cells::quantity(part.trim()))
        .collect()
}

/// The windows of all three columns together.
fn request_windows(row: &mut Reading<'_>) -> Vec<ClockWindow> {
    let mut all = row.read(WINDOWS, windows::windows).unwrap_or_default();
    let opens = row.filled(WINDOW_FROM);
    match opens.map(cells::time) {
        // Some write the whole window into the first cell: “после 14”, “с 9 до 12”.
        Some(Err(_)) if row.filled(WINDOW_TO).is_none() => {
            all.extend(row.read(WINDOW_FROM, windows::windows).unwrap_or_default());
        }
        _ => all.extend(from_to(row)),
    }
    windows::merged(all)
}

fn from_to(row: &mut Reading<'_>) -> Option<ClockWindow> {
    let opens: Option<ClockTime> = row.read(WINDOW_FROM, cells::time);
    let closes = row.read(WINDOW_TO, cells::time);
    windows::between(opens, closes).unwrap_or_else(|fault| {
        row.blame(WINDOW_TO, fault);
        None
    })
}
