//! `known` loads the sources, hubs and volunteers that a request may name, for its checks in `karavan_intake`;
//! volunteers only when asked for (`NameableVolunteers`), because reading all of them takes time.

use crate::{Service, ServiceError};
use karavan_intake::{Known, Sources};
use karavan_model::{Hub, Remit, SourceId, Volunteer};

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
    /// Requests must lie within `remit`, what their taker is bound to, where there is one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn known(
        &self,
        people: NameableVolunteers,
        own: Option<SourceId>,
        remit: Option<&Remit>,
    ) -> Result<Known, ServiceError> {
        let kept = self.store().sources().await?;
        let remit = remit.map(|remit| remit.by_sources(kept.iter().map(|kept| &kept.what)));
        let sources = Sources::of(kept.iter().map(|kept| &kept.what)).only(own);
        let hubs: Vec<Hub> = self.hubs().await?.into_iter().map(|kept| kept.what).collect();
        let people: Vec<Volunteer> = match people {
            NameableVolunteers::All => {
                let kept = self.store().volunteers().await?;
                kept.into_iter().map(|kept| kept.what).collect()
            }
            NameableVolunteers::Unasked => Vec::new(),
        };
        Ok(Known::of(&hubs, &people).with_sources(sources).within(remit))
    }
}
