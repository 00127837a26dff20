//! Slows down who guesses passwords. Nobody is locked out for good: the right person waits a minute at most.

use super::Client;
use crate::problem::{Kind, Problem};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Wrong passwords of one login from one place that cost nothing: people mistype.
const FREE: u32 = 5;
/// The same for all logins together from one place, where several people may sit.
const FREE_OF_CLIENT: u32 = 20;
/// The longest wait.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// Wrong passwords of all together in [`PERIOD`], after which only the first one is free.
const FREE_TOGETHER: u32 = 100;
const PERIOD: Duration = Duration::from_secs(60);
/// Counters remembered; beyond that the oldest are forgotten, and the common counter still holds.
const COUNTERS_MAX: usize = 10_000;

/// Tries so far. A stranger's tries do not keep out whoever comes from elsewhere.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<Counted>);

/// A login from one place, or every login from there.
type Who = (Option<String>, Client);

#[derive(Default)]
struct Counted {
    tries: HashMap<Who, Failures>,
    together: Option<Failures>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Throttle {
    /// Lets a try pass and counts it as a wrong one until it has succeeded, so that many at once are many; or says how
    /// long to wait.
    pub(crate) fn admit(&self, login: &str, client: Client, now: Instant) -> Result<(), Problem> {
        let mut counted = self.lock();
        let recent = |failures: &Failures| now.saturating_duration_since(failures.last) < PERIOD;
        let together = counted.together.filter(recent);
        let free = match together.is_some_and(|failures| failures.count >= FREE_TOGETHER) {
            true => 1,
            false => FREE,
        };
        let whose = [(Some(login.to_owned()), client), (None, client)];
        let waits = whose.iter().zip([free, FREE_OF_CLIENT]).map(|(who, free)| {
            counted.tries.get(who).map_or(Duration::ZERO, |failures| {
                wait(failures.count, free).saturating_sub(now.saturating_duration_since(failures.last))
            })
        });
        let wait = waits.max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(Problem::from(Kind::TooMany).retry_after(wait.as_secs() + 1));
        }
        // The period counts from its first failure, so that it ends whatever happens.
        let begun = together.unwrap_or(Failures { count: 0, last: now });
        counted.together = Some(Failures {
            count: begun.count.saturating_add(1),
            ..begun
        });
        for who in whose {
            counted.count(who, now);
        }
        Ok(())
    }

    /// Takes back the try of who got in, and forgets their wrong ones.
    pub(crate) fn succeeded(&self, login: &str, client: Client) {
        let mut counted = self.lock();
        counted.tries.remove(&(Some(login.to_owned()), client));
        let counted = &mut *counted;
        let others = counted.tries.get_mut(&(None, client));
        for failures in others.into_iter().chain(&mut counted.together) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    fn count(&mut self, who: Who, now: Instant) {
        if self.tries.len() >= COUNTERS_MAX && !self.tries.contains_key(&who) {
            let oldest = self.tries.iter().min_by_key(|(_, failures)| failures.last);
            if let Some(oldest) = oldest.map(|(who, _)| who.clone()) {
                self.tries.remove(&oldest);
            }
        }
        let failures = self.tries.entry(who).or_insert(Failures { count: 0, last: now });
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
    }
}

/// Doubles with every failure after the free ones.
fn wait(failures: u32, free: u32) -> Duration {
    match failures.checked_sub(free) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(1 << more.min(6)).min(WAIT_MAX),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Client, FREE, FREE_OF_CLIENT, FREE_TOGETHER, Throttle};
    use std::time::{Duration, Instant};

    fn place(number: usize) -> Client {
        let [.., third, fourth] = number.to_be_bytes();
        Client::at([203, 0, third, fourth])
    }

    #[test]
    fn mistyping_is_free_guessing_is_slow_and_the_wait_ends() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        let mut now = start;
        let mut guesses = 0;
        while now < start + Duration::from_secs(3600) {
            guesses += usize::from(throttle.admit("coordinator", place(1), now).is_ok());
            now += Duration::from_secs(1);
        }
        // 5 free ones, 6 while the wait doubles to a minute, then one a minute.
        assert!((60..=75).contains(&guesses), "{guesses}");
        assert!(
            throttle
                .admit("coordinator", place(1), now + Duration::from_secs(60))
                .is_ok()
        );
        // The right person, elsewhere, has not waited at all.
        assert!(throttle.admit("coordinator", place(2), now).is_ok());
    }

    #[test]
    fn many_tries_at_once_are_many() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        let admitted = (0..50).filter(|_| throttle.admit("me", place(1), now).is_ok());
        assert_eq!(admitted.count(), usize::try_from(FREE).unwrap());
    }

    #[test]
    fn who_got_in_begins_anew() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..3 * FREE_OF_CLIENT {
            throttle.admit("me", place(1), now).unwrap();
            throttle.succeeded("me", place(1));
        }
        while throttle.admit("me", place(1), now).is_ok() {}
        throttle.succeeded("me", place(1));
        assert!(throttle.admit("me", place(1), now).is_ok());
    }

    #[test]
    fn trying_many_logins_is_slow_too_and_a_flood_from_everywhere_leaves_one_free_try() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        let admitted = (0..100).filter(|login| throttle.admit(&login.to_string(), place(1), now).is_ok());
        assert_eq!(admitted.count(), usize::try_from(FREE_OF_CLIENT).unwrap());
        let flood = usize::try_from(FREE_TOGETHER).unwrap();
        (10..10 + flood).for_each(|from| throttle.admit("coordinator", place(from), now).unwrap());
        assert!(throttle.admit("coordinator", place(2), now).is_ok());
        assert!(throttle.admit("coordinator", place(2), now).is_err());
        let later = now + Duration::from_secs(61);
        (0..FREE - 1).for_each(|_| throttle.admit("coordinator", place(2), later).unwrap());
    }
}
