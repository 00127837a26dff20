//! `Notice`: a remark about input that was taken, but not quite as written: code, file, row, column, the text in both
//! languages, and how many more of its kind. Input that is refused is a `Rejection`.

use crate::brief::is_none;
use serde::{Deserialize, Serialize};

/// Something taken, but not quite as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// `K` and four digits, one of [`karavan_model::codes::ALL`].
    pub code: String,
    /// The file as its sender calls it.
    pub file: String,
    /// The row as a spreadsheet numbers it; none when it is about the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The column as the file heads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What was done, in English.
    pub what: String,
    /// What was done, in Russian.
    pub what_ru: String,
    /// So many further remarks of this code are not told one by one.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: usize,
}

impl std::fmt::Display for Notice {
    /// One line for a terminal: `requests.csv, row 12, column phone: … [K1503]`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {} [{}]", self.what, self.code)
    }
}
