//! `FileFault`: why a whole file cannot be read as a table (empty, a workbook, a foreign encoding, a missing column,
//! too large), and its texts in English and Russian.

use crate::limits::{CELL_LETTERS_MAX, COLUMNS_MAX, ROWS_MAX};
use karavan_intake::FaultText;
use karavan_model::codes;

/// A file that cannot be read as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Nothing in it.
    Empty,
    /// Only a header.
    NoRows,
    /// An Excel or other workbook, by its first bytes.
    Workbook,
    /// A byte that text never has.
    NotText {
        /// Its place in the file, from 0.
        offset: usize,
    },
    /// Text in some other encoding.
    ForeignEncoding {
        /// What it looks like, when it looks like anything.
        looks_like: Option<&'static str>,
        /// A byte that is read wrong, from 0.
        offset: usize,
    },
    /// UTF-8 with a broken byte.
    BrokenUtf8 {
        /// Its place in the file, from 0.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// A quote that nothing closes.
    OpenQuote,
    /// A column that must be there.
    MissingColumn {
        /// Its plain name.
        name: &'static str,
        /// Its usual Russian name.
        name_ru: &'static str,
    },
    /// More columns than a table may have.
    TooManyColumns {
        /// How many.
        columns: usize,
    },
    /// More rows than a table may have.
    TooManyRows {
        /// How many.
        rows: usize,
    },
    /// A heading longer than any text of a cell.
    LongHeading,
    /// Two columns with one meaning.
    RepeatedColumn {
        /// The first, as headed.
        first: String,
        /// The second, as headed.
        second: String,
    },
}

const SAVE: &str = "save the table as “CSV UTF-8”";
const SAVE_RU: &str = "сохраните таблицу как «CSV UTF-8»";

impl From<FileFault> for FaultText {
    fn from(fault: FileFault) -> Self {
        let say = |code, why: String, why_ru: String, mend: &str, mend_ru: &str| Self {
            code,
            why,
            why_ru,
            mend: mend.to_owned(),
            mend_ru: mend_ru.to_owned(),
        };
        match fault {
            FileFault::Empty => say(
                codes::EMPTY_FILE,
                "the file is empty".into(),
                "файл пуст".into(),
                "choose the file with the table again",
                "выберите файл с таблицей ещё раз",
            ),
            FileFault::NoRows => say(
                codes::NO_ROWS,
                "the file has a header and no rows".into(),
                "в файле только заголовок".into(),
                "add the rows under the header",
                "добавьте строки под заголовком",
            ),
            FileFault::Workbook => say(
                codes::NOT_TEXT,
                "this is a workbook or an archive, not a text table".into(),
                "это книга Excel или архив, а не текстовая таблица".into(),
                SAVE,
                SAVE_RU,
            ),
            FileFault::NotText { offset } => say(
                codes::NOT_TEXT,
                format!("this is not a text file: the byte at offset {offset} never occurs in text"),
                format!("это не текстовый файл: на месте {offset} стоит байт, какого в тексте не бывает"),
                SAVE,
                SAVE_RU,
            ),
            FileFault::ForeignEncoding { looks_like, offset } => {
                let (guess, guess_ru) = looks_like.map_or_else(Default::default, |name| {
                    (format!("; it looks like {name}"), format!("; похоже на {name}"))
                });
                say(
                    codes::FOREIGN_ENCODING,
                    format!("the text is neither UTF-8 nor windows-1251, first at byte offset {offset}{guess}"),
                    format!("текст не в UTF-8 и не в windows-1251: это видно по байту на месте {offset}{guess_ru}"),
                    SAVE,
                    SAVE_RU,
                )
            }
            FileFault::BrokenUtf8 { offset, byte } => say(
                codes::BROKEN_UTF8,
                format!("the byte 0x{byte:02X} at offset {offset} breaks the UTF-8 text"),
                format!("байт 0x{byte:02X} на месте {offset} портит текст в UTF-8"),
                "retype this cell, then save the table as “CSV UTF-8” again",
                "перепечатайте эту ячейку и снова сохраните таблицу как «CSV UTF-8»",
            ),
            FileFault::OpenQuote => say(
                codes::OPEN_QUOTE,
                "a quote opened here is never closed, so the rest of the file would be one cell".into(),
                "открытая здесь кавычка не закрыта, и весь остаток файла стал бы одной ячейкой".into(),
                "close the quote or double it (\"\")",
                "закройте кавычку или удвойте её (\"\")",
            ),
            FileFault::MissingColumn { name, name_ru } => say(
                codes::MISSING_COLUMN,
                format!("the column “{name}” is missing"),
                format!("нет столбца «{name_ru}»"),
                &format!("add a column headed “{name}” or “{name_ru}”"),
                &format!("добавьте столбец с заголовком «{name_ru}» или «{name}»"),
            ),
            FileFault::TooManyColumns { columns } => say(
                codes::TOO_MANY_COLUMNS,
                format!("the header has {columns} columns, and a table has at most {COLUMNS_MAX}"),
                format!("в заголовке столбцов {columns}, а в таблице их не больше {COLUMNS_MAX}"),
                "delete the columns that are not needed",
                "удалите лишние столбцы",
            ),
            FileFault::TooManyRows { rows } => say(
                codes::TOO_MANY_ROWS,
                format!("the table has {rows} rows, and at most {ROWS_MAX} are accepted at once"),
                format!("в таблице строк {rows}, а за один раз принимается не больше {ROWS_MAX}"),
                "delete blank rows at its end, or split the table",
                "удалите пустые строки в конце или разделите таблицу",
            ),
            FileFault::LongHeading => say(
                codes::LONG_CELL,
                format!("the heading is longer than {CELL_LETTERS_MAX} letters"),
                format!("заголовок длиннее {CELL_LETTERS_MAX} знаков"),
                "write a short one",
                "напишите короткий",
            ),
            FileFault::RepeatedColumn { first, second } => say(
                codes::REPEATED_COLUMN,
                format!("the columns “{first}” and “{second}” mean the same"),
                format!("столбцы «{first}» и «{second}» означают одно и то же"),
                "leave one of them",
                "оставьте один из них",
            ),
        }
    }
}
