//! Bodies are JSON text, byte for byte the same on both engines.

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
