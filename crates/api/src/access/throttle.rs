//! Slows down who guesses passwords. Nobody is locked out for good: the right person waits a minute at most.

use crate::problem::{Kind, Problem};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Wrong passwords that cost nothing: people mistype.
const FREE: u32 = 5;
/// The longest wait.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// Wrong passwords of all logins together in [`PERIOD`] before everybody waits for the next one.
const FREE_TOGETHER: u32 = 100;
const PERIOD: Duration = Duration::from_secs(60);
/// Logins remembered; beyond that the oldest are forgotten, and the common counter still holds.
const LOGINS_MAX: usize = 10_000;

/// Wrong passwords so far.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    logins: HashMap<String, Failures>,
    together: Option<Failures>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Throttle {
    /// Lets a try pass, or says how long to wait.
    pub(crate) fn admit(&self, login: &str, now: Instant) -> Result<(), Problem> {
        let counted = self.lock();
        let own = counted.logins.get(login).map_or(Duration::ZERO, |failures| {
            wait(failures.count).saturating_sub(now.saturating_duration_since(failures.last))
        });
        let together = counted.together.filter(|failures| failures.count >= FREE_TOGETHER);
        let together = together.map_or(Duration::ZERO, |failures| {
            PERIOD.saturating_sub(now.saturating_duration_since(failures.last))
        });
        let wait = own.max(together);
        if wait.is_zero() {
            return Ok(());
        }
        Err(Problem::from(Kind::TooMany).retry_after(wait.as_secs() + 1))
    }

    /// Counts a wrong password.
    pub(crate) fn failed(&self, login: &str, now: Instant) {
        let mut counted = self.lock();
        let together = counted
            .together
            .filter(|failures| now.saturating_duration_since(failures.last) < PERIOD);
        counted.together = Some(match together {
            // The period counts from its first failure, so that it ends whatever happens.
            Some(failures) => Failures {
                count: failures.count.saturating_add(1),
                ..failures
            },
            None => Failures { count: 1, last: now },
        });
        if counted.logins.len() >= LOGINS_MAX && !counted.logins.contains_key(login) {
            let oldest = counted.logins.iter().min_by_key(|(_, failures)| failures.last);
            if let Some(oldest) = oldest.map(|(login, _)| login.clone()) {
                counted.logins.remove(&oldest);
            }
        }
        let own = counted
            .logins
            .entry(login.to_owned())
            .or_insert(Failures { count: 0, last: now });
        own.count = own.count.saturating_add(1);
        own.last = now;
    }

    /// Forgets the failures of who got in.
    pub(crate) fn succeeded(&self, login: &str) {
        self.lock().logins.remove(login);
    }

    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Doubles with every failure after the free ones.
fn wait(failures: u32) -> Duration {
    match failures.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(1 << more.min(6)).min(WAIT_MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::{FREE, FREE_TOGETHER, Throttle};
    use std::time::{Duration, Instant};

    #[test]
    fn mistyping_is_free_guessing_is_slow_and_the_wait_ends() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        let mut now = start;
        let mut guesses = 0;
        while now < start + Duration::from_secs(3600) {
            if throttle.admit("coordinator", now).is_ok() {
                throttle.failed("coordinator", now);
                guesses += 1;
            }
            now += Duration::from_secs(1);
        }
        // 5 free ones, 6 while the wait doubles to a minute, then one a minute.
        assert!((60..=75).contains(&guesses), "{guesses}");
        assert!(throttle.admit("coordinator", now + Duration::from_secs(60)).is_ok());
        assert!(throttle.admit("somebody else", now).is_ok());
    }

    #[test]
    fn who_got_in_begins_anew() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        (0..FREE + 3).for_each(|_| throttle.failed("me", now));
        assert!(throttle.admit("me", now).is_err());
        throttle.succeeded("me");
        assert!(throttle.admit("me", now).is_ok());
    }

    #[test]
    fn trying_many_logins_is_slow_too() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        (0..FREE_TOGETHER).for_each(|login| throttle.failed(&login.to_string(), now));
        assert!(throttle.admit("fresh", now).is_err());
        assert!(throttle.admit("fresh", now + Duration::from_secs(61)).is_ok());
    }
}
