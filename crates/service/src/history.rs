//! Queries of reported events: `request_events`, those of one request, oldest first; `day_events`, those of a day by
//! pages, latest first. They are stored by `events.rs`.

use crate::{Service, ServiceError};
use karavan_model::{Date, RequestId, StatusEvent};
use karavan_store::{Page, Readable};

impl Service {
    /// What happened to a request, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn request_events(&self, id: &RequestId) -> Result<Vec<StatusEvent>, ServiceError> {
        Ok(self
            .store()
            .events_of_request(id)
            .await?
            .into_iter()
            .map(|recorded| recorded.event)
            .collect())
    }

    /// What happened on the road of a day, latest arrival first; `before` is the `next` of the page before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn day_events(
        &self,
        date: Date,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Page<StatusEvent>, ServiceError> {
        let asked = limit.saturating_add(1);
        let Readable {
            items: mut events,
            unreadable,
        } = self.store().events_of_day(date, before, asked).await?;
        let found = u64::try_from(events.len())
            .unwrap_or(u64::MAX)
            .saturating_add(unreadable);
        events.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(Page {
            next: events.last().filter(|_| found > limit).map(|last| last.seq),
            items: events.into_iter().map(|recorded| recorded.event).collect(),
            unreadable,
        })
    }
}
