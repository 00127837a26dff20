//! Acts at work, so that none is done twice at once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Caller, route and key of an act.
pub(super) type CallId = (String, String, String);

/// The keys of acts at work.
#[derive(Clone, Default)]
pub(crate) struct InFlight(Arc<Mutex<HashSet<CallId>>>);

impl InFlight {
    /// `false` when the same act is at work.
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
