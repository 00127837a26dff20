//! `Throttle` slows down guessing of passwords and of second-step codes: counts attempts that failed, in memory, and
//! answers 429 with a wait that doubles up to a limit. An attempt from an address that the login was used from, or from
//! a browser with a session of it (`Standing::Known`), has counters apart from those of strangers. One throttle
//! counts for all regions of a process, per login of a region. Passwords are checked in `passwords.rs`.

use super::Client;
use crate::http::problem::{Kind, Problem};
use karavan_model::Region;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Wrong passwords of one login from one client without a wait: people mistype.
const FREE: u32 = 5;
/// The same for all logins together from one client, where several people may work.
const FREE_OF_CLIENT: u32 = 20;
/// The same for one login from all clients that never used it.
const FREE_OF_LOGIN: u32 = 50;
/// The longest wait of a stranger.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// The longest wait of a client that has logged in before.
const WAIT_OF_KNOWN_MAX: Duration = Duration::from_secs(5);
/// The longest wait for one login counted over all clients that never used it.
const WAIT_OF_LOGIN_MAX: Duration = Duration::from_secs(2);
/// The longest wait after wrong codes of a second step: who types them knows the password.
const WAIT_OF_CODE_MAX: Duration = Duration::from_secs(15 * 60);
/// Wrong passwords of all strangers together in [`PERIOD`], after which only the first one is free.
const FREE_TOGETHER: u32 = 100;
const PERIOD: Duration = Duration::from_secs(60);
/// A client counts as known for this long after a login.
const KNOWN_FOR: Duration = Duration::from_secs(30 * 24 * 3600);
/// Counters and known clients kept in memory; beyond that the oldest are dropped, and the common counter still applies.
const REMEMBERED_MAX: usize = 10_000;

/// A login of a region: the same one elsewhere is another person's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Account(Region, String);

/// An attempt to log in.
#[derive(Clone, Copy)]
pub(crate) struct Try<'a> {
    pub(crate) region: Region,
    pub(crate) login: &'a str,
    pub(crate) client: Client,
    /// The session of this login that the browser has.
    pub(crate) session: Option<&'a str>,
}

impl Try<'_> {
    fn account(&self) -> Account {
        Account(self.region, self.login.to_owned())
    }
}

/// Whether the client of an attempt has logged in before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Standing {
    Known,
    Stranger,
}

/// Counters of the attempts so far.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<Counts>);

/// What attempts are counted together by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Counter {
    /// One login from one client.
    From(Account, Client),
    /// All logins of all regions from one client.
    Client(Client),
    /// One login from all strangers.
    Login(Account),
    /// A browser that has a session of the login.
    Browser(String),
    /// Codes of the second step of a login; strangers' apart from those of clients that have logged in before.
    Code(Account, Standing),
}

#[derive(Default)]
struct Counts {
    tries: HashMap<Counter, Failures>,
    known: HashMap<(Account, Client), Instant>,
    together: Option<Failures>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Throttle {
    /// Admits an attempt and counts it as failed until it succeeds, so that parallel attempts all count; otherwise 429
    /// with the time to wait.
    pub(crate) fn admit(&self, attempt: Try<'_>, now: Instant) -> Result<Standing, Problem> {
        let mut counts = self.lock();
        let standing = counts.standing(attempt, now);
        let wait = counts.counters_of(attempt, standing, now).into_iter();
        let wait = wait.map(|(who, free, most)| counts.wait(&who, free, most, now));
        let wait = wait.max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(Problem::from(Kind::TooMany).retry_after(wait.as_secs() + 1));
        }
        for (who, ..) in counts.counters_of(attempt, standing, now) {
            counts.count(who, now);
        }
        if standing == Standing::Stranger {
            // The period starts at its first failure, so that it always ends.
            let begun = counts.together(now).unwrap_or(Failures { count: 0, last: now });
            counts.together = Some(Failures {
                count: begun.count.saturating_add(1),
                ..begun
            });
        }
        Ok(standing)
    }

    /// Takes back the count of an attempt that succeeded, forgets earlier failures, and remembers the client as known.
    pub(crate) fn succeeded(&self, attempt: Try<'_>, standing: Standing, now: Instant) {
        let mut counts = self.lock();
        for (who, ..) in counts.counters_of(attempt, standing, now) {
            match who {
                Counter::From(..) | Counter::Browser(_) => {
                    counts.tries.remove(&who);
                }
                Counter::Client(_) | Counter::Login(_) | Counter::Code(..) => counts.take_back(&who),
            }
        }
        counts.take_back_together(standing);
        let place = (attempt.account(), attempt.client);
        make_room(&mut counts.known, &place, |_| true, |last| *last);
        counts.known.insert(place, now);
    }

