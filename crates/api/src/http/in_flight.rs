//! Acts at work, so that none is done twice at once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Caller, route and key of an act.
pub(super) type Place = (String, String, String);

/// The keys of acts at work.
#[derive(Clone, Default)]
pub(crate) struct InFlight(Arc<Mutex<HashSet<Place>>>);

impl InFlight {
    /// `false` when the same act is at work.
    pub(super) fn begin(&self, place: &Place) -> bool {
        self.lock().insert(place.clone())
    }

    pub(super) fn end(&self, place: &Place) {
        self.lock().remove(place);
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
