//! `read_requests` and `read_requests_beside`: the columns of a table of requests, and a row of it as a draft for
//! `karavan_intake`, which judges it; cells with several goods, windows in three columns, points that give way to the
//! address. `request_column`: the column of a field.

use super::header::Column;
use super::heading_aliases::{FROM_NAMES, PHONE_NAMES, TO_NAMES, WINDOW_NAMES};
use super::row_reader::{RowReader, read_table};
use super::{ReadTable, cells, windows, words};
use crate::fault::{CellFault, Remark};
use karavan_intake::plain_text::plain;
use karavan_intake::{
    DoorDraft, Given, Known, NeedDraft, Numeral, PointDraft, Refused, Rejection, RequestDraft, TABLE_SOURCE,
    VisitorsDraft, WindowDraft, accept_request, between,
};
use karavan_model::{ClockWindow, Date, Request};

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
const MUNICIPALITY: &Column = &Column::may("municipality", "Муниципалитет", &["муниципальное образование", "мо"]);
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
    MUNICIPALITY,
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

/// Reads a table of requests; rows without a date of their own are for `date`. Goods are those that everybody knows.
///
/// A cell may ask for several goods (`food + medicine`); then the quantity is one for all, each being brought in that
/// quantity, or one for each in the same order (`2 + 1`). An empty quantity is 1. An empty address is taken: a person
/// will ask for it. An unreadable telephone number or point is taken with a notice.
///
/// # Errors
/// When the file as a whole is no table of requests: all its faults at once.
pub fn read_requests(file: &str, bytes: &[u8], date: Date) -> Result<ReadTable<Request>, Vec<Rejection>> {
    read_requests_beside(file, bytes, date, &Known::default())
}

/// The same beside the hubs and volunteers that are kept: what a request names must be among them, and goods of the
/// region's own may be asked for.
///
/// # Errors
/// When the file as a whole is no table of requests: all its faults at once.
pub fn read_requests_beside(
    file: &str,
    bytes: &[u8],
    date: Date,
    known: &Known,
) -> Result<ReadTable<Request>, Vec<Rejection>> {
    let key = |row: &RowReader<'_>| plain(row.text(ID));
    read_table(file, bytes, COLUMNS, Some(ID), key, |row| {
        let draft = draft(row, known);
        let request = row.accepted(accept_request(draft, known), column)?;
        Some(request.on(date))
    })
}

/// The plain name of the column in which a field of a request stands.
#[must_use]
pub fn request_column(refused: &Refused) -> &'static str {
    column(refused).name
}

fn draft(row: &mut RowReader<'_>, known: &Known) -> RequestDraft {
    let source = row.filled(SOURCE).unwrap_or(TABLE_SOURCE);
    RequestDraft {
        id: row.given(ID),
        source: source.into(),
        source_ref: row.given(SOURCE_REF),
        date: row.date(DATE),
        recipient: row.given(RECIPIENT),
        phone: Given::This(row.phones(PHONE)),
        address: row.written(ADDRESS),
        door: DoorDraft {
            flat: row.given(FLAT),
            entrance: row.given(ENTRANCE),
            floor: row.given(FLOOR),
            intercom: row.given(INTERCOM),
            note: Given::Nothing,
        },
        municipality: row.given(MUNICIPALITY),
        point: point(row),
        needs: Given::This(needs(row, known)),
        hub: row.given(HUB),
        windows: Given::This(request_windows(row)),
        wish: row.read(WISH, windows::one).map(WindowDraft::from),
        urgency: row.read(URGENCY, |text| {
            words::urgency(text).ok_or_else(|| CellFault::UnknownUrgency(text.to_owned()))
        }),
        quarantine: row.flag(QUARANTINE),
        skills: row.words(SKILLS),
        visitors: Given::This(VisitorsDraft {
            only: row.people(ONLY),
            never: row.people(NEVER),
            preferred: row.people(PREFERRED),
            before: row.people(BEFORE),
        }),
        needs_two: row.read(PEOPLE, two_people),
        service_minutes: row.given(SERVICE).map(|text| cells::numeral(&text)),
        comment: row.given(COMMENT),
    }
}

