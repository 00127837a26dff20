//! `Quota`: how many requests a day (of all keys of a source), and calls and bytes a minute, may come in through a key.
//! The limits only; nothing is counted here.

use serde::{Deserialize, Serialize};

/// The bounds of what comes in through a key; an absent one bounds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quota {
    /// Requests for help on one day of the region, refused ones too; all keys of the source together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_day: Option<u32>,
    /// Calls in one minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls_per_minute: Option<u32>,
    /// Bytes of bodies in one minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes_per_minute: Option<u32>,
}
