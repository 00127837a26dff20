//! Decides the point of a hub and of a volunteer's home (`placed_hub`, `placed_home`): the one set by hand; else the
//! building of the address as corrected by the organisation; else where the map finds the address.
//!
//! `kept_hub` and `kept_home` leave only a point set by hand to be stored, so that corrections and other maps move the
//! rest.

use crate::{Service, ServiceError};
use karavan_map::KnownBuildings;
use karavan_model::{Hub, Point, Volunteer};

/// A point of a hub or a home, told apart by where it comes from.
struct PointSources {
    by_hand: Option<Point>,
    located: Option<Point>,
}

impl Service {
    /// A point that is just where the address is found was not put by hand: screens send back what they were shown, and
    /// what was found used to be kept.
    fn point_sources(&self, known: &KnownBuildings, point: Option<Point>, address: &str) -> PointSources {
        let building = self.buildings().of(self.map(), address);
        let located = known
            .standing(&building.names, building.found.as_ref())
            .map(|place| place.point);
        let on_map = building.found.as_ref().map(|place| place.point);
        PointSources {
            by_hand: point.filter(|_| point != located && point != on_map),
            located,
        }
    }

    fn point(&self, known: &KnownBuildings, point: Option<Point>, address: &str) -> Option<Point> {
        let sources = self.point_sources(known, point, address);
        sources.by_hand.or(sources.located)
    }

    /// A hub with the point where it stands.
    pub(crate) fn placed_hub(&self, known: &KnownBuildings, mut hub: Hub) -> Hub {
        hub.point = self.point(known, hub.point, &hub.address);
        hub
    }

    /// A volunteer with the point of their home.
    pub(crate) fn placed_home(&self, known: &KnownBuildings, mut volunteer: Volunteer) -> Volunteer {
        volunteer.point = self.point(known, volunteer.point, &volunteer.home);
        volunteer
    }

    /// A hub as it is kept: with a point only if it was put there by hand.
    pub(crate) fn kept_hub(&self, known: &KnownBuildings, mut hub: Hub) -> Hub {
        hub.point = self.point_sources(known, hub.point, &hub.address).by_hand;
        hub
    }

    /// A volunteer as they are kept: with a point of their home only if it was put there by hand.
    pub(crate) fn kept_home(&self, known: &KnownBuildings, mut volunteer: Volunteer) -> Volunteer {
        volunteer.point = self.point_sources(known, volunteer.point, &volunteer.home).by_hand;
        volunteer
    }

    /// Works on a thread of its own with all that is known of buildings now.
    pub(crate) async fn with_known<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self, &KnownBuildings) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let known = self.known_buildings().await?;
        self.on_blocking_thread(move |service| work(service, &known)).await
    }
}
