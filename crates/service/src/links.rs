//! `link_holder` says whose route a secret link of a volunteer opens (`LinkHolder`), whether it may be read now
//! (`LinkState`), and whether events are still accepted. Links are made and revoked in `publish.rs`.

use crate::secret::hash_of;
use crate::{Service, ServiceError};
use karavan_model::{PlanId, Timestamp, VolunteerId};

/// Who holds a link, and what it still opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHolder {
    /// The plan.
    pub plan: PlanId,
    /// Whose route.
    pub volunteer: VolunteerId,
    /// Whether names and addresses may be shown.
    pub reading: LinkState,
    /// Events are still taken.
    pub may_write: bool,
}

/// Whether a link shows its route now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// From this moment on.
    NotYet(Timestamp),
    /// Anybody who has it reads the route now.
    Open,
    /// Not any more.
    Over,
}

impl Service {
    /// Who holds this token; `None` when it opens nothing (any more).
    ///
    /// # Errors
    /// When the store fails.
    pub async fn link_holder(&self, token: &str) -> Result<Option<LinkHolder>, ServiceError> {
        let now = self.now();
        let link = self.store().link(&hash_of(token)).await?;
        let alive = link.filter(|link| link.revoked_at.is_none() && now <= link.write_until);
        Ok(alive.map(|link| LinkHolder {
            plan: link.plan,
            volunteer: link.volunteer,
            reading: match now {
                now if now < link.read_from => LinkState::NotYet(link.read_from),
                now if now <= link.read_until => LinkState::Open,
                _ => LinkState::Over,
            },
            may_write: now <= link.write_until,
        }))
    }
}
