//! What can be wrong with a row or a cell.

use super::Fault;
use crate::codes;

/// A row that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// No id.
    MissingId,
    /// The id is taken.
    RepeatedId {
        /// The row that has it.
        first_row: usize,
    },
    /// More cells than the header.
    TooManyCells {
        /// Cells in the row.
        cells: usize,
        /// Cells in the header.
        headed: usize,
    },
    /// An empty cell that must be filled.
    Missing {
        /// What to write, e.g. `food`.
        example: &'static str,
    },
    /// A word for goods that is not known.
    UnknownGoods(String),
    /// Not a quantity.
    BadQuantity(String),
    /// Two goods and three quantities.
    QuantityCount {
        /// How many goods.
        goods: usize,
        /// How many quantities.
        quantities: usize,
    },
    /// Not a time of day.
    BadTime(String),
    /// Closes before it opens.
    ClosedWindow {
        /// When it opens.
        opens: String,
        /// When it closes.
        closes: String,
    },
    /// Not an urgency.
    UnknownUrgency(String),
    /// Neither yes nor no.
    BadYesNo(String),
    /// Not a date.
    BadDate(String),
    /// Not a whole number.
    BadCount(String),
    /// Not a coordinate.
    BadPoint(String),
    /// Not an end of a shift.
    UnknownShiftEnd(String),
    /// A word for a vehicle that nobody knows.
    UnknownVehicle(String),
    /// A request that was taken before and said something else.
    AlreadyKept,
    /// A row for another day.
    OtherDay {
        /// The day it is for.
        date: String,
        /// The day that is planned.
        planned: String,
    },
    /// A hub that nobody named.
    UnknownHub {
        /// The hub as written.
        hub: String,
        /// The hubs there are.
        known: Vec<String>,
    },
    /// Neither one nor two people.
    BadPeople(String),
    /// A volunteer nobody knows, or a name that several have.
    UnknownVolunteer {
        /// As written.
        volunteer: String,
        /// The ids of those who have this name.
        namesakes: Vec<String>,
    },
    /// A break longer than the hours it must lie in.
    LongBreak {
        /// How long it takes.
        minutes: u32,
        /// The hours it must lie in.
        within: String,
    },
    /// Not a number of hours.
    BadHours(String),
    /// Longer than any text of a cell.
    LongCell,
}

