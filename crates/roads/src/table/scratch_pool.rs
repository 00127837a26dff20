//! What threads need for their work, lent from one piece of it to the next: never more of them than threads at work.

use std::sync::{Mutex, PoisonError};

/// Those that nobody works with now.
pub(crate) struct Idle<T>(Mutex<Vec<T>>);

impl<T> Idle<T> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Lends one for some work; a new one where none is idle.
    pub(crate) fn lend(&self, make: impl FnOnce() -> T, work: impl FnOnce(&mut T)) {
        // Work that panics keeps what it had borrowed, so what is here is whole.
        let idle = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lent = idle().pop();
        let mut lent = lent.unwrap_or_else(make);
        work(&mut lent);
        idle().push(lent);
    }
}
