//! `Feed`, made by `follow`: the stored changes of one day or of all days, in order of their numbers. `next` waits
//! until there are more.

use crate::{Service, ServiceError};
use karavan_model::Date;
use karavan_store::Change;
use tokio::sync::watch;

/// A place in the feed of changes; it waits for more and misses nothing.
pub struct Feed {
    service: Service,
    date: Option<Date>,
    seen: i64,
    hint: watch::Receiver<i64>,
}

/// Changes read at a time.
const READ: u64 = 200;

impl Service {
    /// Follows the changes of a day (or of all) after the given number; `None` begins now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn follow(&self, date: Option<Date>, after: Option<i64>) -> Result<Feed, ServiceError> {
        let hint = self.store().hint();
        let last = self.store().last_change().await?;
        // A number from before a restored backup would wait for changes that are told under lower ones.
        let seen = after.map_or(last, |after| after.min(last));
        Ok(Feed {
            service: self.clone(),
            date,
            seen,
            hint,
        })
    }
}

impl Feed {
    /// The next changes, oldest first, as soon as there are any; `None` when the store is closed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next(&mut self) -> Result<Option<Vec<Change>>, ServiceError> {
        loop {
            // Looked at before reading, so that what is written meanwhile wakes us again.
            let newest = *self.hint.borrow_and_update();
            let changes = self.service.store().changes_after(self.seen, self.date, READ).await?;
            if let Some(last) = changes.last() {
                self.seen = last.seq;
                return Ok(Some(changes));
            }
            self.seen = self.seen.max(newest);
            if self.hint.changed().await.is_err() {
                return Ok(None);
            }
        }
    }
}
