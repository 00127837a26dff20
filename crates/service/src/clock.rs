//! The traits `Clock` and `Chance` (random bytes and ids), their versions of the machine, `SystemClock` and
//! `SystemChance`, and `Outside`, which holds one of each. A [`Stopwatch`] measures durations.

use crate::ServiceError;
use karavan_model::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}

/// Gives bytes that nobody can guess.
pub trait Chance: Send + Sync {
    /// Fills all bytes.
    ///
    /// # Errors
    /// When there is no chance to be had.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), ServiceError>;

    /// A new id, UUID of version 4.
    ///
    /// # Errors
    /// When there is no chance to be had.
    fn id(&self) -> Result<Uuid, ServiceError> {
        let mut bytes = [0; 16];
        self.fill(&mut bytes)?;
        Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        jiff::Timestamp::now().into()
    }
}

/// The machine's chance.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), ServiceError> {
        getrandom::fill(bytes).map_err(|error| ServiceError::Internal(error.to_string()))
    }
}

/// What a service has of the world outside: the time, and chance.
#[derive(Clone)]
pub struct Outside {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws ids and secrets.
    pub chance: Arc<dyn Chance>,
}

impl Outside {
    /// Those of the machine.
    #[must_use]
    pub fn of_machine() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
        }
    }
}

/// Measures how long something takes.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Since it was started.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Chance, SystemChance};
    use crate::ServiceError;

    /// All bytes are the same.
    struct Same(u8);

    impl Chance for Same {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), ServiceError> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn ids_are_uuids_of_version_4_and_of_the_chance_that_is_handed_down() {
        let id = Same(0xff).id().unwrap();
        assert_eq!(id.to_string(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_ne!(SystemChance.id().unwrap(), SystemChance.id().unwrap());
    }
}