impl From<CellFault> for Fault {
    fn from(fault: CellFault) -> Self {
        use crate::table::CELL_LETTERS_MAX;
        use crate::table::words::{goods_words, urgency_words};
        let (code, why, why_ru, mend, mend_ru) = match fault {
            CellFault::MissingId => (
                codes::MISSING_ID,
                "the row has no id".into(),
                "в строке нет номера".into(),
                "give the row an id of its own".into(),
                "дайте строке свой номер".into(),
            ),
            CellFault::RepeatedId { first_row } => (
                codes::REPEATED_ID,
                format!("the id is already used in row {first_row}"),
                format!("номер уже занят строкой {first_row}"),
                "give the row an id of its own, or delete it if it is the same thing twice".into(),
                "дайте строке свой номер или удалите её, если это повтор".into(),
            ),
            CellFault::TooManyCells { cells, headed } => (
                codes::TOO_MANY_CELLS,
                format!("the row has {cells} cells and the header has {headed}"),
                format!("в строке ячеек {cells}, а в заголовке {headed}"),
                "put a text that contains the separator in quotes".into(),
                "возьмите в кавычки текст, внутри которого есть разделитель".into(),
            ),
            CellFault::Missing { example } => (
                codes::MISSING_VALUE,
                "the cell is empty".into(),
                "ячейка пуста".into(),
                format!("fill it in, for example “{example}”"),
                format!("заполните её, например «{example}»"),
            ),
            CellFault::UnknownGoods(word) => (
                codes::UNKNOWN_GOODS,
                format!("“{word}” is not among the known goods"),
                format!("«{word}» нет среди известных товаров"),
                format!("write one of: {}", goods_words(0)),
                format!("напишите одно из: {}", goods_words(1)),
            ),
            CellFault::BadQuantity(text) => (
                codes::BAD_QUANTITY,
                format!("“{text}” is not a quantity"),
                format!("«{text}» не количество"),
                "write a whole number from 1 to 100000".into(),
                "напишите целое число от 1 до 100000".into(),
            ),
            CellFault::QuantityCount { goods, quantities } => (
                codes::QUANTITY_COUNT,
                format!("there are {goods} kinds of goods and {quantities} quantities"),
                format!("видов товара {goods}, а количеств {quantities}"),
                "write one quantity for all goods, or one for each in the same order".into(),
                "напишите одно количество на все товары или по одному на каждый в том же порядке".into(),
            ),
            CellFault::BadTime(text) => (
                codes::BAD_TIME,
                format!("“{text}” is not a time of day"),
                format!("«{text}» не время суток"),
                "write it as 09:30, or a window as 09:00–13:00".into(),
                "напишите так: 09:30, а промежуток так: 09:00–13:00".into(),
            ),
            CellFault::ClosedWindow { opens, closes } => (
                codes::CLOSED_WINDOW,
                format!("the window closes at {closes}, before it opens at {opens}"),
                format!("промежуток кончается в {closes}, раньше, чем начинается в {opens}"),
                "swap the times or correct them".into(),
                "поменяйте времена местами или исправьте их".into(),
            ),
            CellFault::UnknownUrgency(word) => (
                codes::UNKNOWN_URGENCY,
                format!("“{word}” is not a known urgency"),
                format!("«{word}» не известная срочность"),
                format!("write one of: {}; or leave it empty", urgency_words(0)),
                format!("напишите одно из: {}; или оставьте пустым", urgency_words(1)),
            ),
            CellFault::BadYesNo(word) => (
                codes::BAD_YES_NO,
                format!("“{word}” is neither yes nor no"),
                format!("«{word}» не да и не нет"),
                "write yes or no; empty means no".into(),
                "напишите да или нет; пусто значит нет".into(),
            ),
            CellFault::BadDate(text) => (
                codes::BAD_DATE,
                format!("“{text}” is not a date"),
                format!("«{text}» не дата"),
                "write it as 2026-11-21 or 21.11.2026".into(),
                "напишите так: 21.11.2026 или 2026-11-21".into(),
            ),
            CellFault::BadCount(text) => (
                codes::BAD_COUNT,
                format!("“{text}” is not a whole number from 0 to 100000"),
                format!("«{text}» не целое число от 0 до 100000"),
                "write the number in digits".into(),
                "напишите число цифрами".into(),
            ),
            CellFault::BadPoint(text) => (
                codes::BAD_POINT,
                format!("“{text}” is not a coordinate on the globe"),
                format!("«{text}» не координата на карте"),
                "write degrees as 48.402735 in both columns, or leave both empty".into(),
                "напишите градусы в обоих столбцах, например 48.402735, или оставьте оба пустыми".into(),
            ),
            CellFault::UnknownShiftEnd(word) => (
                codes::UNKNOWN_SHIFT_END,
                format!("“{word}” does not say where the shift ends"),
                format!("«{word}» не говорит, где кончается смена"),
                "write home or anywhere".into(),
                "напишите «дом» или «где угодно»".into(),
            ),
            CellFault::UnknownVehicle(word) => (
                codes::UNKNOWN_VEHICLE,
                format!("“{word}” is no known vehicle"),
                format!("«{word}» — неизвестный транспорт"),
                "write car, van, bicycle or on foot".into(),
                "напишите «авто», «фургон», «велосипед» или «пешком»".into(),
            ),
            CellFault::AlreadyKept => (
                codes::ALREADY_KEPT,
                "a request with this id is already kept for this day, with other contents".into(),
                "заявка с этим номером на этот день уже принята с другим содержанием".into(),
                "change the kept request on its own page, or give the row an id of its own".into(),
                "измените принятую заявку на её странице или дайте строке свой номер".into(),
            ),
            CellFault::OtherDay { date, planned } => (
                codes::OTHER_DAY,
                format!("the row is for {date}, and {planned} is planned"),
                format!("строка на {date}, а планируется {planned}"),
                format!("plan it with --date {date}, or correct the date"),
                format!("спланируйте её с --date {date} или исправьте дату"),
            ),
            CellFault::UnknownHub { hub, known } => (
                codes::UNKNOWN_HUB,
                format!("there is no hub “{hub}”"),
                format!("нет пункта выдачи «{hub}»"),
                format!("write one of: {}; or leave it empty", known.join(", ")),
                format!("напишите одно из: {}; или оставьте пустым", known.join(", ")),
            ),
            CellFault::BadPeople(text) => (
                codes::BAD_PEOPLE,
                format!("“{text}” is neither one nor two people"),
                format!("«{text}» не один и не два человека"),
                "write 1 or 2; split a visit that needs more into several rows".into(),
                "напишите 1 или 2; если нужно больше людей, разделите заявку на несколько строк".into(),
            ),
            CellFault::UnknownVolunteer { volunteer, namesakes } if namesakes.is_empty() => (
                codes::UNKNOWN_VOLUNTEER,
                format!("there is no volunteer “{volunteer}”"),
                format!("нет волонтёра «{volunteer}»"),
                "write an id or a name from the table of volunteers, or leave it empty".into(),
                "напишите номер или имя из таблицы волонтёров или оставьте пустым".into(),
            ),
            CellFault::UnknownVolunteer { volunteer, namesakes } => (
                codes::UNKNOWN_VOLUNTEER,
                format!("{} volunteers are called “{volunteer}”", namesakes.len()),
                format!("волонтёров с именем «{volunteer}» несколько: {}", namesakes.len()),
                format!("write the id instead: {}", namesakes.join(", ")),
                format!("напишите вместо имени номер: {}", namesakes.join(", ")),
            ),
            CellFault::LongBreak { minutes, within } => (
                codes::LONG_BREAK,
                format!("a break of {minutes} minutes does not fit into {within}"),
                format!("перерыв в {minutes} мин не помещается в {within}"),
                "make it shorter, or widen the hours".into(),
                "сократите перерыв или расширьте промежуток".into(),
            ),
            CellFault::LongCell => (
                codes::LONG_CELL,
                format!("the text is longer than {CELL_LETTERS_MAX} letters"),
                format!("текст длиннее {CELL_LETTERS_MAX} знаков"),
                "shorten it; a quote that is not closed may have joined several cells".into(),
                "сократите его; возможно, незакрытая кавычка соединила несколько ячеек".into(),
            ),
            CellFault::BadHours(text) => (
                codes::BAD_HOURS,
                format!("“{text}” is not a number of hours up to 24"),
                format!("«{text}» не число часов до 24"),
                "write it as 4 or 4.5".into(),
                "напишите так: 4 или 4,5".into(),
            ),
        };
        Self {
            code,
            why,
            why_ru,
            mend,
            mend_ru,
        }
    }
}
