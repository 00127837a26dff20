//! `ScratchPool`: lends a scratch buffer that is idle, or a new one when all are in use, and takes it back.

use std::sync::{Mutex, PoisonError};

/// Buffers that nobody uses at the moment.
pub(crate) struct ScratchPool<T>(Mutex<Vec<T>>);

impl<T> ScratchPool<T> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Runs `work` with a buffer of the pool, or with a new one when all are in use.
    pub(crate) fn lend(&self, make: impl FnOnce() -> T, work: impl FnOnce(&mut T)) {
        // A panic in `work` drops its buffer, so every buffer in the pool is in a sound state.
        let idle = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lent = idle().pop();
        let mut lent = lent.unwrap_or_else(make);
        work(&mut lent);
        idle().push(lent);
    }
}
