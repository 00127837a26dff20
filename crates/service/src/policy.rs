//! Reads and stores the policy of the region: the goal that its plans are optimised for when a run names none. The
//! last choice counts; before the first it is the default. The policies themselves are `karavan_model::Policy`.

use crate::{Acting, Service, ServiceError};
use karavan_model::Policy;

/// The setting under which it is kept.
const KEY: &str = "policy";

impl Service {
    /// What was chosen last in the region; *even* before anybody chose.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn policy(&self) -> Result<Policy, ServiceError> {
        let kept = self.store().setting(KEY).await?;
        Ok(kept.and_then(|name| name.parse().ok()).unwrap_or_default())
    }
}

impl Acting {
    /// A choice is the region's from now on.
    pub(crate) async fn keep_policy(&self, chosen: Policy) -> Result<(), ServiceError> {
        Ok(self.store().put_setting(KEY, chosen.name(), self.now()).await?)
    }
}
