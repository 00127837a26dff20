//! `KeyPace` counts calls and body bytes per minute and owner of API keys, and answers 429 above the quota. Counted
//! in this process; several servers count separately. The quota of requests per day is checked by the store
//! (`submissions/accept.rs`).

use crate::http::problem::{Kind, Problem};
use crate::texts::access as texts;
use karavan_model::{Quota, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

const MINUTE_US: i64 = 60_000_000;
const SECOND_US: i64 = 1_000_000;

/// What each owner of keys has sent in the minute of their last call.
#[derive(Default)]
pub(crate) struct KeyPace(Mutex<HashMap<String, Minute>>);

#[derive(Clone, Copy, Default)]
struct Minute {
    number: i64,
    calls: u32,
    bytes: u32,
}

/// The owner that the bytes of a body count for; attached to calls by key.
#[derive(Clone)]
pub(crate) struct Metered {
    pub(crate) owner: String,
    pub(crate) quota: Quota,
}

impl KeyPace {
    /// Counts one call; a problem when it exceeds the quota.
    pub(crate) fn call(&self, metered: &Metered, now: Timestamp) -> Result<(), Problem> {
        self.count(metered, now, |minute, quota| {
            minute.calls = minute.calls.saturating_add(1);
            quota.calls_per_minute.is_some_and(|most| minute.calls > most)
        })
    }

    /// Counts the bytes of a body; a problem when they exceed the quota.
    pub(crate) fn body(&self, metered: &Metered, bytes: usize, now: Timestamp) -> Result<(), Problem> {
        self.count(metered, now, |minute, quota| {
            minute.bytes = minute.bytes.saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX));
            quota.bytes_per_minute.is_some_and(|most| minute.bytes > most)
        })
    }

    fn count(
        &self,
        metered: &Metered,
        now: Timestamp,
        is_over: impl FnOnce(&mut Minute, &Quota) -> bool,
    ) -> Result<(), Problem> {
        let number = now.0.div_euclid(MINUTE_US);
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // As many entries as there are owners of keys.
        let minute = minutes.entry(metered.owner.clone()).or_default();
        if minute.number != number {
            *minute = Minute {
                number,
                ..Minute::default()
            };
        }
        if !is_over(minute, &metered.quota) {
            return Ok(());
        }
        let left = MINUTE_US - now.0.rem_euclid(MINUTE_US);
        let seconds = u64::try_from(left.div_euclid(SECOND_US) + 1).unwrap_or(60);
        Err(Problem::from(Kind::QuotaUsed)
            .retry_after(seconds)
            .saying(texts::KEY_QUOTA_USED))
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyPace, Metered};
    use karavan_model::{Quota, Timestamp};

    #[test]
    fn calls_and_bytes_are_counted_for_an_owner_and_a_minute() {
        let pace = KeyPace::default();
        let of = |owner: &str| Metered {
            owner: owner.to_owned(),
            quota: Quota {
                requests_per_day: None,
                calls_per_minute: Some(2),
                bytes_per_minute: Some(100),
            },
        };
        let at = |seconds: i64| Timestamp(seconds * 1_000_000);
        let (one, other) = (of("source:112"), of("source:crm"));
        let calls = [0, 1, 2].map(|second| pace.call(&one, at(second)).is_ok());
        assert_eq!(calls, [true, true, false]);
        assert!(pace.call(&other, at(2)).is_ok(), "another owner has a count of its own");
        assert!(pace.call(&one, at(60)).is_ok(), "the next minute begins anew");
        assert!(pace.body(&one, 100, at(61)).is_ok());
        let refused = pace.body(&one, 1, at(70));
        assert_eq!(refused.map_err(|problem| problem.status().as_u16()), Err(429));
        // A clock that is put back starts a new minute, and locks nobody out.
        assert!(pace.call(&one, at(0)).is_ok());
    }
}
