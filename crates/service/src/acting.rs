//! `Acting`: the service on behalf of one actor (person, key, volunteer, terminal, system), made by `Service::by`. What
//! it writes to the store is written in the name of that actor.

use crate::Service;
use karavan_model::Actor;
use std::ops::Deref;

/// The service for one who acts. Clones act for the same.
#[derive(Clone)]
pub struct Acting {
    service: Service,
    actor: Actor,
}

impl Service {
    /// The service for changing something in a name.
    #[must_use]
    pub fn by(&self, actor: Actor) -> Acting {
        Acting {
            service: self.clone(),
            actor,
        }
    }
}

impl Deref for Acting {
    type Target = Service;

    fn deref(&self) -> &Service {
        &self.service
    }
}

impl Acting {
    /// The store, written in the same name.
    pub(crate) fn store(&self) -> karavan_store::Acting<'_> {
        self.service.store().by(self.actor.clone())
    }
}
