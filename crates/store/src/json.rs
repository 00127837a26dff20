//! Bodies are JSON text, byte for byte the same on both engines.

use crate::error::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// A value as the text of its column.
pub(crate) fn to_text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}

/// The value in a column; `row` names the place in the error.
pub(crate) fn from_text<T: DeserializeOwned>(table: &'static str, row: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Row {
        table,
        row: row.to_owned(),
        what: place(&error),
    })
}

/// Where reading stopped and why. The reader's own words are left out: they quote the value, which may be a name.
fn place(error: &serde_json::Error) -> String {
    let why = match error.classify() {
        Category::Io | Category::Syntax => "it is no JSON",
        Category::Data => "it does not fit this version",
        Category::Eof => "it is cut short",
    };
    format!("{why}, at line {} column {}", error.line(), error.column())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::from_text;

    #[test]
    fn a_row_that_cannot_be_read_is_told_without_what_it_holds() {
        for text in [r#"["Иванова"]"#, r#""Иванова""#, "{\"Иванова\":", "Иванова"] {
            let told = from_text::<Vec<u32>>("requests", "R1", text).unwrap_err();
            let whole = format!("{told} {told:?}");
            assert!(whole.contains("requests") && !whole.contains("Иванова"), "{whole}");
        }
    }
}
