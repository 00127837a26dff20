//! `CellFault`: what can be wrong with a row or a cell of a table (no id, too many cells, an unknown urgency, another
//! day), and its texts in English and Russian. What a value may be is judged in `karavan_intake`.

use crate::limits::CELL_LETTERS_MAX;
use crate::table::words::urgency_words;
use karavan_intake::FaultText;
use karavan_model::{Date, codes};

/// A row that cannot be read as it is.
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
    /// Two goods and three quantities.
    QuantityCount {
        /// How many goods.
        goods: usize,
        /// How many quantities.
        quantities: usize,
    },
    /// Not an urgency.
    UnknownUrgency(String),
    /// Neither yes nor no.
    BadYesNo(String),
    /// Not an end of a shift.
    UnknownShiftEnd(String),
    /// A word for a vehicle that nobody knows.
    UnknownVehicle(String),
    /// A request that was taken before and said something else.
    AlreadyKept,
    /// A row for another day.
    OtherDay {
        /// The day it is for.
        date: Date,
        /// The day that is planned.
        planned: Date,
    },
    /// Neither one nor two people.
    BadPeople(String),
    /// Longer than any text of a cell.
    LongCell,
}

impl From<CellFault> for FaultText {
    fn from(fault: CellFault) -> Self {
        let (code, why, why_ru, mend, mend_ru) = match fault {
            CellFault::MissingId => (
                codes::MISSING_ID,
                "the row has no id".into(),
                "в строке нет номера".into(),
                "give the row its own id".into(),
                "дайте строке свой номер".into(),
            ),
            CellFault::RepeatedId { first_row } => (
                codes::REPEATED_ID,
                format!("the id is already used in row {first_row}"),
                format!("номер уже занят строкой {first_row}"),
                "give the row its own id, or delete it if it is a repeat".into(),
                "дайте строке свой номер или удалите её, если это повтор".into(),
            ),
            CellFault::TooManyCells { cells, headed } => (
                codes::TOO_MANY_CELLS,
                format!("the row has {cells} cells and the header has {headed}"),
                format!("в строке ячеек {cells}, а в заголовке {headed}"),
                "put a text that contains the separator in quotes".into(),
                "возьмите в кавычки текст, внутри которого есть разделитель".into(),
            ),
            CellFault::QuantityCount { goods, quantities } => (
                codes::QUANTITY_COUNT,
                format!("there are {goods} kinds of goods and {quantities} quantities"),
                format!("видов товара {goods}, а количеств {quantities}"),
                "write one quantity for all goods, or one for each in the same order".into(),
                "напишите одно количество на все товары или по одному на каждый в том же порядке".into(),
            ),
            CellFault::UnknownUrgency(word) => (
                codes::UNKNOWN_URGENCY,
                format!("“{word}” is not a known urgency"),
                format!("«{word}» — неизвестная срочность"),
                format!("write one of: {}; or leave it empty", urgency_words(0)),
                format!("напишите одно из: {}; или оставьте пустым", urgency_words(1)),
            ),
            CellFault::BadYesNo(word) => (
                codes::BAD_YES_NO,
                format!("“{word}” is neither yes nor no"),
                format!("«{word}» — не «да» и не «нет»"),
                "write yes or no; empty means no".into(),
                "напишите «да» или «нет»; пустая ячейка значит «нет»".into(),
            ),
            CellFault::UnknownShiftEnd(word) => (
                codes::UNKNOWN_SHIFT_END,
                format!("“{word}” does not say where the shift ends"),
                format!("из «{word}» не понять, где кончается смена"),
                "write home or anywhere".into(),
                "напишите «дом» или «где угодно»".into(),
            ),
            CellFault::UnknownVehicle(word) => (
                codes::UNKNOWN_VEHICLE,
                format!("“{word}” is not a known vehicle"),
                format!("«{word}» — неизвестный транспорт"),
                "write car, van, bicycle or on foot".into(),
                "напишите «авто», «фургон», «велосипед» или «пешком»".into(),
            ),
            CellFault::AlreadyKept => (
                codes::ALREADY_KEPT,
                "a request with this id was already accepted for this day, with other contents".into(),
                "заявка с этим номером на этот день уже принята с другим содержанием".into(),
                "change the accepted request on its page, or give the row its own id".into(),
                "измените принятую заявку на её странице или дайте строке свой номер".into(),
            ),
            CellFault::OtherDay { date, planned } => (
                codes::OTHER_DAY,
                format!("the row is for {date}, and {planned} is planned"),
                format!("строка на {date}, а планируется {planned}"),
                format!("plan it with --date {date}, or correct the date"),
                format!("спланируйте её с --date {date} или исправьте дату"),
            ),
            CellFault::BadPeople(text) => (
                codes::BAD_PEOPLE,
                format!("“{text}” is neither 1 nor 2 people"),
                format!("«{text}» — не 1 и не 2 человека"),
                "write 1 or 2; split a visit that needs more into several rows".into(),
                "напишите 1 или 2; если нужно больше людей, разделите заявку на несколько строк".into(),
            ),
            CellFault::LongCell => (
                codes::LONG_CELL,
                format!("the text is longer than {CELL_LETTERS_MAX} letters"),
                format!("текст длиннее {CELL_LETTERS_MAX} знаков"),
                "shorten it; a quote that is not closed may have joined several cells".into(),
                "сократите его; возможно, незакрытая кавычка соединила несколько ячеек".into(),
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