    /// Takes back the count of an attempt whose password was right and whose second step is still to come.
    pub(crate) fn take_back(&self, attempt: Try<'_>, standing: Standing, now: Instant) {
        let mut counts = self.lock();
        for (who, ..) in counts.counters_of(attempt, standing, now) {
            counts.take_back(&who);
        }
        counts.take_back_together(standing);
    }

    /// Admits a code of a second step and counts it as wrong until it is right; otherwise 429 with the time to wait.
    pub(crate) fn admit_code(
        &self,
        (region, login): (Region, &str),
        standing: Standing,
        now: Instant,
    ) -> Result<(), Problem> {
        let mut counts = self.lock();
        let who = Counter::Code(Account(region, login.to_owned()), standing);
        let wait = counts.wait(&who, FREE, WAIT_OF_CODE_MAX, now);
        if !wait.is_zero() {
            return Err(Problem::from(Kind::TooMany).retry_after(wait.as_secs() + 1));
        }
        counts.count(who, now);
        Ok(())
    }

    /// Forgets the wrong codes before a right one.
    pub(crate) fn code_succeeded(&self, (region, login): (Region, &str), standing: Standing) {
        self.lock()
            .tries
            .remove(&Counter::Code(Account(region, login.to_owned()), standing));
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    fn standing(&self, attempt: Try<'_>, now: Instant) -> Standing {
        let place = self.known.get(&(attempt.account(), attempt.client));
        let is_known = place.is_some_and(|last| now.saturating_duration_since(*last) < KNOWN_FOR);
        match attempt.session.is_some() || is_known {
            true => Standing::Known,
            false => Standing::Stranger,
        }
    }

    /// The counters of an attempt, each with its failures without a wait and the longest wait after them.
    fn counters_of(&self, attempt: Try<'_>, standing: Standing, now: Instant) -> Vec<(Counter, u32, Duration)> {
        let account = || attempt.account();
        let from = Counter::From(account(), attempt.client);
        match (attempt.session, standing) {
            (Some(session), _) => vec![(Counter::Browser(session.to_owned()), FREE, WAIT_OF_KNOWN_MAX)],
            (None, Standing::Known) => vec![(from, FREE, WAIT_OF_KNOWN_MAX)],
            (None, Standing::Stranger) => {
                let is_flood = self.together(now).is_some_and(|all| all.count >= FREE_TOGETHER);
                let free = if is_flood { 1 } else { FREE };
                vec![
                    (from, free, WAIT_MAX),
                    (Counter::Client(attempt.client), FREE_OF_CLIENT, WAIT_MAX),
                    (Counter::Login(account()), FREE_OF_LOGIN, WAIT_OF_LOGIN_MAX),
                ]
            }
        }
    }

    fn take_back(&mut self, who: &Counter) {
        if let Some(failures) = self.tries.get_mut(who) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    fn take_back_together(&mut self, standing: Standing) {
        if let (Standing::Stranger, Some(together)) = (standing, &mut self.together) {
            together.count = together.count.saturating_sub(1);
        }
    }

    fn together(&self, now: Instant) -> Option<Failures> {
        self.together
            .filter(|failures| now.saturating_duration_since(failures.last) < PERIOD)
    }

    fn wait(&self, who: &Counter, free: u32, most: Duration, now: Instant) -> Duration {
        self.tries.get(who).map_or(Duration::ZERO, |failures| {
            let wait = wait(failures.count, free).min(most);
            wait.saturating_sub(now.saturating_duration_since(failures.last))
        })
    }

    fn count(&mut self, who: Counter, now: Instant) {
        // Codes are counted after a right password, so these are few; strangers must not push them out.
        let may_go = |who: &Counter| !matches!(who, Counter::Code(..));
        make_room(&mut self.tries, &who, may_go, |failures| failures.last);
        let failures = self.tries.entry(who).or_insert(Failures { count: 0, last: now });
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
    }
}

/// Drops the oldest entry that may go when the map is full.
fn make_room<K: Clone + Eq + Hash, V>(
    all: &mut HashMap<K, V>,
    new: &K,
    may_go: impl Fn(&K) -> bool,
    last: impl Fn(&V) -> Instant,
) {
    if all.len() < REMEMBERED_MAX || all.contains_key(new) {
        return;
    }
    let oldest = all
        .iter()
        .filter(|(key, _)| may_go(key))
        .min_by_key(|(_, value)| last(value));
    if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
        all.remove(&oldest);
    }
}

/// The wait after a number of failures, up to a quarter of an hour; it doubles with each one after the free ones.
fn wait(failures: u32, free: u32) -> Duration {
    match failures.checked_sub(free) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(1 << more.min(10)).min(WAIT_OF_CODE_MAX),
    }
}

#[cfg(test)]
mod tests;
