//! People who are helped: `held_person` reads what is stored about one, and `erase_person` erases it; both are written
//! to the audit log by the store. Volunteers are in `volunteers_and_hubs.rs`.

use crate::{Acting, ServiceError};
use karavan_model::PersonId;
use karavan_store::{EraseReason, Erased, HeldPerson};

impl Acting {
    /// Everything that is kept of a person; that it was looked at is written into the log. `None` when there is no such
    /// person.
    ///
    /// # Errors
    /// When the store fails; then nothing is told.
    pub async fn held_person(&self, person: PersonId) -> Result<Option<HeldPerson>, ServiceError> {
        Ok(self.store().held_person(person, self.now()).await?)
    }

    /// Erases a person. Their requests stay without them; those that were open are called off.
    ///
    /// # Errors
    /// When the store fails; then nothing was erased.
    pub async fn erase_person(&self, person: PersonId, reason: EraseReason) -> Result<Erased, ServiceError> {
        Ok(self.store().erase_person(person, reason, self.now()).await?)
    }
}
