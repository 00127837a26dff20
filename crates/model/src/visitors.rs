//! `Visitors`: the volunteers that a request names: only these, never these, preferred, came before. `folded_name`
//! makes spellings of a name comparable.

use serde::{Deserialize, Serialize};

/// The volunteers that a request names, each by id or by name as its source writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Visitors {
    /// Nobody else may come; empty when anybody may.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// These may not come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<String>,
    /// These had better come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<String>,
    /// These came before: the same face again where it costs little.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
}

/// What two spellings of one name or id have in common: letters without case, «ё» as «е», single spaces.
#[must_use]
pub fn folded_name(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace('ё', "е")
}

impl Visitors {
    /// Whether nobody is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Everybody who is named, in any role.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        let all = [&self.only, &self.never, &self.preferred, &self.before];
        all.into_iter().flatten().map(String::as_str)
    }
}
