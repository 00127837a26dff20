//! Break-glass: a person says why they must see what is hidden of a request, and it is shown to them for a while
//! (`reveal`); who looked and why (`reveals`). Which fields are hidden from whom is a table of the model.

use crate::{Acting, Service, ServiceError};
use karavan_model::{RequestId, Timestamp};
use karavan_store::{Readable, Reveal, StoredRequest, Whose};
use std::collections::BTreeSet;

/// How long hidden fields are shown after a reason was said: a telephone call.
const SHOWN_SECONDS: i64 = 15 * 60;

impl Acting {
    /// Shows what is hidden of one of these requests to a login for a while; the request, and until when. The log has
    /// who, of which request and why. `None` when it is not among them.
    ///
    /// # Errors
    /// When the store fails; then nothing is shown.
    pub async fn reveal(
        &self,
        of: (&Whose, &RequestId),
        login: &str,
        reason: String,
    ) -> Result<Option<(StoredRequest, Timestamp)>, ServiceError> {
        let at = self.now();
        let until = Timestamp(at.0 + SHOWN_SECONDS * 1_000_000);
        let stored = self.store().reveal(of, login, reason, (at, until)).await?;
        Ok(stored.map(|stored| (stored, until)))
    }
}

impl Service {
    /// The requests of which nothing is hidden from a login now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn revealed_to(&self, login: &str) -> Result<BTreeSet<RequestId>, ServiceError> {
        let ids = self.store().revealed_to(login, self.now()).await?;
        Ok(ids.into_iter().collect())
    }

    /// Who looked at what is hidden and why, newest first, before an entry's number.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reveals(&self, before: Option<i64>, limit: u64) -> Result<Readable<Reveal>, ServiceError> {
        Ok(self.store().reveals(before, limit).await?)
    }
}
