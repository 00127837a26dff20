//! `read` and `read_and_tell`: JSON into a type, with faults named by their place (`jobs[3].service`) and, in the
//! second, the keys that nothing read (`Unread`).

use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// So many unread keys are told; the rest are counted.
const UNREAD_MAX: usize = 20;

/// Reads a whole text.
///
/// # Errors
/// What is wrong, with the place: `jobs[3].service: …`.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    // Keeping the place costs time, and is of no use where nothing is wrong.
    serde_json::from_slice(bytes).map_err(|fault| placed::<T>(bytes, &fault))
}

/// Reads a whole text and collects the keys that were ignored.
///
/// # Errors
/// As [`read`].
pub(super) fn read_and_tell<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, Unread), String> {
    let mut unread = Unread::default();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = serde_ignored::deserialize(&mut json, |path| unread.note(&path.to_string()));
    let read = read.and_then(|value| json.end().map(|()| value));
    read.map(|value| (value, unread))
        .map_err(|fault| placed::<T>(bytes, &fault))
}

fn placed<T: DeserializeOwned>(bytes: &[u8], fault: &serde_json::Error) -> String {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(placed) if placed.path().iter().next().is_some() => placed.to_string(),
        _ => fault.to_string(),
    }
}

/// Ignored keys, grouped by their path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unread {
    /// By the path without its numbers: the first place, and how many there are.
    kinds: BTreeMap<String, (String, usize)>,
    more: usize,
}

impl Unread {
    /// A path as `jobs.3.?.skill`.
    fn note(&mut self, path: &str) {
        let parts: Vec<&str> = path.split('.').filter(|part| *part != "?").collect();
        let is_number = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
        let joined = |number: &dyn Fn(&str) -> String| {
            let mut text = String::new();
            for part in &parts {
                match is_number(part) {
                    true => text += &number(part),
                    false if text.is_empty() => text += part,
                    false => text = format!("{text}.{part}"),
                }
            }
            text
        };
        let kind = joined(&|_| "[]".to_owned());
        if let Some((_, count)) = self.kinds.get_mut(&kind) {
            *count += 1;
        } else if self.kinds.len() < UNREAD_MAX {
            self.kinds.insert(kind, (joined(&|number| format!("[{number}]")), 1));
        } else {
            self.more += 1;
        }
    }

    /// One sentence for each kind that `is_meant`, by its path without numbers.
    pub(super) fn told(&self, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
        let meant = self.kinds.iter().filter(|(kind, _)| is_meant(kind));
        let kinds = meant.map(|(_, (first, count))| match count {
            1 => format!("{first}: this key is not known and was not read"),
            _ => format!(
                "{first} and {} more like it: this key is not known and was not read",
                count - 1
            ),
        });
        let more = (self.more > 0).then(|| format!("{} more keys are not known and were not read", self.more));
        kinds.chain(more).collect()
    }
}
