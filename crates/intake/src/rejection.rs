//! `Rejection`: input that is refused: code, file, row, id, column, why and how to mend it, in both languages, and how
//! many more of its kind. Input taken with a remark is a `Notice`.

use crate::FaultText;
use crate::brief::{brief, is_none};
use serde::{Deserialize, Serialize};

/// Input refused: where, why, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// `K` and four digits, one of [`karavan_model::codes::ALL`].
    pub code: String,
    /// The file as its sender calls it.
    pub file: String,
    /// The row as a spreadsheet numbers it, the header being row 1; none when the whole file is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The id in that row, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The column as the file heads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What is wrong, in English.
    pub why: String,
    /// What is wrong, in Russian.
    pub why_ru: String,
    /// How to mend it, in English.
    pub mend: String,
    /// How to mend it, in Russian.
    pub mend_ru: String,
    /// So many further faults of this code are not told one by one.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: usize,
}

impl Rejection {
    /// Refuses a whole file.
    #[must_use]
    pub fn of_file(file: &str, fault: impl Into<FaultText>) -> Self {
        Self::of_row(file, None, None, None, fault)
    }

    /// Refuses a row, naming the cell when one is to blame.
    #[must_use]
    pub fn of_row(
        file: &str,
        row: Option<usize>,
        id: Option<&str>,
        column: Option<&str>,
        fault: impl Into<FaultText>,
    ) -> Self {
        let fault = fault.into();
        Self {
            code: fault.code.code.to_owned(),
            file: file.to_owned(),
            row,
            id: id.map(str::to_owned),
            column: column.map(str::to_owned),
            why: brief(fault.why),
            why_ru: brief(fault.why_ru),
            mend: brief(fault.mend),
            mend_ru: brief(fault.mend_ru),
            more: 0,
        }
    }
}

impl std::fmt::Display for Rejection {
    /// One line for a terminal: `requests.csv, row 12 (R0012), column quantity: … ; … [K2006]`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}; {} [{}]", self.why, self.mend, self.code)?;
        match self.more {
            0 => Ok(()),
            more => write!(f, ", and {more} more of this kind"),
        }
    }
}