/// Where a field of a request stands.
fn column(refused: &Refused) -> &'static Column {
    match refused.field.kind().as_str() {
        "source" => SOURCE,
        "source_ref" => SOURCE_REF,
        "recipient" => RECIPIENT,
        "phone" => PHONE,
        "address" => ADDRESS,
        "door/flat" => FLAT,
        "door/entrance" => ENTRANCE,
        "door/floor" => FLOOR,
        "door/intercom" => INTERCOM,
        "municipality" => MUNICIPALITY,
        "needs" | "needs/goods" => NEED,
        "needs/quantity" => QUANTITY,
        "hub" => HUB,
        "windows" => WINDOWS,
        "skills" => SKILLS,
        "visitors/only" => ONLY,
        "visitors/never" => NEVER,
        "visitors/preferred" => PREFERRED,
        "visitors/before" => BEFORE,
        "service_minutes" => SERVICE,
        "comment" => COMMENT,
        _ => ID,
    }
}

/// Whether two must come.
fn two_people(text: &str) -> Result<bool, CellFault> {
    match cells::numeral(text).whole {
        Some(1) => Ok(false),
        Some(2) => Ok(true),
        _ => Err(CellFault::BadPeople(text.to_owned())),
    }
}

/// A point that cannot be read gives way to the address.
fn point(row: &mut RowReader<'_>) -> Given<PointDraft> {
    let point = row.point(LON, LAT).unwrap_or_else(|(column, _)| {
        let told = row.text(column).to_owned();
        row.remark(column, Remark::IgnoredPoint(told));
        None
    });
    point.map(PointDraft::from).into()
}

/// The goods of one cell with the quantities of another.
fn needs(row: &mut RowReader<'_>, known: &Known) -> Vec<NeedDraft> {
    let words = goods_words(row.text(NEED), known);
    let quantities: Vec<Numeral> = row
        .filled(QUANTITY)
        .into_iter()
        // A comma is a decimal comma here.
        .flat_map(|text| text.split([';', '+', '/', '\n']))
        .map(|part| cells::numeral(part.trim()))
        .collect();
    let is_told = quantities.len() <= 1 || quantities.len() == words.len();
    if !is_told {
        row.blame(
            QUANTITY,
            CellFault::QuantityCount {
                goods: words.len(),
                quantities: quantities.len(),
            },
        );
    }
    let quantity = |place: usize| match (is_told, &quantities[..]) {
        (false, _) => Given::Unreadable,
        (true, [one]) => Given::This(one.clone()),
        (true, each) => each.get(place).cloned().into(),
    };
    let each = words.into_iter().enumerate();
    each.map(|(place, goods)| NeedDraft {
        goods,
        quantity: quantity(place),
    })
    .collect()
}

/// The words of a cell; one that is empty is of goods that are not told.
fn goods_words(text: &str, known: &Known) -> Vec<Given<String>> {
    // One name may hold a separator (“ходунки/костыли” does not), so the whole cell is tried first.
    if text.is_empty() || known.knows_goods(text) {
        return vec![Some(text.to_owned()).filter(|text| !text.is_empty()).into()];
    }
    let spaced = text.to_lowercase().replace(" и ", ";").replace(" and ", ";");
    let parts = spaced.split([';', ',', '+', '/', '&', '\n']).map(str::trim);
    let words: Vec<_> = parts.filter(|part| !part.is_empty()).map(Given::from).collect();
    if words.is_empty() { vec![text.into()] } else { words }
}

/// The windows of all three columns together.
fn request_windows(row: &mut RowReader<'_>) -> Vec<WindowDraft> {
    let mut all = row.read(WINDOWS, windows::windows).this().unwrap_or_default();
    let opens = row.filled(WINDOW_FROM);
    match opens.map(cells::time) {
        // Some write the whole window into the first cell: “после 14”, “с 9 до 12”.
        Some(Err(_)) if row.filled(WINDOW_TO).is_none() => {
            all.extend(row.read(WINDOW_FROM, windows::windows).this().unwrap_or_default());
        }
        _ => all.extend(from_to(row)),
    }
    all.into_iter().map(WindowDraft::from).collect()
}

fn from_to(row: &mut RowReader<'_>) -> Option<ClockWindow> {
    let opens = row.read(WINDOW_FROM, cells::time).this();
    let closes = row.read(WINDOW_TO, cells::time).this();
    between(opens, closes).unwrap_or_else(|fault| {
        row.blame(WINDOW_TO, fault);
        None
    })
}
