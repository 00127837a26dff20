//! `InFlight`: the set, in memory, of calls with an idempotency key that run now, so that no two with the same key
//! run at once in this process. Receipts of finished calls are in the store, see `idempotency.rs`.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Caller, route and idempotency key of a call.
pub(super) type CallId = (String, String, String);

/// The calls that run now; clones share the same set.
#[derive(Clone, Default)]
pub(crate) struct InFlight(Arc<Mutex<HashSet<CallId>>>);

impl InFlight {
    /// `false` when the same call runs already.
    pub(super) fn begin(&self, id: &CallId) -> bool {
        self.lock().insert(id.clone())
    }

    pub(super) fn end(&self, id: &CallId) {
        self.lock().remove(id);
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<CallId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
