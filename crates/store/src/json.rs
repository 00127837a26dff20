//! `to_text` and `from_text`: values as JSON in text columns. A text that cannot be read becomes `StoreError::Row`,
//! whose message names table and row and quotes nothing of the text.

use crate::error::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value as the text of its column.
pub(crate) fn to_text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}

/// The value in a column; `row` names the place in the error.
pub(crate) fn from_text<T: DeserializeOwned>(table: &'static str, row: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Row {
        table,
        row: row.to_owned(),
        source,
    })
}
