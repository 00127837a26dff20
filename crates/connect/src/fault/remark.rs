//! `Remark`: what is told of a table that was taken all the same (an ignored column, a blank row, an unreadable
//! telephone), and its texts in English and Russian.

use karavan_intake::{Notice, brief};
use karavan_model::codes;

/// Something that was not read as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A column nobody knows.
    IgnoredColumn,
    /// Columns that are written again as they are, and not read.
    CarriedColumns(Vec<String>),
    /// A row with nothing in it.
    BlankRow,
    /// A telephone number that cannot be dialled.
    UnreadablePhone(String),
    /// Coordinates that are not on the globe.
    IgnoredPoint(String),
    /// Goods of the region's own.
    OwnGoods(String),
    /// A source named for the first time.
    NewSource(String),
}

impl Remark {
    /// Says it of a place in a file.
    #[must_use]
    pub fn at(self, file: &str, row: Option<usize>, column: Option<&str>) -> Notice {
        let named = column.unwrap_or_default();
        let (code, what, what_ru) = match self {
            Self::IgnoredColumn => (
                codes::IGNORED_COLUMN,
                format!("the column “{named}” is not known and was not read"),
                format!("столбец «{named}» незнаком, он не прочитан"),
            ),
            Self::CarriedColumns(names) => (
                codes::IGNORED_COLUMN,
                format!("only addresses are read; copied unread: {}", listed(&names, ["“", "”"])),
                format!(
                    "читаются только адреса; перенесены как есть: {}",
                    listed(&names, ["«", "»"])
                ),
            ),
            Self::BlankRow => (
                codes::BLANK_ROW,
                "the row is blank and was skipped".to_owned(),
                "строка пустая и пропущена".to_owned(),
            ),
            Self::UnreadablePhone(text) => (
                codes::UNREADABLE_PHONE,
                format!("no telephone number can be read in “{text}”; the row is kept"),
                format!("в «{text}» не читается номер телефона; строка принята"),
            ),
            Self::IgnoredPoint(text) => (
                codes::IGNORED_POINT,
                format!("“{text}” is not a coordinate on the globe; the address is used instead"),
                format!("«{text}» — не координата; вместо неё взят адрес"),
            ),
            Self::OwnGoods(text) => (
                codes::OWN_GOODS,
                format!(
                    "“{text}” is taken as goods of your own, which requests may ask for; correct it if it is a typo"
                ),
                format!("«{text}» принят как свой товар, который можно просить в заявках; исправьте, если это описка"),
            ),
            Self::NewSource(text) => (
                codes::NEW_SOURCE,
                format!("“{text}” is a new source and is now on the list; correct it if it is a typo"),
                format!("«{text}» — новый источник, теперь он в списке; исправьте, если это описка"),
            ),
        };
        Notice {
            code: code.code.to_owned(),
            file: file.to_owned(),
            row,
            column: column.map(str::to_owned),
            what: brief(what),
            what_ru: brief(what_ru),
            more: 0,
        }
    }
}

fn listed(names: &[String], [open, close]: [&str; 2]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("{open}{name}{close}")).collect();
    quoted.join(", ")
}
