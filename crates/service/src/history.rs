//! Queries of reported events: `request_events`, those of one request, oldest first; `day_events`, those of a day by
//! pages, latest first. They are stored by `events.rs`.

use crate::{Service, ServiceError};
use karavan_model::{Date, RequestId, StatusEvent};
use karavan_store::{Page, Readable, StoredRequest, Whose};

impl Service {
    /// One of these requests, and what happened to it, oldest first; `None` when it is not among them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn request_events(
        &self,
        whose: &Whose,
        id: &RequestId,
    ) -> Result<Option<(StoredRequest, Vec<StatusEvent>)>, ServiceError> {
        let Some(stored) = self.store().request_of(whose, id).await? else {
            return Ok(None);
        };
        let events = self.store().events_of_request(id).await?;
        let events = events.into_iter().map(|recorded| recorded.event);
        Ok(Some((stored, events.collect())))
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
