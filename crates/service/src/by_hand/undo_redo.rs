//! `turn_draft`: undoes the last change of a draft, or does again what was undone last.

use crate::{Acting, ServiceError};
use karavan_model::PlanId;
use karavan_store::{Acted, DraftChanged, DraftWay, Once};

impl Acting {
    /// Undoes the last change of a draft, or does again what was undone last.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn turn_draft(
        &self,
        id: &PlanId,
        expected_version: i64,
        way: DraftWay,
        once: Option<Once<DraftChanged>>,
    ) -> Result<Acted<DraftChanged>, ServiceError> {
        let draft = (id.clone(), expected_version);
        Ok(self.store().turn_draft(draft, way, self.now(), once).await?)
    }
}
