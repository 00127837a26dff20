//! `known` loads the sources, hubs and volunteers that a request may name, for its checks in `karavan_intake`;
//! volunteers only when asked for (`NameableVolunteers`), because reading all of them takes time.

use crate::{Service, ServiceError};
use karavan_intake::Known;
use karavan_model::{Hub, SourceId, Volunteer};

/// Which volunteers a request may be judged beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameableVolunteers {
    /// All that are kept.
    All,
    /// None, because no request names any: reading them all is spared.
    Unasked,
}

impl Service {
    /// The hubs and volunteers that are kept, and the sources that may be named: with a key of a source only that one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn known(&self, people: NameableVolunteers, own: Option<SourceId>) -> Result<Known, ServiceError> {
        let sources = self.nameable_sources(own).await?;
        let hubs: Vec<Hub> = self.hubs().await?.into_iter().map(|kept| kept.what).collect();
        let people: Vec<Volunteer> = match people {
            NameableVolunteers::All => {
                let kept = self.store().volunteers().await?;
                kept.into_iter().map(|kept| kept.what).collect()
            }
            NameableVolunteers::Unasked => Vec::new(),
        };
        Ok(Known::of(&hubs, &people).with_sources(sources))
    }
}
